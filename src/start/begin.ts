import { dirname, join } from 'node:path';
import type { Terminal } from '../report/progress.ts';
import { variableOf } from '../settings/flag.ts';
import { FLAGS } from '../settings/flags.ts';
import { paceOf, secondsOf } from '../settings/pace.ts';
import { say } from '../text/language.ts';
import { CronLog } from './cron-log.ts';
import { isDue } from './pace.ts';
import { refuseTrouble, wrapperStart } from './wrapper-start.ts';

/** What a start needs of its process. */
export interface BeginPort {
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** The bundle, beside which the stamp of the pace lies. */
  readonly program: string;
  /** Whether a person sees what is said. */
  readonly isTerminal: boolean;
  readonly stderr: Terminal;
  /** Told what the settings are, as far as they can be read, and where what is not in the log is said from now on. */
  readonly onKnown: (env: NodeJS.ProcessEnv, log: CronLog | undefined) => void;
  /** In Unix s. */
  readonly now: number;
}

export interface Beginning {
  /** False where cron starts more often than SYNC_EVERY_MINUTES wants. */
  readonly acts: boolean;
  readonly byCron: boolean;
  /** The variables that the settings stand for, those of the wrapper before others. They never leave this process. */
  readonly env: NodeJS.ProcessEnv;
  readonly hints: readonly string[];
  /** The file whose settings count; undefined without a wrapper. */
  readonly wrapper: string | undefined;
}

/**
 * What comes before any run: whose settings count, where the log is, and whether this start of cron's is one that acts.
 * The wrapper names itself in SYNC_WRAPPER; one of version 2 gives its settings as variables and has done the rest.
 * @throws {SettingsError}
 */
export function begin({ argv, env, program, isTerminal, stderr, onKnown, now }: BeginPort): Beginning {
  const path = env['SYNC_WRAPPER'] ?? '';
  if (path === '') return { acts: true, byCron: false, env, hints: [], wrapper: undefined };
  const { wrapper, hints } = wrapperStart(path, env);
  const { settings } = wrapper;
  const byCron = argv.length === 0 && !isTerminal;
  const logFile = settings['LOG_FILE'] || join(dirname(program), 'sync-ixc-bqn.log');
  const log = byCron ? new CronLog(logFile, stderr) : undefined;
  const whole = {
    ...env,
    ...settings,
    // Of the log that cron's starts have, --check tells.
    SYNC_LOG_FILE: logFile,
    ...(log?.isUsable === true && { IXC_BQN_LOG_FILE: logFile }),
  };
  onKnown(whole, log);
  refuseTrouble(wrapper);
  const told = [...hints, ...unknownNames(settings)];
  // One that is there and empty is a slip of whoever edits the wrapper, and is refused.
  const minutes = settings['SYNC_EVERY_MINUTES'];
  const pace = {
    everyS: minutes === undefined ? paceOf({}) : secondsOf(minutes),
    stamp: join(dirname(program), 'sync-ixc-bqn.stamp'),
  };
  return {
    acts: !byCron || isDue(pace, now, (text) => void told.push(text)),
    byCron,
    env: whole,
    hints: told,
    wrapper: wrapper.stat === undefined ? undefined : wrapper.path,
  };
}

/** Settings that are no variable of a flag. */
const OTHER_NAMES = [
  'IXC_SERVER',
  'IXC_KEY',
  'BQN_OAM_IP',
  'BQN_REST_USER',
  'BQN_REST_PW',
  'SYNC_EVERY_MINUTES',
  'SYNC_DIR',
  'SYNC_NODE',
  'LOG_FILE',
  // Of the times in the log.
  'TZ',
];

/** A misspelt name would be a setting that silently is not set; of those that begin as ours do, the flags tell. */
function unknownNames(settings: Readonly<Record<string, string>>): string[] {
  const known = new Set([...OTHER_NAMES, ...FLAGS.map(variableOf)]);
  return Object.entries(settings)
    .filter(([name, value]) => value !== '' && !known.has(name) && !name.startsWith('IXC_BQN_'))
    .map(([name]) => say`${name}, which the wrapper sets, is no setting of this program, and does nothing`);
}
