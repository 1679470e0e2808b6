import { expect, test } from 'vitest';
import { aPolicy, aSubscriber, DIFF, owning, policyItem, subscriberItem } from '../support/builders.ts';
import { plan } from '../support/planning.ts';

/** What a policy's new speed is to those whom billing does not show. */

const IP = '100.64.0.1';
const PREFIX = '2001:db8:0:1::';

test('a policy’s new speed counts for one who is away at one of their entries, and where only that of a prefix has it', () => {
  const owned = { [IP]: { id: 'ana', login: 7 }, [PREFIX]: { id: 'ana', login: 7 } };
  const slowed = (policy: string) =>
    plan(
      { policies: [aPolicy({ downKbps: 1000 })] },
      {
        policies: [policyItem(), policyItem('VIP')],
        subscribers: [subscriberItem(IP, 'ana', policy), subscriberItem(PREFIX, 'ana', 'Gold')],
      },
      { ...DIFF, prune: 'none' },
      owning({ policy: ['Gold'], subscriber: owned }),
    ).fates.map(({ effect, ip }) => `${effect} ${ip}`);
  expect(slowed('Gold')).toEqual([`slows ${IP}`]);
  expect(slowed('VIP')).toEqual([`slows ${PREFIX}`]);
});

test('of whom this run serves it is told at the address that they have now, whatever stands at the one of before', () => {
  const { fates } = plan(
    { policies: [aPolicy({ downKbps: 1000 })], subscribers: [aSubscriber()] },
    { policies: [policyItem()], subscribers: [subscriberItem('100.64.0.9', 'maria', 'Gold')] },
    { ...DIFF, prune: 'none' },
    owning({ policy: ['Gold'], subscriber: { '100.64.0.9': { id: 'maria', login: 1 } } }),
  );
  expect(fates.map(({ effect, ip }) => `${effect} ${ip}`)).toEqual([`slows ${IP}`]);
});
