import { say } from '../text/language.ts';
import { type Flag, FlagTexts, usualVariable, variableOf } from './flag.ts';
import { SettingsError } from './settings.ts';
import { WISH_FLAGS } from './wishes/wishes.ts';

const SAFETY = 'Safety:';
const PEOPLE = 'Who, when and why:';
const SPEED = 'Pace and limits:';
const TRUST = 'Trust:';
const OUTPUT = 'Output:';
const NOTICES = 'Being told:';

export const FLAGS = [
  ...WISH_FLAGS,
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
      'Say what IXC and the BQN say of one customer (LOGIN, id:N, IP or contract:N), and what a run would do; write nothing',
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

/** Texts of the flags, the command line before the environment, the environment before the fallback. */
export class FlagValues extends FlagTexts<FlagName> {
  constructor(given: Readonly<Partial<Record<FlagName, string>>>, env: NodeJS.ProcessEnv) {
    super(FLAGS, given, env);
    refuseUnknownVariables(env);
  }
}

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
