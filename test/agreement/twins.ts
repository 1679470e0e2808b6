import { isDeepStrictEqual } from 'node:util';
import { KINDS } from '../../src/bqn/kinds.ts';
import { metricsText } from '../../src/report/metrics.ts';
import { reportJson } from '../../src/report/report-file.ts';
import { summary } from '../../src/report/summary.ts';
import type { Outcome } from '../../src/run/outcome.ts';
import type { Ports } from '../../src/run/ports.ts';
import { synchronise } from '../../src/run/sync.ts';
import type { Settings } from '../../src/settings/settings.ts';
import type { Ledger } from '../../src/state/ledger.ts';
import { writeRecord } from '../../src/state/record.ts';
import { copyOf } from '../stories/story.ts';
import { copyOfLedger } from '../support/copy-of-ledger.ts';
import { MemoryAgreement } from '../support/known.ts';
import type { MemoryBqn } from '../support/memory-bqn.ts';

/**
 * Each run twice over the same world: once over all of it, once over the part in which something has changed. What is
 * written, noted and told must be the same.
 */
export class Twins {
  readonly #agreement: MemoryAgreement;
  readonly #onOutcome: (outcome: Outcome) => void;
  /** Runs in which somebody was passed over, and those of them that wrote something. */
  readonly met = { runs: 0, parts: 0, writes: 0 };
  readonly differences: string[] = [];

  constructor(agreement = new MemoryAgreement(), onOutcome: (outcome: Outcome) => void = () => {}) {
    this.#agreement = agreement;
    this.#onOutcome = onOutcome;
  }

  readonly run = async (settings: Settings, ports: Ports, bqn: MemoryBqn, isPlain: boolean): Promise<Outcome> => {
    this.met.runs++;
    const spared = withSparedContracts(ports);
    const twin = isPlain ? await this.#twin(settings, spared, bqn) : undefined;
    const outcome = await synchronise(settings, { ...spared, agreement: this.#agreement });
    this.#onOutcome(outcome);
    const beyond = outcome.billing?.beyond?.logins ?? 0;
    if (beyond > 0) this.met.parts++;
    if (beyond > 0 && (outcome.bqns[0]?.applied?.writes ?? 0) > 0) this.met.writes++;
    if (twin !== undefined) this.#compare(twin, { outcome, bqn, ledger: ports.ledger }, settings);
    return outcome;
  };

  async #twin(settings: Settings, ports: Ports, bqn: MemoryBqn): Promise<Done> {
    const copy = copyOf(bqn);
    const ledger = copyOfLedger(ports.ledger, ports.now());
    const { agreement: _none, ...whole } = ports;
    // What ends the one ends not the other.
    const stop = new AbortController();
    const own = { targets: [copy], ledger, signal: stop.signal, abandon: () => stop.abort() };
    const outcome = await synchronise(settings, { ...whole, ...own });
    return { outcome, bqn: copy, ledger };
  }

  #compare(whole: Done, part: Done, settings: Settings): void {
    const [one, other] = [whole, part].map((done) => seenOf(done, settings));
    this.differences.push(...differencesIn(one, other).slice(0, 5));
  }
}

interface Done {
  readonly outcome: Outcome;
  readonly bqn: MemoryBqn;
  readonly ledger: Ledger;
}

/** Where two values differ, as far down as can be told. */
function differencesIn(one: unknown, other: unknown, path = ''): string[] {
  if (isDeepStrictEqual(one, other)) return [];
  if (!isObject(one) || !isObject(other))
    return [`${path}: ${JSON.stringify(one)?.slice(0, 300)}, and of a part ${JSON.stringify(other)?.slice(0, 300)}`];
  const fields = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...fields].flatMap((field) => differencesIn(one[field], other[field], `${path}/${field}`));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** As if there were so many contracts that those in service are spared. */
function withSparedContracts(ports: Ports): Ports {
  const { contracts } = ports.ledger;
  if (contracts !== undefined) ports.ledger.rememberContracts({ ...contracts, count: 5000 });
  return ports;
}

const FACTS = {
  version: 'test',
  mode: 'sync',
  started: 0,
  ended: 0,
  exitCode: 0,
  problems: [],
  lastSuccess: undefined,
  failuresInARow: 0,
  everyS: 300,
} as const;

/** All that anybody sees of a run. */
function seenOf({ outcome, bqn, ledger }: Done, settings: Settings) {
  const untimed = { ...outcome, durations: {}, costs: [] };
  const record = ledger.bqn(bqn.label);
  const { agreed: _agreed, policies: _p, subscribers: _s, groups: _g, ...books } = writeRecord(record);
  return {
    exitCode: outcome.exitCode,
    lists: sorted(bqn),
    books: sortedKeys(books),
    owned: Object.fromEntries(KINDS.map((kind) => [kind, sortedKeys(Object.fromEntries(record.owned[kind]))])),
    contracts: ledger.contracts,
    // How many were passed over is all that may differ.
    report: JSON.parse(
      String(reportJson({ ...FACTS, exitCode: outcome.exitCode }, untimed)),
      (field, value: unknown) => (field === 'passedOver' ? undefined : value),
    ),
    metrics: metricsText({ ...FACTS, exitCode: outcome.exitCode }, untimed).split('\n'),
    summary: summary(untimed, false, settings.mapping, false).map(String),
  };
}

function sorted({ store }: MemoryBqn) {
  const kinds = ['policies', 'subscribers', 'subscriberGroups'] as const;
  return kinds.map((kind) =>
    store
      .list(kind)
      .map((entry) => JSON.stringify(sortedKeys(entry)))
      .sort(),
  );
}

/** The order in which things were noted says nothing. */
function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, entry]) => [key, sortedKeys(entry)]),
  );
}
