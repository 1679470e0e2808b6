import { describe, expect, test } from 'vitest';
import { spanOf } from '../../src/address/prefix.ts';
import { readGroup } from '../../src/bqn/resources.ts';
import { GroupsAt } from '../../src/customers/groups-at.ts';
import type { JsonObject } from '../../src/text/json.ts';
import { groupItem } from '../support/builders.ts';

/** Whom a group holds, by whichever of its ways. */

const IP = '100.64.0.1';
const PREFIX = '2001:db8:0:10::/64';

function holders(groups: readonly JsonObject[], ip: string | undefined, prefixes: readonly string[] = []) {
  const at = new GroupsAt(groups.map(readGroup));
  return at.holding(ip, 'maria', prefixes.map(spanOf)).map(({ name }) => name);
}

const group = (fields: JsonObject, name = 'DS-x') => groupItem(name, { policyRate: 'Gold', ...fields });

describe('a group holds a customer', () => {
  test.each<[string, JsonObject]>([
    ['by the address', { subscriberMembers: [IP] }],
    ['by what the BQN computes of it', { subscriberAll: [IP] }],
    ['by the network', { subscriberRanges: ['100.64.0.0/24'] }],
    ['by the network among its members', { subscriberMembers: ['100.64.0.0/24'] }],
    ['by the subscriber id', { subscriberIds: ['maria'] }],
    ['by their prefix', { subscriberRanges: [PREFIX] }],
    ['by a wider prefix', { subscriberRanges: ['2001:db8::/40'] }],
    ['by an address in their prefix', { subscriberMembers: ['2001:db8:0:10::5'] }],
  ])('%s', (_what, fields) => {
    expect(holders([group(fields)], IP, [PREFIX])).toEqual(['DS-x']);
  });

  test.each<[string, JsonObject]>([
    ['by another address', { subscriberMembers: ['100.64.0.2'] }],
    ['by a network below', { subscriberRanges: ['100.63.0.0/16'] }],
    ['by a network above', { subscriberRanges: ['100.64.1.0/24'] }],
    ['by another id', { subscriberIds: ['jose'] }],
    ['by another prefix', { subscriberRanges: ['2001:db8:0:20::/64'] }],
    ['by what is no prefix of a customer', { subscriberRanges: ['fe80::/10', 'x/y', '::1'] }],
    ['without a policy', { subscriberMembers: [IP], policyRate: '' }],
  ])('but not %s', (_what, fields) => {
    expect(holders([group(fields)], IP, [PREFIX])).toEqual([]);
  });

  test('once, by however many ways; several of a group’s and several groups', () => {
    const all = { subscriberMembers: [IP], subscriberIds: ['maria'], subscriberRanges: ['100.64.0.0/10', PREFIX] };
    expect(holders([group(all), group(all, 'DS-y')], IP, [PREFIX]).sort()).toEqual(['DS-x', 'DS-y']);
  });

  test('each of those that have the very same prefix, however it is spelled', () => {
    const ours = group({ subscriberMembers: [IP], subscriberRanges: [PREFIX] }, 'DS-maria');
    const others = group({ subscriberRanges: ['2001:DB8:0:10::5/64'] }, 'Operators');
    expect(holders([ours, others], IP, [PREFIX]).sort()).toEqual(['DS-maria', 'Operators']);
    expect(holders([others, ours], '2001:db8:0:10::').sort()).toEqual(['DS-maria', 'Operators']);
  });

  test('who has no address, or is counted at a prefix, by id and prefix alone', () => {
    const groups = [group({ subscriberRanges: ['0.0.0.0/0'] }), group({ subscriberRanges: [PREFIX] }, 'DS-y')];
    expect(holders(groups, undefined, [PREFIX])).toEqual(['DS-y']);
    expect(holders(groups, '2001:db8:0:10::')).toEqual(['DS-y']);
    expect(holders(groups, '2001:db8:0:20::')).toEqual([]);
  });

  test('what is no address stands in no network', () => {
    expect(holders([group({ subscriberRanges: ['0.0.0.0/0'] })], '100.64.0.999')).toEqual([]);
  });
});
