import { dirname, join, resolve } from 'node:path';
import { THIS_MACHINE } from '../commands/check.ts';
import type { Step } from '../commands/check-steps.ts';
import { replaceFile } from '../files/atomic-file.ts';
import { readRegularFile } from '../files/regular-file.ts';
import { fileTrouble, readingTrouble } from '../files/trouble.ts';
import type { Certificate } from '../http/inspection.ts';
import { cronDoubt } from '../run/cron-wiring.ts';
import { EXIT, type ExitCode } from '../run/exit-code.ts';
import type { CommandLine } from '../settings/command-line.ts';
import { FLAGS, type Flag, type FlagName, variableOf } from '../settings/flags.ts';
import { type Settings, SettingsError } from '../settings/settings.ts';
import { type Surroundings, toSettings } from '../settings/to-settings.ts';
import { LANGUAGES, phrase, say, speak, translated } from '../text/language.ts';
import { line, type Shown, shown } from '../text/shown.ts';
import type { Asker } from './asker.ts';
import { layCronStub } from './cron-stub.ts';
import { preview, type Run } from './first-run.ts';
import { PROBES, type Probe, type Probed, unusable } from './probe.ts';
import { fillSettings, minutesOfOldScript, readSettings, type WrapperRead } from './wrapper-file.ts';

export interface InitPorts {
  readonly asker: Asker | undefined;
  readonly say: (text: Shown) => void;
  readonly run: Run;
}

interface Question {
  readonly name: string;
  readonly text: string;
  readonly secret?: true;
  readonly mayBeEmpty?: true;
  readonly usual?: string;
}

const LANGUAGE = 'IXC_BQN_LANG';
/** Where a certificate that was trusted by hand is kept. */
const IXC_PIN = 'IXC_BQN_IXC_FINGERPRINT';
const QUESTIONS: readonly Question[] = [
  { name: LANGUAGE, text: phrase`Language: en for English, pt para português`, mayBeEmpty: true, usual: 'en' },
  { name: 'IXC_SERVER', text: phrase`IXC server (name or address)` },
  { name: 'IXC_KEY', text: phrase`IXC API key (user id:hash)`, secret: true },
  { name: 'BQN_OAM_IP', text: phrase`BQN management address (several with blanks between)` },
  { name: 'BQN_REST_USER', text: phrase`BQN REST user` },
  { name: 'BQN_REST_PW', text: phrase`BQN REST password`, secret: true },
  { name: 'IXC_DUAL_STACK', text: phrase`Join IPv4 and IPv6 of each customer (yes or no)`, mayBeEmpty: true },
];

/** Flags that belong to one start and not to the settings of all. */
const NOT_KEPT: readonly FlagName[] = [
  'support',
  'pause',
  'reason',
  'resume',
  'detailed-exit-code',
  'from',
  'explain',
  'history',
  'since',
  'approve',
  'init',
  'dry-run',
  'check',
  'force',
  'remove-all',
  'restore',
  'verbose',
  'no-progress',
  'env-file',
];
const WRAPPER_FLAGS: readonly Flag[] = FLAGS.filter(({ name }) => name !== 'dual-stack' && !NOT_KEPT.includes(name));
/** The variables of the flags that a wrapper may set. */
const VARIABLES = variablesOf(WRAPPER_FLAGS);
/** Those that name a file, which cron must find from another folder. */
const FILES = variablesOf(WRAPPER_FLAGS.filter(({ placeholder }) => placeholder === 'FILE'));
/** What only the wrapper itself looks at. */
const WRAPPERS_OWN = ['SYNC_EVERY_MINUTES', 'LOG_FILE', 'SYNC_NODE'];
/** Root only: it holds the key and the password. */
const WRAPPER_MODE = 0o700;
/** In bytes. */
const LARGEST_WRAPPER = 1_000_000;
const WRAPPER = 'sync-ixc-bqn.sh';

/**
 * `--init`: asks for what is missing, checks it, shows what the first run would do, and puts it into the wrapper beside
 * the program. Nothing is written when the check fails.
 * @throws {SettingsError}
 */
export async function initialise(commandLine: CommandLine, around: Surroundings, ports: InitPorts): Promise<ExitCode> {
  const path = join(dirname(around.program), WRAPPER);
  const wrapper = readWrapper(path);
  const asked = QUESTIONS.map(({ name }) => name);
  const own = readSettings(wrapper, [...asked, ...VARIABLES, ...WRAPPERS_OWN], path);
  const from = settingsFrom(commandLine.flags.from, [...asked, ...VARIABLES]);
  for (const unread of [...own.unread, ...from.unread]) ports.say(shown(unread));
  const known = { ...own.settings, ...from.settings };
  const given = {
    ...pick(known, asked),
    ...givenSettings(commandLine, around),
  };
  const settingsOf = (answers: Readonly<Record<string, string>>) =>
    toSettings(withoutInit(commandLine), {
      ...around,
      env: { ...pick(known, VARIABLES), ...around.env, ...answers },
    });
  const answers = await answerAll(given, ports, settingsOf);
  const kept: Record<string, string> = {
    ...pick(known, [...VARIABLES, ...WRAPPERS_OWN]),
    ...pick(around.env, VARIABLES),
    ...keptFlags(commandLine),
    ...answers,
  };
  if (own.settings['IXC_SERVER'] === undefined && from.settings['LOG_FILE'] === undefined) {
    placeLog(kept, dirname(path));
  }
  // What is usual anyway needs no line.
  if (kept[LANGUAGE] === 'en' && known[LANGUAGE] === undefined) delete kept[LANGUAGE];
  for (const name of FILES) if (kept[name] !== undefined && kept[name] !== '-') kept[name] = resolve(kept[name]);
  refuseLineBreaks(kept);
  const filled = fillSettings(wrapper, kept);
  if (filled === undefined)
    throw new SettingsError(say`--init: ${path} is not the wrapper of this version: copy it again.`);

  const settings = toSettings(withoutInit(commandLine), { ...around, env: { ...around.env, ...kept } });
  const checked = await ports.run({ ...settings, mode: 'check' });
  if (
    checked !== EXIT.done &&
    !(await insists(say`The check failed. Save these settings all the same? (yes or no)`, ports))
  ) {
    ports.say(say`Nothing was saved. Mend what is marked failed and start --init again.`);
    return checked;
  }
  if (checked === EXIT.done) {
    const { blocked } = await preview(settings, ports.run);
    const question = say`That is what the first run would do. Save these settings? (yes or no)`;
    const isMeant = blocked === 0 || ports.asker === undefined || (await insists(question, ports));
    if (!isMeant) {
      ports.say(say`Nothing was saved.`);
      return EXIT.done;
    }
  }
  save(path, filled);
  ports.say(say`Saved in ${path}.`);
  for (const told of cronLines(path)) ports.say(told);
  return EXIT.done;
}

/** Where the logs of older versions and of a BQN are, until somebody chooses another place. */
const USUAL_LOGS = ['', '/tmp/sync-ixc-bqn.log', '/root/ixc/sync-ixc-bqn.log'];

/** Of a box that is set up for the first time, the log is where only root writes: beside the program. */
function placeLog(kept: Record<string, string>, folder: string): void {
  if (USUAL_LOGS.includes(kept['LOG_FILE'] ?? '')) kept['LOG_FILE'] = join(folder, 'sync-ixc-bqn.log');
}

/** What ends a line here or for somebody, and controls: a setting is one line, and nothing in it is unseen. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const LINE_BREAKS = /[\u0000-\u0008\u000a-\u001f\u007f\u0085\u2028\u2029]/;

function refuseLineBreaks(settings: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(settings)) {
    if (LINE_BREAKS.test(value))
      throw new SettingsError(say`--init: ${name} holds a line break, or a control character: type it in one line.`);
  }
}

/** What starts it from now on: the BQN's own cron, or the line that another machine's needs. */
function cronLines(wrapper: string): Shown[] {
  const laid = layCronStub(wrapper, dirname(wrapper));
  if (laid === undefined) return [say`To start it every 5 minutes, a line for crontab: */5 * * * * ${wrapper}`];
  const doubt = cronDoubt(THIS_MACHINE);
  return doubt === undefined ? [laid] : [laid, say`look: ${doubt}`];
}

/** The settings of an older wrapper, by an older version of ours or the old Python script. @throws {SettingsError} */
function settingsFrom(path: string | undefined, names: readonly string[]): WrapperRead {
  if (path === undefined) return { settings: {}, unread: [] };
  const text = readWrapper(path);
  const minutes = minutesOfOldScript(text);
  const { settings, unread } = readSettings(text, [...names, ...WRAPPERS_OWN], path);
  if (settings['IXC_SERVER'] === undefined && settings['BQN_OAM_IP'] === undefined && unread.length === 0) {
    throw new SettingsError(say`--from: ${path} holds no settings: name the wrapper that has them.`);
  }
  return { settings: { ...(minutes !== undefined && { SYNC_EVERY_MINUTES: minutes }), ...settings }, unread };
}

function readWrapper(path: string): string {
  try {
    return readRegularFile(path, LARGEST_WRAPPER, undefined, 'anybody');
  } catch (error) {
    throw new SettingsError(
      say`--init: ${path} cannot be read (${readingTrouble(error)}). Copy the wrapper beside the program.`,
      {
        cause: error,
      },
    );
  }
}

/** What the command line and the environment say already; the command line goes first. */
function givenSettings({ positionals, bqns }: CommandLine, { env }: Surroundings): Record<string, string> {
  const given: Record<string, string> = {};
  for (const { name } of QUESTIONS) {
    const value = env[name]?.trim() ?? '';
    if (value !== '') given[name] = value;
  }
  const [host, key] = positionals;
  if (host !== undefined) given['IXC_SERVER'] = host;
  if (key !== undefined) given['IXC_KEY'] = key;
  const [first] = bqns;
  if (first !== undefined) {
    const [, user, password] = first;
    if (bqns.some((bqn) => bqn[1] !== user || bqn[2] !== password)) {
      throw new SettingsError(say`--init: the wrapper knows one REST user and password for all BQNs.`);
    }
    given['BQN_OAM_IP'] = bqns.map(([address]) => address).join(' ');
    given['BQN_REST_USER'] = user;
    given['BQN_REST_PW'] = password;
  }
  return given;
}

/** The settings that answers make of what is known already. @throws {SettingsError} */
type SettingsOf = (answers: Readonly<Record<string, string>>) => Settings;

async function answerAll(
  given: Readonly<Record<string, string>>,
  { asker, say: tell }: InitPorts,
  settingsOf: SettingsOf,
): Promise<Record<string, string>> {
  const missing = QUESTIONS.filter(({ name, mayBeEmpty }) => !mayBeEmpty && given[name] === undefined);
  if (asker === undefined) {
    if (missing.length === 0) return { ...given };
    const names = missing.map(({ name }) => name);
    throw new SettingsError(say`--init: nobody is there to ask, and these are not set: ${names}.`);
  }
  let answers: Record<string, string> = {};
  for (const question of QUESTIONS) {
    const usual = given[question.name] ?? question.usual ?? '';
    answers = { ...answers, ...(await goodAnswer(question, usual, { asker, tell, answers, settingsOf })) };
  }
  return answers;
}

interface Dialogue {
  readonly asker: Asker;
  readonly tell: (text: Shown) => void;
  /** Those of the questions before. */
  readonly answers: Readonly<Record<string, string>>;
  readonly settingsOf: SettingsOf;
}

/**
 * Asks, tries the answer, and asks this question alone again while it does not work. The same answer twice is meant: a box
 * may be set up before its IXC can be reached.
 */
async function goodAnswer(question: Question, given: string, dialogue: Dialogue): Promise<Record<string, string>> {
  const { asker, tell, answers } = dialogue;
  const { name, secret } = question;
  let usual = given;
  for (let tried: string | undefined; ; ) {
    const answer = await answerOne(question, usual, asker);
    if (secret) tell(say`(${answer.length} characters)`);
    const all = { ...answers, [name]: answer };
    const probe = answer === tried ? undefined : PROBES[name];
    if (probe === undefined) return { [name]: answer };
    const probed = await tryAnswer(probe, all, dialogue);
    if (probed.isGood) {
      return { [name]: answer, ...(probed.fingerprint !== undefined && { [IXC_PIN]: probed.fingerprint }) };
    }
    tell(say`Type it again, or press Enter to keep it as it is.`);
    tried = answer;
    usual = answer;
  }
}

async function tryAnswer(probe: Probe, answers: Readonly<Record<string, string>>, dialogue: Dialogue): Promise<Probed> {
  const { asker, tell, settingsOf } = dialogue;
  const trusts = async ({ fingerprint, name, validTo }: Certificate, host: string) => {
    // What is to be compared stands last, by itself: a name that somebody chose cannot pass for it.
    tell(say`${host}: its certificate is of "${name}", valid until ${validTo}, with the SHA-256 fingerprint`);
    tell(line`${fingerprint}`);
    return isYes(await asker.ask(say`${host}: trust this certificate? (yes or no)`, 'no', false));
  };
  const step = ({ state, text }: Step) => tell(line`${stateWord(state)}: ${text}`);
  try {
    // What was not asked yet is filled up, since settings are only ever whole.
    return await probe(settingsOf({ ...NOT_YET, ...answers }), { tell: step, trusts });
  } catch (error) {
    tell(unusable(error));
    return { isGood: false };
  }
}

function stateWord(state: Step['state']): Shown {
  return { ok: line`ok`, look: say`look`, failed: say`failed` }[state];
}

/** Stands for answers that are still to come: none of them is sent to anybody. */
const NOT_YET = { IXC_KEY: `1:${'0'.repeat(64)}`, BQN_REST_USER: 'user', BQN_REST_PW: 'password' };

async function answerOne({ name, text, secret, mayBeEmpty }: Question, usual: string, asker: Asker): Promise<string> {
  for (;;) {
    const answer = (await asker.ask(line`${translated(text)}:`, usual, secret === true)).trim();
    if (name === LANGUAGE) {
      const language = LANGUAGES.find((one) => one === answer.toLowerCase());
      if (language === undefined) continue;
      speak(language);
      return language;
    }
    if (name === 'IXC_DUAL_STACK') return isYes(answer) ? '--dual-stack' : '';
    if (answer !== '' || mayBeEmpty) return answer;
  }
}

function isYes(answer: string): boolean {
  return /^(y|yes|s|sim|true|on|1|--dual-stack|-ds)$/i.test(answer);
}

async function insists(question: Shown, { asker }: InitPorts): Promise<boolean> {
  return asker !== undefined && isYes(await asker.ask(question, 'no', false));
}

/** The other flags of this command line, as the settings that they are from now on. */
function keptFlags({ flags }: CommandLine): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const flag of FLAGS as readonly (Flag & { readonly name: FlagName })[]) {
    const text = flags[flag.name];
    const variable = variableOf(flag);
    if (text !== undefined && variable !== undefined && !NOT_KEPT.includes(flag.name)) kept[variable] = text;
  }
  if (kept['IXC_DUAL_STACK'] !== undefined)
    kept['IXC_DUAL_STACK'] = isYes(kept['IXC_DUAL_STACK']) ? '--dual-stack' : '';
  return kept;
}

function withoutInit(commandLine: CommandLine): CommandLine {
  const { init: _init, from: _from, ...flags } = commandLine.flags;
  return { ...commandLine, flags, positionals: [], bqns: [] };
}

function variablesOf(flags: readonly Flag[]): string[] {
  return flags.map(variableOf).filter((name) => name !== undefined);
}

/** Those settings that have a value. */
function pick(settings: NodeJS.ProcessEnv, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '' && names.includes(entry[0]),
    ),
  );
}

function save(path: string, text: string): void {
  try {
    replaceFile(path, text, WRAPPER_MODE);
  } catch (error) {
    throw new SettingsError(say`--init: ${path} cannot be written (${fileTrouble(error)}).`, { cause: error });
  }
}
