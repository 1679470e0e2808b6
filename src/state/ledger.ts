import { existsSync, renameSync, utimesSync } from 'node:fs';
import type { BqnKind } from '../bqn/kinds.ts';
import { replaceFile } from '../files/atomic-file.ts';
import { type Lock, LockHeld, takeLock } from '../files/lock.ts';
import { NoRegularFile, readRegularFile } from '../files/regular-file.ts';
import { fileTrouble, readingTrouble } from '../files/trouble.ts';
import { isSystems } from '../files/trust.ts';
import {
  list,
  mapOf,
  maybe,
  number,
  object,
  orElse,
  type Read,
  recordOf,
  some,
  text,
  truth,
  unless,
} from '../text/form.ts';
import { isObject, parseJson } from '../text/json.ts';
import { phrase, say, translated } from '../text/language.ts';
import { type Approval, holding } from './harm-books.ts';
import { APPROVALS } from './harm-record.ts';
import { type BqnRecord, beforeNoteOf, NEW_BQN, readRecord, writeRecord } from './record.ts';

/** Where a state file that could not be understood is kept for somebody to look at. */
export function damagedOf(stateFile: string): string {
  return `${stateFile}.damaged`;
}

/** What outlives a run beside the BQNs. */
export interface History {
  /** Unix time in s; undefined before the first. */
  readonly lastSuccess: number | undefined;
  readonly failuresInARow: number;
}

/** What was learnt when all contracts were read (`--contracts auto`). */
export interface ContractsMemory {
  /** Unix time in s. */
  readonly at: number;
  /** How many there were. */
  readonly count: number;
  /** Those that logins named and that did not exist. */
  readonly absent: readonly number[];
  /** When billing was last asked for a part of them in vain; undefined where it never was. */
  readonly vainAt?: number | undefined;
}

/** What billing said of a login that the operator names and that is not online. */
export interface NameMemory {
  /** When it was asked. Unix time in s. */
  readonly at: number;
  readonly isThere: boolean;
}

/** What of it one BQN's part of a run has to do with. */
export type BqnLedger = Pick<Ledger, 'bqn' | 'update' | 'save' | 'labels' | 'approvals' | 'rememberApproval'>;

/** The state file is something else; the operator has to say what. */
export class StateFileUnusable extends Error {
  override readonly name = 'StateFileUnusable';
}

const PROGRAM = 'sync-ixc-bqn';
/** Version 1, of the releases 2.0, and version 2, of those until 2.5, are read as well. */
const VERSION = 3;
const OPENING = `{"program":"${PROGRAM}"`;
/** In bytes; a million customers make some 150 MB, and more than twice that is no text for Node. */
const LARGEST = 500_000_000;
const LOST = phrase`what was made on the BQNs is not known any more, and their certificates are taken anew at first sight`;
/** Only root should learn who is a customer. */
const MODE = 0o600;

const NO_HISTORY: History = { lastSuccess: undefined, failuresInARow: 0 };

/** The file, as it stands below its program and version; what is not as it should be counts as not there. */
const FILE = object({
  history: orElse(object({ lastSuccess: maybe(number), failuresInARow: orElse(number, 0) }), NO_HISTORY),
  told: orElse(list(text), []),
  contracts: maybe<ContractsMemory>(object({ at: number, count: number, absent: list(number), vainAt: maybe(number) })),
  names: unless(mapOf<NameMemory>(object({ at: number, isThere: truth })), new Map(), ({ size }) => size === 0),
  approvals: APPROVALS,
  vouched: maybe(text),
  settings: maybe(some(recordOf(text))),
  bqns: mapOf<BqnRecord>({ read: readRecord, write: writeRecord }),
});

type Kept = Read<typeof FILE>;

const NOTHING_KEPT: Kept = {
  ...{ history: NO_HISTORY, told: [], contracts: undefined, names: new Map() },
  ...{ approvals: [], vouched: undefined, settings: undefined, bqns: new Map() },
};

/**
 * What this program made on each BQN, in one file. Losing it costs nothing but a few stale entries, so trouble with
 * it never ends a run; it is told with `warn`, and the run goes on with what is known.
 */
export class Ledger {
  readonly #path: string;
  readonly #warn: (text: string) => void;
  #kept: Kept = NOTHING_KEPT;
  /** Another program's file is read as nothing and never written; nor is any by a run that only looks. */
  #untouchable = false;
  #warned = false;
  #looksOnly = false;

  private constructor(path: string, warn: (text: string) => void) {
    this.#path = path;
    this.#warn = warn;
  }

  /**
   * @param mayWrite false for a run that only looks: nothing is saved or put aside then
   * @throws {StateFileUnusable} when the path names a folder, a pipe or another such thing
   */
  static open(path: string, warn: (text: string) => void, mayWrite = true): Ledger {
    const ledger = new Ledger(path, warn);
    ledger.#looksOnly = !mayWrite;
    ledger.#untouchable = !mayWrite;
    ledger.#read();
    return ledger;
  }

  /** One that is as it should be and may be written; undefined for one with which anything is wrong. */
  static openSound(path: string): Ledger | undefined {
    let isSound = true;
    const ledger = Ledger.open(
      path,
      () => {
        isSound = false;
      },
      false,
    );
    ledger.#untouchable = false;
    return isSound ? ledger : undefined;
  }

  /** Whether no run has ended well, and no BQN was written to; a certificate that somebody met is no run. */
  static isNew(path: string): boolean {
    try {
      const ledger = Ledger.open(path, () => {}, false);
      if (ledger.history.lastSuccess !== undefined) return false;
      return ledger.labels().every((label) => beforeNoteOf(ledger.bqn(label)).kind === 'open');
    } catch {
      return false;
    }
  }

  /** A change of what is kept, by whoever is no run: under the lock, and not at all while a run has it or anything is wrong. */
  static amend(path: string, change: (ledger: Ledger) => void): void {
    let lock: Lock | undefined;
    try {
      lock = takeLock(path, () => {});
      const ledger = Ledger.openSound(path);
      if (ledger === undefined) return;
      change(ledger);
      ledger.save();
    } catch (error) {
      if (!(error instanceof LockHeld || error instanceof StateFileUnusable)) throw error;
    } finally {
      lock?.release();
    }
  }

  /**
   * The certificate that a BQN showed at first sight, kept at once: in a run that only looks by itself, without what else
   * that run learned.
   */
  pin(label: string, fingerprint: string): void {
    this.update(label, { fingerprint });
    if (!this.#looksOnly) this.save();
    else keepPin(this.#path, label, fingerprint);
  }

  get history(): History {
    return this.#kept.history;
  }

  bqn(label: string): BqnRecord {
    return this.#kept.bqns.get(label) ?? NEW_BQN;
  }

  /** Whether entries of ours of this kind should stand there: made, and neither deleted nor missed since. */
  holds(label: string, kind: BqnKind): boolean {
    for (const { missed } of this.bqn(label).owned[kind].values()) if (missed === 0) return true;
    return false;
  }

  knows(label: string): boolean {
    return this.#kept.bqns.has(label);
  }

  /** Under which names BQNs are known. */
  labels(): readonly string[] {
    return [...this.#kept.bqns.keys()];
  }

  /** The same box under another name. */
  rename(from: string, to: string): void {
    const bqns = new Map(this.#kept.bqns);
    const record = bqns.get(from);
    if (record === undefined) return;
    bqns.delete(from);
    this.#keep({ bqns: bqns.set(to, record) });
  }

  /** Changes in memory; `save` makes it last. */
  update(label: string, change: Partial<BqnRecord>): void {
    this.#keep({ bqns: new Map(this.#kept.bqns).set(label, { ...this.bqn(label), ...change }) });
  }

  /** The settings of the last run, as `Settings.decisive` had them; undefined before the first. */
  get settings(): Readonly<Record<string, string>> | undefined {
    return this.#kept.settings;
  }

  rememberSettings(settings: Readonly<Record<string, string>>): void {
    this.#keep({ settings });
  }

  /** What was so when people were last told (`src/notify`). */
  get told(): readonly string[] {
    return this.#kept.told;
  }

  rememberTold(told: readonly string[]): void {
    this.#keep({ told });
  }

  /** What is known of billing's contracts; undefined before all were read. */
  get contracts(): ContractsMemory | undefined {
    return this.#kept.contracts;
  }

  rememberContracts(contracts: ContractsMemory): void {
    this.#keep({ contracts });
  }

  /** The certificate of IXC that authorities vouched for last (`Vouched`). */
  get vouched(): string | undefined {
    return this.#kept.vouched;
  }

  rememberVouched(vouched: string): void {
    this.#keep({ vouched });
  }

  /** Logins that the operator names and that are not online, by name. */
  get names(): ReadonlyMap<string, NameMemory> {
    return this.#kept.names;
  }

  rememberNames(names: ReadonlyMap<string, NameMemory>): void {
    this.#keep({ names });
  }

  /** What the operator let pass, on whichever BQN, and still holds. @param now Unix s */
  approvals(now: number): readonly Approval[] {
    return holding(this.#kept.approvals, now);
  }

  rememberApproval(approval: Approval): void {
    this.#keep({ approvals: [...holding(this.#kept.approvals, approval.at), approval] });
  }

  remember(history: History): void {
    this.#keep({ history });
  }

  /** @returns whether it is on disk now */
  save(): boolean {
    if (this.#untouchable) return false;
    try {
      replaceFile(this.#path, this.#text(), MODE);
      return true;
    } catch (error) {
      if (!this.#warned) {
        this.#warn(
          say`the state file ${this.#path} cannot be written (${fileTrouble(error)}): entries made now may stay on the BQN when their customers leave, and its certificate is not remembered`,
        );
      }
      this.#warned = true;
      return false;
    }
  }

  #read(): void {
    const text = this.#load();
    if (text === undefined) return;
    if (isBlank(text)) {
      if (text.includes('\0'))
        this.#warn(say`the state file ${this.#path} is full of zeros (a power cut?); ${translated(LOST)}`);
      return;
    }
    const json = parseJson(text);
    if (isOurs(json)) {
      this.#kept = FILE.read(json) ?? NOTHING_KEPT;
    } else if (json !== undefined || !beginsAsOurs(text)) {
      this.#untouchable = true;
      this.#warn(
        say`--state-file ${this.#path} belongs to another program or version; it is not touched, and nothing is remembered`,
      );
    } else {
      this.#setAside();
    }
  }

  #load(): string | undefined {
    if (!existsSync(this.#path)) return undefined;
    if (isSystems(this.#path)) return undefined;
    try {
      return readRegularFile(this.#path, LARGEST);
    } catch (error) {
      if (error instanceof NoRegularFile)
        throw new StateFileUnusable(say`--state-file: ${this.#path}: ${error.message}; name a file of this program.`);
      this.#untouchable = true;
      this.#warn(say`the state file ${this.#path} cannot be read (${readingTrouble(error)}); nothing is remembered`);
      return undefined;
    }
  }

  #setAside(): void {
    if (this.#untouchable) {
      this.#warn(say`the state file ${this.#path} is damaged; the next run begins a new one`);
      return;
    }
    const aside = damagedOf(this.#path);
    try {
      renameSync(this.#path, aside);
      // From now on it is kept for so long (files/leftovers.ts).
      utimesSync(aside, new Date(), new Date());
      this.#warn(say`the state file was damaged; it is kept as ${aside}, and a new one is begun: ${translated(LOST)}`);
    } catch (error) {
      this.#untouchable = true;
      this.#warn(say`the state file ${this.#path} is damaged and cannot be replaced (${fileTrouble(error)})`);
    }
  }

  #keep(change: Partial<Kept>): void {
    this.#kept = { ...this.#kept, ...change };
  }

  #text(): string {
    return `${JSON.stringify({ program: PROGRAM, version: VERSION, ...FILE.write(this.#kept) })}\n`;
  }
}

/** A run that is under way knows the certificate by itself. */
function keepPin(path: string, label: string, fingerprint: string): void {
  Ledger.amend(path, (ledger) => {
    if (ledger.bqn(label).fingerprint === undefined) ledger.update(label, { fingerprint });
  });
}

function isOurs(json: unknown): boolean {
  if (!isObject(json) || json['program'] !== PROGRAM) return false;
  const { version } = json;
  return version === VERSION || version === 2 || version === 1;
}

/**
 * Whether a text that is no JSON can be what is left of a state file: nothing else is put aside, since a mistyped
 * --state-file must not cost the operator a list of users, a crontab or a table.
 */
function beginsAsOurs(text: string): boolean {
  return text.startsWith(OPENING) || OPENING.startsWith(text.trim());
}

/** An empty file, or the zeros that a power cut leaves. */
function isBlank(text: string): boolean {
  return /^[\s\0]*$/.test(text);
}
