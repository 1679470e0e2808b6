import { canonicalAddress, isAddress, isIpv6, parseIpv4, parsePrefix } from '../address/address.ts';
import { type Span, spanOf } from '../address/prefix.ts';
import { idIn } from '../billing/login-name.ts';
import type { Billing } from '../billing/reading.ts';
import type { Login } from '../billing/records.ts';
import { isOfUnseen, type Standing } from '../billing/standing.ts';
import type { BqnGroup, BqnState, BqnSubscriber } from '../bqn/resources.ts';
import { withoutContested } from '../changes/contested.ts';
import type { Gated } from '../changes/gate.ts';
import { withoutHeldGroups } from '../changes/held-groups.ts';
import type { KeepReason } from '../changes/keep-reason.ts';
import { customerKey } from '../customers/customer.ts';
import { GROUP_PREFIX, GroupsAt } from '../customers/groups-at.ts';
import type { Desired, Subscriber } from '../mapping/desired.ts';
import { toBqnName } from '../mapping/name.ts';
import type { Skip } from '../mapping/skip.ts';
import { COMPLETENESS_WORDS, statusText } from '../report/billing-words.ts';
import { heldWhat } from '../report/held-lines.ts';
import { membershipText } from '../report/preview.ts';
import { loginText, SKIP_REASONS, skipDetail } from '../report/skip-words.ts';
import { nameText } from '../report/summary.ts';
import { whyNotText } from '../report/why-text.ts';
import type { Connections } from '../run/connections.ts';
import { wishesAbout } from '../run/outcome.ts';
import { planAndGate, saidOf } from '../run/plan-and-gate.ts';
import { oddNamesOf, wantedOf } from '../run/wanted.ts';
import { overrideText } from '../settings/override-text.ts';
import type { Settings } from '../settings/settings.ts';
import { believed, booksAt, type Expected } from '../state/harm-books.ts';
import { parseQuery } from '../state/journal.ts';
import type { Ledger } from '../state/ledger.ts';
import { alikeName } from '../text/alike.ts';
import { phrase, say, translated } from '../text/language.ts';
import { localTime } from '../text/local-time.ts';
import { joined, line, type Shown, shown } from '../text/shown.ts';

export interface ExplainPorts {
  readonly connections: Connections;
  readonly ledger: Ledger;
  /** What the operator announced (`--expect`). */
  readonly expected?: Expected | undefined;
  /** Unix time in s. */
  readonly now: () => number;
  /** What a change says, for people. */
  readonly describe: (change: Gated['plan']['changes'][number]) => Shown;
}

/** Whom a question is about, on a BQN: login names and addresses. */
interface Whom {
  /** What they are called wherever something is remembered of them: who was renamed has entries under an old name. */
  readonly keys: ReadonlySet<string>;
  readonly ids: ReadonlySet<string>;
  readonly ips: ReadonlySet<string>;
  readonly prefixes: readonly Span[];
}

export interface Explained {
  readonly lines: readonly Shown[];
  /** What the journal is to be asked for. */
  readonly name: string;
}

/**
 * What billing says of a customer, what each BQN holds, and what the next run would write and why: the real planner asked
 * one question, so that it cannot disagree with a run. Writes nothing.
 * @throws {SourceError}, {BqnGone}, {Interrupted}
 */
export async function explain(settings: Settings, ports: ExplainPorts): Promise<Explained> {
  const { source, targets } = ports.connections;
  const billing = await source.read({ onPage: () => {}, onNote: () => {} });
  const wanted = wantedOf(billing, settings);
  const logins = loginsOf(billing, wanted.all, settings.query);
  const whom = whomOf(logins, wanted.all, settings.query);
  const lines = logins.flatMap((login) => loginLines(login, billing, wanted.all));
  lines.push(...namesakeLines(logins, billing, settings));
  if (logins.length === 0) {
    lines.push(
      say`${billing.system}: no login that is online is ${settings.query}`,
      ...(await offline(ports, settings)),
    );
  }
  for (const target of targets) {
    const bqn = await target.read();
    const known = ports.ledger.bqn(target.label);
    const now = believed(known.harm, ports.now());
    const record = { ...known, harm: booksAt(known.harm, now) };
    const desired = withoutHeldGroups(withoutContested(wanted.of(target.label), bqn), bqn, known.owned);
    const said = saidOf(ports, target.label, now);
    const gated = planAndGate(desired, { bqn, record, settings, now, said });
    const here = { ...onBqn(whom, bqn, settings.query), sites: sitesOf(whom, desired) };
    lines.push(...bqnLines(target.label, here, bqn, gated, ports));
  }
  const [login] = logins;
  // The journal knows no ids of logins.
  return { lines, name: idIn(settings.query) === undefined || login === undefined ? settings.query : login.login };
}

/** What the operator said by a name that several of them have. */
function namesakeLines(logins: readonly Login[], billing: Billing, settings: Settings): Shown[] {
  const asked = new Set(logins.map(({ id }) => id));
  const shared = oddNamesOf(billing, settings).filter(({ ids }) => ids.some((id) => asked.has(id)));
  return shared.map((one) => say`rule: ${nameText({ ...one, trouble: 'several' })}`);
}

/** A login that is not online, by its name, with its state. */
async function offline({ connections: { source } }: ExplainPorts, { query }: Settings): Promise<Shown[]> {
  const asked = parseQuery(query);
  return asked.kind === 'name' && !isAddress(query) && source.lookUp !== undefined
    ? (await source.lookUp(query)).map(shown)
    : [];
}

function loginsOf({ logins }: Billing, desired: Desired, text: string): Login[] {
  const query = parseQuery(text);
  const id = idIn(text);
  if (id !== undefined) return logins.rows.filter((login) => login.id === id);
  const atPrefix = holdersOfPrefix(text, desired);
  const isNamedExactly = ({ login }: Login) => query.kind === 'name' && toBqnName(login) === query.name;
  // IXC takes names without their case, and people leave accents out.
  const isExact = query.kind !== 'name' || logins.rows.some(isNamedExactly);
  const alike = query.kind === 'name' ? alikeName(query.name) : '';
  return logins.rows.filter((login) => {
    if (query.kind === 'contract') return login.contract === query.contract;
    const isNamed = isExact ? isNamedExactly(login) : alikeName(login.login) === alike;
    const isThere = query.kind === 'name' && parseIpv4(login.ip) === query.name;
    return isNamed || isThere || atPrefix.has(login.id);
  });
}

/** Whose entry is at an IPv6 address, or in whose prefixes it lies. */
function holdersOfPrefix(text: string, { subscribers, claims }: Desired): ReadonlySet<number> {
  const entry = subscribers.get(keyOf(text));
  const asked = isIpv6(text) ? parsePrefix(text.includes('/') ? text : `${text}/128`) : undefined;
  const span = asked === undefined ? undefined : spanOf(asked);
  const around =
    span === undefined ? [] : claims().filter(({ first, last }) => first <= span.last && last >= span.first);
  return new Set([...(entry === undefined ? [] : [entry]), ...around].map(({ loginId }) => loginId));
}

/** Also what a BQN alone knows under a name that is alike, where it knows nothing under this one. */
function onBqn(whom: Whom, { subscribers }: BqnState, text: string): Whom {
  const query = parseQuery(text);
  const known = [...subscribers.values()].flatMap(({ id }) => (id === null ? [] : [id]));
  if (query.kind !== 'name' || known.some((id) => whom.ids.has(id))) return whom;
  const alike = alikeName(query.name);
  return { ...whom, ids: new Set([...whom.ids, ...known.filter((id) => alikeName(id) === alike)]) };
}

/** An address as entries are known by; the entry of a prefix has no length (src/bqn/README.md, "Subscribers"). */
function keyOf(text: string): string {
  const address = canonicalAddress(text);
  return isIpv6(address) ? address.replace(/\/\d+$/, '') : address;
}

function whomOf(logins: readonly Login[], { subscribers, claims }: Desired, text: string): Whom {
  const query = parseQuery(text);
  const id = idIn(text);
  const ips = new Set(logins.map(({ ip }) => parseIpv4(ip)).filter((ip) => ip !== undefined));
  const found = new Set(logins.map(({ id }) => id));
  for (const [ip, { loginId }] of subscribers) if (found.has(loginId)) ips.add(ip);
  const ids = new Set(logins.map(({ login }) => toBqnName(login)));
  if (query.kind === 'name' && isAddress(query.name)) ips.add(keyOf(query.name));
  else if (query.kind === 'name' && id === undefined) ids.add(query.name);
  const keys = new Set([...found, ...(id === undefined ? [] : [id])].map((loginId) => customerKey({ loginId })));
  return { keys, ids, ips, prefixes: claims().filter(({ loginId }) => found.has(loginId)) };
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
    login.isUnseen === true
      ? say`${system}: ${what}: not online, fixed ip "${login.ip}", pd_ipv6 "${login.delegatedPrefix}", framed_pd_ipv6 "${login.linkPrefix}" (${logins.name}, read ${translated(COMPLETENESS_WORDS[logins.completeness])})`
      : say`${system}: ${what}: online, ip "${login.ip}", since ${login.connectedAt || say`unknown`}, pd_ipv6 "${login.delegatedPrefix}", framed_pd_ipv6 "${login.linkPrefix}" (${logins.name}, read ${translated(COMPLETENESS_WORDS[logins.completeness])})`,
    say`${system}: plan ${login.plan}: ${planned ?? missingText(login.plan)} (${plans.name}, read ${translated(COMPLETENESS_WORDS[plans.completeness])})`,
    say`${system}: contract ${login.contract}: ${contract === undefined ? missingText(login.contract) : say`status_internet ${contract.status ?? 'NULL'}`} (${contracts.name}, read ${translated(COMPLETENESS_WORDS[contracts.completeness])})`,
  ];
  for (const skip of desired.skipped) if ('login' in skip && skip.login.id === login.id) lines.push(skipLine(skip));
  const theirs = [...desired.subscribers.values()].filter(({ loginId }) => loginId === login.id);
  // Another city may have the same address, so theirs is looked for first.
  const own = theirs.find((one) => one.ip === ip);
  const subscriber = own ?? (ip === undefined ? theirs[0] : desired.subscribers.get(ip));
  const prefixes = theirs.filter((one) => one !== subscriber);
  const prefixLines = prefixes.map((one) => wantedLine(one, ''));
  if (ip === undefined && subscriber === undefined)
    return [...lines, say`rule: without a usable IP there is no subscriber`];
  const rivals = logins.rows.filter((other) => other !== login && parseIpv4(other.ip) === ip);
  if (rivals.length > 0) lines.push(say`rivals at ${ip}: ${rivals.map(({ login: name }) => name)}`);
  const other = desired.others.find(({ loginId }) => loginId === login.id);
  if (theirs.length === 0 && other !== undefined)
    return [...lines, ...noteLines(other), say`rule: out of scope (--only-..., --skip-...): left alone`];
  if (subscriber === undefined)
    return [
      ...lines,
      say`rule: ${ip ?? ''} is on several logins with different policies: left as it is`,
      ...prefixLines,
    ];
  // Of whoever has the address before them contract and plan say nothing about this one.
  const rules = subscriber.loginId === login.id ? ruleLines(subscriber, desired) : [addressLine(subscriber, desired)];
  return [...lines, ...rules, ...prefixLines];
}

/** Of a plan or a contract that is not there. @param id 0 for none */
function missingText(id: number): Shown {
  return id === 0 ? say`the login names none` : say`not among the rows read`;
}

/** Why somebody does not become what they usually become, in the words of `-v`. */
function skipLine(skip: Skip): Shown {
  const detail = skipDetail(skip);
  const reason = translated(SKIP_REASONS[skip.reason]);
  return detail === '' ? say`rule: ${reason}` : say`rule: ${reason}: ${detail}`;
}

/** The operator's word about a customer. */
function noteLines({ override }: Pick<Subscriber, 'override'>): Shown[] {
  return override === undefined ? [] : [say`rule: ${overrideText(override)}`];
}

function listOf(addresses: readonly string[]): Shown {
  return joined(addresses.map(shown), ' ');
}

function wantedLine({ ip, id }: Subscriber, group: string): Shown {
  return say`wanted: subscriber ${ip} as ${id}${group}`;
}

/** Who is wanted at an address, and in which group, with all that those who share it bring. */
function addressLine(subscriber: Subscriber, { groups }: Desired): Shown {
  for (const { name, joined = [], ...lead } of groups.values()) {
    const shares = [lead, ...joined];
    if (!shares.some((share) => share.subscriber === subscriber)) continue;
    const ranges = shares.flatMap((share) => (share.ranges === 'last good' ? [say`the ranges it has`] : share.ranges));
    return wantedLine(subscriber, say`, group ${name} with ${listOf(ranges)}`);
  }
  return wantedLine(subscriber, '');
}

function ruleLines(subscriber: Subscriber, desired: Desired): Shown[] {
  const wishes = wishesAbout(subscriber.loginId, desired);
  return [
    ...noteLines(subscriber),
    ...(wishes.length === 0 ? [] : [say`wishes that decided about it: ${wishes}`]),
    contractLine(subscriber.standing),
    planLine(subscriber, desired),
    addressLine(subscriber, desired),
  ];
}

/** What the contract says of service. */
function contractLine(standing: Standing): Shown {
  const status = statusText(standing);
  switch (standing.kind) {
    case 'open':
      if (isOfUnseen(standing))
        return say`rule: contract ${standing.contract} is ${status}: blocked only once it is online`;
      return standing.isSlow === true
        ? say`rule: ${behindText(standing)}: has service, in the slow lane`
        : say`rule: ${behindText(standing)}: has service`;
    case 'blocked':
      return say`rule: contract ${standing.contract} is ${status}, which is not among the allowed states: blocked`;
    case 'none':
      return say`rule: no contract stands behind it: not blocked for it`;
    case 'silent':
      return standing.status === undefined
        ? say`rule: the contract says no status: the customer's fate stays as it is`
        : say`rule: contract ${standing.contract} is ${status}, of which --status says keep: the customer's fate stays as it is`;
    case 'unread':
      return say`rule: the contract was not read: the customer's fate stays as it is`;
  }
}

/** Which contract stands behind whoever has service, by whosever word. */
function behindText(standing: Standing): Shown {
  const { contract } = standing;
  if (contract === 0) return say`no contract stands behind it`;
  const isSaid = 'status' in standing && standing.status?.trim() !== '';
  return isSaid ? say`contract ${contract} is ${statusText(standing)}` : say`contract ${contract} says no status`;
}

/** What the plan that counts for them gives, unless they are in the slow lane or have a speed of their own. */
function planLine({ plan, choice, standing, override }: Subscriber, { policies }: Desired): Shown {
  const isSlow = standing.kind === 'open' && standing.isSlow === true;
  switch (choice.kind) {
    case 'named': {
      const policy = policies.get(choice.name);
      const rates = policy === undefined ? '' : line` (${policy.downKbps}/${policy.upKbps} Kbps)`;
      if (isSlow) return say`rule: the slow lane is policy ${choice.name}${rates}`;
      return override?.wish.kind === 'rate'
        ? say`rule: the override gives policy ${choice.name}${rates}`
        : say`rule: plan ${plan} gives policy ${choice.name}${rates}`;
    }
    case 'ifThere':
      return say`rule: the speed of plan ${plan} cannot be read: policy ${choice.name} if the BQN has it, and nobody loses a limit by it`;
    case 'unread':
      return say`rule: plan ${plan}, or what decides about it, cannot be read: the customer keeps what they have`;
    case 'none':
      return say`rule: plan ${plan} gives no policy`;
  }
}

/** Groups that hold them, by member, network, prefix or subscriber id. */
function groupsHolding({ ids, prefixes }: Whom, addresses: ReadonlySet<string>, { groups }: BqnState) {
  const at = new GroupsAt(groups.values());
  const byAddress = [...addresses].flatMap((ip) => at.holding(ip, '', prefixes));
  const byId = [...ids].flatMap((id) => at.holding(undefined, id, prefixes));
  return new Set([...byAddress, ...byId]);
}

/** Those of another hand with a policy that an entry of theirs does not name. */
function contraryGroups(holding: ReadonlySet<BqnGroup>, entries: readonly (readonly [string, BqnSubscriber])[]) {
  return [...holding].filter(
    ({ name, policy }) => !name.startsWith(GROUP_PREFIX) && entries.some(([, entry]) => entry.policy !== policy),
  );
}

/** Why an entry that nobody wants stays. */
function keptLine(ip: string, entry: BqnSubscriber, { plan, putOff, waiting }: Gated): Shown[] {
  const reason = plan.kept.get(ip);
  if (reason !== undefined) return [translated(KEEP_WORDS[reason])];
  if (!waiting.has(plan.keyOf(ip, entry))) return [];
  return putOff?.since === undefined
    ? [say`many left of late, and the entries of blocked customers go last`]
    : [say`so many are offline at once that deletions are put off since ${localTime(putOff.since)} (--max-delete)`];
}

const KEEP_WORDS: Readonly<Record<KeepReason, string>> = {
  foreign: phrase`another hand made it, or the box merely sees the address`,
  outside: phrase`another BQN serves the customer`,
  'by hand': phrase`the customer is left alone by your own word (--skip-..., an override)`,
  'in doubt': phrase`several logins show the address`,
  'no address': phrase`its customer is online without an address, and may have this one`,
  grace: phrase`its customer is not offline for long (--offline-grace)`,
  unread: phrase`the list of logins was not read whole`,
  quota: phrase`it holds a quota`,
  'not to be deleted': phrase`it is not to be deleted (--prune, or it stood there before this program)`,
};

/** The groups of their sites, of which one that is still to be made is for them. */
function sitesOf({ ips }: Whom, { sites }: Desired): ReadonlySet<string> {
  return new Set(sites.kind === 'wanted' ? [...ips].flatMap((ip) => sites.of.get(ip) ?? []) : []);
}

function bqnLines(
  label: string,
  whom: Whom & { readonly sites: ReadonlySet<string> },
  bqn: BqnState,
  gated: Gated,
  { describe }: ExplainPorts,
): Shown[] {
  const name = `BQN ${label}`;
  const isOf = (ip: string, entry: BqnSubscriber) =>
    whom.ips.has(ip) ||
    (entry.id !== null && whom.ids.has(entry.id)) ||
    (whom.keys.size > 0 && whom.keys.has(gated.plan.keyOf(ip, entry)));
  const entries = [...bqn.subscribers].filter(([ip, entry]) => isOf(ip, entry));
  const addresses = new Set([...whom.ips, ...entries.map(([ip]) => ip)]);
  const holding = groupsHolding(whom, addresses, bqn);
  const groups = [...bqn.groups.values()].filter(
    (group) =>
      holding.has(group) ||
      [...whom.ids].some((id) => group.name === `DS-${id}`) ||
      group.members.some((ip) => addresses.has(ip)),
  );
  // A group that lets go of them is theirs no more afterwards; whoever is under a policy gets what is written to it.
  const around = new Set([...whom.sites, ...groups.map(({ name: group }) => group)]);
  const policies = new Set([...entries.map(([, entry]) => entry), ...groups].map(({ policy }) => policy));
  const isTheirs = ({ kind, key, who, belongsTo }: Gated['plan']['changes'][number]) => {
    if (kind === 'policy') return policies.has(key);
    if (kind === 'group' && around.has(key)) return true;
    return addresses.has(key) || whom.ids.has(who) || belongsTo.some((ip) => addresses.has(ip));
  };
  const changes = gated.plan.changes.filter(isTheirs);
  const held = gated.heldBack.filter(({ fates }) =>
    fates.some(({ customer, ip, login }) => addresses.has(ip) || whom.ids.has(login) || whom.keys.has(customer)),
  );
  const memberships = gated.plan.memberships.filter(({ key }) => addresses.has(key));
  const stuck = gated.plan.stuck.filter(({ kind, key }) =>
    kind === 'policy' ? policies.has(key) : addresses.has(key) || groups.some(({ name }) => name === key),
  );
  return [
    ...entries.map(
      ([ip, { id, policy, assignedBy }]) =>
        say`${name}: entry ${ip}: id ${id ?? say`none`}, policy ${policy ?? say`none`}, policyAssignedBy ${assignedBy ?? say`not said`}`,
    ),
    ...(entries.length === 0 ? [say`${name}: no entry`] : []),
    ...groups.map(
      (group) =>
        say`${name}: group ${group.name}: policy ${group.policy ?? say`none`}, members ${listOf(group.members)}, ranges ${listOf(group.ranges)}`,
    ),
    ...contraryGroups(holding, entries).map(
      (group) =>
        say`${name}: group ${group.name}, which is not this program's, holds them and says policy ${group.policy ?? say`none`}: which of entry and group a BQN follows is not known`,
    ),
    ...entries.flatMap(([ip, entry]) =>
      keptLine(ip, entry, gated).map((why) => say`${name}: entry ${ip} stays: ${why}`),
    ),
    ...changes.map((change) => say`${name}: the next run would write: ${describe(change)}`),
    ...memberships.map((one) => say`${name}: the next run would write: ${membershipText(one)}`),
    ...held.map(({ kind }) => say`${name}: held back by the gate: ${heldWhat(kind)}; --approve ${kind}=N lets it pass`),
    ...stuck.map(({ kind, key, why }) => say`${name}: left as it is: ${kind} ${key}: ${whyNotText(why)}`),
    ...(changes.length + memberships.length + held.length + stuck.length === 0
      ? [say`${name}: the next run would write nothing for them`]
      : []),
  ];
}
