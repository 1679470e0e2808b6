import { canonicalPrefix } from '../simulator/bqn-address.ts';
import type { Isp, Login, Plan } from '../simulator/index.ts';

/**
 * What an ISP in order should look like on a BQN, told from src/README.md and the rooms that it names, and not from the
 * program.
 */

export const BLOCK = 'Billing-Block';

export interface WantedPolicy {
  readonly id: string;
  readonly down: number;
  readonly up: number;
}
export interface WantedSubscriber {
  readonly id: string;
  /** '' for none. */
  readonly policy: string;
}
export interface WantedGroup {
  readonly members: readonly string[];
  readonly ranges: readonly string[];
  readonly policy: string;
}
export interface Wanted {
  readonly policies: ReadonlyMap<string, WantedPolicy>;
  readonly subscribers: ReadonlyMap<string, WantedSubscriber>;
  readonly groups: ReadonlyMap<string, WantedGroup>;
}

/** Only for ISPs whose online logins have good addresses of their own, and whose plans stand in the order of their ids. */
export function wantedOf(isp: Isp): Wanted {
  const online = isp.logins.filter((login) => login.online === 'S' && (login.ip ?? '').trim() !== '');
  const used = new Set(online.map((login) => login.plan));
  const policies = new Map<string, WantedPolicy>([[BLOCK, { id: 'block', down: 0, up: 0 }]]);
  const names = new Map<string, string>();
  for (const plan of isp.plans.filter(({ kind, id }) => kind === 'I' || used.has(id))) {
    const policy = policyOf(plan);
    const name = nameBeside(policies, named(plan.name), policy);
    names.set(plan.id, name);
    if (!policies.has(name)) policies.set(name, policy);
  }
  const status = new Map(isp.contracts.map((contract) => [contract.id, contract.status]));
  const subscribers = new Map<string, WantedSubscriber>();
  const groups = new Map<string, WantedGroup>();
  for (const login of online) {
    const isOpen = ['A', 'FA', undefined].includes(status.get(login.contract));
    const subscriber = { id: named(login.login), policy: isOpen ? (names.get(login.plan) ?? '') : BLOCK };
    const ip = (login.ip ?? '').trim();
    subscribers.set(ip, subscriber);
    const ranges = rangesOf(login);
    if (ranges.length > 0 && subscriber.policy !== '')
      groups.set(`DS-${subscriber.id}`, { members: [ip], ranges, policy: subscriber.policy });
  }
  return { policies, subscribers, groups };
}

function named(text: string): string {
  return text.replace(/\s/g, '_');
}

/** A plan with the name of an earlier one and other speeds gets its id behind it. */
function nameBeside(policies: ReadonlyMap<string, WantedPolicy>, name: string, { id, down, up }: WantedPolicy): string {
  const taken = policies.get(name);
  return taken === undefined || (taken.down === down && taken.up === up) ? name : `${name}-${id}`;
}

function policyOf(plan: Plan): WantedPolicy {
  return { id: plan.id, down: kbps(plan.download), up: kbps(plan.upload) };
}

function kbps(text: string): number {
  if (text === '' || text === '0') return -1;
  const [, digits = '', unit = ''] = /^([\d.,]+)([kMG])$/.exec(text) ?? [];
  return Number(digits.replace(',', '.')) * ({ k: 1, M: 1000, G: 1_000_000 }[unit] ?? Number.NaN);
}

/** As the BQN writes them; what is no prefix gives none. */
function rangesOf(login: Login): string[] {
  return [login.prefix ?? '', login.wanPrefix ?? '']
    .filter((prefix) => prefix.includes('/'))
    .map((prefix) => canonicalPrefix(prefix.trim()))
    .filter((prefix): prefix is string => prefix !== undefined);
}
