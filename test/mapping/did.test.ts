import { describe, expect, test } from 'vitest';
import type { Places } from '../../src/billing/reading.ts';
import type { Login } from '../../src/billing/records.ts';
import type { Override, OverrideWish } from '../../src/customers/override-rule.ts';
import type { MappingOptions } from '../../src/mapping/desired.ts';
import { mapToBqn } from '../../src/mapping/map-to-bqn.ts';
import { aContract, aLogin, anIxc, aPlan, MAPPING } from '../support/builders.ts';

/** About whom each wish of the operator decided something: logins, by the flag that they are told under. */

const SLOW = { downKbps: 256, upKbps: 256 };
const STATUS_TABLE = {
  codes: new Map([
    ['A', 'open'],
    ['FA', 'slow'],
  ] as const),
  others: 'block',
} as const;
const PLANS = [aPlan({ arrearsPlan: 2, capPlan: 2 }), aPlan({ id: 2, name: 'Slow', download: '1M', upload: '1M' })];
const CONTRACTS = [
  aContract({ id: 1, status: 'A' }),
  aContract({ id: 2, status: 'FA' }),
  aContract({ id: 3, status: 'CM' }),
  aContract({ id: 4, status: 'A', speedStatus: 'R' }),
];

/** Logins l1, l2, ... at addresses of their own, each under the contract of its number. */
function customers(...rows: readonly Partial<Login>[]): Login[] {
  return rows.map((row, at) => {
    const id = at + 1;
    return aLogin({ id, login: `l${id}`, ip: `100.64.0.${id}`, plan: 1, contract: id, ...row });
  });
}

function did(logins: readonly Login[], options: Partial<MappingOptions> = {}, places?: Places) {
  const billing = { ...anIxc({ logins, plans: PLANS, contracts: CONTRACTS }), ...(places && { places }) };
  const decided = mapToBqn(billing, { ...MAPPING, ...options }).did ?? new Map<string, ReadonlySet<number>>();
  return Object.fromEntries([...decided].map(([flag, ids]) => [flag, [...ids]]));
}

function overrides(...of: readonly (readonly [login: string, wish: OverrideWish])[]) {
  return new Map(of.map(([login, wish]): [string, Override] => [login, { login, wish, until: '', by: '', why: '' }]));
}

const ALL = customers({}, {}, {}, {});

test('of wishes that nobody has nothing is said', () => {
  expect(did(ALL)).toEqual({});
  expect(did(ALL, { joinContracts: false, dualStack: true })).toEqual({});
});

test('a wish that is asked for is named, also where it decided about nobody', () => {
  const asked = {
    reduced: { rate: undefined },
    slow: SLOW,
    overrides: overrides(),
    siteGroups: 'nas',
    joinContracts: true,
  } as const;
  expect(did(customers({}), asked)).toEqual({
    reduced: [],
    'slow-rate': [],
    overrides: [],
    'site-groups': [],
    join: [],
  });
});

describe('reduced', () => {
  const reduced = { rate: undefined };

  test('is about those who are on another plan for it, and not about who is at full speed', () => {
    expect(did(ALL, { reduced })).toEqual({ reduced: [4] });
    expect(did(customers({ isPastCap: true }, {}), { reduced })).toEqual({ reduced: [1] });
  });

  test('is not about whoever is on the reduced plan by contract', () => {
    expect(did(customers({ contract: 4, plan: 2 }), { reduced })).toEqual({ reduced: [] });
  });

  test('is not about whoever has an override, which is the last word', () => {
    const by = overrides(['l4', { kind: 'open' }]);
    expect(did(ALL, { reduced, overrides: by })).toEqual({ reduced: [], overrides: [4] });
  });
});

describe('the slow lane', () => {
  const slow = { slow: SLOW, statusTable: STATUS_TABLE };

  test('is about those whose contract makes them slow: neither the open nor the blocked', () => {
    expect(did(ALL, slow)).toEqual({ 'slow-rate': [2] });
  });

  test('is not about whoever is slow, or is not any more, by an override', () => {
    const by = overrides(['l1', { kind: 'slow' }], ['l2', { kind: 'slow' }], ['l3', { kind: 'open' }]);
    expect(did(ALL, { ...slow, overrides: by })).toMatchObject({ 'slow-rate': [], overrides: [1, 2, 3] });
  });
});

test('overrides are about the logins that have one, and not about names that nobody online has', () => {
  const by = overrides(['id:3', { kind: 'open' }], ['gone', { kind: 'open' }]);
  expect(did(ALL, { overrides: by })).toEqual({ overrides: [3] });
});

test('fixed addresses are about those who get an entry though nobody saw them online; where all were seen it is no wish', () => {
  expect(did(customers({}, { isUnseen: true }))).toEqual({ 'fixed-ip': [2] });
  expect(did(customers({}, { isUnseen: true, ip: '' }))).toEqual({});
});

describe('groups of sites', () => {
  const site = { column: 'id_concentrador', value: '3' };

  test('are about those who are put into one, and not about whoever is at no site', () => {
    expect(did(customers({}, { site }, {}), { siteGroups: 'nas' })).toEqual({ 'site-groups': [2] });
  });

  test('are about nobody while nothing could be learnt of the places', () => {
    expect(did(customers({ transmitter: 7 }), { siteGroups: 'pop' })).toEqual({ 'site-groups': [] });
  });

  test('are not about whoever has an address in doubt', () => {
    const rivals = customers({ site, ip: '100.64.0.9' }, { site, ip: '100.64.0.9', plan: 2 });
    expect(did(rivals, { siteGroups: 'nas' })).toEqual({ 'site-groups': [] });
  });
});

test('joined contracts are about all who share a group, and not about who is alone in theirs', () => {
  const three = customers({ contract: 1 }, { contract: 1 }, { contract: 2 });
  expect(did(three, { joinContracts: true })).toEqual({ join: [1, 2] });
  expect(did(three, { joinContracts: false })).toEqual({});
});
