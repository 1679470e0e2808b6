import { describe, expect, test } from 'vitest';
import { policyAfter } from '../../src/changes/change-plan.ts';
import type { Effect } from '../../src/customers/effect.ts';
import type { Policy } from '../../src/mapping/desired.ts';
import {
  aPolicy,
  aSubscriber,
  BLOCK_ITEM,
  BLOCKED,
  DIFF,
  owning,
  policyItem,
  subscriberItem,
} from '../support/builders.ts';
import { keeping, plan, TWO_PLANS } from '../support/planning.ts';

/** Customers of a plan whose policy is not yet, or not any more, what it should be. */

const UNLIMITED = { rateLimitDownlink: { rate: -1 }, rateLimitUplink: { rate: -1 } };
const maria = aSubscriber();
const jose = aSubscriber({ ip: '100.64.0.2', id: 'jose', loginId: 2 });

test('while a new speed is held back, whoever is under the policy stays there, and nobody loses a limit under it', () => {
  const made = plan(
    { policies: [aPolicy({ downKbps: 1000 }), aPolicy({ name: 'Lead', id: '2' })], subscribers: [maria, jose] },
    {
      policies: [BLOCK_ITEM, policyItem('Gold', UNLIMITED), policyItem('Lead', { policyId: '2' })],
      subscribers: [subscriberItem(maria.ip, 'maria', 'Gold'), subscriberItem(jose.ip, 'jose', 'Lead')],
    },
    { ...DIFF, holds: { customers: new Map(), policies: new Set(['Gold']) } },
    owning({ policy: TWO_PLANS.owned }),
  );
  expect(made.changes).toEqual([]);
  expect(made.stuck).toEqual([
    { kind: 'subscriber', key: jose.ip, why: { kind: 'speed held back', policy: 'Gold' }, harmful: false },
  ]);
});

test('whoever is to join a policy that is another plan’s, since its change is held back, waits under their own', () => {
  const made = (ids: readonly string[]) =>
    plan(
      {
        policies: [aPolicy({ id: '2', downKbps: 1000 }), aPolicy({ name: 'Lead', id: '3' })],
        subscribers: [maria, { ...jose, plan: 2 }],
      },
      {
        policies: [BLOCK_ITEM, policyItem('Gold', { policyId: '1' }), policyItem('Lead', { policyId: '3' })],
        subscribers: [subscriberItem(maria.ip, 'maria', 'Gold'), subscriberItem(jose.ip, 'jose', 'Lead')],
      },
      { ...DIFF, holds: { customers: new Map(), policies: new Set(['Gold']) } },
      owning({ policy: Object.fromEntries(ids.map((id) => ['Gold', { id, takenOver: false }])) }),
    );
  expect(made(['1']).changes).toEqual([]);
  expect(made(['1']).stuck).toEqual([
    { kind: 'subscriber', key: jose.ip, why: { kind: "another plan's", policy: 'Gold' }, harmful: false },
  ]);
  expect(made([]).changes, 'the operator’s own is nobody’s').toMatchObject([{ key: jose.ip, policy: 'Gold' }]);
});

test('and whoever is blocked waits for no speed', () => {
  const made = plan(
    { policies: [aPolicy({ downKbps: 1000 })], subscribers: [{ ...maria, standing: BLOCKED }] },
    { policies: [BLOCK_ITEM, policyItem()], subscribers: [subscriberItem(maria.ip, 'maria', 'Gold')] },
    { ...DIFF, holds: { customers: new Map(), policies: new Set(['Gold']) } },
    owning({ policy: TWO_PLANS.owned }),
  );
  expect(made.changes).toMatchObject([{ key: maria.ip, policy: 'Billing-Block' }]);
  expect(made.stuck).toEqual([]);
});

test('a customer who comes home to a policy that the BQN has lost meanwhile is told of no change', () => {
  const home = (policies = [BLOCK_ITEM]) =>
    plan(
      { policies: [aPolicy()], subscribers: [maria] },
      { policies },
      { ...DIFF, remembered: new Map([['login 1', 'Gold']]) },
      owning(),
    );
  expect(home().fates).toEqual([]);
  expect(home([BLOCK_ITEM, policyItem()]).fates).toEqual([]);
});

test('whoever stays under a policy whose name passes to another plan keeps what they have under that of their own', () => {
  const swapped = [
    aPolicy({ id: '2', downKbps: 300_000, upKbps: 50_000 }),
    aPolicy({ name: 'Lead', id: '1', downKbps: 100_000, upKbps: 50_000 }),
  ];
  const listed = (kbps: number) => ({ rateLimitDownlink: { rate: kbps }, rateLimitUplink: { rate: 50_000 } });
  const made = (more: Partial<typeof maria>, kept: Effect = 'blocks', policies = swapped) =>
    plan(
      { policies, subscribers: [{ ...maria, choice: { kind: 'named', name: 'Lead' }, ...more }] },
      {
        policies: [
          BLOCK_ITEM,
          policyItem('Gold', listed(100_000)),
          policyItem('Lead', { policyId: '2', ...listed(300_000) }),
        ],
        subscribers: [subscriberItem(maria.ip, 'maria', 'Gold')],
      },
      { ...DIFF, holds: { customers: new Map([['login 1', new Set([kept])]]), policies: new Set() } },
      owning({ policy: TWO_PLANS.owned }),
    ).changes.filter(({ kind }) => kind === 'subscriber');
  const toLead = [{ key: maria.ip, policy: 'Lead' }];
  expect(made({ standing: BLOCKED }), 'kept from a block').toMatchObject(toLead);
  expect(made({ standing: { kind: 'unread', contract: 5 } }), 'not read').toMatchObject(toLead);
  const slower = [swapped[0], aPolicy({ name: 'Lead', id: '1', downKbps: 10_000, upKbps: 50_000 })] as typeof swapped;
  expect(made({ standing: BLOCKED }, 'blocks', slower), 'at its new speed').toMatchObject(toLead);
  expect(made({}, 'slows', slower), 'what they are kept from').toEqual([]);
  expect(made({ standing: { kind: 'unread', contract: 5 } }, 'blocks', slower), 'not read decides nothing').toEqual([]);
  const unread = { standing: BLOCKED, choice: { kind: 'unread' } } as const;
  expect(made(unread), 'their own was not read').toMatchObject(toLead);
  const [first] = swapped as [Policy];
  const other = [first, aPolicy({ name: 'Other', id: '3', downKbps: 90_000, upKbps: 50_000 })];
  expect(made(unread, 'blocks', other), 'nobody knows what the plan is called now').toEqual([]);
  const toOther = { choice: { kind: 'named', name: 'Other' } } as const;
  expect(made({ standing: BLOCKED, ...toOther }, 'blocks', other), 'another is theirs now').toMatchObject([
    { key: maria.ip, policy: 'Other' },
  ]);
  const both = [...swapped, ...other.slice(1)];
  expect(made({ standing: { kind: 'unread', contract: 5 }, ...toOther }, 'blocks', both), 'not read').toMatchObject(
    toLead,
  );
});

describe('whom the gate keeps under their policy at the address', () => {
  const PREFIX = '2001:db8:0:10::';
  const slow = [aPolicy(), aPolicy({ name: 'Lead', id: '2', downKbps: 1000, upKbps: 1000 })];
  const theirs: Partial<typeof maria> = { choice: { kind: 'named', name: 'Lead' } };
  const rates = (kbps: number) => ({ rateLimitDownlink: { rate: kbps }, rateLimitUplink: { rate: kbps } });
  const at = (atPrefix: string, more: Partial<typeof maria> = {}, subscribers?: readonly (typeof maria)[]) => {
    const main = { ...maria, ...theirs, ...more };
    return plan(
      { policies: slow, subscribers: subscribers ?? [main, { ...main, ip: PREFIX, main: maria.ip }] },
      {
        policies: [
          BLOCK_ITEM,
          policyItem('Gold', rates(100_000)),
          policyItem('Lead', { policyId: '2', ...rates(1000) }),
        ],
        subscribers: [subscriberItem(maria.ip, 'maria', 'Gold'), subscriberItem(PREFIX, 'maria', atPrefix)],
      },
      { ...DIFF, holds: keeping('login 1', 'slows') },
      owning({ policy: TWO_PLANS.owned }),
    ).changes.flatMap((change) => (change.kind === 'subscriber' ? [`${change.key} ${policyAfter(change)}`] : []));
  };

  test('has that at a prefix, too, where a block stood that is over', () => {
    expect(at('Billing-Block')).toEqual([`${PREFIX} Gold`]);
    expect(at('Gold')).toEqual([]);
  });

  test('but for a block, what was not read, and an address that is not theirs', () => {
    expect(at('Gold', { standing: BLOCKED })).toEqual([`${maria.ip} Billing-Block`, `${PREFIX} Billing-Block`]);
    const unread = { standing: { kind: 'unread', contract: 5 } } as const;
    expect(at('Lead', unread)).toEqual([`${PREFIX} Gold`]);
    expect(at('Billing-Block', {}, [{ ...maria, ...theirs, ip: PREFIX, main: '100.64.0.9' }])).toContain(
      `${PREFIX} Lead`,
    );
  });
});
