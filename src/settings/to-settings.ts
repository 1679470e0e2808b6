import { isIP } from 'node:net';
import { splitHostPort } from '../address/host-port.ts';
import { readRegularFile } from '../files/regular-file.ts';
import { exchangeable } from '../files/trust.ts';
import { normaliseFingerprint, type Trust } from '../http/trust.ts';
import { parseIxcHost } from '../ixc/host.ts';
import { looksSwapped, normaliseKey } from '../ixc/key.ts';
import { LANGUAGES, say } from '../text/language.ts';
import { DAY_S } from '../text/time-units.ts';
import type { CommandLine } from './command-line.ts';
import { decisiveOf } from './decisive.ts';
import { wordsIn } from './flag.ts';
import { FlagValues } from './flags.ts';
import { expectationOf, limitsOf, reasonOf } from './limit-settings.ts';
import { INSTEAD_OF_IXC, MODES } from './modes.ts';
import { readNamed } from './named-file.ts';
import { notifyOf, secretsOf } from './notify-settings.ts';
import { outputFilesOf } from './output-files.ts';
import { paceOf } from './pace.ts';
import { type BqnSettings, type BqnTrust, LONGEST_PAUSE_S, type Settings, SettingsError } from './settings.ts';
import { fixedIpOf } from './wishes/fixed-ip.ts';
import { overridesOf } from './wishes/overrides.ts';
import { scopesOf } from './wishes/scope.ts';
import { mappingOf } from './wishes/wishes.ts';

/** The program's own surroundings, so that nothing here asks the process. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  /** The bundle, beside which the state file lies unless told otherwise. */
  readonly program: string;
  /** The clock, for what ends on a day. */
  readonly now?: () => Date;
}

/** Command line and environment to settings. Nothing is read as a silent default. @throws {SettingsError} */
export function toSettings(commandLine: CommandLine, { env, program, now = () => new Date() }: Surroundings): Settings {
  const values = new FlagValues(commandLine.flags, env);
  const hints: string[] = [];
  const credentials = ixcCredentials(commandLine, env, hints);
  const bqns = bqnList(commandLine, env, values.whole('bqn-port', 1, 65_535), hints);
  const mode = modeOf(values);
  if (values.text('from') !== undefined) throw new SettingsError(say`--from belongs to --init.`);
  const [removeAll, restore] = [values.on('remove-all'), values.on('restore')];
  if (removeAll && bqns.length === 0) {
    throw new SettingsError(say`--remove-all: no BQN is given, so there is nothing to remove from: set BQN_OAM_IP.`);
  }
  if (restore && bqns.length === 0) {
    throw new SettingsError(say`--restore: no BQN is given, so there is nothing to put back: set BQN_OAM_IP.`);
  }
  if (mode === 'sync' && bqns.length === 0) hints.push(say`no BQN is given: IXC is read and shown, nothing is written`);
  const overrides = overridesOf(values, now, hints);
  const notify = notifyOf(values);
  return {
    mode,
    pause: pauseOf(values),
    expectation: expectationOf(values, now(), env),
    detailedExitCode: detailedExitCode(values, mode),
    language: values.choice('lang', LANGUAGES),
    query: (values.text('explain') ?? values.text('history') ?? values.text('support') ?? '').trim(),
    sinceS: ageOf(values, 'since'),
    removeAll,
    adopt: adoptOf(values, mode),
    restore,
    ixc: {
      address: credentials.address,
      authorization: credentials.authorization,
      timeoutMs: values.number('ixc-timeout', 0.1, 3600) * 1000,
      trust: ixcTrust(values, hints),
    },
    bqns,
    bqn: {
      timeoutMs: values.number('bqn-timeout', 0.1, 3600) * 1000,
      trust: bqnTrust(values, hints),
      concurrency: values.whole('concurrency', 1, 64),
    },
    pageSize: values.whole('page-size', 1, 1_000_000),
    maxPages: values.ifSaid('max-pages', (name) => values.whole(name, 1, 1_000_000)),
    fixedIp: fixedIpOf(values),
    contracts: values.choice('contracts', ['auto', 'all']),
    full: values.on('full'),
    mapping: mappingOf(values, overrides?.active),
    scopes: scopesOf(values, bqns),
    prune: values.choice('prune', ['owned', 'all', 'none']),
    offlineGraceS: ageOf(values, 'offline-grace') ?? 0,
    limits: limitsOf(values),
    decisive: decisiveOf(values, overrides?.active),
    maxTimeS: values.whole('max-time', 1, DAY_S),
    program,
    ...outputFilesOf(values, program),
    journalKeepS: journalKeep(values),
    log: logOf(values, env),
    everyS: paceOf(env),
    notify,
    secrets: secretForms(credentials.key, credentials.authorization, bqns, secretsOf(notify)),
    hints,
  };
}

const SWITCHES: readonly string[] = ['check', 'resume', 'held'];

/** Starts that say something to later runs, and what makes no sense beside them. */
const SAYING: readonly string[] = ['pause', 'resume', 'expect'];
const OF_A_RUN = ['dry-run', 'approve', 'force'] as const;

function modeOf(values: FlagValues): Settings['mode'] {
  const given = MODES.filter((flag) => (SWITCHES.includes(flag) ? values.on(flag) : values.text(flag) !== undefined));
  const [first, more] = [...given, ...INSTEAD_OF_IXC.filter((flag) => values.on(flag))];
  // What is said to later runs is said at once, and no look at what would be.
  const isSaid = first !== undefined && SAYING.includes(first);
  const besides = isSaid
    ? OF_A_RUN.find((flag) => (flag === 'approve' ? values.isGiven(flag) : values.on(flag)))
    : undefined;
  const second = more ?? besides;
  if (first !== undefined && second !== undefined) {
    throw new SettingsError(say`--${first} and --${second} exclude each other.`);
  }
  if (values.text('since') !== undefined && first !== 'history') {
    throw new SettingsError(say`--since belongs to --history.`);
  }
  return given[0] ?? (values.on('dry-run') ? 'dry-run' : 'sync');
}

/** @throws {SettingsError} also for one that would be forgotten */
function pauseOf(values: FlagValues): Settings['pause'] {
  const seconds = ageOf(values, 'pause');
  const reason = values.text('reason');
  if (seconds === undefined) {
    if (reason !== undefined && values.text('expect') === undefined)
      throw new SettingsError(say`--reason belongs to --pause or --expect.`);
    return undefined;
  }
  if (seconds < 60 || seconds > LONGEST_PAUSE_S) throw values.refuse('pause', say`a time from 1m to 24h`);
  return { seconds, reason: reasonOf(values) };
}

function detailedExitCode(values: FlagValues, mode: Settings['mode']): boolean {
  const isOn = values.on('detailed-exit-code');
  if (isOn && mode !== 'dry-run') throw new SettingsError(say`--detailed-exit-code belongs to --dry-run.`);
  return isOn;
}

function adoptOf(values: FlagValues, mode: Settings['mode']): boolean {
  const isOn = values.on('adopt');
  const instead = INSTEAD_OF_IXC.find((flag) => isOn && values.on(flag));
  if (instead !== undefined) throw new SettingsError(say`--adopt and --${instead} exclude each other.`);
  if (isOn && mode !== 'sync' && mode !== 'dry-run') throw new SettingsError(say`--adopt belongs to a run.`);
  return isOn;
}

/** `7d`, `12h`, `30m` in s. */
function ageOf(values: FlagValues, flag: 'since' | 'offline-grace' | 'pause' | 'journal-keep'): number | undefined {
  const text = values.text(flag);
  if (text === undefined) return undefined;
  const [, number = '', unit = ''] = /^(\d{1,5})([dhm])$/.exec(text.trim()) ?? [];
  const seconds = { d: DAY_S, h: 3600, m: 60 }[unit];
  if (seconds === undefined) throw values.refuse(flag, say`a time such as 7d, 12h or 30m`);
  return Number(number) * seconds;
}

/** A day at least: less would be gone before anybody asks. */
function journalKeep(values: FlagValues): number {
  const seconds = ageOf(values, 'journal-keep');
  if (seconds === undefined || seconds < DAY_S)
    throw values.refuse('journal-keep', say`a time of a day or more, such as 400d`);
  return seconds;
}

function logOf(values: FlagValues, env: NodeJS.ProcessEnv): Settings['log'] {
  return {
    file: values.path('log-file'),
    ofCron: env['SYNC_LOG_FILE'],
    format: values.choice('log-format', ['text', 'json']),
    verbosity: values.ifSaid('verbose', (name) => values.whole(name, 0, 99)) ?? 0,
    progress: !values.on('no-progress'),
  };
}

function ixcCredentials(commandLine: CommandLine, env: NodeJS.ProcessEnv, hints: string[]) {
  const [givenHost, givenKey] = commandLine.positionals;
  const host = givenHost ?? env['IXC_SERVER'] ?? '';
  const key = givenKey ?? env['IXC_KEY'] ?? '';
  if (host.trim() === '') throw new SettingsError(say`The IXC server is missing: give IXC-HOST, or set IXC_SERVER.`);
  if (key.trim() === '') throw new SettingsError(say`The API key of IXC is missing: give API-KEY, or set IXC_KEY.`);
  if (looksSwapped(host, key)) {
    throw new SettingsError(say`IXC-HOST and API-KEY seem to be swapped: the host comes first, then the key.`);
  }
  if (isYesOrNo(host)) {
    throw new SettingsError(
      say`IXC-HOST is "${host}", which seems to belong to the flag before it: write --flag=${host}.`,
    );
  }
  const address = parseIxcHost(host);
  if (address === undefined) {
    throw new SettingsError(say`IXC-HOST (IXC_SERVER) is no host name: write it like ixc.example or ixc.example:8443.`);
  }
  const authorization = normaliseKey(key);
  if (authorization === undefined) {
    throw new SettingsError(
      say`API-KEY (IXC_KEY) holds blanks or characters that no key has: paste it again from IXC.`,
    );
  }
  if (givenKey !== undefined)
    hints.push(say`the API key is visible to other users of this machine in \`ps\`: set IXC_KEY instead`);
  return { address, authorization, key };
}

/** What people put behind a switch, where it is taken for the host. */
function isYesOrNo(host: string): boolean {
  return /^(yes|no|on|off)$/i.test(host.trim());
}

function bqnList(commandLine: CommandLine, env: NodeJS.ProcessEnv, port: number, hints: string[]): BqnSettings[] {
  if (commandLine.bqns.length > 0) {
    hints.push(say`the BQN password is visible to other users of this machine in \`ps\`: set BQN_REST_PW instead`);
    return unique(commandLine.bqns.map(([ip, user, password]) => bqnSettings(ip, user, password, port, '-b, --bqn')));
  }
  const addresses = wordsIn(env['BQN_OAM_IP'] ?? '');
  const user = env['BQN_REST_USER'] ?? '';
  const password = env['BQN_REST_PW'] ?? '';
  if (addresses.length > 0 && (user === '' || password === '')) {
    throw new SettingsError(say`BQN_OAM_IP is set, so BQN_REST_USER and BQN_REST_PW must be set as well.`);
  }
  return unique(addresses.map((address) => bqnSettings(address, user, password, port, 'BQN_OAM_IP')));
}

function bqnSettings(address: string, user: string, password: string, usualPort: number, source: string): BqnSettings {
  const parsed = splitHostPort(address.trim().replace(/^https:\/\/([^/]+)\/?.*$/i, '$1'), usualPort);
  // Not the value itself: it may be the password, or hold one.
  if (parsed === undefined || address.includes('@'))
    throw new SettingsError(say`${source}: this is no address of a BQN: write it like 192.0.2.7 or 192.0.2.7:3443.`);
  if (isIP(password) !== 0)
    throw new SettingsError(
      say`${source}: the REST password is an address: it seems to be swapped with another setting.`,
    );
  if (user === '' || user.includes(':'))
    throw new SettingsError(say`${source}: the REST user is empty or holds a colon.`);
  if (password === '') throw new SettingsError(say`${source}: the REST password is empty.`);
  const label = parsed.host.includes(':') ? `[${parsed.host}]:${parsed.port}` : `${parsed.host}:${parsed.port}`;
  return { ...parsed, label, user, password };
}

/** One BQN named twice would be written twice at the same time. */
function unique(bqns: readonly BqnSettings[]): BqnSettings[] {
  return [...new Map(bqns.map((bqn) => [bqn.label, bqn])).values()];
}

function ixcTrust(values: FlagValues, hints: string[]): Trust {
  const { ca, fingerprints, insecure } = trustSaid('ixc', values, hints);
  if (fingerprints.length > 0) return { kind: 'pinned', known: () => fingerprints };
  if (!insecure) return ca === undefined ? { kind: 'authorities' } : { kind: 'authorities', extraCa: ca };
  hints.push(say`--ixc-insecure: anyone between here and IXC can read the key; --ixc-fingerprint would prevent it`);
  return { kind: 'anyone' };
}

function bqnTrust(values: FlagValues, hints: string[]): BqnTrust {
  const { ca, fingerprints, insecure } = trustSaid('bqn', values, hints);
  if (insecure) {
    hints.push(
      say`--bqn-insecure: anyone between here and the BQN can read its password; --bqn-fingerprint would prevent it`,
    );
    return { kind: 'anyone' };
  }
  if (ca !== undefined) return { kind: 'ca', ca };
  return fingerprints.length > 0 ? { kind: 'pinned', fingerprints } : { kind: 'firstSight' };
}

/** Of the three ways to say whom to believe one, at most. */
function trustSaid(side: 'ixc' | 'bqn', values: FlagValues, hints: string[]) {
  const ca = readCertificate(values, `${side}-ca`, hints);
  const fingerprints = readFingerprints(values, `${side}-fingerprint`);
  const insecure = values.on(`${side}-insecure`);
  if ([ca !== undefined, fingerprints.length > 0, insecure].filter(Boolean).length > 1) {
    throw new SettingsError(say`--${side}-ca, --${side}-fingerprint and --${side}-insecure exclude each other.`);
  }
  return { ca, fingerprints, insecure };
}

function readFingerprints(values: FlagValues, flag: 'ixc-fingerprint' | 'bqn-fingerprint'): string[] {
  return values.list(flag).map((part) => {
    const fingerprint = normaliseFingerprint(part);
    if (fingerprint === undefined) throw values.refuse(flag, say`a SHA-256 of 64 hexadecimal digits`);
    return fingerprint;
  });
}

/** In bytes: a bundle of all public authorities has a quarter of a megabyte. */
const LARGEST_CERTIFICATE = 10_000_000;

function readCertificate(values: FlagValues, name: 'ixc-ca' | 'bqn-ca', hints: string[]): string | undefined {
  const file = values.text(name);
  if (file === undefined) return undefined;
  const read = () => readRegularFile(file, LARGEST_CERTIFICATE, undefined, 'anybody');
  const text = readNamed(values.origin(name), file, read);
  if (!text.includes('-----BEGIN CERTIFICATE-----')) {
    throw new SettingsError(
      say`${values.origin(name)}: ${file} holds no certificate in PEM form (-----BEGIN CERTIFICATE-----).`,
    );
  }
  const open = exchangeable([file]);
  if (open.length > 0) {
    hints.push(
      say`others may write to ${open.join(', ')}, whose certificates are believed: whoever does so can be the server; close it (chown, chmod go-w)`,
    );
  }
  return text;
}

/** A secret in every form in which it could appear somewhere. */
function secretForms(
  key: string,
  authorization: string,
  bqns: readonly BqnSettings[],
  others: readonly string[],
): string[] {
  const hash = Buffer.from(authorization, 'base64').toString('latin1').split(':')[1] ?? '';
  const plain = [key.trim(), authorization, Buffer.from(authorization, 'base64').toString('latin1'), hash, ...others];
  for (const { user, password } of bqns) {
    plain.push(
      password,
      Buffer.from(`${user}:${password}`).toString('base64'),
      Buffer.from(password).toString('base64'),
    );
  }
  const forms = plain.flatMap((text) => [text, encodeURIComponent(text)]);
  // Shorter ones would black out half the log, and are in no message of ours anyway.
  return [...new Set(forms)].filter((text) => text.length >= 4).sort((one, other) => other.length - one.length);
}
