import { dirname } from 'node:path';
import { parsePrefix } from '../address/address.ts';
import { NobodyInScope, SourceError } from '../billing/errors.ts';
import { doubtsOf, nobodyOnline } from '../billing/plausibility.ts';
import type { Billing, ListKind } from '../billing/reading.ts';
import type { BillingSource, ReadingWatch } from '../billing/source.ts';
import { BqnGone } from '../bqn/errors.ts';
import type { BqnState } from '../bqn/resources.ts';
import { CertificateRefused } from '../http/errors.ts';
import { openTcp, openTls, resolveName } from '../http/inspection.ts';
import type { Peer } from '../http/trust.ts';
import { dayOf } from '../http/validity.ts';
import { Interrupted } from '../interruption/interrupted.ts';
import { doubtAboutKey } from '../ixc/key.ts';
import { customersOf } from '../mapping/desired.ts';
import { loginsNamed } from '../mapping/named.ts';
import { COMPLETENESS_WORDS, doubtText } from '../report/billing-words.ts';
import { errorText } from '../report/error-text.ts';
import { noneReadableText, unreadableText } from '../report/plan-words.ts';
import { SKIP_REASONS } from '../report/skip-words.ts';
import { nameText } from '../report/summary.ts';
import { bqnPeer, type Connections } from '../run/connections.ts';
import { type CronView, cronDoubt, wrapperDoubts } from '../run/cron-wiring.ts';
import { EXIT, type ExitCode } from '../run/exit-code.ts';
import { oddSpeeds } from '../run/odd-speeds.ts';
import { tally } from '../run/outcome.ts';
import { noReadablePlan, unreadablePlans } from '../run/unreadable-plans.ts';
import { type Wanted, wantedOf } from '../run/wanted.ts';
import { overrideText } from '../settings/override-text.ts';
import type { Settings } from '../settings/settings.ts';
import type { Ledger } from '../state/ledger.ts';
import { say, translated } from '../text/language.ts';
import { laidOut, line, type Shown, shown } from '../text/shown.ts';
import { foreignEquals, type OtherState, twiceKept } from './other-instances.ts';

/** One line of a check: `failed` would stop a run, `look` would not. */
export interface Step {
  readonly state: 'ok' | 'look' | 'failed';
  readonly text: Shown;
}

export interface CheckPorts {
  readonly connections: Connections;
  readonly ledger: Ledger;
  /** What the servers' clocks said, in Unix ms, by server; filled while requests are made. */
  readonly clocks: ReadonlyMap<string, { readonly theirs: number; readonly ours: number }>;
  readonly nodeVersion: string;
  /** Why a file could not be written at this path; undefined when it could. */
  readonly writable: (path: string) => string | undefined;
  /** Who else may put entries into the folder of this path, in a few words; undefined for nobody. */
  readonly writers: (path: string) => string | undefined;
  readonly cron: CronView;
  /** Where the wrapper is, if there is one: beside the program. */
  readonly wrapper: string;
  /** Sends a test to whoever is told how runs end, `isSound` while nothing failed; a line for each. */
  readonly testNotices: (isSound: boolean) => Promise<readonly { readonly ok: boolean; readonly text: Shown }[]>;
  /** Other state files of this program on this machine. */
  readonly otherStates: () => readonly OtherState[];
  readonly note: (text: string) => void;
  readonly tell: (step: Step) => void;
}

/** The oldest Node that the bundle runs on. */
const OLDEST_NODE = [16, 20] as const;
/** Sessions are compared by IXC's clock and logs are read by ours; minutes apart would mislead. In s. */
const MOST_SKEW = 120;

/** Tries every step that a run needs, tells each with what to do about it, and writes nothing. */
export async function check(settings: Settings, ports: CheckPorts): Promise<ExitCode> {
  const steps = new Steps(ports.tell);
  checkMachine(settings, ports, steps);
  const { label, peer } = ports.connections.source;
  const doubt = doubtAboutKey(settings.ixc.authorization);
  if (doubt !== '')
    steps.look(say`the API key of IXC ${doubt}: copy it again from IXC, whole and in one line, into IXC_KEY`);
  const reachable =
    peer === undefined || (await checkNetwork(`IXC ${label}`, peer, '--ixc-fingerprint (--ixc-ca)', steps));
  const billing = reachable ? await checkBilling(ports, steps) : undefined;
  const held = new Map<string, BqnState>();
  for (const [at, bqn] of settings.bqns.entries()) {
    const peer = bqnPeer(bqn, settings, ports.ledger, ports.note);
    const isReachable = await checkNetwork(`BQN ${bqn.label}`, peer, '--bqn-fingerprint', steps);
    const state = isReachable ? await checkLists(at, ports, steps) : undefined;
    if (state !== undefined) held.set(bqn.label, state);
  }
  checkTwins(settings, ports, steps);
  const others = settings.bqns.length === 0 ? [] : ports.otherStates();
  for (const { label } of settings.bqns) for (const twice of twiceKept(label, ports.ledger, others)) steps.look(twice);
  if (settings.bqns.length === 0) steps.look(say`no BQN is given, so nothing would be written: set BQN_OAM_IP`);
  checkClocks(ports, steps);
  if (billing !== undefined) checkData(billing, settings, { held, ledger: ports.ledger, steps });
  // Runs do not need them, so that one which does not arrive stops nothing.
  for (const { ok, text } of await ports.testNotices(!steps.failed)) {
    if (ok) steps.ok(text);
    else steps.look(shown(text));
  }
  return steps.failed ? EXIT.checkFailed : EXIT.done;
}

/** The way to one server alone: name, port, certificate. @returns whether all of it is in order */
export async function checkWay(
  name: string,
  peer: Peer,
  trustFlag: string,
  tell: (step: Step) => void,
): Promise<boolean> {
  return await checkNetwork(name, peer, trustFlag, new Steps(tell));
}

class Steps {
  readonly #tell: (step: Step) => void;
  failed = false;

  constructor(tell: (step: Step) => void) {
    this.#tell = tell;
  }

  ok(text: Shown): void {
    this.#tell({ state: 'ok', text });
  }

  look(text: Shown): void {
    this.#tell({ state: 'look', text });
  }

  fail(text: Shown): void {
    this.failed = true;
    this.#tell({ state: 'failed', text });
  }

  /** @returns what `act` gives, or undefined after telling why it failed */
  async try<T>(name: string, act: () => Promise<T>, advice: (error: Error) => Shown): Promise<T | undefined> {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Error) || error instanceof Interrupted) throw error;
      this.fail(line`${name}: ${advice(error)}`);
      return undefined;
    }
  }
}

function checkMachine(
  settings: Settings,
  { nodeVersion, writable, writers, cron, wrapper }: CheckPorts,
  steps: Steps,
): void {
  const [major = 0, minor = 0] = nodeVersion.replace(/^v/, '').split('.').map(Number);
  const newEnough = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  if (newEnough) steps.ok(say`Node ${nodeVersion}`);
  else steps.fail(say`Node ${nodeVersion} is too old: put a Node ${OLDEST_NODE.join('.')} or later beside the program`);
  const unwired = cronDoubt(cron);
  if (unwired !== undefined) steps.look(shown(unwired));
  for (const doubt of wrapperDoubts(wrapper, cron)) steps.look(shown(doubt));
  const files: readonly (readonly [string, string | undefined])[] = [
    ['--state-file', settings.stateFile],
    ['--journal', isBesideState(settings) ? undefined : settings.journalFile],
    ['--log-file', settings.log.file],
    ['LOG_FILE', settings.log.ofCron],
    ['--report', settings.report === '-' ? undefined : settings.report],
    ['--metrics-file', settings.metricsFile],
    ['--zabbix-file', settings.zabbixFile],
    ['--worklist', settings.worklist],
    ['--html', settings.html],
  ];
  for (const [flag, path] of files) {
    if (path === undefined) continue;
    const trouble = writable(path);
    const others = writers(path);
    if (trouble === undefined) steps.ok(say`${flag} ${path} can be written`);
    if (trouble === undefined && others !== undefined) {
      steps.look(say`${flag} ${path}: others may write into its folder (${others}), and could remove or replace it`);
    }
    if (trouble !== undefined) steps.fail(say`${flag} ${path} cannot be written (${trouble}): choose another place`);
  }
}

/** The journal's usual place, of which the line of the state file tells already. */
function isBesideState({ journalFile, stateFile }: Settings): boolean {
  return journalFile !== undefined && dirname(journalFile) === dirname(stateFile);
}

async function checkNetwork(name: string, peer: Peer, trustFlag: string, steps: Steps): Promise<boolean> {
  const addresses = await steps.try(
    name,
    () => resolveName(peer.host),
    (error) =>
      isDnsSilent(error)
        ? say`the name cannot be resolved, since the DNS server does not answer (${error.message}); check the DNS settings of this machine`
        : say`the name cannot be resolved (${error.message}); check its spelling and the DNS settings of this machine`,
  );
  if (addresses === undefined) return false;
  if (!addresses.includes(peer.host)) steps.ok(say`${name}: the name is ${addresses}`);
  const opened = await steps.try(
    name,
    () => openTcp(peer.host, peer.port, peer.connectLimitMs),
    (error) => say`port ${peer.port} cannot be reached (${error.message}); check address, port, routes and firewalls`,
  );
  if (opened === undefined) return false;
  steps.ok(say`${name}: port ${peer.port} answers in ${opened.toFixed(0)} ms`);
  return await checkCertificate(name, peer, trustFlag, steps);
}

/** Whether no DNS server said anything about a name. */
function isDnsSilent(error: Error): boolean {
  return 'code' in error && error.code === 'EAI_AGAIN';
}

async function checkCertificate(name: string, peer: Peer, trustFlag: string, steps: Steps): Promise<boolean> {
  const seen = await steps.try(
    name,
    () => openTls({ ...peer, trust: { kind: 'anyone' } }),
    (error) => say`no TLS (${error.message}); check that this is the HTTPS port`,
  );
  if (seen === undefined) return false;
  const expiry = `${seen.expired ? say`expired` : say`valid until`} ${dayOf(seen.validTo)}`;
  steps.ok(say`${name}: ${seen.protocol}, certificate SHA-256 ${seen.fingerprint}, ${expiry}`);
  const trusted = await steps.try(
    name,
    () => openTls(peer),
    (error) =>
      error instanceof CertificateRefused || 'code' in error
        ? say`the certificate is not trusted (${error.message}); ${trustFlag} says which one to trust`
        : shown(error.message),
  );
  return trusted !== undefined;
}

async function checkBilling({ connections: { source } }: CheckPorts, steps: Steps): Promise<Billing | undefined> {
  const watch: ReadingWatch = { onPage: () => {}, onNote: (text) => steps.look(shown(text)) };
  // One after the other, so that each has its own line, its own time and its own advice.
  const logins = await checkList('logins', source, watch, steps);
  if (logins !== undefined) for (const unseen of (await source.unseen?.()) ?? []) steps.look(shown(unseen));
  const plans = await checkList('plans', source, watch, steps);
  const contracts = await checkList('contracts', source, watch, steps);
  return logins && plans && contracts && { system: 'IXC', logins, plans, contracts };
}

async function checkList<K extends ListKind>(
  list: K,
  source: BillingSource,
  watch: ReadingWatch,
  steps: Steps,
): Promise<Billing[K] | undefined> {
  const step = say`IXC table ${source.nameOf(list)}`;
  const advice = (error: Error) => (error instanceof SourceError ? shown(error.message) : shown(String(error)));
  const reading = await steps.try(step, () => source.readList(list, watch), advice);
  if (reading === undefined) return undefined;
  const { rows, pages, ms, completeness } = reading;
  steps.ok(
    say`${step}: ${rows.length} {2|row|rows} in ${(ms / 1000).toFixed(1)} s, ${pages} {4|page|pages}, read ${translated(COMPLETENESS_WORDS[completeness])}`,
  );
  return reading;
}

async function checkLists(at: number, { connections }: CheckPorts, steps: Steps): Promise<BqnState | undefined> {
  const target = connections.targets[at];
  if (target === undefined) return undefined;
  const started = performance.now();
  const state = await steps.try(
    `BQN ${target.label}`,
    () => target.read(),
    // Which BQN it is stands in front of it.
    (error) =>
      error instanceof BqnGone ? laidOut(shown(error.message).replace(/^(?:O )?BQN \S+ /, '')) : shown(String(error)),
  );
  if (state === undefined) return undefined;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  steps.ok(
    say`BQN ${target.label}: login accepted; ${state.policies.size} policies, ${state.subscribers.size} subscribers and ${state.groups.size} groups read in ${seconds} s`,
  );
  checkNativeBilling(target.label, state, steps);
  return state;
}

/** An integration of the BQN's own, switched on in its GUI, writes the same entries (src/bqn/README.md). */
function checkNativeBilling(label: string, { subscribers }: BqnState, steps: Steps): void {
  const count = [...subscribers.values()].filter(({ assignedBy }) => assignedBy === 'billing').length;
  if (count === 0) return;
  steps.look(
    say`BQN ${label}: its own billing integration is on: it gave ${count} of ${subscribers.size} subscribers their policy (policyAssignedBy: billing); the two would overwrite each other, run after run, and who is blocked would change with who wrote last: switch it off in the BQN's GUI before the first run, or do not start this program`,
  );
}

/** Two addresses that show one certificate may be one box, which would be written twice at once. */
function checkTwins({ bqns }: Settings, { ledger }: CheckPorts, steps: Steps): void {
  const shown = new Map<string, string>();
  for (const { label } of bqns) {
    const { fingerprint } = ledger.bqn(label);
    const twin = fingerprint === undefined ? undefined : shown.get(fingerprint);
    if (twin !== undefined) {
      steps.look(say`BQN ${twin} and BQN ${label} show the same certificate: if they are one box, name it once`);
    } else if (fingerprint !== undefined) shown.set(fingerprint, label);
  }
}

function checkClocks({ clocks }: CheckPorts, steps: Steps): void {
  for (const [server, { theirs, ours }] of clocks) {
    const seconds = Math.round((theirs - ours) / 1000);
    if (Math.abs(seconds) <= MOST_SKEW) steps.ok(say`clock of ${server}: within ${Math.abs(seconds)} s of ours`);
    else steps.look(say`clock of ${server}: ${seconds} s from ours; set the clocks by NTP, or logs will mislead`);
  }
}

/** Without dual stack a customer's IPv6 is nobody's business on the BQN. */
function checkIpv6({ logins }: Billing, steps: Steps): void {
  const count = logins.rows.filter(({ delegatedPrefix, linkPrefix }) =>
    [delegatedPrefix, linkPrefix].some((text) => parsePrefix(text) !== undefined),
  ).length;
  if (count > 0)
    steps.look(say`the IPv6 of ${count} customers is neither limited nor blocked: --dual-stack joins it to their IPv4`);
}

/** Sites named in a check; the rest is counted. */
const MOST_SITES = 20;

/** Which column says where logins connect, and how many do at each, for `--only-site` and `--skip-site`. */
function checkSites({ logins }: Billing, steps: Steps): void {
  const sites = logins.rows.flatMap(({ site }) => (site === undefined ? [] : [site]));
  for (const [column, count] of tally(sites.map((site) => site.column))) {
    const counts = tally(sites.filter((site) => site.column === column).map(({ value }) => value));
    const named = counts.slice(0, MOST_SITES).map(([value, logins]) => `${value} (${logins})`);
    const more = counts.length > MOST_SITES ? say` and ${counts.length - MOST_SITES} more` : '';
    steps.ok(say`sites: ${column} is filled for ${count} of ${logins.rows.length} online logins: ${named}${more}`);
  }
  const none = logins.rows.length - sites.length;
  if (sites.length > 0 && none > 0)
    steps.look(say`sites: ${none} online logins have none: --only-site leaves them alone`);
}

/** Whether IXC says through what logins are connected, for `--site-groups pop`. */
function checkTransmitters({ logins }: Billing, steps: Steps): void {
  const count = logins.rows.filter(({ transmitter = 0 }) => transmitter !== 0).length;
  const said = say`transmitters: id_transmissor is filled for ${count} of ${logins.rows.length} online logins`;
  if (count > 0) steps.ok(said);
  else steps.look(say`${said}: --site-groups pop puts nobody into a group`);
}

function checkOverrides({ logins }: Billing, { mapping }: Settings, steps: Steps): void {
  const overrides = [...(mapping.overrides ?? [])];
  const named = loginsNamed(
    overrides.map(([name]) => name),
    logins.rows,
  );
  for (const [name, override] of overrides) {
    const text = say`${overrideText(override)} (login ${name})`;
    const ids = (named.get(name) ?? []).map(({ id }) => id);
    if (ids.length === 1) steps.ok(text);
    else if (ids.length === 0) steps.look(say`${text}: no login of that name is online`);
    else steps.look(line`${text}: ${nameText({ by: 'override', name, ids, trouble: 'several' })}`);
  }
}

function tryScopes(billing: Billing, settings: Settings, steps: Steps): Wanted | undefined {
  try {
    const wanted = wantedOf(billing, settings);
    for (const [label, { said }] of settings.scopes) {
      const { subscribers, outside } = wanted.of(label);
      steps.ok(
        say`scope${label === '' ? '' : say` of BQN ${label}`} (${said}): ${subscribers.size} subscribers, ${outside.logins} online logins left alone`,
      );
    }
    return wanted;
  } catch (error) {
    if (!(error instanceof NobodyInScope)) throw error;
    steps.fail(say`${errorText(error)}: a run would stop here`);
    return undefined;
  }
}

/** What a run would leave out, counted, and what would stop it. */
function checkData(
  billing: Billing,
  settings: Settings,
  {
    held,
    ledger,
    steps,
  }: { readonly held: ReadonlyMap<string, BqnState>; readonly ledger: Ledger; readonly steps: Steps },
): void {
  for (const doubt of doubtsOf(billing, settings.mapping)) {
    if (doubt.stops) steps.fail(say`${doubtText(doubt)}: a run would stop here`);
    else steps.look(doubtText(doubt));
  }
  if (nobodyOnline(billing)) steps.look(say`no login is online: a run would stop if the BQN holds subscribers of ours`);
  checkSites(billing, steps);
  if (settings.mapping.siteGroups === 'pop') checkTransmitters(billing, steps);
  checkOverrides(billing, settings, steps);
  const wanted = tryScopes(billing, settings, steps);
  if (wanted === undefined) return;
  const desired = wanted.all;
  for (const [label, state] of held)
    for (const foreign of foreignEquals(label, state, wanted.of(label), ledger)) steps.look(foreign);
  const unreadable = noReadablePlan(billing, settings.mapping);
  for (const text of oddSpeeds(billing, settings.mapping)) steps.look(shown(text));
  const some = unreadablePlans(billing, settings.mapping, desired);
  if (unreadable !== undefined) steps.fail(say`${noneReadableText(billing.system, unreadable)}; a run would stop here`);
  else if (some !== undefined) steps.look(unreadableText(some));
  if (!settings.mapping.dualStack && settings.mapping.ipv6Subscribers === undefined) checkIpv6(billing, steps);
  const blocked = customersOf(desired).filter(({ standing }) => standing.kind === 'blocked').length;
  steps.ok(
    say`a run would want ${desired.policies.size} policies, ${desired.subscribers.size} subscribers (${blocked} blocked) and ${desired.groups.size} groups`,
  );
  for (const [reason, count] of tally(desired.skipped.map((skip) => translated(SKIP_REASONS[skip.reason])))) {
    steps.look(say`${count} x ${reason}; -n -v lists them`);
  }
}
