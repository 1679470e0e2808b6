import { parseIpv4 } from '../address/address.ts';
import type { Contract, Login } from '../billing/records.ts';
import type { Access, MappingOptions, PolicyChoice, Skip, SkipReason, Subscriber } from './desired.ts';
import { isUsableName, toBqnName } from './name.ts';

export interface MappedLogins {
  readonly subscribers: ReadonlyMap<string, Subscriber>;
  /** Each subscriber with the login behind it. */
  readonly chosen: readonly Candidate[];
  /** Addresses in doubt. */
  readonly leftAlone: ReadonlySet<string>;
  /** Logins behind an address in doubt: their groups are in doubt as well. */
  readonly doubtful: readonly Login[];
  readonly skipped: readonly Skip[];
}

/** What the plans and contracts say, for looking a login up. */
export interface Billing {
  readonly choices: ReadonlyMap<number, PolicyChoice>;
  readonly plansProven: boolean;
  readonly contracts: ReadonlyMap<number, Contract>;
  readonly contractsProven: boolean;
}

export interface Candidate {
  readonly login: Login;
  readonly subscriber: Subscriber;
}

/** Online logins to subscribers, one an address. */
export function mapLogins(logins: readonly Login[], billing: Billing, options: MappingOptions): MappedLogins {
  const skipped: Skip[] = [];
  const byAddress = new Map<string, Candidate[]>();
  for (const login of logins) {
    const reason = unusable(login);
    const ip = parseIpv4(login.ip);
    if (reason !== undefined || ip === undefined) {
      skipped.push(skip(reason ?? 'bad-ip', login, login.ip.trim()));
      continue;
    }
    const candidate = { login, subscriber: toSubscriber(login, ip, billing, options) };
    const rivals = byAddress.get(ip);
    if (rivals === undefined) byAddress.set(ip, [candidate]);
    else rivals.push(candidate);
  }
  const chosen = chooseAll(byAddress, options, skipped);
  for (const subscriber of chosen.subscribers.values()) skipped.push(...remarks(subscriber));
  return { ...chosen, skipped };
}

function unusable(login: Login): SkipReason | undefined {
  const ip = login.ip.trim();
  if (ip === '' || ip === '0.0.0.0') return 'no-ip';
  return isUsableName(toBqnName(login.login)) && login.login.trim() !== '' ? undefined : 'no-name';
}

function toSubscriber(login: Login, ip: string, billing: Billing, options: MappingOptions): Subscriber {
  const contract = billing.contracts.get(login.contract);
  return {
    ip,
    id: toBqnName(login.login),
    loginId: login.id,
    choice: choiceFor(login.plan, billing),
    access: options.block ? accessFor(login, contract, billing, options) : 'open',
    contract: login.contract,
    status: contract?.status,
    plan: login.plan,
  };
}

function choiceFor(plan: number, billing: Billing): PolicyChoice {
  return billing.choices.get(plan) ?? (plan === 0 || billing.plansProven ? { kind: 'none' } : { kind: 'keep' });
}

/** A login without a contract, or whose contract does not exist, is not blocked (reference/existing-integrations.md). */
function accessFor(login: Login, contract: Contract | undefined, billing: Billing, options: MappingOptions): Access {
  if (contract === undefined) return login.contract === 0 || billing.contractsProven ? 'open' : 'unproven';
  if (contract.status === null) return 'unproven';
  return options.allowedStatus.has(contract.status.trim().toUpperCase()) ? 'open' : 'blocked';
}

function chooseAll(byAddress: ReadonlyMap<string, readonly Candidate[]>, options: MappingOptions, skipped: Skip[]) {
  const subscribers = new Map<string, Subscriber>();
  const found: Candidate[] = [];
  const leftAlone = new Set<string>();
  const doubtful: Login[] = [];
  for (const [ip, rivals] of byAddress) {
    const winner = choose(rivals, options.ipConflict);
    if (winner === undefined) {
      leftAlone.add(ip);
      doubtful.push(...rivals.map((rival) => rival.login));
      skipped.push(...rivals.map((rival) => skip('shared-ip', rival.login, `${ip}, left as it is on the BQN`)));
      continue;
    }
    subscribers.set(ip, winner.subscriber);
    found.push(winner);
    for (const rival of rivals) {
      if (rival === winner) continue;
      const same = policyKey(rival.subscriber) === policyKey(winner.subscriber);
      skipped.push(skip(same ? 'same-ip' : 'shared-ip', rival.login, `${ip}, taken by ${winner.login.login}`));
    }
  }
  return { subscribers, chosen: found, leftAlone, doubtful };
}

/** The login that an address belongs to; undefined when nobody can tell. */
function choose(rivals: readonly Candidate[], rule: 'skip' | 'newest'): Candidate | undefined {
  const [first, ...others] = rivals;
  if (first === undefined || others.length === 0) return first;
  const outcome = policyKey(first.subscriber);
  if (others.every((other) => policyKey(other.subscriber) === outcome)) {
    return rivals.reduce((lowest, rival) => (rival.login.id < lowest.login.id ? rival : lowest));
  }
  return rule === 'newest' ? newest(rivals) : undefined;
}

/** What a BQN would make of it: two logins with equal keys get the same policy. */
function policyKey({ access, choice }: Subscriber): string {
  if (access === 'blocked') return 'blocked';
  return `${access} ${choice.kind} ${'name' in choice ? choice.name : ''}`;
}

/** The latest session start; undefined when two share it or none has one. */
function newest(rivals: readonly Candidate[]): Candidate | undefined {
  const latest = rivals.reduce((one, other) => (other.login.connectedAt > one.login.connectedAt ? other : one));
  const when = latest.login.connectedAt;
  if (!/^[1-9]\d{3}-\d\d-\d\d/.test(when)) return undefined;
  return rivals.filter((rival) => rival.login.connectedAt === when).length === 1 ? latest : undefined;
}

/** What the operator should look at though the login did become a subscriber. */
function remarks(subscriber: Subscriber): Skip[] {
  const { plan, choice, contract, status } = subscriber;
  const what = `login ${subscriber.loginId} (${subscriber.id})`;
  const found: Skip[] = [];
  if (plan === 0) found.push({ reason: 'no-plan', what, detail: 'no policy' });
  else if (choice.kind === 'none') found.push({ reason: 'unknown-plan', what, detail: `plan ${plan}: no policy` });
  if (contract !== 0 && status === undefined) {
    found.push({ reason: 'unknown-contract', what, detail: `contract ${contract}: not blocked for it` });
  }
  if (status === null) found.push({ reason: 'no-status', what, detail: `contract ${contract}: left as it is` });
  return found;
}

function skip(reason: SkipReason, login: Login, detail: string): Skip {
  return { reason, what: `login ${login.id} (${login.login})`, detail };
}
