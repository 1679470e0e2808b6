import { agreedAfterPart, agreedAfterWhole } from '../agreement/agree.ts';
import { Agreed } from '../agreement/agreed.ts';
import { everything, type Part, partOf, type Sight } from '../agreement/part.ts';
import { type Billing, isWhole, LIST_KINDS } from '../billing/reading.ts';
import type { BqnTarget } from '../bqn/client.ts';
import type { Settings } from '../settings/settings.ts';
import { areForParts } from '../settings/wishes/wishes.ts';
import { dayOf } from '../state/harm-books.ts';
import type { BqnLedger } from '../state/ledger.ts';
import type { BqnRecord } from '../state/record.ts';
import { HOUR_S } from '../text/time-units.ts';
import type { Work } from './bring.ts';
import { EXIT } from './exit-code.ts';
import type { BqnOutcome } from './outcome.ts';
import type { AgreementPort, Ports } from './ports.ts';
import type { BqnReading } from './read-bqn.ts';

/** So often, and on a new day, a run looks at all, and whether a part would have missed anything. In s. */
const AUDIT_EVERY_S = 6 * HOUR_S;
/** In bytes. */
const SEED_BYTES = 8;
const NAME_BYTES = 12;

/** What a run need not look at, since an earlier one found it in agreement; and who is in agreement after it. */
export class Agreeing {
  /** Who was in agreement; nobody where everything is to be looked at. */
  readonly known: Agreed;
  /** What the books call it; undefined where nobody is. */
  readonly #name: string | undefined;
  /** Whether a run is to look at all, and to prove itself by that. */
  readonly isAudit: boolean;
  readonly #under: string;
  /** The one BQN that is asked for. */
  readonly target: BqnTarget;
  readonly #label: string;
  readonly #port: AgreementPort;
  readonly #ports: Ports;
  readonly #now: number;

  /** @returns undefined for a run of which each customer is to be seen, or that asks for what binds customers to each other */
  static begin(settings: Settings, ports: Ports): Agreeing | undefined {
    const { agreement, targets } = ports;
    const [target] = targets;
    if (agreement === undefined || target === undefined || targets.length > 1) return undefined;
    if ((ports.ledger.contracts?.count ?? 0) < agreement.least) return undefined;
    return isUsual(settings, ports) ? new Agreeing(settings, ports, agreement, target) : undefined;
  }

  private constructor(settings: Settings, ports: Ports, port: AgreementPort, target: BqnTarget) {
    const { label } = target;
    this.target = target;
    this.#port = port;
    this.#ports = ports;
    this.#label = label;
    this.#now = ports.now();
    this.#under = port.hash(underWhat(settings, port.version));
    const { agreed: name } = ports.ledger.bqn(label);
    const found = name === undefined ? undefined : port.read(label, name);
    const isGood = found !== undefined && found.head.under === this.#under && found.head.wholeAt <= this.#now;
    this.known = isGood ? found : Agreed.nobody(port.random(SEED_BYTES));
    this.#name = isGood ? name : undefined;
    const { wholeAt, day } = this.known.head;
    this.isAudit = isGood && (this.#now - wholeAt >= AUDIT_EVERY_S || day !== dayOf(this.#now));
  }

  /** What was read; undefined where the BQN could not be. */
  sight(billing: Billing, { state }: BqnReading): Sight | undefined {
    const reread = state?.reread;
    if (state === undefined || reread === undefined) return undefined;
    return { billing, bqn: { ...state, reread }, record: this.#ports.ledger.bqn(this.#label) };
  }

  /** What of it is to be looked at. */
  partOf(sight: Sight): Part {
    const { billing, record } = sight;
    const isWholly = LIST_KINDS.every((list) => isWhole(billing[list]));
    const isKnown = this.#name !== undefined && billing.logins.passed !== undefined && isWholly;
    // What stood there before the first write is kept whole, or not at all.
    const isNoted = this.#ports.shelf === undefined || record.before !== undefined;
    const isSame = this.known.head.plans === this.#plansOf(billing) && record.journal.untold.length === 0;
    return isKnown && isSame && isNoted
      ? partOf(this.known, sight, this.#port.mostShare)
      : everything(this.known, sight);
  }

  #plansOf({ plans }: Billing): string {
    return this.#port.hash(JSON.stringify(plans.rows));
  }

  everything(sight: Sight): Part {
    return everything(this.known, sight);
  }

  /**
   * Keeps who is in agreement after a run, if it ended plainly.
   * @param sight undefined where no fingerprints were taken
   * @param books of what was looked at
   */
  end(
    outcome: BqnOutcome | undefined,
    part: Part | undefined,
    sight: Sight | undefined,
    books: Pick<BqnLedger, 'bqn'> = this.#ports.ledger,
  ): void {
    const { ledger } = this.#ports;
    const record = books.bqn(this.#label);
    if (outcome === undefined || part === undefined || sight === undefined || !isSettled(outcome, record)) {
      this.#port.remove(this.#label);
      return;
    }
    const after = this.#after(outcome, part, sight, record);
    const name = after === this.known ? this.#name : this.#keep(after);
    if (name !== undefined) ledger.update(this.#label, { agreed: name });
  }

  #after({ desired, plan }: BqnOutcome, part: Part, { billing }: Sight, record: BqnRecord): Agreed {
    if (desired === undefined || plan === undefined) return Agreed.nobody(this.known.columns.seed);
    const looked = { part, desired, plan, record };
    if (part.intact !== undefined) return agreedAfterPart(this.known, part.intact, looked, billing);
    const head = { under: this.#under, plans: this.#plansOf(billing), wholeAt: this.#now, day: dayOf(this.#now) };
    return agreedAfterWhole(looked, head, this.known.columns.seed);
  }

  #keep(after: Agreed): string | undefined {
    const name = Buffer.from(this.#port.random(NAME_BYTES)).toString('hex');
    if (after.size >= this.#port.least && after.size > 0 && this.#port.write(this.#label, name, after)) return name;
    this.#port.remove(this.#label);
    return undefined;
  }
}

/** Whether a run asks for nothing that shows each customer, or binds one to another. */
function isUsual(settings: Settings, { expected, before }: Ports): boolean {
  const { mapping, limits, mode, log, html, worklist, maxPages } = settings;
  const asksForAll =
    settings.full || html !== undefined || worklist !== undefined || log.verbosity > 0 || maxPages !== undefined;
  const isApproved = [...limits.approved.values()].some((count) => count > 0);
  const isOnce = settings.adopt || isApproved || expected !== undefined;
  const isForAll = settings.scopes.size === 0 && settings.fixedIp.length === 0;
  const isOfBilling = mode === 'sync' && !settings.removeAll && before === undefined;
  return isOfBilling && isForAll && areForParts(mapping) && !asksForAll && !isOnce;
}

/** What an agreement holds under: of another program, or other settings, it says nothing. */
function underWhat({ decisive, mapping, prune, offlineGraceS }: Settings, version: string): string {
  const plain = (_field: string, value: unknown) => {
    if (value instanceof Map) return [...value];
    return value instanceof Set ? [...value] : value;
  };
  return JSON.stringify([version, decisive, mapping, prune, offlineGraceS], plain);
}

/** Whether a plan for a part does only what needs no look at the others. */
export function isEnough({ gated, proof, plan, adopted, unheard }: Work): boolean {
  const isHeld = gated.heldBack.length > 0 || gated.putOff !== undefined || gated.refused.length > 0;
  const isDoubted = proof.findings.length > 0 || gated.ended.length > 0 || adopted.length > 0 || unheard.length > 0;
  return !isHeld && !isDoubted && !concernsAll(plan);
}

/** What a plan does, a name for each change. */
export function namesIn({ changes }: Pick<Work['plan'], 'changes'>): ReadonlySet<string> {
  return new Set(changes.map(({ kind, action, key }) => `${kind} ${action} ${key}`));
}

/** Policies are everybody's, and so are groups of sites. */
function concernsAll({ changes, memberships }: Work['plan']): boolean {
  return memberships.length > 0 || changes.some(({ kind }) => kind === 'policy');
}

/** Whether a run left nothing behind of which a later one has to know. */
function isSettled({ exitCode, plan, applied, heldBack, putOff }: BqnOutcome, record: BqnRecord): boolean {
  const { harm, untaken, dropsGroupPolicy, sites } = record;
  const isDone = exitCode === EXIT.done && plan !== undefined && !concernsAll(plan) && applied !== undefined;
  if (!isDone || heldBack.length > 0 || putOff !== undefined) return false;
  const isWhole = applied.refused.length + applied.leftBehind.size + applied.otherwise.length === 0;
  const isQuiet = Object.keys(harm.incidents).length + harm.gross.size + untaken.size === 0;
  return isWhole && isQuiet && harm.dark === undefined && dropsGroupPolicy !== true && !sites.isTried;
}
