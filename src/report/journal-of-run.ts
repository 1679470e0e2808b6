import { createHash } from 'node:crypto';
import type { Refusal } from '../changes/apply.ts';
import { policyOf } from '../customers/fate.ts';
import type { FateChange } from '../customers/fate-change.ts';
import type { BqnOutcome } from '../run/outcome.ts';
import type { Settings } from '../settings/settings.ts';
import { type JournalEntry, type Person, personText } from '../state/journal.ts';
import { customerOfHeld, heldKey, type JournalMemory, kindOfHeld, type ToldRefusal } from '../state/journal-memory.ts';
import { say } from '../text/language.ts';
import { fateText, isTold } from './fate-lines.ts';
import { heldEvent, NOBODY, noLongerHeldEvent } from './journal-lines.ts';

/** After this long a refusal that stays the same is told again. In s. */
const TOLD_AGAIN_S = 86_400;

/** A run, for which its entries are made. Times are Unix seconds. */
export interface JournalledRun {
  readonly started: number;
  readonly ended: number;
  readonly limits: Settings['limits'];
}

/** What the journal was told before of a BQN, and whether it is remembered that something is held back from a customer. */
export interface ToldBefore {
  readonly memory: JournalMemory;
  readonly waits: (kind: string, customer: string) => boolean;
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
  const stamp = { time: isoTime(run.ended), run: isoTime(run.started), bqn: bqn.label };
  const { limits } = run;
  const told = bqn.fates.filter(({ effect }) => isTold(effect));
  const isLet = (limits.force || limits.approved.size > 0) && told.length > 0;
  const event = limits.force ? 'forced' : 'approved';
  // A BQN that was not read says nothing of who is held back there.
  const held = bqn.plan === undefined ? { entries: [], held: before.memory.held } : heldEntries(bqn, before);
  const refused = refusedEntries(bqn, before.memory.refused, run.ended);
  return {
    entries: [
      ...(isLet ? [{ ...NOBODY, event, reason: allowedText(limits) }] : []),
      ...held.entries,
      ...fateEntries(told),
      ...refused.entries,
    ].map((entry) => ({ ...stamp, ...entry })),
    memory: { held: held.held, refused: refused.refused },
  };
}

/** An entry without what all of a run have in common. */
type Said = Omit<JournalEntry, 'time' | 'run' | 'bqn'>;

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

function allowedText({ force, approved }: Settings['limits']): string {
  return force ? '--force' : say`--approve ${[...approved].map(([kind, count]) => `${kind}=${count}`).join(',')}`;
}

function entryOf({ login, ip, from, to, contract, status, plan, reason }: FateChange): Omit<Said, 'event'> {
  return { login, ip, from: fateText(from), to: fateText(to), contract, status, plan, reason };
}

/** A line for each customer, but for those who merely are under a policy that changed: one for them all. */
function fateEntries(fates: readonly FateChange[]): Said[] {
  const groups = new Map<string, FateChange[]>();
  for (const fate of fates) {
    const policy = policyOf(fate.from);
    const isOfPolicy = policy !== null && policy === policyOf(fate.to);
    const key = isOfPolicy
      ? `${fate.effect} ${fateText(fate.from)} ${fateText(fate.to)}`
      : `customer ${fate.customer} ${fate.ip}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [fate]);
    else group.push(fate);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { effect } = first;
    return [group.length === 1 ? { ...entryOf(first), event: effect } : policyEntry(first, group)];
  });
}

function policyEntry({ from, to, effect, plan, reason }: FateChange, users: readonly FateChange[]): Said {
  const policy = { name: policyOf(from) ?? '', customers: users.length, who: users.map(personText) };
  return { ...NOBODY, event: effect, from: fateText(from), to: fateText(to), plan, reason, policy };
}

/** A line for each customer when it begins, and one when it ends. */
function heldEntries(
  { heldBack, fates }: BqnOutcome,
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
      if (!memory.held.has(key)) begun.push({ ...entryOf(fate), event: heldEvent(kind) });
    }
  }
  const came = new Map(fates.map((fate) => [fate.customer, fate]));
  const ended: Said[] = [];
  for (const [key, person] of memory.held) {
    if (held.has(key)) continue;
    const [kind, customer] = [kindOfHeld(key), customerOfHeld(key)];
    // Whoever is away is held back all the same when they return.
    if (waits(kind, customer)) held.set(key, person);
    else ended.push({ ...NOBODY, ...person, ...endOfHold(came.get(customer)), event: noLongerHeldEvent(kind) });
  }
  return { entries: [...begun, ...ended], held };
}

function endOfHold(came: FateChange | undefined): Pick<Said, 'from' | 'to' | 'reason'> {
  if (came === undefined || !isTold(came.effect))
    return { from: '', to: '', reason: say`nothing asks for it any more` };
  return { from: fateText(came.from), to: fateText(came.to), reason: came.reason };
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
    ...(proof?.withheld ?? []).map((change) => ({ change, reason: change.reason, event: 'withheld' })),
    ...(applied?.refused ?? []).map((refusal) => ({ ...refusal, event: refusalEvent(refusal) })),
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
