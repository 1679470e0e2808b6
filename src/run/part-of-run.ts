import { BooksOfPart } from '../agreement/books-of-part.ts';
import type { Part, Sight } from '../agreement/part.ts';
import { Implausible } from '../billing/errors.ts';
import type { Billing } from '../billing/reading.ts';
import type { BqnTarget } from '../bqn/client.ts';
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
  readonly target: BqnTarget;
  /** Undefined where the BQN could not be read. */
  readonly sight: Sight | undefined;
}

export async function seenBy(
  agreeing: Agreeing,
  billing: Billing,
  [pending]: readonly Promise<BqnReading>[],
): Promise<Seen | undefined> {
  const reading = await pending;
  if (reading === undefined) return undefined;
  return { agreeing, target: reading.target, sight: agreeing.sight(billing, reading) };
}

/** A part of a run: what is to be done, and by whose books. */
export interface PartOfRun {
  readonly seen: Seen;
  readonly part: Part;
  readonly ports: BqnPorts;
  readonly billing: Billing;
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
  const { agreeing, target, sight } = seen;
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
      return isEnough(work) ? { seen, part, ports: ofPart, billing, desired, work } : undefined;
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
  seen.agreeing.end(bqn, part, seen.sight);
  const names = await oddNamesNow(billing, settings, ports);
  return { exitCode: bqn.exitCode, error: undefined, billing, desired, bqns: [bqn], durations, names };
}

/** What a look at everybody found beside what a part would have: a defect of ours, and made all the same. */
export function audited(outcome: Outcome, { plan }: Work): Outcome {
  const [bqn, ...others] = outcome.bqns;
  const found = namesIn(plan);
  const missed = [...namesIn(bqn?.plan ?? { changes: [] })].filter((name) => !found.has(name));
  if (bqn === undefined || missed.length === 0) return outcome;
  const exitCode = gravest([outcome.exitCode, EXIT.defect]);
  return { ...outcome, exitCode, bqns: [{ ...bqn, exitCode, missed }, ...others] };
}
