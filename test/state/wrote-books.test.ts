import { describe, expect, test } from 'vitest';
import type { Wrote } from '../../src/changes/wrote.ts';
import { wroteAfter, wroteNow, wroteSettled } from '../../src/state/wrote-books.ts';
import {
  aBqn,
  aCreation,
  aDeletion,
  anUpdate,
  groupItem,
  owning,
  policyItem,
  subscriberItem,
} from '../support/builders.ts';
import { anApplied } from '../support/outcomes.ts';

/** What is on entries that stood there before the first run, by our hand. */

const IP = '100.64.0.1';
const found = { owned: owning({}), wrote: new Map(), isPutBack: false };

test('what was written in the place of what was refused is known as ours', () => {
  const planned = anUpdate({ key: IP, body: { policyRate: 'Gold' }, otherwise: { policyRate: '' } });
  const applied = anApplied({
    refused: [{ change: planned, why: { kind: 'policy not there', policy: 'Gold' }, unanswered: false }],
    otherwise: [{ ...planned, body: { policyRate: '' }, policy: null }],
  });
  const wrote = wroteSettled(wroteAfter(new Map(), found, [planned]), found, applied);
  expect([...wrote]).toEqual([[`subscriber ${IP}`, [{ policyRate: null }]]]);
});

test('what no list showed yet though the BQN said yes to it may be there, beside what was there before', () => {
  const wrote = new Map<string, Wrote>([[`subscriber ${IP}`, [{ policyRate: 'Gold' }]]]);
  const change = anUpdate({ key: IP, body: { policyRate: 'Silver' } });
  const stood = { ...found, wrote };
  const refused = [{ change, why: { kind: 'nothing of it' } as const, unanswered: false }];
  const after = (dropped: (typeof change)[]) =>
    wroteSettled(wrote, stood, anApplied({ refused, dropped })).get(`subscriber ${IP}`);
  expect(after([change])).toEqual([{ policyRate: 'Silver' }, { policyRate: 'Gold' }]);
  expect(after([])).toEqual([{ policyRate: 'Gold' }]);
});

test('where nothing of it is written the books stay the ones that they were', () => {
  const wrote = new Map([['subscriber 100.64.0.9', [{ policyRate: 'Gold' }]]]);
  expect(wroteAfter(wrote, { ...found, wrote }, [aCreation({ key: IP })])).toBe(wrote);
});

describe('what may still be there of what was written', () => {
  const NAME = `subscriber ${IP}`;
  const of = (...all: Wrote): ReadonlyMap<string, Wrote> => new Map([[NAME, all]]);
  const gold = { subscriberId: 'maria', policyRate: 'Gold' };
  const blocked = { subscriberId: 'maria', policyRate: 'Billing-Block' };
  const listing = (policy: string) => aBqn({ subscribers: [subscriberItem(IP, 'maria', policy)] });
  const after = (wrote: ReadonlyMap<string, Wrote>, ...changes: Parameters<typeof wroteAfter>[2]) =>
    wroteAfter(wrote, { ...found, wrote }, changes).get(NAME);

  test('until a list shows the last, what was written before it', () => {
    const change = anUpdate({ key: IP, body: { policyRate: 'Gold' } });
    expect(after(of(blocked), change)).toEqual([gold, blocked]);
    expect(after(of(gold), aDeletion({ key: IP }))).toEqual(['deleted', gold]);
    expect(after(of('deleted'), aCreation({ key: IP, body: gold }))).toEqual([gold, 'deleted']);
  });

  test('the same once more is the same, and more than three nobody needs', () => {
    const change = anUpdate({ key: IP, body: { policyRate: 'Gold' } });
    expect(after(of(gold, blocked), change)).toEqual([gold, blocked]);
    expect(after(of('deleted', blocked), aDeletion({ key: IP }))).toEqual(['deleted', blocked]);
    const silver = { ...gold, policyRate: 'Silver' };
    expect(after(of(blocked, silver, 'deleted'), change)).toEqual([gold, blocked, silver]);
  });

  test('a field that was not written yet is nothing that was written', () => {
    const emptied = anUpdate({ key: IP, body: { policyRate: '' } });
    const named = { subscriberId: 'maria' };
    expect(after(of(named), emptied)).toEqual([{ ...named, policyRate: null }, named]);
  });

  test('once it shows one, that and the last', () => {
    const silver = { ...gold, policyRate: 'Silver' };
    expect([...wroteNow(of(gold, blocked), listing('Gold'))]).toEqual([[NAME, [gold]]]);
    expect([...wroteNow(of(gold, silver, blocked), listing('Billing-Block'))]).toEqual([[NAME, [gold, blocked]]]);
    expect([...wroteNow(of('deleted', gold), aBqn())]).toEqual([[NAME, ['deleted']]]);
    expect([...wroteNow(of(gold, 'deleted'), aBqn())]).toEqual([[NAME, [gold, 'deleted']]]);
  });

  test('and as long as it shows none of them all', () => {
    for (const wrote of [of(gold, blocked), of(gold)]) {
      expect(wroteNow(wrote, aBqn())).toBe(wrote);
      expect(wroteNow(wrote, listing('Operator'))).toBe(wrote);
    }
    const nothing = of();
    expect(wroteNow(nothing, aBqn())).toBe(nothing);
  });

  test('of policies and groups as well, whatever they are called', () => {
    const bqn = aBqn({
      policies: [policyItem('Two words', { policyId: '7' })],
      groups: [groupItem('DS-maria', { policyRate: 'Gold' })],
    });
    const wrote = new Map<string, Wrote>([
      ['policy Two words', [{ policyId: '7' }, { policyId: '8' }]],
      ['group DS-maria', [{ policyRate: 'Silver' }, { policyRate: 'Gold' }, 'deleted']],
    ]);
    expect([...wroteNow(wrote, bqn)]).toEqual([
      ['policy Two words', [{ policyId: '7' }]],
      ['group DS-maria', [{ policyRate: 'Silver' }, { policyRate: 'Gold' }]],
    ]);
  });
});
