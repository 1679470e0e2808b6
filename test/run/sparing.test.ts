import { expect, test } from 'vitest';
import type { BillingSource } from '../../src/billing/source.ts';
import { Proven } from '../../src/run/sparing.ts';
import { wantedOf } from '../../src/run/wanted.ts';
import { toSettings } from '../../src/settings/to-settings.ts';
import { aBqn, aContract, aLogin, anIxc, aPlan, groupItem, type OwnedNames, owning } from '../support/builders.ts';

/** Whose contracts are asked for though only those out of service were read. */

const IP = '100.64.0.1';
const SETTINGS = toSettings(
  { kind: 'run', flags: {}, bqns: [], positionals: [] },
  {
    env: { IXC_SERVER: 'ixc.example', IXC_KEY: '1:ab', BQN_OAM_IP: '192.0.2.7', BQN_REST_USER: 'u', BQN_REST_PW: 'p' },
    program: '/nowhere/sync-ixc-bqn.js',
  },
);

async function askedFor(group: string, owned: OwnedNames = []): Promise<readonly number[]> {
  const billing = {
    ...anIxc({ logins: [aLogin({ login: 'maria', contract: 5, plan: 1 })], plans: [aPlan()] }),
    presumed: { absent: new Set<number>(), unread: new Set<number>() },
  };
  const asked: number[] = [];
  const source: BillingSource = {
    label: 'ixc',
    peer: undefined,
    read: async () => billing,
    contractsById: async (ids) => {
      asked.push(...ids);
      return new Map(ids.map((id) => [id, aContract({ id })]));
    },
    nameOf: String,
    readList: async (list) => billing[list],
  };
  const watch = { onPage() {}, onNote() {} };
  const proven = new Proven(billing, SETTINGS, { source, watch, inVain() {} });
  const bqn = aBqn({ groups: [groupItem(group, { subscriberMembers: [IP], policyRate: 'Billing-Block' })] });
  const books = { owned: owning({ group: owned }), remembered: new Map<string, string>(), outside: new Set<string>() };
  await proven.desired('BQN', wantedOf(billing, SETTINGS).of('BQN'), bqn, books);
  return asked;
}

test('the contract of whoever a group blocks is asked for, whatever they are called by now', async () => {
  expect(await askedFor('DS-maria')).toEqual([5]);
  expect(await askedFor('DS-old', { 'DS-old': { login: 1 } })).toEqual([5]);
  expect(await askedFor('DS-jose')).toEqual([]);
  expect(await askedFor('Condo'), 'an operator’s own').toEqual([]);
});
