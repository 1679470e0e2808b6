import { expect, test } from 'vitest';
import { NobodyInScope } from '../../src/billing/errors.ts';
import { doubtsOf, nobodyOnline } from '../../src/billing/plausibility.ts';
import type { ContractMark } from '../../src/billing/records.ts';
import { doubtText } from '../../src/report/billing-words.ts';
import { EXIT, exitCodeOf } from '../../src/run/exit-code.ts';
import { aContract, aLogin, anIxc, aPlan } from '../support/builders.ts';

const JUDGING = { block: true, allowedStatus: new Set(['A', 'FA']) };

function said(status: string | null, marks: readonly ContractMark[], login: object = {}): string[] {
  const parts = {
    logins: [aLogin({ contract: 1, ...login })],
    plans: [aPlan()],
    contracts: [aContract({ status, marks })],
  };
  return doubtsOf(anIxc(parts), JUDGING).map(doubtText);
}

test.each<[ContractMark, string, RegExp]>([
  ['unblocked on trust', 'CA', /^1 online logins are unblocked on trust, and blocked all the same.*\(maria\)$/],
  ['suspended', 'A', /have a suspended contract, and service/],
  ['not active', 'FA', /not active, and service/],
])('%s with %s is told', (mark, status, text) => {
  expect(said(status, [mark])).toEqual([expect.stringMatching(text)]);
});

test.each<[ContractMark, string | null]>([
  ['unblocked on trust', 'A'],
  ['suspended', 'CA'],
  ['not active', 'D'],
  ['suspended', null],
])('%s with %s surprises nobody', (mark, status) => {
  expect(said(status, [mark])).toEqual([]);
});

test('a login that is cut and online is told; so are empty states', () => {
  expect(said('A', [], { isCut: true })).toEqual([expect.stringContaining('cut (ativo = N)')]);
  expect(said(' ', [])).toEqual([expect.stringContaining('an empty contract status')]);
});

test('some logins without a contract are not all of them', () => {
  const logins = [aLogin({ contract: 1 }), aLogin({ id: 2, login: 'jose' })];
  const found = doubtsOf(anIxc({ logins, plans: [aPlan()], contracts: [aContract()] }), JUDGING);
  expect(found).toEqual([{ stops: false, kind: 'no contract', areAll: false, logins: logins.slice(1) }]);
  expect(found.map(doubtText)).toEqual(['1 online logins name no contract: they are never blocked (jose)']);
});

test('no plan at all, or no contract where logins name some, stops a run', () => {
  const none = doubtsOf(anIxc({ logins: [aLogin({ contract: 1 })] }), JUDGING).filter(({ stops }) => stops);
  expect(none).toEqual([
    { stops: true, kind: 'no plans', system: 'IXC', list: expect.any(String) },
    { stops: true, kind: 'no contracts', system: 'IXC', list: expect.any(String) },
  ]);
  expect([nobodyOnline(anIxc({})), nobodyOnline(anIxc({ logins: [aLogin()] }))]).toEqual([true, false]);
});

test('filters that leave nobody end the run as an IXC does that cannot be read', () => {
  const error = new NobodyInScope('', 3);
  expect([error.name, exitCodeOf(error)]).toEqual(['NobodyInScope', EXIT.sourceUnreadable]);
});
