import { BooksOfPart } from '../agreement/books-of-part.ts';
import type { Part, Sight } from '../agreement/part.ts';
import { Implausible } from '../billing/errors.ts';
import type { Billing } from '../billing/reading.ts';
import type { Desired } from '../mapping/desired.ts';
import type { Settings } from '../settings/settings.ts';
import { booksOf } from '../state/bookkeeping.ts';
import { booksAt } from '../state/harm-books.ts';
import { type Agreeing, isEnough, namesIn } from './agreeing.ts';
import { type BqnPorts, carryOut, planned, type Work } from './bring.ts';
import { EXIT, gravest } from './exit-code.ts';
import { oddNamesNow } from './odd-names-now.ts';
import type { Durations, Outcome } from './outcome.ts';
import type { Ports } from './ports.ts';
import type { BqnReading } from './read-bqn.ts';
import { proofPorts } from './read-source.ts';
import { refuseImplausible, refuseUnreadable } from './refusals.ts';
import { Proven } from './sparing.ts';
import { timed } from './timed.ts';
import { wantedOf } from './wanted.ts';

/** What was read of billing and of the one BQN, with what is known of both. */
export interface Seen {
  readonly agreeing: Agreeing;
  /** Undefined where the BQN could not be read. */
  readonly sight: Sight | undefined;
}

export async function seenBy(
  agreeing: Agreeing,
  billing: Billing,
  [pending]: readonly Promise<BqnReading>[],
): Promise<Seen> {
  const reading = await pending;
  return { agreeing, sight: reading && agreeing.sight(billing, reading) };
}

/** A part of a run: what is to be done, and by whose books. */
export interface PartOfRun {
  readonly seen: Seen;
  readonly part: Part;
  readonly ports: BqnPorts;
  readonly billing: Billing;
  /** The same with what was asked for since, one by one. */
  readonly asked: Billing;
  readonly desired: Desired;
  readonly work: Work;
}

/**
 * What is to be done for those of whom something has changed, if that is all there is to do (src/agreement/README.md).
 * @returns undefined where all must be looked at
 */
export async function plannedPart(
  seen: Seen,
  settings: Settings,
  ports: Ports,
  durations: Durations,
): Promise<PartOfRun | undefined> {
  const { agreeing, sight } = seen;
  const { target } = agreeing;
  const part = sight && agreeing.partOf(sight);
  if (part?.intact === undefined) return undefined;
  const ledger = new BooksOfPart(ports.ledger, target.label, agreeing.known, part.intact);
  const ofPart = { ...ports, ledger };
  const { billing, bqn } = part;
  return await timed(durations, 'map', async () => {
    try {
      refuseImplausible(billing, settings);
      const desired = wantedOf(billing, settings).all;
      refuseUnreadable(billing, settings);
      const proven = new Proven(billing, settings, proofPorts(settings, ports));
      const record = ledger.bqn();
      const books = booksOf(record, booksAt(record.harm, ports.now()), { bqn, desired });
      const certain = await proven.desired(target.label, desired, bqn, books);
      const work = await planned({ target, desired: certain, billing: proven.billing, bqn }, settings, ofPart);
      return isEnough(work) ? { seen, part, ports: ofPart, billing, asked: proven.billing, desired, work } : undefined;
    } catch (error) {
      if (error instanceof Implausible) return undefined;
      throw error;
    }
  });
}

export async function bringPart(
  { seen, part, ports: ofPart, billing, desired, work }: PartOfRun,
  settings: Settings,
  ports: Ports,
  durations: Durations,
): Promise<Outcome> {
  ports.watch.mapped(desired);
  const bqn = await timed(durations, 'write', () => carryOut(work, settings, ofPart));
  seen.agreeing.end(bqn, part, seen.sight, ofPart.ledger);
  const names = await oddNamesNow(billing, settings, ports);
  return { exitCode: bqn.exitCode, error: undefined, billing, desired, bqns: [bqn], durations, names };
}

/**
 * A look at everybody, at the same moment and by the same answers as that at a part: a contract may turn, and a grace end, between
 * two looks, which is no defect.
 * @param bring looks at everybody, and does what is to be done
 */
export async function audit(
  ofPart: PartOfRun,
  whole: Billing,
  ports: Ports,
  bring: (billing: Billing, ports: Ports) => Promise<Outcome>,
): Promise<Outcome> {
  const { clock } = ofPart.work;
  const answered = withAnswers(whole, ofPart);
  const outcome = await bring(answered ?? whole, { ...ports, now: () => clock });
  return answered === undefined ? outcome : audited(outcome, ofPart.work);
}

/** @returns undefined where all contracts were read for the part, so that the two cannot be compared */
function withAnswers(whole: Billing, { billing, asked }: PartOfRun): Billing | undefined {
  if (asked === billing) return whole;
  const { presumed } = asked;
  if (presumed === undefined) return undefined;
  const rows = asked.contracts.rows.slice(billing.contracts.rows.length);
  return { ...whole, contracts: { ...whole.contracts, rows: [...whole.contracts.rows, ...rows] }, presumed };
}

/** What was found beside what a part would have found: a defect of ours, and made all the same. */
function audited(outcome: Outcome, { plan }: Work): Outcome {
  const [bqn, ...others] = outcome.bqns;
  const found = namesIn(plan);
  const missed = [...namesIn(bqn?.plan ?? { changes: [] })].filter((name) => !found.has(name));
  if (bqn === undefined || missed.length === 0) return outcome;
  const exitCode = gravest([outcome.exitCode, EXIT.defect]);
  return { ...outcome, exitCode, bqns: [{ ...bqn, exitCode, missed }, ...others] };
}
