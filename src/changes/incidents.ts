import { DAY_S } from '../text/time-units.ts';
import type { HarmKind } from './harm.ts';

/** What is held back of one kind, from the first run that found too much of it until it is let pass or taken back. */
export interface Incident {
  /** What it is called wherever it must be told apart from others. */
  readonly mark: string;
  /** Unix time in s. */
  readonly began: number;
  /** The most customers that it had. */
  readonly most: number;
  /** The most that it had when people were last told of its size. */
  readonly told: number;
  /** Customers by key, since when each is in it (Unix time in s). */
  readonly members: ReadonlyMap<string, number>;
}

/** A customer who does not come back is forgotten after that long. In s. */
const FORGOTTEN_S = 40 * DAY_S;

/** An incident ends when no more than this share of the most still asks for it, of those who can be asked. */
const LEFT_SHARE = 0.1;
/** And no more than this share with those who are away. */
const LEFT_WITH_AWAY_SHARE = 0.5;

/**
 * Whether an incident is still one: who is away is not forgotten, and a mistake that is half mended is not carried out for
 * the other half.
 * @param asking its customers who are online and whom billing still wants to harm
 * @param away its customers who are not online
 */
export function goesOn({ most }: Incident, asking: number, away: number): boolean {
  return asking > most * LEFT_SHARE || asking + away > most * LEFT_WITH_AWAY_SHARE;
}

/**
 * What an incident is after a run; undefined once it is over.
 * @param before as it was, where there was one
 * @param lasts whether what is left of it is still an incident
 * @param held customers held back in this run
 * @param isAway whether a customer is not online
 */
export function incidentAfter(
  kind: HarmKind,
  before: Incident | undefined,
  {
    lasts,
    held,
    isAway,
    now,
  }: { lasts: boolean; held: readonly string[]; isAway: (customer: string) => boolean; now: number },
): Incident | undefined {
  const members = new Map<string, number>();
  if (lasts || held.length > 0) {
    for (const [customer, since] of before?.members ?? [])
      if (isAway(customer) && now - since < FORGOTTEN_S) members.set(customer, since);
  }
  for (const customer of held) members.set(customer, before?.members.get(customer) ?? now);
  if (members.size === 0) return undefined;
  const { mark, began } = before ?? { mark: `${kind}-${Math.floor(now).toString(36)}`, began: now };
  const most = Math.max(before?.most ?? 0, members.size);
  const told = before === undefined || most >= before.told * 2 ? most : before.told;
  return { mark, began, most, told, members };
}

/** Those who wait first, in the order in which they were named. */
export function inOrder(who: readonly string[], incident: Incident | undefined): string[] {
  const members = incident?.members ?? new Map<string, number>();
  const isThere = new Set(who);
  return [
    ...[...members.keys()].filter((customer) => isThere.has(customer)),
    ...who.filter((customer) => !members.has(customer)),
  ];
}
