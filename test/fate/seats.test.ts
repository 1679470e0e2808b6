import { describe, expect, test } from 'vitest';
import { Seats } from '../../src/fate/seats.ts';
import {
  aBqn,
  aDesired,
  aSubscriber,
  BLOCK_ITEM,
  type DesiredParts,
  type Lists,
  policyItem,
  subscriberItem,
} from '../support/builders.ts';

const HERE = '100.64.0.1';
const THERE = '100.64.0.2';
const MARIA = { id: 'maria', ip: HERE };
const POLICIES = [policyItem(), BLOCK_ITEM];

function seats(bqn: Lists, desired: DesiredParts = {}, remembered: ReadonlyMap<string, string> = new Map()) {
  return new Seats(aBqn({ policies: POLICIES, ...bqn }), aDesired(desired), remembered);
}

describe('the policy that a customer is under before anything is written', () => {
  test.each<[string, Lists, string | null | undefined]>([
    ['their own entry here', { subscribers: [subscriberItem(HERE, 'maria', 'Gold')] }, 'Gold'],
    ['their own entry elsewhere', { subscribers: [subscriberItem(THERE, 'maria', 'Gold')] }, 'Gold'],
    ['a policy that is not there', { subscribers: [subscriberItem(HERE, 'maria', 'Lost')] }, null],
    ['an entry without a policy', { subscribers: [subscriberItem(HERE, 'maria', '')] }, null],
    ['somebody else here', { subscribers: [subscriberItem(HERE, 'jose', 'Gold')] }, undefined],
    ['somebody else here, blocked', { subscribers: [subscriberItem(HERE, 'jose', 'Billing-Block')] }, undefined],
    ['nobody’s entry here, blocked', { subscribers: [subscriberItem(HERE, '', 'Billing-Block')] }, 'Billing-Block'],
    ['nobody’s entry here, with a plan', { subscribers: [subscriberItem(HERE, '', 'Gold')] }, undefined],
    ['nothing', {}, undefined],
    [
      'two entries elsewhere, one blocked',
      { subscribers: [subscriberItem(THERE, 'maria', 'Gold'), subscriberItem('100.64.0.3', 'maria', 'Billing-Block')] },
      'Billing-Block',
    ],
    [
      'two entries elsewhere, the first one blocked',
      { subscribers: [subscriberItem('100.64.0.3', 'maria', 'Billing-Block'), subscriberItem(THERE, 'maria', 'Gold')] },
      'Billing-Block',
    ],
    [
      'one here and another elsewhere: the one here counts',
      { subscribers: [subscriberItem(THERE, 'maria', 'Billing-Block'), subscriberItem(HERE, 'maria', 'Gold')] },
      'Gold',
    ],
  ])('%s', (_what, bqn, policy) => {
    expect(seats(bqn).policyBefore(MARIA)).toBe(policy);
  });

  test('of one who is not on the BQN what was remembered counts', () => {
    const remembered = new Map([['maria', 'Billing-Block']]);
    expect(seats({}, {}, remembered).policyBefore(MARIA)).toBe('Billing-Block');
    const emptied = { subscribers: [subscriberItem(THERE, 'maria', '')] };
    expect(seats(emptied, {}, remembered).policyBefore(MARIA), 'emptied while they were away').toBe('Billing-Block');
    const here = { subscribers: [subscriberItem(HERE, 'maria', 'Gold')] };
    expect(seats(here, {}, remembered).policyBefore(MARIA)).toBe('Gold');
  });

  test('as a fate it has its speeds', () => {
    const all = seats({ subscribers: [subscriberItem(HERE, 'maria', 'Gold')] });
    const rates = () => ({ downKbps: 5, upKbps: 6 });
    expect(all.fateBefore(MARIA, rates)).toEqual({ kind: 'limited', policy: 'Gold', downKbps: 5, upKbps: 6 });
    expect(all.fateBefore({ id: 'jose', ip: THERE }, rates)).toEqual({ kind: 'unsaid' });
  });
});

describe('who is who', () => {
  const twins = [aSubscriber({ id: 'cpe', ip: HERE }), aSubscriber({ id: 'cpe', ip: THERE, loginId: 2 })];

  test('a name is a customer, but where several are online under it: then the address is', () => {
    expect(seats({}).customerOf(MARIA)).toBe('maria');
    expect(seats({}, { subscribers: [aSubscriber({ id: 'maria', ip: HERE })] }).customerOf(MARIA)).toBe('maria');
    expect(seats({}, { subscribers: twins }).customerOf({ id: 'cpe', ip: THERE })).toBe(THERE);
  });

  test('entries elsewhere are no entries of one among several of a name', () => {
    const bqn = {
      subscribers: [subscriberItem('100.64.0.9', 'cpe', 'Billing-Block'), subscriberItem(HERE, 'cpe', 'Gold')],
    };
    const all = seats(bqn, { subscribers: twins });
    expect(all.seatsOf({ id: 'cpe', ip: THERE })).toEqual([]);
    expect(all.seatsOf({ id: 'cpe', ip: HERE }).map(({ ip }) => ip)).toEqual([HERE]);
    expect(all.policyBefore({ id: 'cpe', ip: HERE })).toBe('Gold');
  });

  test('who they are at a prefix is told by the address that they are counted at', () => {
    const entries = [subscriberItem('100.64.0.9', 'maria', 'Billing-Block'), subscriberItem(HERE, 'maria', 'Gold')];
    const prefix = { id: 'maria', ip: '2001:db8:0:1::', main: HERE };
    expect(seats({ subscribers: entries }).policyBefore(prefix)).toBe('Gold');
    const own = subscriberItem(prefix.ip, 'maria', 'Billing-Block');
    expect(seats({ subscribers: [...entries, own] }).policyBefore(prefix)).toBe('Billing-Block');
    expect(seats({ subscribers: entries.slice(0, 1) }).policyBefore(prefix)).toBe('Billing-Block');
  });

  test('who is online, and where; in doubt counts as online, nowhere', () => {
    const maria = aSubscriber({ id: 'maria', ip: HERE });
    const jose = aSubscriber({ id: 'jose', ip: THERE });
    const all = seats({}, { subscribers: [maria], doubts: [[jose, maria]] });
    expect([all.isOnline('maria'), all.isOnline('jose'), all.isOnline('ana'), all.isOnline(null)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect([all.addressNow('maria'), all.addressNow('jose'), all.addressNow('ana')]).toEqual([
      HERE,
      undefined,
      undefined,
    ]);
  });
});

test('the entry of a prefix is counted at the IPv4 of its customer, where the BQN has one', () => {
  const prefix = '2001:db8:0:1::';
  const entries = [subscriberItem(prefix, 'maria', 'Gold'), subscriberItem(HERE, 'maria', 'Gold')];
  const both = seats({ subscribers: entries });
  expect(both.mainsOf(prefix, { id: 'maria' })).toEqual([HERE]);
  expect(both.mainsOf(HERE, { id: 'maria' }), 'the IPv4 is counted itself').toEqual([]);
  expect(both.mainsOf(prefix, { id: null }), 'of nobody').toEqual([]);
  expect(both.mainsOf(prefix, { id: 'jose' })).toEqual([]);
  expect(seats({ subscribers: entries.slice(0, 1) }).mainsOf(prefix, { id: 'maria' })).toEqual([]);
});
