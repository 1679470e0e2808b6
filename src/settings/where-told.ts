import { variableOf } from './flag.ts';
import { FLAGS, type FlagName, FlagValues } from './flags.ts';
import { INSTEAD_OF_IXC, MODES } from './modes.ts';
import { readableNotify, secretsOf } from './notify-settings.ts';
import { type OutputFiles, outputFilesOf } from './output-files.ts';
import { paceOf } from './pace.ts';
import type { Settings } from './settings.ts';
import { mappingOf } from './wishes/wishes.ts';

/** Where the outcome of a start goes whose settings are wrong: as much of them as can be read. */
export type WhereTold = OutputFiles & Pick<Settings, 'secrets' | 'mapping' | 'program' | 'everyS' | 'notify' | 'bqns'>;

/** Starts that are somebody's question or command, whose trouble is told to whoever asked. */
const BY_HAND: readonly FlagName[] = [...MODES, ...INSTEAD_OF_IXC, 'init', 'fleet', 'from', 'dry-run'];
/** `-n` for a dry run and `-h` for help, also among the other flags of one letter: `-nv`. */
const SHORT_BY_HAND = /^-[bv]*[nh][bnvh]*$/;

/** Whether a start was to be a run, as far as one can tell: words that nobody could read are looked at by their beginnings. */
export function wasToRun(argv: readonly string[]): boolean {
  const isOf = (argument: string) =>
    SHORT_BY_HAND.test(argument) ||
    BY_HAND.some((name) => argument === `--${name}` || argument.startsWith(`--${name}=`)) ||
    argument.startsWith('--help');
  return !argv.some(isOf);
}

/** Never throws: what cannot be read is as if it were not set. */
export function whereTold(
  flags: Readonly<Partial<Record<FlagName, string>>>,
  env: NodeJS.ProcessEnv,
  program: string,
): WhereTold {
  // A variable that there is not may be what is wrong.
  const variables = FLAGS.map(variableOf).flatMap((name) => (name === undefined ? [] : [[name, env[name]]]));
  const values = new FlagValues(flags, Object.fromEntries(variables));
  const notify = readableNotify(values);
  const secrets = [env['IXC_KEY'], env['BQN_REST_PW'], ...secretsOf(notify)].filter(isSecret);
  return {
    ...outputFilesOf(values, program),
    // What there was to mend is not known better than before.
    worklist: undefined,
    secrets,
    // Nothing is judged by it, since nothing was read.
    mapping: mappingOf(new FlagValues({}, {}), undefined),
    program,
    everyS: paceOrUsual(env),
    notify,
    bqns: [],
  };
}

function isSecret(text: string | undefined): text is string {
  return text !== undefined && text.length >= 4;
}

function paceOrUsual(env: NodeJS.ProcessEnv): number {
  try {
    return paceOf(env);
  } catch {
    return paceOf({});
  }
}
