import type { Agreed } from '../agreement/agreed.ts';
import type { PageNews } from '../billing/reading.ts';
import type { BillingSource } from '../billing/source.ts';
import type { BqnTarget } from '../bqn/client.ts';
import type { BqnState } from '../bqn/resources.ts';
import type { Desired } from '../mapping/desired.ts';
import type { Expected } from '../state/harm-books.ts';
import type { Ledger } from '../state/ledger.ts';
import type { Shelf } from './note-before.ts';

/** All that a run touches, so that it can be run against anything. */
export interface Ports {
  readonly source: BillingSource;
  readonly targets: readonly BqnTarget[];
  readonly ledger: Ledger;
  readonly signal: AbortSignal;
  /** Breaks off all that is under way. */
  readonly abandon: () => void;
  /** Unix time in s. */
  readonly now: () => number;
  readonly watch: RunWatch;
  /** What the operator announced (`--expect`). */
  readonly expected?: Expected | undefined;
  /** Keeps what stands on a BQN before the first write there; absent where nothing is to be kept. */
  readonly shelf?: Shelf;
  /** Where it is kept who is in agreement; absent where everything is looked at. */
  readonly agreement?: AgreementPort;
  /** What stood on each BQN before the first write there, where it is to be put back. */
  readonly before?: ReadonlyMap<string, BqnState>;
}

/** Keeps who was found in agreement. */
export interface AgreementPort {
  /** Of fewer customers a run looks at all of them: that takes no time. */
  readonly least: number;
  /** Where more than this share of those in agreement have changed, all are looked at. */
  readonly mostShare: number;
  /** Which program runs. */
  readonly version: string;
  read(label: string, name: string): Agreed | undefined;
  /** @returns whether it is kept now */
  write(label: string, name: string, agreed: Agreed): boolean;
  remove(label: string): void;
  /** So many bytes that nobody can guess. */
  random(bytes: number): Uint8Array;
  hash(text: string): string;
}

/** Told what happens, as it happens. */
export interface RunWatch {
  page(news: PageNews): void;
  note(text: string): void;
  mapped(desired: Desired): void;
  written(label: string, done: number, planned: number): void;
}
