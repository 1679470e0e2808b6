import { createHash } from 'node:crypto';
import type { Refusal } from '../apply/apply.ts';
import { addTo } from '../customers/add-to.ts';
import { loginInKey } from '../customers/customer.ts';
import { policyOf } from '../customers/fate.ts';
import type { FateChange } from '../customers/fate-change.ts';
import type { Desired } from '../mapping/desired.ts';
import { type BqnOutcome, membershipsOf, wishesAbout } from '../run/outcome.ts';
import type { Settings } from '../settings/settings.ts';
import { type JournalEntry, type Person, personText } from '../state/journal.ts';
import { customerOfHeld, heldKey, type JournalMemory, kindOfHeld, type ToldRefusal } from '../state/journal-memory.ts';
import { countsPerKind } from '../text/counts.ts';
import { say } from '../text/language.ts';
import { isoTime } from '../text/local-time.ts';
import { DAY_S } from '../text/time-units.ts';
import { fateText, isTold } from './fate-lines.ts';
import { heldEvent, NOBODY, noLongerHeldEvent } from './journal-lines.ts';
import { membershipsDone } from './preview.ts';
import { whyNotText, whyText } from './why-text.ts';

/** After this long a refusal that stays the same is told again. In s. */
const TOLD_AGAIN_S = DAY_S;

/** A run, for which its entries are made. Times are Unix seconds. */
export interface JournalledRun {
  readonly started: number;
  readonly ended: number;
  readonly limits: Settings['limits'];
  /** What was wanted, with the wishes that decided about customers; undefined where nothing was. */
  readonly desired: Desired | undefined;
}

/** What is known of a BQN beside what the run says. */
export interface ToldBefore {
  readonly memory: JournalMemory;
  /** Whether it is remembered that something is held back from a customer, be they away. */
  readonly waits: (kind: string, customer: string) => boolean;
  /** Whether an entry has been a tug of war for some runs: what becomes of whoever has it, or is under it, is told already. */
  readonly isOldTug: (kind: 'subscriber' | 'policy', key: string) => boolean;
}

interface Entries {
  readonly entries: readonly JournalEntry[];
  readonly memory: JournalMemory;
}

/**
 * What the journal is told of a run at one BQN: changes of fate; what is held back, when that begins and when it ends; what was
 * refused, once; what the operator let pass.
 */
export function journalOf(bqn: BqnOutcome, run: JournalledRun, before: ToldBefore): Entries {
  const [time, start] = [isoTime(run.ended), isoTime(run.started)];
  const { limits } = run;
  const told = bqn.fates.filter((fate) => isTold(fate.effect) && !isOfOldTug(fate, before));
  const isLet = (limits.force || limits.approved.size > 0) && told.length > 0;
  const event = limits.force ? 'forced' : 'approved';
  // A BQN that was not read says nothing of who is held back there.
  const held = bqn.plan === undefined ? { entries: [], held: before.memory.held } : heldEntries(bqn, before);
  const refused = refusedEntries(bqn, before.memory.refused, run.ended);
  return {
    entries: [
      ...(isLet ? [{ ...NOBODY, event, reason: allowedText(limits) }] : []),
      ...held.entries,
      ...fateEntries(bqn.unheard ?? [], run.desired),
      ...fateEntries(told, run.desired),
      ...adoptedEntries(bqn),
      ...groupedEntries(bqn),
      ...refused.entries,
    ].map((entry) => ({ time, run: start, bqn: bqn.label, ...entry })),
    memory: {
      held: held.held,
      refused: refused.refused,
      untold: bqn.plan === undefined ? before.memory.untold : [],
    },
  };
}

/** An entry without what all of a run have in common. */
type Said = Omit<JournalEntry, 'time' | 'run' | 'bqn'>;

function allowedText({ force, approved }: Settings['limits']): string {
  return force ? '--force' : say`--approve ${countsPerKind(approved)}`;
}

function entryOf({ login, ip, from, to, contract, status, plan }: FateChange, reason: string, event: string): Said {
  return { login, ip, from: fateText(from), to: fateText(to), contract, status, plan, reason, event };
}

/** With the wishes that decided about the customer. */
function reasonOf({ customer, why }: FateChange, desired: Desired | undefined): string {
  const loginId = loginInKey(customer);
  const wishes = desired === undefined || loginId === undefined ? [] : wishesAbout(loginId, desired);
  return wishes.length === 0 ? whyText(why) : `${whyText(why)} (${wishes.join(' ')})`;
}

function adoptedEntries({ applied, adopted = [] }: BqnOutcome): Said[] {
  if (applied === undefined) return [];
  return adopted.map(({ key, who }) => ({ ...NOBODY, event: 'adopted', login: who, ip: key, reason: '--adopt' }));
}

function groupedEntries(bqn: BqnOutcome): Said[] {
  const { joined, left = 0 } = membershipsOf(bqn);
  return membershipsDone(joined, left).map((reason) => ({ ...NOBODY, event: 'grouped', reason }));
}

function isOfOldTug({ ip, from, to }: FateChange, { isOldTug }: ToldBefore): boolean {
  const policy = policyOf(from);
  return isOldTug('subscriber', ip) || (policy !== null && policy === policyOf(to) && isOldTug('policy', policy));
}

/** A line for each customer, but for those who merely are under a policy that changed: one for them all. */
function fateEntries(fates: readonly FateChange[], desired: Desired | undefined): Said[] {
  const own: Said[] = [];
  const users = new Map<string, FateChange[]>();
  for (const fate of fates) {
    const { effect, from, to } = fate;
    if (policyOf(from) !== policyOf(to)) own.push(entryOf(fate, reasonOf(fate, desired), effect));
    else addTo(users, `${effect} ${fateText(from)} ${fateText(to)}`, fate);
  }
  return [...[...users.values()].flatMap((alike) => policyEntries(alike, desired)), ...own];
}

function policyEntries(users: readonly FateChange[], desired: Desired | undefined): Said[] {
  const [first, ...others] = users;
  if (first === undefined) return [];
  const reason = reasonOf(first, desired);
  return [others.length === 0 ? entryOf(first, reason, first.effect) : policyEntry(first, reason, users)];
}

function policyEntry({ from, to, effect, plan }: FateChange, reason: string, users: readonly FateChange[]): Said {
  const policy = { name: policyOf(from) ?? '', customers: users.length, who: users.map(personText) };
  return { ...NOBODY, event: effect, from: fateText(from), to: fateText(to), plan, reason, policy };
}

/** A line for each customer when it begins, and one when it ends. */
function heldEntries(
  { heldBack, fates, unheard = [], plan }: BqnOutcome,
  { memory, waits }: ToldBefore,
): { entries: readonly Said[]; held: ReadonlyMap<string, Person> } {
  const held = new Map<string, Person>();
  const begun: Said[] = [];
  for (const { kind, fates: asked } of heldBack) {
    for (const fate of asked) {
      const key = heldKey(kind, fate.customer);
      if (held.has(key)) continue;
      const { login, ip, contract } = fate;
      held.set(key, memory.held.get(key) ?? { login, ip, contract });
      if (!memory.held.has(key)) begun.push(entryOf(fate, whyText(fate.why), heldEvent(kind)));
    }
  }
  const came = new Map([...unheard, ...fates].map((fate) => [fate.customer, fate]));
  const planned = new Map((plan?.fates ?? []).map((fate) => [fate.customer, fate]));
  const ended: Said[] = [];
  for (const [key, person] of memory.held) {
    if (held.has(key)) continue;
    const [kind, customer] = [kindOfHeld(key), customerOfHeld(key)];
    // Whoever is away is held back all the same when they return.
    if (waits(kind, customer)) held.set(key, person);
    else
      ended.push({
        ...NOBODY,
        ...person,
        ...endOfHold(came.get(customer), planned.get(customer)),
        event: noLongerHeldEvent(kind),
      });
  }
  return { entries: [...begun, ...ended], held };
}

function endOfHold(
  came: FateChange | undefined,
  planned: FateChange | undefined,
): Pick<Said, 'from' | 'to' | 'reason'> {
  if (came !== undefined && isTold(came.effect))
    return { from: fateText(came.from), to: fateText(came.to), reason: whyText(came.why) };
  // What was let pass and then refused, or not answered, is asked for as before.
  const isAskedFor = planned !== undefined && isTold(planned.effect);
  return {
    from: '',
    to: '',
    reason: isAskedFor ? say`let pass, and not written yet` : say`nothing asks for it any more`,
  };
}

/** What was refused, withheld or not answered: once, until it is another thing, was done in between, or a day has passed. */
function refusedEntries(
  { applied, proof }: BqnOutcome,
  before: JournalMemory['refused'],
  now: number,
): { entries: readonly Said[]; refused: JournalMemory['refused'] } {
  const done = new Set((applied?.done ?? []).map(({ kind, key }) => `${kind} ${key}`));
  const refused = new Map<string, ToldRefusal>();
  // A time of the future is of a clock that was ahead.
  for (const [key, told] of before)
    if (!done.has(key) && told.at <= now && now - told.at < TOLD_AGAIN_S) refused.set(key, told);
  const all = [
    ...(proof?.withheld ?? []).map((change) => ({ change, reason: whyText(change.why), event: 'withheld' })),
    ...(applied?.refused ?? []).map((refusal) => ({
      change: refusal.change,
      reason: whyNotText(refusal.why),
      event: refusalEvent(refusal),
    })),
  ];
  const entries: Said[] = [];
  for (const { change, reason, event } of all) {
    const key = `${change.kind} ${change.key}`;
    const what = hashOf([event, change.action, change.action === 'delete' ? '' : change.body, reason]);
    if (refused.get(key)?.what === what) continue;
    refused.set(key, { what, at: now });
    entries.push({ ...NOBODY, event, login: change.who, ip: change.key, reason });
  }
  return { entries, refused };
}

function refusalEvent({ unanswered }: Refusal): string {
  return unanswered ? 'not answered' : 'refused';
}

function hashOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64').slice(0, 16);
}
