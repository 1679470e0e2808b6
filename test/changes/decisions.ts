import { createHash } from 'node:crypto';
import { type Applied, apply } from '../../src/apply/apply.ts';
import type { BqnWrite } from '../../src/bqn/client.ts';
import { WriteRefused } from '../../src/bqn/errors.ts';
import type { BqnState } from '../../src/bqn/resources.ts';
import type { Change, ChangePlan, FieldChange } from '../../src/changes/change-plan.ts';
import { withoutContested } from '../../src/changes/contested.ts';
import { planChanges } from '../../src/changes/diff.ts';
import { type Gated, gate } from '../../src/changes/gate.ts';
import { withoutHeldGroups } from '../../src/changes/held-groups.ts';
import { type Holds, NO_HOLDS } from '../../src/changes/holds.ts';
import { planBack } from '../../src/changes/put-back.ts';
import { tryingOne, withoutUntaken } from '../../src/changes/second-look.ts';
import {
  saidByGroup,
  saidByPolicy,
  saidBySubscriber,
  type Wrote,
  writtenBy,
  wroteStill,
  wroteThen,
} from '../../src/changes/wrote.ts';
import type { Fate } from '../../src/customers/fate.ts';
import type { Desired } from '../../src/mapping/desired.ts';
import { mapToBqn } from '../../src/mapping/map-to-bqn.ts';
import { type Random, seededRandom } from '../simulator/random.ts';
import { compact } from '../support/compact.ts';
import { MemoryBqn } from '../support/memory-bqn.ts';
import { applying } from '../support/planning.ts';
import { type Situation, situationOf } from './random-situation.ts';

/** What is decided in a situation: a line for each decision, and digests of all that is said beside it. */
export interface Decided {
  readonly lines: readonly string[];
  /** By what it is of. */
  readonly rest: Readonly<Record<string, string>>;
}

export async function decide(situation: Situation): Promise<Decided> {
  const { billing, mapping, lists, stood, owned, wrote, options, limits, memory, untaken } = situation;
  const bqn = new MemoryBqn(lists).state;
  const mapped = mapToBqn(billing, mapping);
  const desired = withoutHeldGroups(withoutContested(mapped, bqn), bqn, owned);
  const planWith = (holds: Holds) => planChanges(desired, bqn, owned, { ...options, holds });
  const whole = planWith(NO_HOLDS);
  const taken = withoutUntaken(whole, untaken(whole));
  const gated = gate(whole, limits, memory, bqn, planWith);
  const back = planBack(stood, bqn, { owned, wrote }, options);
  const applied = await applyMoody(gated.plan, desired, situation);
  return {
    lines: [
      ...wantedLines(mapped),
      ...planLines(whole),
      ...gatedLines(gated, whole),
      ...back.changes.map((change) => `back: ${changeLine(change)}`),
      ...appliedLines(applied),
    ],
    rest: {
      mapping: compact([{ ...desired, seen: desired.outside.seen() }, desired.claims(), mapped.groups]),
      plan: allOf(whole),
      untaken: taken === whole ? '' : allOf(taken),
      trying: compact(namesIn(tryingOne(whole))),
      books: compact(booksAfter(whole, bqn, wrote)),
      gate: compact({ ...gated, plan: namesIn(gated.plan), heldBack: gated.heldBack }),
      back: allOf(back),
      applied: compact(applied),
    },
  };
}

/** What would be remembered of a plan that was written. */
function booksAfter({ changes }: ChangePlan, bqn: BqnState, wrote: Situation['wrote']): readonly Wrote[] {
  return changes.map((change) => {
    const { kind, key } = change;
    const entry = bqn.subscribers.get(key);
    const group = bqn.groups.get(key);
    const policy = bqn.policies.get(key);
    const now = {
      subscriber: entry && saidBySubscriber(entry),
      group: group && saidByGroup(group),
      policy: policy && saidByPolicy(policy),
    };
    return wroteStill(wroteThen(wrote.get(`${kind} ${key}`) ?? [], writtenBy(change)), now[kind]);
  });
}

/** As it stands on the page. */
export async function decidedIn(seed: number): Promise<string[]> {
  const { lines, rest } = await decide(situationOf(seed));
  const digests = Object.entries(rest).map(([name, all]) => `${name} ${digestOf(all)}`);
  return [...lines, `digests: ${digests.join(', ')}`];
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 6);
}

/** All of a plan, what it tells when it is asked included. */
function allOf(plan: ChangePlan): string {
  const { policy, subscriber, group } = plan.ours;
  const ours = [policy, subscriber, group].map((entries) => [...entries.keys()]);
  const keys = ['100.64.0.1', '100.64.0.2', '100.64.0.3'].map((ip) => plan.keyOf(ip, { id: 'maria' }));
  const names = ['maria', 'ana', '100.64.0.2'].map((name) => plan.keyOfName(name));
  return compact([{ ...plan, ours }, plan.unserved(), keys, names]);
}

function wantedLines({ policies, subscribers, doubts, skipped }: Desired): string[] {
  const rates = [...policies.values()].map(({ name, downKbps, upKbps }) => `${name}=${downKbps}/${upKbps}`);
  const served = [...subscribers.values()].map(({ ip, id, choice, standing }) => {
    const policy = 'name' in choice ? choice.name : choice.kind;
    return `${ip}=${id}/${policy}/${standing.kind}`;
  });
  const passed = skipped.map((skip) => `${'login' in skip ? skip.login.id : skip.plan.name}/${skip.reason}`);
  return [
    `wants ${rates.join(' ')}`,
    listed('serves', served),
    listed('doubts', [...doubts.keys()]),
    listed('skips', passed),
  ].filter((line) => line !== '');
}

function listed(what: string, all: readonly string[]): string {
  return all.length === 0 ? '' : `${what} ${all.join(' ')}`;
}

function planLines({ changes, fates, kept, stuck, memberships, remarks, managed, blocked }: ChangePlan): string[] {
  return [
    ...changes.map(changeLine),
    ...fates.map(
      ({ customer, ip, effect, from, to }) => `${customer} ${effect} at ${ip}: ${fateText(from)} > ${fateText(to)}`,
    ),
    listed(
      'keeps',
      [...kept].map(([ip, because]) => `${ip}/${because}`),
    ),
    listed(
      'stuck',
      stuck.map(({ key, why }) => `${key}/${why.kind}`),
    ),
    ...memberships.map(({ key, groups }) => `${key} into ${groups.join(' ')}`),
    listed(
      'remarks',
      remarks.map(({ kind }) => kind),
    ),
    `managed ${managed}, blocked ${blocked}`,
  ].filter((line) => line !== '');
}

function changeLine(change: Change): string {
  const fields = change.action === 'delete' ? [] : change.fields.map(fieldText);
  return [nameOf(change), ...fields, `(${change.why.kind})`].join(' ');
}

function fieldText({ field, from, to }: FieldChange): string {
  return `${field}:${from ?? ''}>${to ?? ''}`;
}

function nameOf({ action, kind, key }: Change): string {
  return `${action} ${kind} ${key}`;
}

function namesIn({ changes }: Pick<ChangePlan, 'changes'>): string[] {
  return changes.map(nameOf);
}

function fateText(fate: Fate): string {
  if (fate.kind === 'limited') return `${fate.policy} ${fate.downKbps}/${fate.upKbps}`;
  return fate.kind === 'unlimited' ? `${fate.policy} unlimited` : fate.kind;
}

function gatedLines({ plan, heldBack, putOff, refused }: Gated, whole: ChangePlan): string[] {
  const left = new Set(namesIn(plan));
  return [
    ...heldBack.map(
      ({ kind, count, outOf, crossing, who }) =>
        `holds ${kind} ${count} of ${outOf} for ${crossing?.kind}: ${who.join(', ')}`,
    ),
    ...(putOff === undefined ? [] : [`puts off ${putOff.count}, ${putOff.blocked} blocked`]),
    listed(
      'refuses',
      refused.map(({ kind, asked, held }) => `${asked} ${kind} of ${held}`),
    ),
    ...namesIn(whole)
      .filter((name) => !left.has(name))
      .map((name) => `not now: ${name}`),
  ].filter((line) => line !== '');
}

/** A BQN that now and then refuses a write, does not answer, or says yes and keeps nothing of it. */
class MoodyBqn extends MemoryBqn {
  readonly #random: Random;
  readonly #share: number;

  constructor({ lists, seed }: Situation) {
    super(lists);
    this.#random = seededRandom(seed);
    this.#share = this.#random.pick([0, 0.2, 0.2, 0.5]);
    this.refuse = () => {
      if (!this.#random.chance(this.#share)) return undefined;
      const status = this.#random.pick([400, 404, 409, 429, 500, 0]);
      return new WriteRefused(status, `HTTP ${status}`);
    };
  }

  override async write(write: BqnWrite): Promise<void> {
    if (this.#random.chance(this.#share / 2)) return;
    await super.write(write);
  }

  isSuspect(): boolean {
    return this.#random.chance(this.#share);
  }
}

async function applyMoody(plan: ChangePlan, { policies }: Desired, situation: Situation): Promise<Applied> {
  const bqn = new MoodyBqn(situation);
  const { seed } = situation;
  const options = { lookAtGroups: seed % 2 === 0, mayBeLeft: seed % 4, isSuspect: () => bqn.isSuspect() };
  return await apply(plan, bqn.state, policies, bqn, applying(options));
}

function appliedLines({ done, refused, dropped, otherwise }: Applied): string[] {
  if (refused.length === 0) return [];
  return [
    `writes ${done.length}`,
    ...refused.map(({ change, why }) => `refused: ${nameOf(change)} ${why.kind}`),
    listed('dropped', dropped.map(nameOf)),
    listed('otherwise', otherwise.map(nameOf)),
  ].filter((line) => line !== '');
}
