import { describe, expect, test } from 'vitest';
import { canonicalName } from '../../src/billing/login-name.ts';
import type { Override, OverrideWish } from '../../src/customers/override-rule.ts';
import { oddNames } from '../../src/mapping/named.ts';
import { oddPlaces } from '../../src/mapping/scope.ts';
import { EVERYBODY } from '../../src/mapping/scope-rule.ts';
import { aContract, aLogin, aPlan, mapped } from '../support/builders.ts';

/** Namesakes: an operator names one by its id, and an override by a name of several is nobody's. */

const LOGINS = [
  aLogin({ id: 1, login: 'maria', ip: '100.64.0.1', contract: 1, plan: 1 }),
  aLogin({ id: 2, login: ' maria', ip: '100.64.0.2', contract: 1, plan: 1 }),
  aLogin({ id: 3, login: 'silva, jose', ip: '100.64.0.3', contract: 1, plan: 1 }),
];

function an(login: string, wish: OverrideWish): readonly [string, Override] {
  return [login, { login, wish, until: '2026-12-01', by: 'ana', why: 'x' }];
}

function standings(...overrides: (readonly [string, Override])[]) {
  const desired = mapped(
    { logins: LOGINS, plans: [aPlan()], contracts: [aContract({ status: 'CA' })] },
    { overrides: new Map(overrides), slow: { downKbps: 256, upKbps: 256 } },
  );
  return [1, 2, 3].map((at) => desired.subscribers.get(`100.64.0.${at}`)?.standing.kind);
}

describe('an override', () => {
  test('by a name that several online logins have counts for none of them', () => {
    expect(standings(an('maria', { kind: 'open' }))).toEqual(['blocked', 'blocked', 'blocked']);
    expect(standings(an('maria', { kind: 'skip' }))).toEqual(['blocked', 'blocked', 'blocked']);
  });

  test('by id counts for that one, beside a name of several, and before the login’s own name', () => {
    expect(standings(an('id:2', { kind: 'open' }))).toEqual(['blocked', 'open', 'blocked']);
    expect(standings(an('maria', { kind: 'open' }), an('id:1', { kind: 'open' }))).toEqual([
      'open',
      'blocked',
      'blocked',
    ]);
    const both = [an('silva, jose', { kind: 'plan', name: 'Gold' }), an('id:3', { kind: 'open' })] as const;
    expect(standings(...both)[2]).toBe('open');
    expect(standings(...[...both].reverse())[2]).toBe('open');
  });

  test('skip by id leaves that one alone', () => {
    expect(standings(an('id:2', { kind: 'skip' }))).toEqual(['blocked', undefined, 'blocked']);
  });

  test('by id counts before a skip by the login’s own name', () => {
    const both = [an('silva, jose', { kind: 'skip' }), an('id:3', { kind: 'open' })] as const;
    expect(standings(...both)[2]).toBe('open');
    expect(standings(...[...both].reverse())[2]).toBe('open');
    expect(standings(an('silva, jose', { kind: 'open' }), an('id:3', { kind: 'skip' }))[2]).toBeUndefined();
  });
});

test('a login that is to be skipped: all of a name, or one by id', () => {
  const left = (...skipLogins: string[]) =>
    mapped({ logins: LOGINS, plans: [aPlan()] }, { scope: { ...EVERYBODY, skipLogins: new Set(skipLogins) } })
      .others.map(({ loginId }) => loginId)
      .sort();
  expect(left('maria')).toEqual([1, 2]);
  expect(left('id:2', 'silva, jose')).toEqual([2, 3]);
});

test('what is odd of names: nobody who is online, or several', () => {
  const names = ['maria', 'id:2', 'id:9', 'pedro', 'silva, jose'];
  expect(oddNames([['override', names]], LOGINS)).toEqual([
    { by: 'override', name: 'maria', ids: [1, 2] },
    { by: 'override', name: 'id:9', ids: [] },
    { by: 'override', name: 'pedro', ids: [] },
  ]);
  expect(oddNames([['skip-login', []]], LOGINS)).toEqual([]);
});

describe('plans and sites that a filter names', () => {
  const site = { column: 'id_concentrador', value: 'North' };
  const logins = [aLogin({ site }), aLogin({ id: 2 })];
  const plans = { rows: [aPlan({ id: 7, name: 'Gold 100M' })], completeness: 'whole' } as const;
  const rule = {
    ...EVERYBODY,
    skipPlans: new Set(['7', 'gold 100m', 'gold']),
    onlySites: new Set(['north', 'south']),
    skipSites: new Set(['', 'east']),
  };

  test('are told where there is none', () => {
    expect(oddPlaces(rule, logins, plans)).toEqual([
      { by: 'skip-plan', name: 'gold', ids: [] },
      { by: 'only-site', name: 'south', ids: [] },
      { by: 'skip-site', name: 'east', ids: [] },
    ]);
    expect(oddPlaces(EVERYBODY, logins, plans)).toEqual([]);
  });

  test('may be there where not all plans were read', () => {
    const [odd] = oddPlaces(rule, logins, { ...plans, completeness: 'cut' });
    expect(odd?.by).toBe('only-site');
  });
});

test.each([
  ['ID:007', 'id:7'],
  ['id: 7', 'id:7'],
  ['id:x', 'id:x'],
  ['maria', 'maria'],
])('%s is kept as %s', (name, kept) => {
  expect(canonicalName(name)).toBe(kept);
});
