import type { Limits } from '../changes/harm.ts';
import type { Prune } from '../changes/ownership.ts';
import type { Trust } from '../http/trust.ts';
import type { IxcHost } from '../ixc/host.ts';
import type { FixedIp } from '../ixc/tables.ts';
import type { MappingOptions } from '../mapping/desired.ts';
import type { ScopeRule } from '../mapping/scope-rule.ts';
import type { Language } from '../text/language.ts';
import { DAY_S } from '../text/time-units.ts';
import type { MODES } from './modes.ts';

/** Flags, environment or files that cannot be used. The message names the flag and says what to do. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** A pause that is forgotten must not leave customers as they are for days. In s. */
export const LONGEST_PAUSE_S = DAY_S;

export interface BqnSettings {
  readonly host: string;
  readonly port: number;
  /** As shown to people and kept in the ledger. */
  readonly label: string;
  readonly user: string;
  readonly password: string;
}

/** How a BQN proves who it is; `firstSight` pins in the state file what it shows first. */
export type BqnTrust =
  | Exclude<Trust, { kind: 'authorities' | 'pinned' }>
  | { readonly kind: 'pinned'; readonly fingerprints: readonly string[] }
  | { readonly kind: 'firstSight' };

/**
 * `sync` writes; `dry-run` shows what it would write; `check` looks whether a run could work; `explain` and `history` tell
 * of one customer; `held` shows what the gate holds back; `expect` announces what is to come.
 */
export type Mode = 'sync' | 'dry-run' | (typeof MODES)[number];

/** What the operator announces (`--expect`). */
export interface Expectation {
  readonly counts: ReadonlyMap<string, number>;
  /** Unix time in s. */
  readonly until: number;
  readonly reason: string;
  /** Who says so, as the system knows them; empty where it does not. */
  readonly by: string;
}

/** A chat of Telegram, through its Bot API. */
export interface Telegram {
  readonly token: string;
  readonly chat: string;
  /** Of the Bot API; an ISP may run one of its own. */
  readonly base: URL;
}

/** Who is told how runs end; each undefined where nobody is. */
export interface NotifySettings {
  readonly ping: URL | undefined;
  readonly post: URL | undefined;
  readonly telegram: Telegram | undefined;
  /** Whether customers are named. */
  readonly names: boolean;
}

export interface Settings {
  readonly mode: Mode;
  /** For `pause`: how long in s, and why. */
  readonly pause: { readonly seconds: number; readonly reason: string } | undefined;
  /** For `expect`. */
  readonly expectation?: Expectation | undefined;
  /** Whether a dry run says by its exit code that something would change. */
  readonly detailedExitCode: boolean;
  readonly language: Language;
  /** Whom `explain` and `history` are asked about, or where `support` writes. */
  readonly query: string;
  /** How far back `history` looks, in s; undefined for all there is. */
  readonly sinceS: number | undefined;
  /** Want nothing on the BQNs at all, instead of what IXC says: to uninstall. */
  readonly removeAll: boolean;
  /** Take up again what a lost ledger knew, this once. */
  readonly adopt: boolean;
  /** Put back what stood on the BQNs before the first run, instead of what IXC says. */
  readonly restore: boolean;
  readonly ixc: {
    readonly address: IxcHost;
    /** What follows `Basic ` in the Authorization header. */
    readonly authorization: string;
    readonly timeoutMs: number;
    readonly trust: Trust;
  };
  readonly bqns: readonly BqnSettings[];
  readonly bqn: {
    readonly timeoutMs: number;
    readonly trust: BqnTrust;
    readonly concurrency: number;
  };
  readonly pageSize: number;
  readonly maxPages: number | undefined;
  /** Which logins count though they are not online: those whose `fixar_ip` is one of these. */
  readonly fixedIp: readonly FixedIp[];
  /** Whether contracts in service may be left unread where nothing hangs on them. */
  readonly contracts: 'auto' | 'all';
  /** Whether every customer is looked at, whatever was in agreement. */
  readonly full: boolean;
  readonly mapping: MappingOptions;
  /** Whom each BQN serves, by its label, where not everybody. */
  readonly scopes: ReadonlyMap<string, ScopeRule>;
  readonly prune: Prune;
  /** How long an entry stays after its customer went offline, in s. */
  readonly offlineGraceS: number;
  readonly limits: Limits;
  /** What each flag says that decides what customers get, by its name. */
  readonly decisive: Readonly<Record<string, string>>;
  /** For the whole run, in s. */
  readonly maxTimeS: number;
  readonly stateFile: string;
  /** This program's own path. */
  readonly program: string;
  /** Undefined where none is wanted. */
  readonly journalFile: string | undefined;
  /** How long what became of customers is kept, in journal and log, in s. */
  readonly journalKeepS: number;
  readonly report: string | undefined;
  readonly metricsFile: string | undefined;
  readonly zabbixFile: string | undefined;
  /** How often runs are to start, in s. */
  readonly everyS: number;
  readonly worklist: string | undefined;
  readonly html: string | undefined;
  readonly notify: NotifySettings;
  readonly log: {
    readonly file: string | undefined;
    /** Where the wrapper has the log when cron starts it; undefined without the wrapper. */
    readonly ofCron: string | undefined;
    readonly format: 'text' | 'json';
    /** 0, 1 for `-v` (tables, skipped), 2 for `-vv` (requests). */
    readonly verbosity: number;
    readonly progress: boolean;
  };
  /** What must never be seen in anything that the program writes. */
  readonly secrets: readonly string[];
  /** What the operator should know about these settings. */
  readonly hints: readonly string[];
}
