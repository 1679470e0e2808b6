import { say } from '../text/language.ts';
import { SettingsError } from './settings.ts';

/** One flag of the command line, which is also an environment variable. */
export interface Flag {
  readonly name: string;
  readonly alias?: string;
  /** The old script's spelling with one dash. */
  readonly oldName?: string;
  readonly kind: 'text' | 'switch' | 'count';
  readonly group: string;
  readonly describe: string;
  /** Shown in `--help`, and used when neither flag nor environment says anything. */
  readonly fallback?: string;
  /** What holds where nothing is said and there is no `fallback`, in words; `--help` and the manual show it as the default. */
  readonly otherwise?: string;
  /** Name of the environment variable when it is not `IXC_BQN_` and the flag in capitals; null for none. */
  readonly variable?: string | null;
  readonly placeholder?: string;
  /** What a switch may be beside on and off; such a word behind it belongs to it. */
  readonly words?: readonly string[];
  /** Whether a change of it changes what customers get, so that the journal tells of it. */
  readonly decides?: true;
}

const SYNC = 'What is synchronised:';
const SCOPE = "Whom it concerns, per BQN ('192.0.2.7=3,4 192.0.2.8=9') or for all:";
const SAFETY = 'Safety:';
const PEOPLE = 'Who, when and why:';
const SPEED = 'Pace and limits:';
const TRUST = 'Trust:';
const OUTPUT = 'Output:';
const NOTICES = 'Being told:';

export const FLAGS = [
  {
    name: 'dual-stack',
    decides: true,
    oldName: 'ds',
    kind: 'switch',
    group: SYNC,
    variable: 'IXC_DUAL_STACK',
    describe: 'Also groups that join the IPv4 and IPv6 of each subscriber',
  },
  {
    name: 'allowed-status',
    decides: true,
    kind: 'text',
    group: SYNC,
    placeholder: 'LIST',
    fallback: 'A,FA',
    describe: 'Contract states that have service; all others are blocked',
  },
  {
    name: 'status',
    decides: true,
    kind: 'text',
    group: SYNC,
    placeholder: 'TABLE',
    describe: 'What becomes of each contract state: A=open,FA=slow,*=block; of open, slow, block, keep',
  },
  {
    name: 'slow-rate',
    decides: true,
    kind: 'text',
    group: SYNC,
    placeholder: 'D/U',
    describe: 'The speed of the slow lane, such as 256k or 256k/128k; policy Billing-Slow',
  },
  {
    name: 'no-block',
    decides: true,
    kind: 'switch',
    group: SYNC,
    describe: 'Never block anybody, whatever the contract',
  },
  {
    name: 'speed-base',
    decides: true,
    kind: 'text',
    group: SYNC,
    placeholder: '1000|1024',
    fallback: '1000',
    describe: 'What k, M and G count in',
  },
  {
    name: 'bare-unit',
    decides: true,
    kind: 'text',
    group: SYNC,
    placeholder: 'k|M',
    otherwise: 'it is unreadable',
    describe: 'What a speed without a unit counts in',
  },
  {
    name: 'reduced',
    decides: true,
    kind: 'switch',
    group: SYNC,
    describe: 'Obey reduced speed: the plan that a plan names for arrears (R) or for customers past their data cap',
  },
  {
    name: 'reduced-rate',
    decides: true,
    kind: 'text',
    group: SYNC,
    placeholder: 'D/U|PCT%',
    describe:
      'With --reduced: the speed where a plan names no reduced one, such as 2M/1M, or 10% of the plan; policy <plan>_RED',
  },
  {
    name: 'rate-factor',
    decides: true,
    kind: 'text',
    group: SYNC,
    placeholder: 'F|D/U',
    describe: 'Multiply the speeds of all plans, such as 1.1 or 1.1/1.2 (0.1 to 3)',
  },
  {
    name: 'ipv6-subscribers',
    decides: true,
    kind: 'text',
    group: SYNC,
    placeholder: 'BITS',
    describe:
      'Also an entry for each IPv6 prefix, as long as the BQN keys them (64 unless changed); for BQNs before R4.22',
  },
  {
    name: 'join',
    decides: true,
    kind: 'text',
    group: SYNC,
    placeholder: 'contract',
    describe: 'One limit for all online logins of a contract: a group DS-<login>; where the plan is sold per contract',
  },
  {
    name: 'site-groups',
    decides: true,
    kind: 'text',
    group: SYNC,
    placeholder: 'nas|pop',
    describe:
      'Also groups L1-<access server> (nas), or L1-<transmitter> and L2-<POP> (pop), without a limit of their own',
  },
  {
    name: 'fixed-ip',
    decides: true,
    kind: 'switch',
    words: ['all'],
    group: SYNC,
    placeholder: '[all]',
    describe:
      'Also logins with a fixed IP that are not online (fixar_ip = S, with all H as well; ativo = S): their plan, never a block',
  },
  {
    name: 'burst',
    decides: true,
    kind: 'switch',
    group: SYNC,
    describe: "Also the plans' bursts (download_busrt and the like); a plan without one keeps what the BQN has",
  },
  {
    name: 'overrides',
    decides: true,
    kind: 'text',
    group: SYNC,
    placeholder: 'FILE',
    describe: 'Exceptions with an end, as CSV: login, open | slow | rate 300M/150M | plan NAME | skip, until, by, why',
  },
  {
    name: 'ip-conflict',
    decides: true,
    kind: 'text',
    group: SYNC,
    placeholder: 'skip|newest',
    fallback: 'skip',
    describe: 'An IP on several logins with different policies: leave it as it is, or take the newest session',
  },
  {
    name: 'only-subnet',
    decides: true,
    kind: 'text',
    group: SCOPE,
    placeholder: 'LIST',
    otherwise: 'everybody',
    describe: 'Only logins with an IP in these IPv4 networks, such as 100.64.0.0/16; several by commas',
  },
  {
    name: 'skip-subnet',
    decides: true,
    kind: 'text',
    group: SCOPE,
    placeholder: 'LIST',
    describe: 'Leave logins with an IP in these networks alone, and what the BQN holds there',
  },
  {
    name: 'only-site',
    decides: true,
    kind: 'text',
    group: SCOPE,
    placeholder: 'LIST',
    otherwise: 'everybody',
    describe: 'Only logins of these sites (id_concentrador, else concentrador, else conexao; --check lists them)',
  },
  {
    name: 'skip-site',
    decides: true,
    kind: 'text',
    group: SCOPE,
    placeholder: 'LIST',
    describe: 'Leave logins of these sites alone',
  },
  {
    name: 'skip-plan',
    decides: true,
    kind: 'text',
    group: SCOPE,
    placeholder: 'LIST',
    describe: 'Leave these plans (id or name) and their logins alone',
  },
  {
    name: 'skip-login',
    decides: true,
    kind: 'text',
    group: SCOPE,
    placeholder: 'LIST',
    describe: 'Leave these logins alone',
  },
  {
    name: 'prune',
    decides: true,
    kind: 'text',
    group: SAFETY,
    placeholder: 'owned|all|none',
    fallback: 'owned',
    describe: 'What may be deleted: entries this program made, everything as the old script did, nothing',
  },
  {
    name: 'offline-grace',
    decides: true,
    kind: 'text',
    group: SAFETY,
    placeholder: 'TIME',
    otherwise: 'at once',
    describe: 'An entry goes only after its customer was offline that long, such as 15m',
  },
  {
    name: 'max-delete',
    decides: true,
    kind: 'text',
    group: SAFETY,
    placeholder: 'PCT',
    fallback: '30',
    describe:
      'Put off deletions, and hold back plans taken, beyond this percentage of the customers an hour, half as much again a day; or 30/40',
  },
  {
    name: 'max-block',
    decides: true,
    kind: 'text',
    group: SAFETY,
    placeholder: 'PCT',
    fallback: '20',
    describe:
      'Hold back new blocks beyond this percentage of the customers within an hour; half as much again within a day, or 20/25',
  },
  {
    name: 'max-speed',
    decides: true,
    kind: 'text',
    group: SAFETY,
    placeholder: 'PCT',
    fallback: '20',
    describe:
      'Hold back changes of speed that slow customers to less than half, or lift their limit, beyond this percentage; as --max-block',
  },
  {
    name: 'approve',
    kind: 'text',
    group: SAFETY,
    variable: null,
    placeholder: 'LIST',
    describe: 'Let so many held-back changes pass, this once: blocks=64, as the held-back line says; several by commas',
  },
  {
    name: 'held',
    kind: 'switch',
    group: SAFETY,
    variable: null,
    describe:
      'Show what is held back: who, since when, what they have in common, and how to let it pass; write nothing',
  },
  {
    name: 'expect',
    kind: 'text',
    group: SAFETY,
    variable: null,
    placeholder: 'LIST',
    describe: 'Announce a billing day: so many may be met until --until, this once, such as blocks=3000',
  },
  {
    name: 'until',
    kind: 'text',
    group: SAFETY,
    variable: null,
    placeholder: 'TIME',
    describe: 'With --expect: until when, such as 12:00; 24 hours ahead at most',
  },
  {
    name: 'force',
    kind: 'switch',
    group: SAFETY,
    variable: null,
    describe: 'Let all held-back changes pass, this once',
  },
  { name: 'dry-run', alias: 'n', kind: 'switch', group: SAFETY, describe: 'Show what would be written, write nothing' },
  {
    name: 'detailed-exit-code',
    kind: 'switch',
    group: SAFETY,
    variable: null,
    describe: 'With --dry-run: exit code 9 when something would change',
  },
  {
    name: 'pause',
    kind: 'text',
    group: SAFETY,
    variable: null,
    placeholder: 'TIME',
    describe: 'For so long, such as 2h (24h at most), runs look and do not write',
  },
  {
    name: 'reason',
    kind: 'text',
    group: SAFETY,
    variable: null,
    placeholder: 'TEXT',
    describe: 'With --pause or --expect: why, for the log and the journal',
  },
  { name: 'resume', kind: 'switch', group: SAFETY, variable: null, describe: 'End a pause before its time' },
  {
    name: 'init',
    kind: 'switch',
    group: SAFETY,
    variable: null,
    describe: 'Set up: ask for settings, check them, preview a run, fill in sync-ixc-bqn.sh',
  },
  {
    name: 'from',
    kind: 'text',
    group: SAFETY,
    variable: null,
    placeholder: 'OLDFILE',
    describe: "With --init: take the settings from an older wrapper, the old Python script's included",
  },
  {
    name: 'support',
    kind: 'text',
    group: SAFETY,
    variable: null,
    placeholder: 'FILE',
    describe: 'Write a file for a bug report: versions, settings, the shape of what came; no secrets, no customers',
  },
  {
    name: 'adopt',
    kind: 'switch',
    group: SAFETY,
    variable: null,
    describe: 'After a lost state file: what names a policy of ours and nobody who is online elsewhere is ours again',
  },
  {
    name: 'remove-all',
    kind: 'switch',
    group: SAFETY,
    variable: null,
    describe: 'Remove from the BQN all that this program made, to uninstall it; look with -n first',
  },
  {
    name: 'restore',
    kind: 'switch',
    group: SAFETY,
    variable: null,
    describe:
      'Put back what stood on the BQN before the first run, as far as nobody changed it since; look with -n first',
  },
  {
    name: 'check',
    kind: 'switch',
    group: SAFETY,
    describe: 'Test access, permissions and data step by step, write nothing',
  },
  {
    name: 'explain',
    kind: 'text',
    group: PEOPLE,
    variable: null,
    placeholder: 'WHO',
    describe:
      'Say what IXC and the BQN say of one customer (LOGIN, IP or contract:N), and what a run would do; write nothing',
  },
  {
    name: 'history',
    kind: 'text',
    group: PEOPLE,
    variable: null,
    placeholder: 'WHO',
    describe: 'Show what became of a customer (LOGIN, IP or contract:N) or of all',
  },
  {
    name: 'since',
    kind: 'text',
    group: PEOPLE,
    variable: null,
    placeholder: 'AGE',
    describe: 'With --history: only what is younger, such as 7d, 12h or 30m',
  },
  {
    name: 'contracts',
    kind: 'text',
    group: SPEED,
    placeholder: 'auto|all',
    fallback: 'auto',
    describe: 'auto: of many contracts only those out of service are asked for, and twice a day all; all: always all',
  },
  {
    name: 'full',
    kind: 'switch',
    group: SPEED,
    variable: null,
    describe: 'Look at every customer anew, not only at those of whom something has changed',
  },
  {
    name: 'page-size',
    oldName: 'ps',
    kind: 'text',
    group: SPEED,
    placeholder: 'N',
    fallback: '10000',
    describe: 'Rows asked of IXC at a time',
  },
  {
    name: 'max-pages',
    decides: true,
    oldName: 'mp',
    kind: 'text',
    group: SPEED,
    placeholder: 'N',
    otherwise: 'all of them',
    describe: 'Read at most N pages of each table; when that cuts one short, delete nothing',
  },
  {
    name: 'concurrency',
    kind: 'text',
    group: SPEED,
    placeholder: 'N',
    fallback: '8',
    describe: 'Writes to a BQN under way at a time',
  },
  {
    name: 'ixc-timeout',
    kind: 'text',
    group: SPEED,
    placeholder: 'S',
    fallback: '120',
    describe: 'Seconds for one answer of IXC',
  },
  {
    name: 'bqn-timeout',
    kind: 'text',
    group: SPEED,
    placeholder: 'S',
    fallback: '15',
    describe: 'Seconds for one answer of a BQN',
  },
  {
    name: 'max-time',
    kind: 'text',
    group: SPEED,
    placeholder: 'S',
    fallback: '3600',
    describe: 'Seconds for the whole run; what is left then waits for the next one',
  },
  {
    name: 'bqn-port',
    kind: 'text',
    group: SPEED,
    placeholder: 'N',
    fallback: '3443',
    describe: "Port of the BQN's REST API",
  },
  {
    name: 'ixc-ca',
    kind: 'text',
    group: TRUST,
    placeholder: 'FILE',
    describe: 'Certificate (PEM) of IXC, or of the authority that signed it',
  },
  {
    name: 'ixc-fingerprint',
    kind: 'text',
    group: TRUST,
    placeholder: 'SHA256',
    describe: "SHA-256 of IXC's certificate; several separated by commas",
  },
  { name: 'ixc-insecure', kind: 'switch', group: TRUST, describe: 'Do not verify the certificate of IXC' },
  {
    name: 'bqn-ca',
    kind: 'text',
    group: TRUST,
    placeholder: 'FILE',
    otherwise: 'the first certificate seen is kept',
    describe: "Certificate (PEM) of the authority that signed the BQN's",
  },
  {
    name: 'bqn-fingerprint',
    kind: 'text',
    group: TRUST,
    placeholder: 'SHA256',
    otherwise: 'the first certificate seen is kept',
    describe: "SHA-256 of the BQN's certificate; several separated by commas",
  },
  { name: 'bqn-insecure', kind: 'switch', group: TRUST, describe: 'Do not verify the certificate of the BQN' },
  {
    name: 'lang',
    kind: 'text',
    group: OUTPUT,
    placeholder: 'en|pt',
    fallback: 'en',
    describe: 'Language: English (en) or Brazilian Portuguese (pt)',
  },
  {
    name: 'verbose',
    alias: 'v',
    kind: 'count',
    group: OUTPUT,
    describe: 'Show policies, subscribers and groups; -vv also each request',
  },
  {
    name: 'log-file',
    oldName: 'lf',
    kind: 'text',
    group: OUTPUT,
    placeholder: 'FILE',
    otherwise: 'standard output',
    describe: 'Write the log there',
  },
  {
    name: 'log-format',
    kind: 'text',
    group: OUTPUT,
    placeholder: 'text|json',
    fallback: 'text',
    describe: 'Lines for people or for machines',
  },
  { name: 'no-progress', kind: 'switch', group: OUTPUT, describe: 'No progress display on a terminal' },
  {
    name: 'report',
    kind: 'text',
    group: OUTPUT,
    placeholder: 'FILE',
    describe: 'Write what happened as JSON; - is standard output',
  },
  {
    name: 'worklist',
    kind: 'text',
    group: OUTPUT,
    placeholder: 'FILE.csv',
    describe: 'Write what there is to mend in IXC: what was skipped or is odd, with ids, screens and what to type',
  },
  {
    name: 'html',
    kind: 'text',
    group: OUTPUT,
    placeholder: 'FILE',
    describe: 'Write a page for the browser: the last run, the last day, who is held back or blocked, what to mend',
  },
  {
    name: 'metrics-file',
    kind: 'text',
    group: OUTPUT,
    placeholder: 'FILE',
    describe: "Write metrics for node_exporter's textfile collector",
  },
  {
    name: 'zabbix-file',
    kind: 'text',
    group: OUTPUT,
    placeholder: 'FILE',
    describe: 'Write the outcome in at most 4 kB as JSON, for the template of Zabbix',
  },
  {
    name: 'fleet',
    kind: 'text',
    group: OUTPUT,
    variable: null,
    placeholder: 'FOLDER',
    describe: 'Merge the report files of several boxes in that folder into one --html and one --metrics-file',
  },
  {
    name: 'ping-url',
    kind: 'text',
    group: NOTICES,
    placeholder: 'URL',
    describe: 'Call this address after each run: with /3 or /4 behind it when the run failed',
  },
  {
    name: 'notify-url',
    kind: 'text',
    group: NOTICES,
    placeholder: 'URL',
    describe: 'Send a message in JSON when a run fails, works again, is held back or is newly refused something',
  },
  {
    name: 'telegram',
    kind: 'text',
    group: NOTICES,
    placeholder: "'TOKEN CHAT'",
    describe: "The same to a chat of Telegram; a third word is the address of a Bot API of one's own",
  },
  {
    name: 'notify-names',
    kind: 'switch',
    group: NOTICES,
    describe: 'Name customers in these messages',
  },
  {
    name: 'env-file',
    kind: 'text',
    group: OUTPUT,
    placeholder: 'FILE',
    describe: 'Read environment variables from there too; nobody else may read the file',
  },
  {
    name: 'journal',
    kind: 'text',
    group: OUTPUT,
    placeholder: 'FILE|off',
    otherwise: 'beside the state file',
    describe: 'What became of each customer, a line of JSON each',
  },
  {
    name: 'journal-keep',
    kind: 'text',
    group: OUTPUT,
    placeholder: 'AGE',
    fallback: '400d',
    describe: 'How long journal (50 MB in all at most) and log are kept, such as 400d',
  },
  {
    name: 'state-file',
    kind: 'text',
    group: OUTPUT,
    placeholder: 'FILE',
    otherwise: 'beside this program',
    describe: 'What this program made on each BQN',
  },
] as const satisfies readonly Flag[];

export type FlagName = (typeof FLAGS)[number]['name'];

/** What `--help` explains; of the others it says the names alone (`--help all`). */
export const EVERYDAY: ReadonlySet<string> = new Set<FlagName>([
  'dual-stack',
  'allowed-status',
  'no-block',
  'overrides',
  'only-site',
  'max-delete',
  'max-block',
  'max-speed',
  'approve',
  'held',
  'force',
  'dry-run',
  'pause',
  'resume',
  'init',
  'check',
  'explain',
  'history',
  'lang',
  'verbose',
  'report',
  'worklist',
  'html',
  'metrics-file',
  'notify-url',
]);

/** The environment variable that stands for a flag; undefined for a flag that stands only on the command line. */
export function variableOf(flag: Flag): string | undefined {
  if (flag.variable === null) return undefined;
  return flag.variable ?? usualVariable(flag);
}

function usualVariable({ name }: Pick<Flag, 'name'>): string {
  return `IXC_BQN_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** Texts of the flags, the command line before the environment, the environment before the fallback. */
export class FlagValues {
  readonly #given: Readonly<Partial<Record<FlagName, string>>>;
  readonly #env: NodeJS.ProcessEnv;

  constructor(given: Readonly<Partial<Record<FlagName, string>>>, env: NodeJS.ProcessEnv) {
    this.#given = given;
    this.#env = env;
    refuseUnknownVariables(env);
  }

  text(name: FlagName): string | undefined {
    return this.#source(name)?.text;
  }

  /** A whole number from `least` to `most`. @throws {SettingsError} */
  whole(name: FlagName, least: number, most: number): number {
    return this.#number(name, least, most, /^\d+$/, say`a whole number`);
  }

  /** A number from `least` to `most`, decimals allowed. @throws {SettingsError} */
  number(name: FlagName, least: number, most: number): number {
    return this.#number(name, least, most, /^\d+(\.\d+)?$/, say`a number`);
  }

  /** @throws {SettingsError} */
  choice<T extends string>(name: FlagName, choices: readonly T[]): T {
    const source = this.#source(name);
    const chosen = choices.find((choice) => choice === source?.text);
    if (chosen === undefined) throw refused(source, say`one of ${choices.join(', ')}`);
    return chosen;
  }

  /** Yes or no; the text of the flag itself is a yes, as the old wrapper has it. @throws {SettingsError} */
  on(name: FlagName): boolean {
    const source = this.#source(name);
    if (source === undefined) return false;
    const text = source.text.toLowerCase();
    const flag: Flag | undefined = FLAGS.find((entry) => entry.name === name);
    if (flag?.words?.includes(text) === true) return true;
    if (['true', '1', 'yes', 'on', `--${name}`, `-${flag?.oldName ?? name}`].includes(text)) return true;
    if (['false', '0', 'no', 'off'].includes(text)) return false;
    throw refused(source, say`yes or no`);
  }

  /** What a switch is beside on and off; undefined where it is one of these. */
  word(name: FlagName): string | undefined {
    const flag: Flag | undefined = FLAGS.find((entry) => entry.name === name);
    return flag?.words?.find((word) => word === this.text(name)?.toLowerCase());
  }

  /** Whether the operator said it, by flag or variable. */
  isGiven(name: FlagName): boolean {
    const flag: Flag | undefined = FLAGS.find((entry) => entry.name === name);
    const variable = flag === undefined ? undefined : variableOf(flag);
    return this.#given[name] !== undefined || (variable !== undefined && (this.#env[variable] ?? '').trim() !== '');
  }

  /** Where the value comes from, as the operator wrote it: flag or variable. */
  origin(name: FlagName): string {
    return this.#source(name)?.name ?? `--${name}`;
  }

  refuse(name: FlagName, expected: string): SettingsError {
    return refused(this.#source(name), expected);
  }

  #number(name: FlagName, least: number, most: number, form: RegExp, what: string): number {
    const source = this.#source(name);
    const text = source?.text.trim() ?? '';
    const value = Number(text);
    if (!form.test(text) || value < least || value > most) throw refused(source, say`${what} from ${least} to ${most}`);
    return value;
  }

  #source(name: FlagName): Source | undefined {
    const flag: Flag | undefined = FLAGS.find((entry) => entry.name === name);
    if (flag === undefined) return undefined;
    const given = this.#given[name];
    if (given !== undefined) return { name: `--${name}`, text: given };
    const variable = variableOf(flag);
    const text = variable === undefined ? undefined : this.#env[variable];
    // The wrapper exports what is not set as empty.
    if (text !== undefined && text.trim() !== '') return { name: `${variable} (--${name})`, text };
    return flag.fallback === undefined ? undefined : { name: `--${name}`, text: flag.fallback };
  }
}

interface Source {
  readonly name: string;
  readonly text: string;
}

function refused(source: Source | undefined, expected: string): SettingsError {
  return new SettingsError(say`${source?.name ?? say`a flag`}: ${shownValue(source)} is not ${expected}.`);
}

/** What was typed, where that cannot be a secret: in a variable may stand what belongs into the next one. */
function shownValue(source: Source | undefined): string {
  const text = source?.text ?? '';
  const isShown = source?.name.startsWith('--') === true && text.length <= LONGEST_SHOWN && !/[@:]/.test(text);
  return isShown ? `"${text}"` : say`what it holds (${text.length} characters)`;
}

const LONGEST_SHOWN = 40;

/** A misspelt variable would be a setting that silently is not set; one for a single start, such as force, set for good. */
function refuseUnknownVariables(env: NodeJS.ProcessEnv): void {
  const known = new Set<string | undefined>(FLAGS.map((flag: Flag) => variableOf(flag)));
  const once = new Map(
    FLAGS.filter((flag: Flag) => flag.variable === null).map((flag) => [usualVariable(flag), flag.name]),
  );
  for (const [name, value] of Object.entries(env)) {
    const flag = once.get(name);
    // The wrapper exports what is not set as empty.
    if (flag !== undefined && value?.trim() === '') continue;
    if (flag !== undefined) {
      throw new SettingsError(
        say`${name}: --${flag} is for one start only: give it on the command line, and take this out.`,
      );
    }
    if (name.startsWith('IXC_BQN_') && !known.has(name)) {
      throw new SettingsError(say`${name}: there is no such setting. --help lists them all.`);
    }
  }
}
