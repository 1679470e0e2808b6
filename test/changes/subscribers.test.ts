import { describe, expect, test } from 'vitest';
import { type Change, policyAfter } from '../../src/changes/change-plan.ts';
import { type DiffOptions, planChanges } from '../../src/changes/diff.ts';
import { customerKey } from '../../src/customers/customer.ts';
import type { Effect } from '../../src/customers/effect.ts';
import type { PolicyChoice, Subscriber } from '../../src/mapping/desired.ts';
import { whyText } from '../../src/report/why-text.ts';
import type { JsonObject } from '../../src/text/json.ts';
import {
  aBqn,
  aDesired,
  aGroup,
  aPolicy,
  aSubscriber,
  BLOCK_ITEM,
  BLOCKED,
  DIFF,
  groupItem,
  type OwnedNames,
  owning,
  policyItem,
  subscriberItem,
} from '../support/builders.ts';
import { keeping, plan, TWO_PLANS } from '../support/planning.ts';

/** What becomes of one customer's entry, by what they had, what billing wants, and what the gate keeps from them. */

const IP = '100.64.0.1';
const OLD = '100.64.0.9';
const BLOCK = 'Billing-Block';
const UNREAD: PolicyChoice = { kind: 'unread' };
const NO_PLAN: PolicyChoice = { kind: 'none' };

interface Case {
  readonly wants?: Partial<Subscriber>;
  /** What the BQN lists. */
  readonly has?: readonly JsonObject[];
  /** What the gate keeps from the customer. */
  readonly held?: Effect;
  readonly options?: Partial<DiffOptions>;
  readonly owned?: OwnedNames;
}

/** Planned for maria at `IP`, where the BQN has the policies Gold and Lead, both ours, and the operator's VIP. */
function planned({ wants = {}, has = [], held, options, owned = [] }: Case) {
  const subscriber = aSubscriber(wants);
  const made = plan(
    { policies: TWO_PLANS.wanted, subscribers: [subscriber] },
    { policies: TWO_PLANS.listed, subscribers: has },
    { ...DIFF, prune: 'none', ...(held && { holds: keeping(customerKey(subscriber), held) }), ...options },
    owning({ policy: TWO_PLANS.owned, subscriber: owned }),
  );
  const [change] = made.changes.filter(({ key }) => key === IP);
  const [stuck] = made.stuck;
  return { change, stuck, fates: made.fates };
}

/** `update Gold`; `-` where nothing is written. */
function shown(change: Change | undefined): string {
  return change === undefined ? '-' : `${change.action} ${policyAfter(change) ?? 'none'}`;
}

const entry = (id: string, policy: string, fields: JsonObject = {}) => subscriberItem(IP, id, policy, fields);
const nameless = (policy: string, by = 'api') => ({ subscriberIp: IP, policyRate: policy, policyAssignedBy: by });

describe('a customer who was renamed', () => {
  test('and is blocked under the old name stays so, and it is no new block', () => {
    const { change, fates } = planned({
      wants: { standing: BLOCKED },
      has: [entry('old-name', BLOCK)],
      held: 'blocks',
    });
    expect([shown(change), fates]).toEqual([`update ${BLOCK}`, []]);
  });

  test('is not who finds the block of one who is online elsewhere: that is held back as a new block', () => {
    const jose = aSubscriber({ ip: OLD, id: 'jose', loginId: 2 });
    const desired = aDesired({ policies: [aPolicy()], subscribers: [aSubscriber({ standing: BLOCKED }), jose] });
    const bqn = aBqn({ policies: [BLOCK_ITEM, policyItem()], subscribers: [entry('jose', BLOCK)] });
    const holds = keeping('login 1', 'blocks');
    const { changes, fates } = planChanges(desired, bqn, owning({ policy: ['Gold'] }), {
      ...DIFF,
      prune: 'none',
      holds,
    });
    expect(changes.filter(({ key }) => key === IP).map(shown)).toEqual(['update Gold']);
    expect(fates.filter(({ customer }) => customer === 'login 1')).toEqual([]);
  });

  test('is not whoever is known under their own name, nor one who finds no block', () => {
    const known = planned({ wants: { standing: BLOCKED }, has: [entry('maria', 'Gold')] });
    expect(known.fates).toMatchObject([{ effect: 'blocks' }]);
    const moved = [entry('other', BLOCK), subscriberItem(OLD, 'maria', 'Gold')];
    expect(planned({ wants: { standing: BLOCKED }, has: moved }).fates).toMatchObject([{ effect: 'blocks' }]);
    expect(planned({ wants: { standing: BLOCKED }, has: [entry('other', 'Gold')] }).fates).toMatchObject([
      { effect: 'blocks' },
    ]);
    expect(planned({ has: [entry('other', BLOCK)] }).fates).toMatchObject([{ effect: 'opens' }]);
  });
});

describe('a customer who is kept from a change', () => {
  test.each([
    ['a block', { standing: BLOCKED }, [entry('maria', 'Gold')], 'blocks', '-'],
    ['service', {}, [entry('maria', BLOCK)], 'opens', '-'],
    [
      'a block, at a new address',
      { standing: BLOCKED },
      [subscriberItem(OLD, 'maria', 'Lead')],
      'blocks',
      'create Lead',
    ],
    ['service, at a new address', {}, [subscriberItem(OLD, 'maria', BLOCK)], 'opens', `create ${BLOCK}`],
    ['losing the plan', { choice: NO_PLAN }, [entry('maria', 'Gold')], 'loses plan', '-'],
    [
      'a block, where they stand under another name',
      { standing: BLOCKED },
      [entry('x', 'Lead')],
      'blocks',
      'update Lead',
    ],
  ] as const)('%s keeps what they had', (_what, wants, has, held, written) => {
    const { change, fates } = planned({ wants, has, held });
    expect([shown(change), fates]).toEqual([written, []]);
  });

  test.each([
    ['no entry', []],
    ['one of theirs that is under nothing', [entry('maria', '')]],
  ])('of whom nothing was said has nothing written: %s', (_what, has) => {
    const { change, stuck, fates } = planned({ wants: { standing: BLOCKED }, has, held: 'blocks' });
    expect(change === undefined || policyAfter(change) === null).toBe(true);
    expect(fates).toEqual([]);
    if (stuck !== undefined) expect(stuck).toMatchObject({ key: IP, why: { kind: 'held back' }, harmful: false });
  });

  test('is told to be held back where nothing can be kept', () => {
    expect(planned({ wants: { standing: BLOCKED }, held: 'blocks' }).stuck).toMatchObject({
      why: { kind: 'held back' },
    });
    const unnamed = planned({ wants: { standing: BLOCKED }, has: [nameless('Gold')], held: 'blocks' });
    expect(shown(unnamed.change), 'what the BQN makes of their address').toBe('update Gold');
  });

  test('is under the new speed of the policy that they keep, and that is told', () => {
    const desired = aDesired({
      policies: [aPolicy({ downKbps: 1000 })],
      subscribers: [aSubscriber({ standing: BLOCKED })],
    });
    const bqn = aBqn({ policies: [BLOCK_ITEM, policyItem()], subscribers: [entry('maria', 'Gold')] });
    const holds = keeping('login 1', 'blocks');
    const { fates } = planChanges(desired, bqn, owning({ policy: ['Gold'] }), { ...DIFF, holds });
    expect(fates).toMatchObject([{ effect: 'slows', customer: 'login 1' }]);
  });

  test('from something else is not kept from this', () => {
    expect(shown(planned({ wants: { standing: BLOCKED }, has: [entry('maria', 'Gold')], held: 'opens' }).change)).toBe(
      `update ${BLOCK}`,
    );
  });

  test.each([
    ['keeps at their address what they keep at a prefix', {}, 'VIP', 'Lead', 'update Lead'],
    ['but where nothing is kept at a prefix', {}, 'VIP', 'Gold', 'update Gold'],
    ['is blocked all the same', { standing: BLOCKED }, 'VIP', 'Lead', `update ${BLOCK}`],
    ['is let through all the same', {}, BLOCK, 'Lead', 'update Gold'],
  ] as const)('%s', (_name, wants, at, atPrefix, expected) => {
    const PREFIX = '2001:db8::';
    const wanted = [aSubscriber(wants), aSubscriber({ ...wants, ip: PREFIX, main: IP })];
    const rate = 900_000;
    const fast = { policyId: '2', rateLimitDownlink: { rate }, rateLimitUplink: { rate } };
    const { changes } = plan(
      { policies: [aPolicy(), aPolicy({ name: 'Lead', id: '2', downKbps: rate, upKbps: rate })], subscribers: wanted },
      {
        policies: [BLOCK_ITEM, policyItem(), policyItem('Lead', fast), policyItem('VIP')],
        subscribers: [entry('maria', at), subscriberItem(PREFIX, 'maria', atPrefix)],
      },
      { ...DIFF, holds: keeping('login 1', 'slows') },
      owning({ policy: TWO_PLANS.owned, subscriber: [IP, PREFIX] }),
    );
    expect(changes.filter(({ key }) => key === IP).map(shown)).toEqual([expected]);
    // Whose address was blocked is not slowed at a prefix that the block never came to.
    const isKept = atPrefix === 'Gold' || expected === 'update Lead';
    expect(changes.some(({ key }) => key === PREFIX)).toBe(!isKept);
  });

  test('whom nothing becomes is written all the same', () => {
    const { change } = planned({ has: [subscriberItem(OLD, 'maria', 'Gold')], held: 'none' });
    expect(shown(change)).toBe('create Gold');
  });
});

describe('what was not read', () => {
  const unread = { kind: 'unread', contract: 1 } as const;
  const silent = { kind: 'silent', contract: 1 } as const;

  test.each([
    ['a contract', { standing: unread }, 'Lead', '-'],
    ['a contract, of one who is blocked', { standing: unread }, BLOCK, '-'],
    ['a plan', { choice: UNREAD }, 'Lead', '-'],
    ['a plan, of one who is under nothing', { choice: UNREAD }, '', '-'],
    // The contract is paid: the block goes, whatever else is not known.
    ['a plan, of one who is blocked and let through', { choice: UNREAD }, BLOCK, 'update none'],
    ['a plan, of one who is to be blocked', { choice: UNREAD, standing: BLOCKED }, 'Lead', `update ${BLOCK}`],
    ['no status, of one who is blocked', { standing: silent }, BLOCK, '-'],
    ['no status: the plan goes on', { standing: silent }, 'Lead', 'update Gold'],
    ['a status that is to change nothing', { standing: { ...silent, status: 'CE' } }, 'Lead', '-'],
  ] as const)('%s', (_what, wants, policy, written) => {
    expect(shown(planned({ wants, has: [entry('maria', policy)] }).change)).toBe(written);
  });

  test.each([
    ['no entry', []],
    ['an address that is only seen', [nameless('Gold', 'rules')]],
    ['an entry without a name', [nameless('')]],
  ])('of one of whom nothing was said nothing is written: %s', (_what, has) => {
    const { change, stuck } = planned({ wants: { standing: unread }, has });
    const why = { kind: 'unread' };
    expect([change, stuck]).toEqual([undefined, { kind: 'subscriber', key: IP, why, harmful: false }]);
  });

  test('but what is known of them goes with them, to wherever they are', () => {
    const has = [subscriberItem(OLD, 'maria', 'Lead')];
    expect(shown(planned({ wants: { standing: unread }, has }).change)).toBe('create Lead');
    const seen = [...has, nameless('Gold', 'rules')];
    expect(shown(planned({ wants: { standing: unread }, has: seen }).change)).toBe('update Lead');
    const remembered = new Map([['maria', 'Lead']]);
    expect(shown(planned({ wants: { standing: unread }, options: { remembered } }).change)).toBe('create Lead');
    const blocked = new Map([['maria', BLOCK]]);
    expect(shown(planned({ wants: { standing: unread }, options: { remembered: blocked } }).change)).toBe(
      `create ${BLOCK}`,
    );
  });

  test('and stays under a policy that the BQN had lost, if this run makes it again', () => {
    const keeps = (id: string, policy: string) => {
      const desired = aDesired({ policies: [aPolicy()], subscribers: [aSubscriber({ standing: unread })] });
      const away = subscriberItem(OLD, 'maria', policy);
      const bqn = aBqn({ subscribers: id === 'maria' ? [entry(id, policy)] : [entry(id, policy), away] });
      const { changes } = planChanges(desired, bqn, owning({ policy: ['Gold'] }), { ...DIFF, prune: 'none' });
      return changes.filter(({ key }) => key === IP).map(shown);
    };
    expect(keeps('maria', 'Gold')).toEqual([]);
    expect(keeps('maria', 'Lost')).toEqual(['update none']);
    expect(keeps('maria', '')).toEqual([]);
    expect(keeps('x', 'Gold')).toEqual(['update none']);
  });

  test('and an entry under a name that nobody knows is theirs', () => {
    expect(shown(planned({ wants: { choice: UNREAD }, has: [entry('x', 'Gold')] }).change)).toBe('update Gold');
  });
});

describe('a customer without a plan', () => {
  const wants = { choice: NO_PLAN, plan: 0 };

  test.each([
    ['has nothing written where rules gave one of our plans', [nameless('Gold', 'rules')], '-'],
    ['keeps what rules gave, in an entry of ours', [nameless('VIP', 'rules')], 'update VIP'],
    ['keeps what the operator gave them', [entry('maria', 'VIP')], '-'],
    ['keeps what the operator gave the address', [nameless('VIP')], 'update VIP'],
    ['loses what is another’s', [entry('x', 'VIP')], 'update none'],
    ['loses what was of our plans', [entry('maria', 'Gold')], 'update none'],
    ['has no policy', [], 'create none'],
    ['has none where there was none', [entry('x', '')], 'update none'],
  ])('%s', (_what, has, written) => {
    expect(shown(planned({ wants, has }).change)).toBe(written);
  });

  test('is told to be left to the rules, without harm', () => {
    const why = { kind: "rules' policy" };
    expect(planned({ wants, has: [nameless('Gold', 'rules')] }).stuck).toEqual({
      kind: 'subscriber',
      key: IP,
      why,
      harmful: false,
    });
    // With a plan the rules decide nothing, and what they gave is not sent as ours.
    const planful = planned({ has: [nameless('Gold', 'rules')] }).change;
    expect(planful).toMatchObject({ action: 'update', seen: true });
    expect(planful).toHaveProperty('body', { subscriberId: 'maria' });
    expect(planned({ wants: { ...wants, standing: BLOCKED }, has: [nameless('Gold', 'rules')] }).change).toMatchObject({
      policy: BLOCK,
    });
  });
});

describe('a policy that is not there', () => {
  const wants = { choice: { kind: 'named', name: 'New' } } as const;

  test.each([
    ['nothing', [], '-'],
    ['their own plan', [entry('maria', 'Gold')], '-'],
    ['a block, though they have service', [entry('maria', BLOCK)], 'update none'],
    ['somebody else’s plan', [entry('x', 'Gold')], 'update none'],
    ['somebody else’s, of the operator', [entry('x', 'VIP')], '-'],
    ['one without a name', [nameless('Gold')], '-'],
    ['what rules gave', [nameless(BLOCK, 'rules')], '-'],
    ['somebody else’s entry that says nothing', [entry('x', '')], '-'],
  ])('leaves them with %s, unless it does harm', (_what, has, written) => {
    const { change, stuck } = planned({ wants, has });
    expect([shown(change), stuck]).toMatchObject([
      written,
      { why: { kind: 'policy not there', policy: 'New' }, harmful: true },
    ]);
  });

  test('takes a block away from one without a contract, and not from one of whom it is not said', () => {
    const none = { ...wants, standing: { kind: 'none', contract: 0 } } as const;
    expect(shown(planned({ wants: none, has: [entry('maria', BLOCK)] }).change)).toBe('update none');
    const silent = { ...wants, standing: { kind: 'silent', contract: 1 } } as const;
    expect(shown(planned({ wants: silent, has: [entry('maria', BLOCK)] }).change)).toBe('-');
  });
});

describe('what is written', () => {
  test('of an entry that must not stay says what to write should the policy not be there', () => {
    const { change } = planned({ has: [entry('x', 'Lead')] });
    expect(change).toMatchObject({
      otherwise: { subscriberId: 'maria', policyRate: '' },
      why: { kind: 'plan', plan: 1, givesPolicy: true, found: 'another', id: 'maria' },
    });
    expect(planned({ has: [entry('maria', 'Lead')] }).change).toMatchObject({
      otherwise: undefined,
      why: { found: 'their own' },
    });
  });

  test('of an entry without a name is no write onto one that is ours', () => {
    expect(planned({ has: [nameless('Lead')] }).change).toMatchObject({ seen: true });
    expect(planned({ has: [entry('x', 'Lead')] }).change).toMatchObject({ seen: false });
  });

  test('belongs to the customer at the address that they are counted at', () => {
    const prefix = '2001:db8:0:1::';
    const at = (main?: string) => {
      const subscriber = aSubscriber({ ip: prefix, ...(main !== undefined && { main }) });
      const desired = aDesired({ policies: [aPolicy()], subscribers: [subscriber] });
      const { changes } = planChanges(desired, aBqn({ policies: [policyItem()] }), owning(), DIFF);
      return changes.map(({ belongsTo }) => belongsTo);
    };
    expect([at(IP), at(prefix), at()]).toEqual([[[prefix, IP]], [[prefix]], [[prefix]]]);
  });

  test('says why, for people', () => {
    const reasonFor = (one: Case) => {
      const { change } = planned(one);
      return change && whyText(change.why);
    };
    const silent = { kind: 'silent', contract: 7 } as const;
    expect(reasonFor({ wants: { standing: BLOCKED } })).toBe('contract 1: CA -> blocked');
    expect(reasonFor({ wants: { standing: silent }, has: [subscriberItem(OLD, 'maria', BLOCK)] })).toBe(
      'contract 7: no status, stays blocked',
    );
    const unread = { kind: 'unread', contract: 7 } as const;
    expect(reasonFor({ wants: { standing: unread }, has: [subscriberItem(OLD, 'maria', BLOCK)] })).toBe(
      'contract 7: not read, stays blocked',
    );
    expect(reasonFor({ has: [entry('maria', BLOCK)] })).toBe('contract 1: A -> service');
    expect(reasonFor({ wants: { choice: NO_PLAN, plan: 0 } })).toBe('online, no plan');
    expect(reasonFor({ wants: { choice: NO_PLAN } })).toBe('online, plan 1 gives no policy');
    const override = { login: 'maria', wish: { kind: 'open' }, until: '2026-12-01', by: 'ana', why: 'x' } as const;
    expect(reasonFor({ wants: { override } })).toBe('online, plan 1 (override open until 2026-12-01 by ana: x)');
  });
});

describe('what is told of a customer', () => {
  test('is where they came from: another address of the same family', () => {
    const at = (...has: JsonObject[]) => planned({ wants: { standing: BLOCKED }, has }).fates[0]?.movedFrom;
    expect(at(subscriberItem(OLD, 'maria', 'Gold'))).toBe(OLD);
    expect(at(subscriberItem('2001:db8:0:1::', 'maria', 'Gold'))).toBeUndefined();
    expect(at(subscriberItem('2001:db8:0:1::', 'maria', 'Gold'), subscriberItem(OLD, 'maria', 'Gold'))).toBe(OLD);
    expect(at(entry('maria', 'Gold'))).toBeUndefined();
  });

  test('once, whatever the number of entries, and each of several customers', () => {
    const prefixes = (id: string, at: number) =>
      [1, 2].map((end) =>
        aSubscriber({ ip: `2001:db8:${at}:${end}::`, main: `100.64.9.${at}`, id, loginId: at, standing: BLOCKED }),
      );
    const all = [...prefixes('ana', 3), ...prefixes('bia', 4)];
    const has = all.map(({ ip, id }) => subscriberItem(ip, id, 'Gold'));
    const desired = aDesired({ policies: [aPolicy()], subscribers: all });
    const { fates } = planChanges(
      desired,
      aBqn({ policies: [BLOCK_ITEM, policyItem()], subscribers: has }),
      owning(),
      DIFF,
    );
    expect(fates.map(({ effect, customer }) => `${effect} ${customer}`)).toEqual(['blocks login 3', 'blocks login 4']);
  });

  test('is whether a contract is gone that had blocked them, and its status', () => {
    const none = planned({ wants: { standing: { kind: 'none', contract: 5 } }, has: [entry('maria', BLOCK)] });
    expect(none.fates).toMatchObject([{ effect: 'opens', contractGone: true, contract: 5, status: '' }]);
    expect(planned({ has: [entry('maria', BLOCK)] }).fates).toMatchObject([{ contractGone: false, status: 'A' }]);
  });

  test('is the contract where a block of theirs ends, at a new address too, and the plan where only another was blocked there', () => {
    const reasons = (...has: JsonObject[]) => planned({ has }).fates.map(({ effect, why }) => [effect, whyText(why)]);
    expect(reasons(subscriberItem(OLD, 'maria', BLOCK))).toEqual([['opens', 'contract 1: A -> service']]);
    const wasSlow = subscriberItem(OLD, 'maria', 'Lead');
    expect(reasons(wasSlow, entry('debtor', BLOCK))).toEqual([['changes', 'login maria, plan 1']]);
  });
});

test('whom a group of theirs alone blocks is let through for their contract: the other half of that was refused', () => {
  const subscriber = aSubscriber({ standing: { kind: 'open', contract: 5, status: 'A' } });
  const ranges = ['2001:db8:0:1::/64'];
  const group = groupItem('DS-maria', { subscriberMembers: [IP], subscriberRanges: ranges, policyRate: BLOCK });
  const { fates } = planChanges(
    aDesired({ policies: [aPolicy()], subscribers: [subscriber], groups: [aGroup(subscriber, ranges)] }),
    aBqn({ policies: [BLOCK_ITEM, policyItem()], subscribers: [entry('maria', 'Gold')], groups: [group] }),
    owning({ policy: ['Gold'], group: ['DS-maria'] }),
    DIFF,
  );
  expect(fates).toMatchObject([{ effect: 'opens', why: { kind: 'let through' } }]);
});
