import { dirname, join, resolve } from 'node:path';
import { THIS_MACHINE } from '../commands/check.ts';
import type { Step } from '../commands/check-steps.ts';
import { replaceFile } from '../files/atomic-file.ts';
import { readRegularFile } from '../files/regular-file.ts';
import { readingTrouble } from '../files/trouble.ts';
import type { Certificate } from '../http/inspection.ts';
import { dayOf } from '../http/validity.ts';
import { cronDoubt } from '../run/cron-wiring.ts';
import { EXIT, type ExitCode } from '../run/exit-code.ts';
import type { CommandLine } from '../settings/command-line.ts';
import { type Flag, variableOf } from '../settings/flag.ts';
import { FLAGS, type FlagName } from '../settings/flags.ts';
import { writeNamed } from '../settings/named-file.ts';
import { type Settings, SettingsError } from '../settings/settings.ts';
import { type Surroundings, toSettings } from '../settings/to-settings.ts';
import { LANGUAGES, language, phrase, say, speak, translated } from '../text/language.ts';
import { line, type Shown, shown } from '../text/shown.ts';
import type { Asker } from './asker.ts';
import { ask, BACK, yesOrNo } from './asker.ts';
import { preview, type Run } from './by-hand.ts';
import { layCronStub } from './cron-stub.ts';
import { draftOf, dropDraft, keepDraft, readDraft } from './draft.ts';
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
  /** How many questions before it are the same one, and are asked again with it. */
  readonly together?: number;
}

const LANGUAGE = 'IXC_BQN_LANG';
/** Where a certificate that was trusted by hand is kept. */
const IXC_PIN = 'IXC_BQN_IXC_FINGERPRINT';
const QUESTIONS: readonly Question[] = [
  { name: LANGUAGE, text: phrase`Language: en for English, pt para português`, mayBeEmpty: true },
  { name: 'IXC_SERVER', text: phrase`IXC server (name or address)` },
  { name: 'IXC_KEY', text: phrase`IXC API key (user id:hash)`, secret: true },
  { name: 'BQN_OAM_IP', text: phrase`BQN management address (several with blanks between)` },
  { name: 'BQN_REST_USER', text: phrase`BQN REST user` },
  { name: 'BQN_REST_PW', text: phrase`BQN REST password`, secret: true, together: 1 },
  { name: 'IXC_DUAL_STACK', text: phrase`Join IPv4 and IPv6 of each customer (yes or no)`, mayBeEmpty: true },
];

/** Answers that may lie on a disk before they are saved. */
const KEPT_ANSWERS = QUESTIONS.filter(({ secret }) => secret !== true).map(({ name }) => name);

/** Flags that have a variable and belong to one start all the same; those of one start alone have none. */
const NOT_KEPT: readonly FlagName[] = ['dry-run', 'check', 'verbose', 'no-progress', 'env-file'];
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
  const isNew = own.settings['IXC_SERVER'] === undefined && from.settings['LOG_FILE'] === undefined;
  const site: Site = { commandLine, around, ports, path, wrapper, known, isNew, draft: draftOf(path) };
  const given = {
    ...pick(known, asked),
    ...givenSettings(commandLine, around),
  };
  const settingsOf = (answers: Readonly<Record<string, string>>) =>
    toSettings(withoutInit(commandLine), {
      ...around,
      env: { ...pick(known, VARIABLES), ...around.env, ...answers },
    });
  let offered = ports.asker === undefined ? given : { ...readDraft(site.draft, KEPT_ANSWERS), ...given };
  for (let at = 0; ; at = QUESTIONS.length - 1) {
    const answers = await answerAll(offered, ports, settingsOf, { from: at, draft: site.draft });
    const ended = await conclude(answers, site);
    if (ended !== 'back') return ended;
    offered = { ...offered, ...answers };
  }
}

/** What a set-up knows beside the answers. */
interface Site {
  readonly commandLine: CommandLine;
  readonly around: Surroundings;
  readonly ports: InitPorts;
  readonly path: string;
  /** The wrapper's text as it is. */
  readonly wrapper: string;
  readonly known: Readonly<Record<string, string>>;
  /** Whether it is set up for the first time. */
  readonly isNew: boolean;
  readonly draft: string;
}

/** All that is answered is checked, previewed and saved, unless the person goes back. @throws {SettingsError} */
async function conclude(answers: Readonly<Record<string, string>>, site: Site): Promise<ExitCode | 'back'> {
  const { commandLine, around, ports, path } = site;
  const kept = settingsToKeep(answers, site);
  const filled = fillSettings(site.wrapper, kept);
  if (filled === undefined)
    throw new SettingsError(say`--init: ${path} is not the wrapper of this version: copy it again.`);
  const settings = toSettings(withoutInit(commandLine), { ...around, env: { ...around.env, ...kept } });
  const checked = await ports.run({ ...settings, mode: 'check' });
  if (checked !== EXIT.done) {
    const insisted = await insists(say`The check failed. Save these settings all the same? (yes or no)`, ports);
    if (insisted === 'back') return 'back';
    if (insisted === 'no') {
      ports.say(say`Nothing was saved. Mend what is marked failed and start --init again.`);
      return checked;
    }
  } else {
    const { blocked } = await preview(settings, ports.run);
    const question = say`That is what the first run would do. Save these settings? (yes or no)`;
    const meant = blocked === 0 || ports.asker === undefined ? 'yes' : await insists(question, ports);
    if (meant === 'back') return 'back';
    if (meant === 'no') {
      ports.say(say`Nothing was saved.`);
      return EXIT.done;
    }
  }
  writeNamed('--init', path, () => replaceFile(path, filled, WRAPPER_MODE));
  dropDraft(site.draft);
  ports.say(say`Saved in ${path}.`);
  for (const told of [...cronLines(path), ...whatNow(path, kept)]) ports.say(told);
  return EXIT.done;
}

function settingsToKeep(answers: Readonly<Record<string, string>>, site: Site): Record<string, string> {
  const { commandLine, around, path, known } = site;
  const kept: Record<string, string> = {
    ...pick(known, [...VARIABLES, ...WRAPPERS_OWN]),
    ...pick(around.env, VARIABLES),
    ...keptFlags(commandLine),
    ...answers,
  };
  if (site.isNew) placeLog(kept, dirname(path));
  // What is usual anyway needs no line.
  if (kept[LANGUAGE] === 'en' && known[LANGUAGE] === undefined) delete kept[LANGUAGE];
  for (const name of FILES) if (kept[name] !== undefined && kept[name] !== '-') kept[name] = resolve(kept[name]);
  refuseLineBreaks(kept);
  return kept;
}

/** The end of an interview: that it is one, what comes first, and where to look. */
function whatNow(wrapper: string, kept: Readonly<Record<string, string>>): Shown[] {
  const log = kept['LOG_FILE'] ?? '';
  return [
    say`Done. The first run starts within ${kept['SYNC_EVERY_MINUTES'] ?? '5'} minutes, or now, by hand: ${wrapper}`,
    log === '' || log === '-' ? say`Where to look: what it writes on the terminal.` : say`Where to look: ${log}`,
    say`One customer: ${wrapper} --explain LOGIN. Back to how the BQN was: --restore`,
  ];
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
      { cause: error },
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

/** Where an interview begins, and where answers are kept that are no secrets. */
interface Course {
  readonly from: number;
  readonly draft: string;
}

async function answerAll(
  given: Readonly<Record<string, string>>,
  { asker, say: tell }: InitPorts,
  settingsOf: SettingsOf,
  { from, draft }: Course,
): Promise<Record<string, string>> {
  const missing = QUESTIONS.filter(({ name, mayBeEmpty }) => !mayBeEmpty && given[name] === undefined);
  if (asker === undefined) {
    if (missing.length === 0) return { ...given };
    const names = missing.map(({ name }) => name);
    throw new SettingsError(say`--init: nobody is there to ask, and these are not set: ${names}.`);
  }
  const answers: Record<string, string> = from === 0 ? {} : { ...given };
  const tried = new Map<string, string>();
  let isHinted = from !== 0;
  for (let at = from; ; ) {
    const question = QUESTIONS[at];
    if (question === undefined) return answers;
    // Once it is known in which language.
    if (at > 0 && !isHinted) tell(say`< goes one question back; Enter keeps what stands in brackets.`);
    isHinted ||= at > 0;
    // What was trusted was the certificate of the server that was named then.
    if (question.name === 'IXC_SERVER') delete answers[IXC_PIN];
    const usual = answers[question.name] ?? given[question.name] ?? '';
    const outcome = await goodAnswer(question, usual, { asker, tell, answers, settingsOf, tried });
    if (outcome === 'back') {
      at = Math.max(0, at - 1);
      continue;
    }
    Object.assign(answers, outcome.answers);
    keepDraft(draft, pick(answers, KEPT_ANSWERS));
    at += outcome.isGood ? 1 : -(question.together ?? 0);
  }
}

interface Dialogue {
  readonly asker: Asker;
  readonly tell: (text: Shown) => void;
  /** Those of the questions before. */
  readonly answers: Readonly<Record<string, string>>;
  readonly settingsOf: SettingsOf;
  /** What was tried last and did not work, by question. */
  readonly tried: Map<string, string>;
}

interface Answered {
  readonly isGood: boolean;
  readonly answers: Readonly<Record<string, string>>;
}

/**
 * Asks, and tries the answer; while it does not work, this question alone is asked again. The same answer twice is meant: a
 * box may be set up before its IXC can be reached.
 */
async function goodAnswer(question: Question, usual: string, dialogue: Dialogue): Promise<Answered | 'back'> {
  const { asker, tell, answers, tried } = dialogue;
  const { name, secret, together = 0 } = question;
  const answer = await answerOne(question, usual, asker);
  if (answer === BACK) return 'back';
  if (secret) tell(say`(${answer.length} {1|character|characters})`);
  const at = QUESTIONS.indexOf(question);
  const all = { ...answers, [name]: answer };
  // Of a question in two parts both are what was tried.
  const what = QUESTIONS.slice(at - together, at + 1).map((part) => all[part.name]);
  const isMeant = tried.get(name) === what.join('\0');
  const probe = isMeant ? undefined : PROBES[name];
  if (probe === undefined) return { isGood: true, answers: { [name]: answer } };
  const probed = await tryAnswer(probe, all, dialogue);
  if (probed.isGood) {
    const pin = probed.fingerprint !== undefined && { [IXC_PIN]: probed.fingerprint };
    return { isGood: true, answers: { [name]: answer, ...pin } };
  }
  tell(say`Type it again, or press Enter to keep it as it is.`);
  tried.set(name, what.join('\0'));
  return { isGood: false, answers: { [name]: answer } };
}

async function tryAnswer(probe: Probe, answers: Readonly<Record<string, string>>, dialogue: Dialogue): Promise<Probed> {
  const { asker, tell, settingsOf } = dialogue;
  const trusts = async ({ fingerprint, name, validTo }: Certificate, host: string) => {
    // What is to be compared stands last, by itself: a name that somebody chose cannot pass for it.
    tell(say`${host}: its certificate is of "${name}", valid until ${dayOf(validTo)}, with the SHA-256 fingerprint`);
    tell(line`${fingerprint}`);
    return (await ask(asker, say`${host}: trust this certificate? (yes or no)`)) === 'yes';
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
  const question = line`${translated(text)}:`;
  if (name === 'IXC_DUAL_STACK') {
    const answer = await ask(asker, question, yesOrNo(usual) === 'yes' ? 'yes' : 'no');
    return { back: BACK, yes: '--dual-stack', no: '' }[answer];
  }
  if (name === LANGUAGE) return await answerLanguage(question, usual, asker);
  for (;;) {
    const answer = (await asker.ask(question, usual, secret === true)).trim();
    if (answer !== '' || mayBeEmpty) return answer;
  }
}

/** A start in Portuguese is asked by somebody who reads it: that is the usual answer then. */
async function answerLanguage(question: Shown, usual: string, asker: Asker): Promise<string> {
  for (;;) {
    const answer = (await asker.ask(question, usual === '' ? language() : usual, false)).trim().toLowerCase();
    if (answer === BACK) return BACK;
    const chosen = LANGUAGES.find((one) => one === answer);
    if (chosen === undefined) continue;
    speak(chosen);
    return chosen;
  }
}

async function insists(question: Shown, { asker }: InitPorts): Promise<'yes' | 'no' | 'back'> {
  return asker === undefined ? 'no' : await ask(asker, question);
}

/** The other flags of this command line, as the settings that they are from now on. */
function keptFlags({ flags }: CommandLine): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const flag of FLAGS) {
    const text = flags[flag.name];
    const variable = variableOf(flag);
    if (text !== undefined && variable !== undefined && !NOT_KEPT.includes(flag.name)) kept[variable] = text;
  }
  if (kept['IXC_DUAL_STACK'] !== undefined)
    kept['IXC_DUAL_STACK'] = yesOrNo(kept['IXC_DUAL_STACK']) === 'yes' ? '--dual-stack' : '';
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
