import { say } from '../text/language.ts';
import { FlagTexts, flagsOf, usualVariable, variableOf } from './flag.ts';
import { SettingsError } from './settings.ts';
import { WISH_FLAGS } from './wishes/wishes.ts';

const SAFETY = 'Safety:';
const PEOPLE = 'Who, when and why:';
const SPEED = 'Pace and limits:';
const TRUST = 'Trust:';
const OUTPUT = 'Output:';
const NOTICES = 'Being told:';

/** All of them; one for a single start has no variable. */
export const FLAGS = [
  ...WISH_FLAGS,
  ...flagsOf(SAFETY, [
    [
      { name: 'prune', decides: true, placeholder: 'owned|all|none', fallback: 'owned' },
      'What may be deleted: entries this program made, everything as the old script did, nothing',
    ],
    [
      { name: 'offline-grace', decides: true, placeholder: 'TIME', otherwise: 'at once' },
      'An entry goes only after its customer was offline that long, such as 15m',
    ],
    [
      { name: 'max-delete', decides: true, placeholder: 'PCT', fallback: '30' },
      'Put off deletions, and hold back plans taken, beyond this percentage of the customers an hour, half as much again a day; or 30/40',
    ],
    [
      { name: 'max-block', decides: true, placeholder: 'PCT', fallback: '20' },
      'Hold back new blocks beyond this percentage of the customers within an hour; half as much again within a day, or 20/25',
    ],
    [
      { name: 'max-speed', decides: true, placeholder: 'PCT', fallback: '20' },
      'Hold back changes of speed that slow customers to less than half, or lift their limit, beyond this percentage; as --max-block',
    ],
    [
      { name: 'approve', variable: null, placeholder: 'LIST' },
      'Let so many held-back changes pass, this once: blocks=64, as the held-back line says; several by commas',
    ],
    [
      { name: 'held', variable: null },
      'Show what is held back: who, since when, what they have in common, and how to let it pass; write nothing',
    ],
    [
      { name: 'expect', variable: null, placeholder: 'LIST' },
      'Announce a billing day: so many may be met until --until, this once, such as blocks=3000',
    ],
    [
      { name: 'until', variable: null, placeholder: 'TIME' },
      'With --expect: until when, such as 12:00; 24 hours ahead at most',
    ],
    [{ name: 'force', variable: null }, 'Let all held-back changes pass, this once'],
    [{ name: 'dry-run', alias: 'n' }, 'Show what would be written, write nothing'],
    [{ name: 'detailed-exit-code', variable: null }, 'With --dry-run: exit code 9 when something would change'],
    [
      { name: 'pause', variable: null, placeholder: 'TIME' },
      'For so long, such as 2h (24h at most), runs look and do not write',
    ],
    [
      { name: 'reason', variable: null, placeholder: 'TEXT' },
      'With --pause or --expect: why, for the log and the journal',
    ],
    [{ name: 'resume', variable: null }, 'End a pause before its time'],
    [{ name: 'init', variable: null }, 'Set up: ask for settings, check them, preview a run, fill in sync-ixc-bqn.sh'],
    [
      { name: 'from', variable: null, placeholder: 'OLDFILE' },
      "With --init: take the settings from an older wrapper, the old Python script's included",
    ],
    [
      { name: 'support', variable: null, placeholder: 'FILE' },
      'Write a file for a bug report: versions, settings, the shape of what came; no secrets, no customers',
    ],
    [
      { name: 'adopt', variable: null },
      'After a lost state file: what names a policy of ours and nobody who is online elsewhere is ours again',
    ],
    [
      { name: 'remove-all', variable: null },
      'Remove from the BQN all that this program made, to uninstall it; look with -n first',
    ],
    [
      { name: 'restore', variable: null },
      'Put back what stood on the BQN before the first run, as far as nobody changed it since; look with -n first',
    ],
    [{ name: 'check' }, 'Test access, permissions and data step by step, write nothing'],
  ]),
  ...flagsOf(PEOPLE, [
    [
      { name: 'explain', variable: null, placeholder: 'WHO' },
      'Say what IXC and the BQN say of one customer (LOGIN, id:N, IP or contract:N), and what a run would do; write nothing',
    ],
    [
      { name: 'history', variable: null, placeholder: 'WHO' },
      'Show what became of a customer (LOGIN, IP or contract:N) or of all',
    ],
    [
      { name: 'since', variable: null, placeholder: 'AGE' },
      'With --history: only what is younger, such as 7d, 12h or 30m',
    ],
  ]),
  ...flagsOf(SPEED, [
    [
      { name: 'contracts', placeholder: 'auto|all', fallback: 'auto' },
      'auto: of many contracts only those out of service are asked for, and twice a day all; all: always all',
    ],
    [{ name: 'full', variable: null }, 'Look at every customer anew, not only at those of whom something has changed'],
    [{ name: 'page-size', oldName: 'ps', placeholder: 'N', fallback: '10000' }, 'Rows asked of IXC at a time'],
    [
      { name: 'max-pages', decides: true, oldName: 'mp', placeholder: 'N', otherwise: 'all of them' },
      'Read at most N pages of each table; when that cuts one short, delete nothing',
    ],
    [{ name: 'concurrency', placeholder: 'N', fallback: '8' }, 'Writes to a BQN under way at a time'],
    [{ name: 'ixc-timeout', placeholder: 'S', fallback: '120' }, 'Seconds for one answer of IXC'],
    [{ name: 'bqn-timeout', placeholder: 'S', fallback: '15' }, 'Seconds for one answer of a BQN'],
    [
      { name: 'max-time', placeholder: 'S', fallback: '3600' },
      'Seconds for the whole run; what is left then waits for the next one',
    ],
    [{ name: 'bqn-port', placeholder: 'N', fallback: '3443' }, "Port of the BQN's REST API"],
  ]),
  ...flagsOf(TRUST, [
    [{ name: 'ixc-ca', placeholder: 'FILE' }, 'Certificate (PEM) of IXC, or of the authority that signed it'],
    [{ name: 'ixc-fingerprint', placeholder: 'SHA256' }, "SHA-256 of IXC's certificate; several separated by commas"],
    [{ name: 'ixc-insecure' }, 'Do not verify the certificate of IXC'],
    [
      { name: 'bqn-ca', placeholder: 'FILE', otherwise: 'the first certificate seen is kept' },
      "Certificate (PEM) of the authority that signed the BQN's",
    ],
    [
      { name: 'bqn-fingerprint', placeholder: 'SHA256', otherwise: 'the first certificate seen is kept' },
      "SHA-256 of the BQN's certificate; several separated by commas",
    ],
    [{ name: 'bqn-insecure' }, 'Do not verify the certificate of the BQN'],
  ]),
  ...flagsOf(OUTPUT, [
    [{ name: 'lang', placeholder: 'en|pt', fallback: 'en' }, 'Language: English (en) or Brazilian Portuguese (pt)'],
    [{ name: 'verbose', alias: 'v', kind: 'count' }, 'Show policies, subscribers and groups; -vv also each request'],
    [{ name: 'log-file', oldName: 'lf', placeholder: 'FILE', otherwise: 'standard output' }, 'Write the log there'],
    [{ name: 'log-format', placeholder: 'text|json', fallback: 'text' }, 'Lines for people or for machines'],
    [{ name: 'no-progress' }, 'No progress display on a terminal'],
    [{ name: 'report', placeholder: 'FILE' }, 'Write what happened as JSON; - is standard output'],
    [
      { name: 'worklist', placeholder: 'FILE.csv' },
      'Write what there is to mend in IXC: what was skipped or is odd, with ids, screens and what to type',
    ],
    [
      { name: 'html', placeholder: 'FILE' },
      'Write a page for the browser: the last run, the last day, who is held back or blocked, what to mend',
    ],
    [{ name: 'metrics-file', placeholder: 'FILE' }, "Write metrics for node_exporter's textfile collector"],
    [
      { name: 'zabbix-file', placeholder: 'FILE' },
      'Write the outcome in at most 4 kB as JSON, for the template of Zabbix',
    ],
    [
      { name: 'fleet', variable: null, placeholder: 'FOLDER' },
      'Merge the report files of several boxes in that folder into one --html and one --metrics-file',
    ],
  ]),
  ...flagsOf(NOTICES, [
    [
      { name: 'ping-url', placeholder: 'URL' },
      'Call this address after each run: with /3 or /4 behind it when the run failed',
    ],
    [
      { name: 'notify-url', placeholder: 'URL' },
      'Send a message in JSON when a run fails, works again, is held back or is newly refused something',
    ],
    [
      { name: 'telegram', placeholder: "'TOKEN CHAT'" },
      "The same to a chat of Telegram; a third word is the address of a Bot API of one's own",
    ],
    [{ name: 'notify-names' }, 'Name customers in these messages'],
  ]),
  ...flagsOf(OUTPUT, [
    [
      { name: 'env-file', placeholder: 'FILE' },
      'Read environment variables from there too; nobody else may read the file',
    ],
    [
      { name: 'journal', placeholder: 'FILE|off', otherwise: 'beside the state file' },
      'What became of each customer, a line of JSON each',
    ],
    [
      { name: 'journal-keep', placeholder: 'AGE', fallback: '400d' },
      'How long journal (50 MB in all at most) and log are kept, such as 400d',
    ],
    [
      { name: 'state-file', placeholder: 'FILE', otherwise: 'beside this program' },
      'What this program made on each BQN',
    ],
  ]),
];

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
  const known = new Set<string | undefined>(FLAGS.map(variableOf));
  const once = new Map(
    FLAGS.filter(({ variable }) => variable === null).map((flag) => [usualVariable(flag), flag.name]),
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
