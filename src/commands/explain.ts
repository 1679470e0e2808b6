import { canonicalAddress, isAddress, isIpv6, parseIpv4 } from '../address/address.ts';
import { type Billing, COMPLETENESS_WORDS } from '../billing/reading.ts';
import type { Login } from '../billing/records.ts';
import { statusText } from '../billing/standing.ts';
import type { BqnState } from '../bqn/resources.ts';
import type { Gated } from '../changes/gate.ts';
import type { Desired, Subscriber } from '../mapping/desired.ts';
import { toBqnName } from '../mapping/name.ts';
import { loginText } from '../mapping/skip.ts';
import type { Connections } from '../run/connections.ts';
import { planAndGate } from '../run/sync.ts';
import { wantedOf } from '../run/wanted.ts';
import type { Settings } from '../settings/settings.ts';
import { booksAt } from '../state/harm-books.ts';
import { parseQuery } from '../state/journal.ts';
import type { Ledger } from '../state/ledger.ts';
import { say, translated } from '../text/language.ts';
import { joined, line, type Shown, shown } from '../text/shown.ts';

export interface ExplainPorts {
  readonly connections: Connections;
  readonly ledger: Ledger;
  /** Unix time in s. */
  readonly now: () => number;
  /** What a change says, for people. */
  readonly describe: (change: Gated['plan']['changes'][number]) => Shown;
}

/** Whom a question is about, on a BQN: login names and addresses. */
interface Whom {
  readonly ids: ReadonlySet<string>;
  readonly ips: ReadonlySet<string>;
}

/**
 * What billing says of a customer, what each BQN holds, and what the next run would write and why: the real planner asked
 * one question, so that it cannot disagree with a run. Writes nothing.
 * @throws {SourceError}, {BqnGone}, {Interrupted}
 */
export async function explain(settings: Settings, ports: ExplainPorts): Promise<Shown[]> {
  const { source, targets } = ports.connections;
  const billing = await source.read({ onPage: () => {}, onNote: () => {} });
  const wanted = wantedOf(billing, settings);
  const logins = loginsOf(billing, wanted.all, settings.query);
  const whom = whomOf(logins, wanted.all, settings.query);
  const lines = [...logins.flatMap((login) => loginLines(login, billing, wanted.all))];
  if (logins.length === 0) {
    lines.push(
      say`${billing.system}: no login that is online is ${settings.query}`,
      ...(await offline(ports, settings)),
    );
  }
  for (const target of targets) {
    const bqn = await target.read();
    const known = ports.ledger.bqn(target.label);
    const record = { ...known, harm: booksAt(known.harm, ports.now()) };
    const gated = planAndGate(wanted.of(target.label), bqn, record, settings, ports.now());
    lines.push(...bqnLines(target.label, whom, bqn, gated, ports));
  }
  return lines;
}

/** A login that is not online, by its name, with its state. */
async function offline({ connections: { source } }: ExplainPorts, { query }: Settings): Promise<Shown[]> {
  const asked = parseQuery(query);
  return asked.kind === 'name' && source.lookUp !== undefined ? (await source.lookUp(query)).map(shown) : [];
}

function loginsOf({ logins }: Billing, { subscribers }: Desired, text: string): Login[] {
  const query = parseQuery(text);
  const atPrefix = subscribers.get(keyOf(text));
  return logins.rows.filter((login) => {
    if (query.kind === 'contract') return login.contract === query.contract;
    const isNamed = query.kind === 'name' && toBqnName(login.login) === query.name;
    const isThere = query.kind === 'name' && parseIpv4(login.ip) === query.name;
    return isNamed || isThere || login.id === atPrefix?.loginId;
  });
}

/** An address as entries are known by; the entry of a prefix has no length (src/bqn/README.md, "Subscribers"). */
function keyOf(text: string): string {
  const address = canonicalAddress(text);
  return isIpv6(address) ? address.replace(/\/\d+$/, '') : address;
}

function whomOf(logins: readonly Login[], { subscribers }: Desired, text: string): Whom {
  const query = parseQuery(text);
  const ips = new Set(logins.map(({ ip }) => parseIpv4(ip)).filter((ip) => ip !== undefined));
  const found = new Set(logins.map(({ id }) => id));
  for (const [ip, { loginId }] of subscribers) if (found.has(loginId)) ips.add(ip);
  const ids = new Set(logins.map(({ login }) => toBqnName(login)));
  if (query.kind === 'name' && isAddress(query.name)) ips.add(keyOf(query.name));
  else if (query.kind === 'name') ids.add(query.name);
  return { ids, ips };
}

/** The columns that count, and each rule that was applied, a sentence each. */
function loginLines(login: Login, billing: Billing, desired: Desired): Shown[] {
  const { system, logins, plans, contracts } = billing;
  const ip = parseIpv4(login.ip);
  const plan = plans.rows.find(({ id }) => id === login.plan);
  const contract = contracts.rows.find(({ id }) => id === login.contract);
  const what = loginText(login);
  const planned = plan && say`${plan.name}, tipo ${plan.kind}, down "${plan.download}", up "${plan.upload}"`;
  const lines = [
    say`${system}: ${what}: online, ip "${login.ip}", since ${login.connectedAt || 'unknown'}, pd_ipv6 "${login.delegatedPrefix}", framed_pd_ipv6 "${login.linkPrefix}" (${logins.name}, read ${translated(COMPLETENESS_WORDS[logins.completeness])})`,
    say`${system}: plan ${login.plan}: ${planned ?? say`not among the rows read`} (${plans.name}, read ${translated(COMPLETENESS_WORDS[plans.completeness])})`,
    say`${system}: contract ${login.contract}: ${contract === undefined ? say`not among the rows read` : say`status_internet ${contract.status ?? 'NULL'}`} (${contracts.name}, read ${translated(COMPLETENESS_WORDS[contracts.completeness])})`,
  ];
  const skipped = desired.skipped.filter((skip) => skip.what.startsWith(`login ${login.id} (`));
  for (const { reason, detail } of skipped) lines.push(say`rule: ${reason}: ${detail}`);
  const theirs = [...desired.subscribers.values()].filter(({ loginId }) => loginId === login.id);
  const subscriber = ip === undefined ? theirs[0] : desired.subscribers.get(ip);
  const prefixes = theirs.filter((one) => one !== subscriber);
  const prefixLines = prefixes.map((one) => wantedLine(one, ''));
  if (ip === undefined && subscriber === undefined)
    return [...lines, say`rule: without a usable IP there is no subscriber`];
  const rivals = logins.rows.filter((other) => other !== login && parseIpv4(other.ip) === ip);
  if (rivals.length > 0) lines.push(say`rivals at ${ip}: ${rivals.map(({ login: name }) => name)}`);
  if (subscriber === undefined && desired.outside.ids.has(toBqnName(login.login)))
    return [...lines, say`rule: out of scope (--only-..., --skip-...): left alone`];
  if (subscriber === undefined)
    return [
      ...lines,
      say`rule: ${ip ?? ''} is on several logins with different policies: left as it is`,
      ...prefixLines,
    ];
  return [...lines, ...ruleLines(subscriber, desired), ...prefixLines];
}

function listOf(addresses: readonly string[]): Shown {
  return joined(addresses.map(shown), ' ');
}

function wantedLine({ ip, id }: Subscriber, group: string): Shown {
  return say`wanted: subscriber ${ip} as ${id}${group}`;
}

function ruleLines(subscriber: Subscriber, desired: Desired): Shown[] {
  const { standing, choice } = subscriber;
  const { policies } = desired;
  const status = statusText(standing);
  const said = {
    open: say`rule: contract ${standing.contract} is ${status}: has service`,
    blocked: say`rule: contract ${standing.contract} is ${status}, which is not among the allowed states: blocked`,
    none: say`rule: no contract stands behind it: not blocked for it`,
    silent: say`rule: the contract says no status: the customer's fate stays as it is`,
    unread: say`rule: the contract was not read: the customer's fate stays as it is`,
  }[standing.kind];
  const policy = 'name' in choice ? policies.get(choice.name) : undefined;
  const rates = policy === undefined ? '' : line` (${policy.downKbps}/${policy.upKbps} Kbps)`;
  const chosen = 'name' in choice ? say`policy ${choice.name}${rates}` : say`no policy (${choice.kind})`;
  const group = [...desired.groups.values()].find(
    (one) => one.subscriber === subscriber || one.joined?.some((share) => share.subscriber === subscriber),
  );
  const ranges = group?.ranges === 'last good' ? say`the ranges it has` : listOf(group?.ranges ?? []);
  return [
    ...(subscriber.note === undefined ? [] : [say`rule: ${subscriber.note}`]),
    said,
    say`rule: plan ${subscriber.plan} gives ${chosen}`,
    wantedLine(subscriber, group === undefined ? '' : say`, group ${group.name} with ${ranges}`),
  ];
}

function bqnLines(label: string, whom: Whom, bqn: BqnState, gated: Gated, { describe }: ExplainPorts): Shown[] {
  const name = `BQN ${label}`;
  const entries = [...bqn.subscribers].filter(([ip, { id }]) => whom.ips.has(ip) || (id !== null && whom.ids.has(id)));
  const addresses = new Set([...whom.ips, ...entries.map(([ip]) => ip)]);
  const groups = [...bqn.groups.values()].filter(
    ({ name: group, members }) =>
      [...whom.ids].some((id) => group === `DS-${id}`) || members.some((ip) => addresses.has(ip)),
  );
  const isTheirs = (change: Gated['plan']['changes'][number]) =>
    addresses.has(change.key) || whom.ids.has(change.who) || change.belongsTo.some((ip) => addresses.has(ip));
  const changes = gated.plan.changes.filter(isTheirs);
  const held = gated.heldBack.filter(({ fates }) =>
    fates.some(({ ip, login }) => addresses.has(ip) || whom.ids.has(login)),
  );
  const stuck = gated.plan.stuck.filter(({ key }) => addresses.has(key) || groups.some((group) => group.name === key));
  return [
    ...entries.map(
      ([ip, { id, policy, assignedBy }]) =>
        say`${name}: entry ${ip}: id ${id ?? 'none'}, policy ${policy ?? 'none'}, policyAssignedBy ${assignedBy ?? say`not said`}`,
    ),
    ...(entries.length === 0 ? [say`${name}: no entry`] : []),
    ...groups.map(
      (group) =>
        say`${name}: group ${group.name}: policy ${group.policy ?? 'none'}, members ${listOf(group.members)}, ranges ${listOf(group.ranges)}`,
    ),
    ...changes.map((change) => say`${name}: the next run would write: ${describe(change)}`),
    ...held.map(({ kind, what }) => say`${name}: held back by the gate: ${what}; --approve ${kind}=N lets it pass`),
    ...stuck.map(({ kind, key, reason }) => say`${name}: left as it is: ${kind} ${key}: ${reason}`),
    ...(changes.length + held.length + stuck.length === 0
      ? [say`${name}: the next run would write nothing for them`]
      : []),
  ];
}
