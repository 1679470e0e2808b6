import { expect, test } from 'vitest';
import { withoutContested } from '../../src/changes/contested.ts';
import { aBqn, aDesired, anOther, aPolicy, aSubscriber, type DesiredParts, policyItem } from '../support/builders.ts';

/** The name of a plan that was not read, which another plan of that name would take over. */

const GOLD = { kind: 'named', name: 'Gold' } as const;
const maria = aSubscriber({ choice: GOLD });
const jose = aSubscriber({ id: 'jose', ip: '100.64.0.2', loginId: 2, choice: { kind: 'named', name: 'Lead' } });
const rivals = [aSubscriber({ ip: '100.64.0.3', loginId: 3, choice: GOLD })];
const parts: DesiredParts = {
  policies: [aPolicy({ name: 'Gold', id: '3' }), aPolicy({ name: 'Lead', id: '7' })],
  subscribers: [maria, jose],
  doubts: [rivals],
  others: [anOther({ loginId: 4, choice: GOLD })],
  ousted: [aSubscriber({ loginId: 5, choice: GOLD })],
  proven: { plans: 'cut' },
};
const there = (id: string) => aBqn({ policies: [policyItem('Gold', { policyId: id })] });

test.each(['1', '12'])('is left as it is, and who wants it keeps what they have: %s', (id) => {
  const kept = withoutContested(aDesired(parts), there(id));
  expect([...kept.policies.keys()]).toEqual(['Lead']);
  expect([...kept.leftAlone]).toContain('Gold');
  expect([...kept.subscribers.values()].map(({ choice }) => choice)).toEqual([{ kind: 'unread' }, jose.choice]);
  expect([...kept.doubts.values()].flat().map(({ choice }) => choice)).toEqual([{ kind: 'unread' }]);
  expect(kept.ousted.map(({ choice }) => choice)).toEqual([{ kind: 'unread' }]);
  expect(kept.others.map(({ choice }) => choice)).toEqual([{ kind: 'unread' }]);
});

test.each<[string, DesiredParts, string]>([
  ['all plans were read', { ...parts, proven: { plans: 'whole' } }, '1'],
  ['it is its own', parts, '3'],
  ['the plan that has it was read, and is called otherwise now', parts, '7'],
  ['it is no plan’s', parts, 'block'],
  ['it is no plan’s, though a number is in its id', parts, 'op-12'],
  ['it is no plan’s, though its id begins with a number', parts, '12-op'],
])('is not where %s', (_why, wanted, id) => {
  const desired = aDesired(wanted);
  expect(withoutContested(desired, there(id))).toBe(desired);
  expect(withoutContested(desired, aBqn())).toBe(desired);
});
