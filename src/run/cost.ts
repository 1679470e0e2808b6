import { type Billing, LIST_KINDS } from '../billing/reading.ts';
import type { Trace } from '../http/client.ts';

/** What requests to one server came to. */
interface Tally {
  readonly requests: number;
  readonly bytes: number;
  readonly waitedMs: number;
}

/** What a run cost one server. */
export interface Cost extends Tally {
  readonly server: string;
  /** Bytes of the answers as they came. */
  readonly bytes: number;
  /** How long was waited for answers, in ms; those that were waited for side by side are added up. */
  readonly waitedMs: number;
  /** Rows that billing sent; undefined for a BQN, and where billing was not read whole. */
  readonly rows: number | undefined;
}

const NOTHING: Tally = { requests: 0, bytes: 0, waitedMs: 0 };

/** Adds up every request of a run, those that failed included. */
export class CostBook {
  readonly #tallies = new Map<string, Tally>();

  add({ server, bytes, ms }: Trace): void {
    const before = this.#tallies.get(server) ?? NOTHING;
    this.#tallies.set(server, {
      requests: before.requests + 1,
      bytes: before.bytes + bytes,
      waitedMs: before.waitedMs + ms,
    });
  }

  /** Each server that was asked anything.
   * @param source the label of billing's server, to which the rows belong
   */
  all(source: string, billing: Billing | undefined): readonly Cost[] {
    const rows = billing && LIST_KINDS.reduce((sum, list) => sum + billing[list].received, 0);
    return [...this.#tallies].map(([server, tally]) => ({
      server,
      ...tally,
      rows: server === source ? rows : undefined,
    }));
  }
}
