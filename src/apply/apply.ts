import type { BqnTarget } from '../bqn/client.ts';
import { BqnGone, WriteRefused } from '../bqn/errors.ts';
import type { BqnKind } from '../bqn/kinds.ts';
import type { BqnPolicy, BqnState } from '../bqn/resources.ts';
import {
  type Change,
  type ChangePlan,
  type FieldChange,
  isLettingGo,
  policyAfter,
  type Update,
} from '../changes/change-plan.ts';
import { agrees, writeSignature } from '../changes/diff-policies.ts';
import type { Membership } from '../changes/membership.ts';
import { policiesInUse } from '../changes/policies-in-use.ts';
import { isThere } from '../changes/second-look.ts';
import type { WhyNot } from '../changes/why-not.ts';
import { Interrupted } from '../interruption/interrupted.ts';
import { BLOCK_POLICY, type Policy } from '../mapping/desired.ts';
import { eachOf } from './each-of.ts';
import { addressesLeft, leftBehind, type Stage, stagesOf } from './handover.ts';
import { type SitesDone, SiteTally } from './site-tally.ts';
import { Writer } from './writer.ts';

/** A change that did not happen, and why. */
export interface Refusal {
  readonly change: Change;
  readonly why: WhyNot;
  /** No answer came, so the BQN may have taken it all the same. */
  readonly unanswered: boolean;
}

export interface Applied {
  readonly done: readonly Change[];
  readonly refused: readonly Refusal[];
  /** Of those that were refused, what was written in their place. */
  readonly otherwise: readonly Update[];
  /** Policies that the BQN took without effect: name to `writeSignature`. */
  readonly untaken: ReadonlyMap<string, string>;
  /** Other changes that the BQN said yes to and that its list did not show right after. */
  readonly dropped: readonly Change[];
  /** The kinds of which any write of this run was seen to have come. */
  readonly kept: ReadonlySet<BqnKind>;
  /** Whether groups came back without the policy that they were written with; undefined where none was written. */
  readonly dropsGroupPolicy: boolean | undefined;
  /** Customers who could not be moved away before their policy changed: address to policy. */
  readonly leftBehind: ReadonlyMap<string, string>;
  readonly sites: SitesDone;
  /** Requests sent that change something, those tried a second way included. */
  readonly writes: number;
  /** What ended the work early. */
  readonly stopped: BqnGone | Interrupted | undefined;
}

export interface ApplyOptions {
  /** Writes under way at a time, at most; fewer when the BQN takes fewer. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
  /** Whether it is not known yet if this BQN keeps the policy of a group. */
  readonly lookAtGroups: boolean;
  /** Whether the run before sent the same, so that it must be seen what comes of it. */
  readonly isSuspect: (change: Change) => boolean;
  /** Customers who may be left behind under a policy that slows them or lets them go; beyond it stays as it is. */
  readonly mayBeLeft: number;
  /** Told after each write. */
  readonly onWrite: (done: number, planned: number) => void;
}

/**
 * Carries out a plan: policies first, so that nobody names one that is not there; then groups that let go of what is
 * somebody else's, before the other gets their entry; deletions last. A policy that changes under people who are to leave
 * it changes after they have left (`stagesOf`). One refused entry never stops the others. The only place of the program
 * that writes to a BQN.
 */
export async function apply(
  plan: ChangePlan,
  bqn: BqnState,
  policies: ReadonlyMap<string, Policy>,
  target: BqnTarget,
  options: ApplyOptions,
): Promise<Applied> {
  const { changes } = plan;
  const stages = stagesOf(changes, bqn, (name) => policies.get(name) ?? bqn.policies.get(name));
  const work = new Work(target, options, changes, stages);
  try {
    const lettingGo = changes.filter(isLettingGo);
    for (const stage of stages) {
      await work.changePolicies(stage, bqn, policies);
      await work.run(lettingGo.splice(0));
      await work.run(stage.others.filter(({ kind }) => kind === 'subscriber'));
      await work.run(stage.others.filter((change) => change.kind === 'group' && !isLettingGo(change)));
    }
    await work.checkGroups();
    await work.putIntoSites(plan.memberships);
    const deletions = (kind: BqnKind) => changes.filter((change) => isDeletion(change, kind) && !isLettingGo(change));
    await work.run(deletions('group'));
    await work.run(deletions('subscriber'));
    await work.deletePolicies(deletions('policy'), bqn);
    await work.lookAgain();
    return work.result(work.silence);
  } catch (error) {
    if (error instanceof BqnGone || error instanceof Interrupted) return work.result(error);
    throw error;
  }
}

function isDeletion(change: Change, kind: BqnKind): boolean {
  return change.kind === kind && change.action === 'delete';
}

/** Whether a policy's name is another plan's from now on, at another speed. */
function isHandedOver(change: Change): boolean {
  if (change.action !== 'update') return false;
  const fields = new Set(change.fields.map(({ field }) => field));
  return fields.has('policyId') && (fields.has('downlink') || fields.has('uplink'));
}

/** Why a change does not happen, or what is written in its place. */
type Verdict = { readonly refused: WhyNot } | 'as planned' | { readonly instead: Update };

class Work {
  readonly #target: BqnTarget;
  readonly #writer: Writer;
  readonly #options: ApplyOptions;
  readonly #planned: number;
  /** What the plan writes, by its keys: on the entry at an address a deletion may depend. */
  readonly #plannedKeys: ReadonlySet<string>;
  /** Policies that the BQN has now. */
  #available: ReadonlySet<string> = new Set();
  /** Policies that are still another plan's, since their change did not happen. */
  readonly #unchanged = new Set<string>();
  readonly #stages: readonly Stage[];
  /** Of those who may be left behind, who is by now. */
  #left = 0;
  /** Policies that something still names. */
  #inUse: ReadonlySet<string> = new Set();
  readonly done: Change[] = [];
  readonly #doneKeys = new Set<string>();
  readonly #refused: Refusal[] = [];
  readonly #otherwise: Update[] = [];
  readonly #untaken = new Map<string, string>();
  readonly #dropped: Change[] = [];
  readonly #kept = new Set<BqnKind>();
  #dropsGroupPolicy: boolean | undefined;
  readonly #sites = new SiteTally();
  #settled = 0;

  constructor(target: BqnTarget, options: ApplyOptions, changes: readonly Change[], stages: readonly Stage[]) {
    this.#target = target;
    this.#writer = new Writer(target);
    this.#options = options;
    this.#stages = stages;
    this.#planned = changes.length;
    this.#plannedKeys = new Set(changes.map(({ key }) => key));
  }

  /** What is to be said of a BQN that answered no write at all. */
  get silence(): BqnGone | undefined {
    return this.#writer.silence;
  }

  result(stopped: BqnGone | Interrupted | undefined): Applied {
    return {
      done: this.done,
      refused: this.#refused,
      otherwise: this.#otherwise,
      untaken: this.#untaken,
      dropped: this.#dropped,
      kept: this.#kept,
      dropsGroupPolicy: this.#dropsGroupPolicy,
      leftBehind: leftBehind(this.#stages, this.done),
      sites: this.#sites.result(),
      writes: this.#writer.writes,
      stopped,
    };
  }

  /**
   * Writes the changes, as many at a time as the BQN takes; those that may not be written are refused with their reason.
   * @throws {BqnGone} when the BQN does not answer any more, {Interrupted}; what is under way is waited for
   */
  async run(changes: readonly Change[]): Promise<void> {
    await eachOf(
      changes,
      () => this.#width(),
      (change) => this.#settle(change),
    );
  }

  #width(): number {
    return Math.min(this.#options.concurrency, this.#target.width);
  }

  async #settle(change: Change): Promise<void> {
    if (this.#options.signal.aborted) throw new Interrupted();
    const verdict = this.#judge(change);
    if (typeof verdict === 'object' && 'refused' in verdict) {
      this.#refuse(change, verdict.refused);
      this.#tell();
      return;
    }
    try {
      await this.#writer.write(verdict === 'as planned' ? change : verdict.instead);
      this.#doneKeys.add(change.key);
      if (verdict === 'as planned') this.done.push(change);
      else this.#writtenInstead(change, verdict.instead);
    } catch (error) {
      if (!(error instanceof WriteRefused)) throw error;
      this.#refuse(change, { kind: 'refused', said: error.reason }, !error.isAnswer);
      this.#writer.countFailure(error);
    }
    this.#tell();
  }

  /** What was written in another way than planned did not come about as it should. */
  #writtenInstead(change: Change, instead: Update): void {
    this.#refuse(change, { kind: 'policy not there', policy: policyAfter(change) });
    this.#otherwise.push(instead);
  }

  #judge(change: Change): Verdict {
    if (change.action === 'delete') {
      if (this.#inUse.has(change.key)) return { refused: { kind: 'in use' } };
      const { after = '' } = change;
      const isWaiting = this.#plannedKeys.has(after) && !this.#doneKeys.has(after);
      return isWaiting ? { refused: { kind: 'entry not there', ip: after } } : 'as planned';
    }
    if (change.policy === null) return 'as planned';
    if (this.#unchanged.has(change.policy) && this.#mayStay(change.fields))
      return { refused: { kind: "another plan's", policy: change.policy } };
    if (this.#available.has(change.policy)) return 'as planned';
    const instead = otherwiseOf(change);
    return instead === undefined ? { refused: { kind: 'policy not there', policy: change.policy } } : { instead };
  }

  /** Whether it changes nothing but the policy of somebody who has one, and is not blocked by it. */
  #mayStay(fields: readonly FieldChange[]): boolean {
    const [from = '', ...more] = fields.map((field) => (field.field === 'policyRate' ? field.from : null) ?? '');
    return more.length === 0 && from !== BLOCK_POLICY && this.#available.has(from);
  }

  #tell(): void {
    this.#options.onWrite(++this.#settled, this.#planned);
  }

  #refuse(change: Change, why: WhyNot, unanswered = false): void {
    this.#refused.push({ change, why, unanswered });
  }

  /**
   * Changes the policies of a stage, but not those that more people are still to leave than may be slowed or let go.
   * @throws {BqnGone}, {Interrupted}
   */
  async changePolicies(stage: Stage, bqn: BqnState, policies: ReadonlyMap<string, Policy>): Promise<void> {
    const done = new Set(this.done);
    const changing: Change[] = [];
    for (const change of stage.policies) {
      const { size } = addressesLeft(stage.leavers.get(change.key), done);
      if (!stage.isCircle && this.#left + size > this.#options.mayBeLeft) {
        this.#refuse(change, { kind: 'not left', customers: size });
        this.#tell();
        continue;
      }
      if (!stage.isCircle) this.#left += size;
      changing.push(change);
    }
    await this.run(changing);
    this.#available = await this.#checkPolicies(bqn, policies);
    // Only now it is known which of them came.
    this.#noteUnchanged(stage.policies.filter(isHandedOver));
  }

  /**
   * Deletes policies that nothing names any more. Those that were in use until this run are looked for in the lists
   * first: whoever still names one, since the BQN dropped the write that it had said yes to, would have no limit. They
   * go another day.
   */
  async deletePolicies(deletions: readonly Change[], bqn: BqnState): Promise<void> {
    if (deletions.length === 0) return;
    this.#inUse = policiesInUse(bqn, this.done);
    const usedBefore = policiesInUse(bqn, []);
    const isLeft = ({ key }: Change) => usedBefore.has(key) && !this.#inUse.has(key);
    if (!deletions.some(isLeft)) return await this.run(deletions);
    const stillUsed = policiesInUse(await this.#target.read(), []);
    const isWaiting = (change: Change) => isLeft(change) && stillUsed.has(change.key);
    for (const _one of deletions.filter(isWaiting)) this.#tell();
    await this.run(deletions.filter((change) => !isWaiting(change)));
  }

  #noteUnchanged(handedOver: readonly Change[]): void {
    if (handedOver.length === 0) return;
    const done = new Set(this.done);
    for (const change of handedOver) if (!done.has(change)) this.#unchanged.add(change.key);
  }

  /**
   * After policy writes, looks at what came of them: a static policy takes any write without effect. What a busy BQN only
   * dropped is written once more before it is taken for one.
   * @returns the names that a subscriber may be given
   */
  async #checkPolicies(bqn: BqnState, policies: ReadonlyMap<string, Policy>): Promise<ReadonlySet<string>> {
    const written = this.done.filter((change) => change.kind === 'policy');
    if (written.length === 0) return new Set(bqn.policies.keys());
    let now = await this.#target.readPolicies();
    const untakenBy = (list: ReadonlyMap<string, BqnPolicy>) =>
      written.flatMap((change) => {
        const policy = policies.get(change.key);
        // One that is not listed at all may only lag behind: it is tried again.
        return policy === undefined || agrees(list.get(change.key), policy, change) ? [] : [{ change, policy }];
      });
    const doubtful = untakenBy(now).filter(({ change }) => now.has(change.key));
    const refused = new Map<Change, WriteRefused | undefined>();
    for (const { change } of doubtful) refused.set(change, await this.#writeAgain(change));
    if (doubtful.length > 0) now = await this.#target.readPolicies();
    const untaken = untakenBy(now);
    if (untaken.length < written.length) this.#kept.add('policy');
    for (const { change, policy } of untaken) {
      const refusal = refused.get(change);
      if (refusal === undefined && now.has(change.key)) this.#untaken.set(change.key, writeSignature(policy));
      this.done.splice(this.done.indexOf(change), 1);
      const why: WhyNot = refusal === undefined ? { kind: 'no effect' } : { kind: 'refused', said: refusal.reason };
      this.#refuse(change, why, refusal?.isAnswer === false);
    }
    return new Set(now.keys());
  }

  /** @returns why the BQN refuses it; what comes of it otherwise is seen in the list @throws {BqnGone}, {Interrupted} */
  async #writeAgain(change: Change): Promise<WriteRefused | undefined> {
    if (this.#options.signal.aborted) throw new Interrupted();
    try {
      await this.#writer.write(change);
      return undefined;
    } catch (error) {
      if (!(error instanceof WriteRefused)) throw error;
      return error;
    }
  }

  /**
   * Puts subscribers into the groups of their sites, and takes them out of those of others. What is refused here is counted, and is no refusal of an entry: nobody's
   * service hangs on it.
   * @throws {BqnGone}, {Interrupted}
   */
  async putIntoSites(memberships: readonly Membership[]): Promise<void> {
    await eachOf(
      memberships,
      () => this.#width(),
      async (membership) => {
        const { path, groups } = membership;
        if (this.#options.signal.aborted) throw new Interrupted();
        if (this.#sites.isHopeless(membership)) return;
        try {
          const body = { subscriberGroups: [...groups] };
          await this.#writer.send({ method: 'PUT', kind: 'subscriber', key: path, body });
          this.#sites.took(membership);
        } catch (error) {
          if (!(error instanceof WriteRefused)) throw error;
          this.#sites.refused(membership, error);
          this.#writer.countFailure(error);
        }
      },
    );
  }

  /**
   * Looks at what was written before to the same end, and at all where a policy was taken without effect: whether it is
   * the entry that takes nothing, or the BQN.
   * @throws {BqnGone}, {Interrupted}
   */
  async lookAgain(): Promise<void> {
    const others = this.done.filter(({ kind, action }) => kind !== 'policy' || action === 'delete');
    const suspects = others.filter(this.#options.isSuspect);
    const isDoubtful = this.#untaken.size > 0 && this.#kept.size === 0 && others.length > 0;
    if (suspects.length === 0 && !isDoubtful) return;
    const now = await this.#target.read();
    for (const change of others) if (!this.#kept.has(change.kind) && isThere(change, now)) this.#kept.add(change.kind);
    for (const change of suspects) {
      if (isThere(change, now)) continue;
      this.#dropped.push(change);
      this.done.splice(this.done.indexOf(change), 1);
      const isAlone = this.#kept.size > 0 || suspects.length === 1;
      this.#refuse(change, { kind: isAlone ? 'nothing of it' : 'nothing of all' });
    }
  }

  /** After group writes, looks whether they have their policy: a BQN before R4.22 takes the group and drops it. */
  async checkGroups(): Promise<void> {
    const written = this.done.filter((change) => change.kind === 'group' && policyAfter(change) !== null);
    if (written.length === 0 || !this.#options.lookAtGroups) return;
    const now = await this.#target.readGroups();
    const found = written.map((change) => now.get(change.key)).filter((group) => group !== undefined);
    if (found.length > 0) this.#dropsGroupPolicy = found.every(({ policy }) => policy === null);
  }
}

/** What is written in place of a change whose policy is not there. */
function otherwiseOf(change: Change): Update | undefined {
  if (change.action !== 'update' || change.otherwise === undefined) return undefined;
  const { kind, action, key, path, who, why, belongsTo, fields, whole, otherwise, seen, letsGo } = change;
  // Named one by one: a change may reckon them when it is asked (`subscriber-change.ts`), and a spread would find none.
  const instead = { body: otherwise, whole: { ...whole, ...otherwise }, policy: null, otherwise };
  return { kind, action, key, path, who, why, belongsTo, fields, seen, letsGo, ...instead };
}
