import { expect, test } from 'vitest';
import { fatesThatCame } from '../../src/run/came.ts';
import { unheardOf } from '../../src/run/unheard.ts';
import { NEW_BQN } from '../../src/state/record.ts';
import { aBqn, aChangePlan, aFate, anUpdate, BLOCK_ITEM, groupItem, subscriberItem } from '../support/builders.ts';
import { anApplied } from '../support/outcomes.ts';

/** What a run tells of customers is what came of its writes. */

const IP = '100.64.0.1';
const BLOCK = 'Billing-Block';
const blocking = groupItem('DS-maria', {
  subscriberMembers: [],
  subscriberRanges: ['2001:db8:0:1::/64'],
  policyRate: BLOCK,
});
const opens = aFate({
  ip: IP,
  effect: 'opens',
  from: { kind: 'blocked' },
  to: { kind: 'limited', policy: 'Gold', downKbps: 1, upKbps: 1 },
});

test('nobody is told as let through whose group still blocks them, since the run was cut short before its write', () => {
  const entry = anUpdate({ key: IP, belongsTo: [IP], policy: 'Gold' });
  const group = anUpdate({ kind: 'group', key: 'DS-maria', belongsTo: [IP], policy: 'Gold' });
  const plan = aChangePlan([entry, group], { fates: [opens] });
  const bqn = aBqn({ policies: [BLOCK_ITEM], groups: [blocking] });
  expect(fatesThatCame(plan, anApplied({ done: [entry] }), bqn)).toEqual([]);
  expect(fatesThatCame(plan, anApplied({ done: [entry, group] }), bqn)).toEqual([opens]);
});

test('of what a killed run was about to write that is told which is there: by the group, where one alone says it', () => {
  const unheard = (fate: typeof opens, lists: Parameters<typeof aBqn>[0]) =>
    unheardOf({ ...NEW_BQN, journal: { ...NEW_BQN.journal, untold: [fate] } }, aBqn(lists)).map(
      ({ customer }) => customer,
    );
  const entry = subscriberItem(IP, 'maria', 'Gold');
  expect(unheard(opens, { subscribers: [entry] })).toEqual(['maria']);
  expect(
    unheard(opens, { subscribers: [entry], groups: [blocking] }),
    'a group of theirs blocks by their prefix',
  ).toEqual([]);
  const held = groupItem('DS-x', { subscriberMembers: [], subscriberIds: ['maria'], policyRate: BLOCK });
  expect(unheard(opens, { subscribers: [entry], groups: [held] }), 'one holds their id').toEqual([]);
  const byGroup = { ...opens, ip: 'DS-maria', group: 'DS-maria', to: { kind: 'unsaid' } as const };
  expect(unheard(byGroup, { groups: [blocking] })).toEqual([]);
  expect(unheard(byGroup, { groups: [groupItem('DS-maria', { policyRate: '' })] })).toEqual(['maria']);
});
