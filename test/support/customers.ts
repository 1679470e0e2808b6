import { aContract, addressAt, aLogin, anIsp, aPlan, type Isp, type Login } from '../simulator/index.ts';
import type { World } from './world.ts';

/** An ISP of numbered customers, and what all that a BQN holds says to one of them; for stories of several runs. */

export const BLOCK = 'Billing-Block';

export interface Customer {
  readonly status?: string;
  readonly plan?: string;
  readonly prefix?: string;
}

/** So many customers, one contract each; the first one is cliente1. */
export function anIspOf(count: number, of: (number: number) => Customer = () => ({})): Isp {
  const isp = anIsp({
    plans: [
      aPlan({ id: '1', name: 'Ouro', download: '100M', upload: '50M' }),
      aPlan({ id: '2', name: 'Prata', download: '20M', upload: '10M' }),
    ],
  });
  for (let at = 1; at <= count; at++) {
    const { status = 'A', plan = '1', prefix = '' } = of(at);
    const contract = aContract(String(500 + at), { status });
    isp.contracts.push(contract);
    isp.logins.push(aLogin({ id: String(90 + at), login: `cliente${at}`, ip: addressAt(at), prefix, plan, contract }));
  }
  return isp;
}

export function customer(world: World, number: number): Login {
  const login = world.ixc.isp.logins.find((one) => one.login === `cliente${number}`);
  if (login === undefined) throw new Error(`no cliente${number}`);
  return login;
}

export function setStatus(world: World, number: number, status: string): void {
  const { contract } = customer(world, number);
  for (const one of world.ixc.isp.contracts) if (one.id === contract) one.status = status;
}

/** The policies that say what a customer gets: of the entry and of each group that holds the address or the prefix. */
export function policiesOn(world: World, ip: string, prefix?: string): string[] {
  const entry = world.bqn.subscribers.get(ip)?.policyRate ?? '';
  const groups = [...world.bqn.groups.values()].filter((group) => {
    const listed = [group['subscriberMembers'], group['subscriberRanges']];
    const parts: unknown[] = listed.flatMap((list) => (Array.isArray(list) ? list : []));
    return parts.includes(ip) || (prefix !== undefined && parts.includes(prefix));
  });
  return [...new Set([entry, ...groups.map(({ policyRate }) => policyRate ?? '')].map(String))];
}
