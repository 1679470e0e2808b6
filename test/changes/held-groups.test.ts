import { expect, test } from 'vitest';
import { withoutHeldGroups } from '../../src/changes/held-groups.ts';
import {
  aBqn,
  aDesired,
  aGroup,
  anOther,
  aSubscriber,
  BLOCKED,
  type DesiredParts,
  groupItem,
  type OwnedNames,
  owning,
} from '../support/builders.ts';

/** The group of one who is left alone, which a namesake would take over. */

const RANGE = '2001:db8:0:10::/64';
const twin = aSubscriber({ loginId: 7, ip: '100.64.0.7' });
const debtor = { ...twin, standing: BLOCKED };
const alone = anOther({ id: twin.id, loginId: 1, served: 'by hand', ip: '100.64.0.1' });
const there = aBqn({ groups: [groupItem(`DS-${twin.id}`, { subscriberMembers: ['100.64.0.1'], policyRate: 'Gold' })] });

function wanted(subscriber = twin, others: DesiredParts['others'] = [alone]) {
  return aDesired({ subscribers: [subscriber], groups: [aGroup(subscriber, [RANGE])], others });
}

const held = (desired = wanted(), owned: OwnedNames = { [`DS-${twin.id}`]: { login: 1 } }, bqn = there) =>
  withoutHeldGroups(desired, bqn, owning({ group: owned }));

test('stays theirs, whether the books or the group itself says whose it is; the other has none, and is told', () => {
  for (const owned of [{ [`DS-${twin.id}`]: { login: 1 } }, []]) {
    const { groups, skipped } = held(wanted(), owned);
    expect([...groups.keys()]).toEqual([]);
    expect(skipped).toMatchObject([{ reason: 'shared-group', login: { id: 7 }, group: `DS-${twin.id}` }]);
  }
});

test('a blocked namesake’s prefix is in a group of its own', () => {
  const { groups, skipped } = held(wanted(debtor));
  expect([...groups]).toEqual([[`DS-${twin.id}-7`, { name: `DS-${twin.id}-7`, subscriber: debtor, ranges: [RANGE] }]]);
  expect(skipped).toEqual([]);
});

test.each<[string, Parameters<typeof held>]>([
  ['it is not there', [wanted(), undefined, aBqn()]],
  ['it was made for the other', [wanted(), { [`DS-${twin.id}`]: { login: 7 } }]],
  ['whom it was made for is not online', [wanted(), { [`DS-${twin.id}`]: { login: 3 } }]],
  ['nobody of the name is left alone', [wanted(twin, [{ ...alone, id: 'jose' }])]],
  ['its customer is online without an address', [wanted(twin, [{ ...alone, served: 'nowhere' }])]],
])('but not where %s', (_why, given) => {
  const [desired] = given;
  expect(held(...given)).toBe(desired);
});
