import { describe, expect, test } from 'vitest';
import { type ApplyOptions, apply } from '../../src/apply/apply.ts';
import { type BqnGone, BqnListUnreadable, BqnLoginRefused, WriteRefused } from '../../src/bqn/errors.ts';
import { planChanges } from '../../src/changes/diff.ts';
import type { Desired } from '../../src/mapping/desired.ts';
import { whyNotText } from '../../src/report/why-text.ts';
import {
  aBqn,
  aChange,
  aChangePlan,
  aDeletion,
  aDesired,
  address,
  aGroup,
  aPolicy,
  aSubscriber,
  DIFF,
  groupItem,
  type Lists,
  many,
  owning,
  policyItem,
  subscriberItem,
} from '../support/builders.ts';
import { MemoryBqn, written } from '../support/memory-bqn.ts';
import { applying } from '../support/planning.ts';

const IP = '100.64.0.1';

function options(more: Partial<ApplyOptions> = {}): ApplyOptions {
  return applying({ concurrency: 8, ...more });
}

/** Plans and applies on a BQN; all that it lists is ours. */
async function bring(bqn: MemoryBqn, desired: Desired, more: Partial<ApplyOptions> = {}) {
  const { state } = bqn;
  const owned = owning({
    policy: state.policies.keys(),
    subscriber: state.subscribers.keys(),
    group: state.groups.keys(),
  });
  return await apply(planChanges(desired, state, owned, DIFF), state, desired.policies, bqn, options(more));
}

function customers(count: number, policy = 'Gold') {
  return many(count, (number) =>
    aSubscriber({ ip: address(number), id: `l${number}`, choice: { kind: 'named', name: policy } }),
  );
}

const MARIA = aSubscriber();
const EVERYTHING = aDesired({
  policies: [aPolicy()],
  subscribers: [MARIA],
  groups: [aGroup(MARIA, ['2001:db8::/64'])],
});
const OLD: Lists = {
  policies: [policyItem('Old')],
  subscribers: [subscriberItem('100.64.0.9', 'old', 'Old')],
  groups: [groupItem('DS-old', { subscriberMembers: ['100.64.0.9'], policyRate: 'Old' })],
};

describe('order of the writes', () => {
  test('policies, subscribers, groups are created and updated; then groups, subscribers, policies deleted', async () => {
    const bqn = new MemoryBqn(OLD);
    const { done, refused, stopped } = await bring(bqn, EVERYTHING);
    expect(written(bqn)).toEqual([
      'POST policy Gold',
      `POST subscriber ${IP}`,
      'POST group DS-maria',
      'DELETE group DS-old',
      'DELETE subscriber 100.64.0.9',
      'DELETE policy Old',
    ]);
    expect(done).toHaveLength(6);
    expect([refused, stopped, bqn.store.violations]).toEqual([[], undefined, []]);
  });

  test('the next run has nothing to write', async () => {
    const bqn = new MemoryBqn(OLD);
    await bring(bqn, EVERYTHING);
    const again = await bring(bqn, EVERYTHING);
    expect([again.writes, again.done]).toEqual([0, []]);
  });

  test('a stage begins when the one before has ended, whatever order the plan is in', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem('Old')] });
    const changes = [
      aChange({ kind: 'policy', action: 'delete', key: 'Old' }),
      aChange({ kind: 'group', action: 'create', key: 'DS-maria', policy: 'Gold' }),
      aChange({ kind: 'policy', action: 'create', key: 'Gold', body: { policyId: '1' } }),
    ];
    await apply(aChangePlan(changes), bqn.state, new Map(), bqn, options());
    expect(written(bqn)).toEqual(['POST policy Gold', 'POST group DS-maria', 'DELETE policy Old']);
  });
});

describe('--concurrency', () => {
  test.each([1, 3, 8])('%i writes at a time, no more and no fewer', async (concurrency) => {
    const bqn = new MemoryBqn({ policies: [policyItem()] });
    await bring(bqn, aDesired({ policies: [aPolicy()], subscribers: customers(40) }), { concurrency });
    expect(bqn.mostAtOnce).toBe(concurrency);
    expect(bqn.writes).toHaveLength(40);
  });

  test('fewer when the BQN takes fewer, and all of them all the same', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem()] });
    bqn.width = 2;
    await bring(bqn, aDesired({ policies: [aPolicy()], subscribers: customers(40) }), { concurrency: 8 });
    expect(bqn.mostAtOnce).toBe(2);
    expect(bqn.writes).toHaveLength(40);
  });

  test('each change is written once', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem()] });
    await bring(bqn, aDesired({ policies: [aPolicy()], subscribers: customers(100) }), { concurrency: 7 });
    expect(new Set(written(bqn)).size).toBe(100);
  });

  test('each write is told', async () => {
    const told: string[] = [];
    const bqn = new MemoryBqn({ policies: [policyItem()] });
    const onWrite = (done: number, planned: number) => void told.push(`${done}/${planned}`);
    await bring(bqn, aDesired({ policies: [aPolicy()], subscribers: customers(3) }), { concurrency: 1, onWrite });
    expect(told).toEqual(['1/3', '2/3', '3/3']);
  });
});

describe('an update is a PUT of our fields, which keeps the rest', () => {
  test('quota, groups and burst fields survive', async () => {
    const bqn = new MemoryBqn({
      policies: [policyItem('Gold', { rateLimitDownlink: { rate: 1, burstRate: 5 }, acm: true })],
      subscribers: [subscriberItem(IP, 'maria', '', { quota: { volume: 7 }, subscriberGroups: ['VIP'] })],
    });
    await bring(bqn, aDesired({ policies: [aPolicy()], subscribers: [MARIA] }));
    expect(bqn.store.policy('Gold')).toMatchObject({ rateLimitDownlink: { rate: 100_000, burstRate: 5 }, acm: true });
    expect(bqn.store.subscriber(IP)).toMatchObject({
      policyRate: 'Gold',
      quota: { volume: 7 },
      subscriberGroups: ['VIP'],
    });
  });

  test.each([404, 405] as const)(
    'PUT on something gone by now (%i) is followed by a POST with all that was read',
    async (putOnMissing) => {
      const bqn = new MemoryBqn(
        { policies: [policyItem()], subscribers: [subscriberItem(IP, 'maria', '', { quota: { volume: 7 } })] },
        { putOnMissing },
      );
      const { state } = bqn;
      bqn.store.subscribers.delete(IP);
      const desired = aDesired({ policies: [aPolicy()], subscribers: [MARIA] });
      const applied = await apply(planChanges(desired, state, owning(), DIFF), state, desired.policies, bqn, options());
      expect(written(bqn)).toEqual([`PUT subscriber ${IP}`, `POST subscriber ${IP}`]);
      expect(bqn.store.subscriber(IP)).toMatchObject({
        subscriberId: 'maria',
        policyRate: 'Gold',
        quota: { volume: 7 },
      });
      expect([applied.writes, applied.done.length]).toEqual([2, 1]);
    },
  );

  test('so is one of what the books know though the list does not show it; another refusal is final', async () => {
    const known = async (status: number) => {
      const bqn = new MemoryBqn({ policies: [policyItem()] });
      bqn.refuse = ({ method }) => (method === 'PUT' ? new WriteRefused(status, 'no') : undefined);
      const { state } = bqn;
      const desired = aDesired({ policies: [aPolicy()], subscribers: [MARIA] });
      const plan = planChanges(desired, state, owning({ policy: ['Gold'], subscriber: [IP] }), DIFF);
      const applied = await apply(plan, state, desired.policies, bqn, options());
      return [applied.done.length, applied.refused.length];
    };
    expect(await known(404)).toEqual([1, 0]);
    expect(await known(403)).toEqual([0, 1]);
  });

  test('another refusal of a PUT is final', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem()], subscribers: [subscriberItem(IP, 'maria', '')] });
    bqn.refuse = () => new WriteRefused(400, 'HTTP 400');
    const { refused, writes } = await bring(bqn, aDesired({ policies: [aPolicy()], subscribers: [MARIA] }));
    expect([refused.length, writes]).toEqual([1, 1]);
  });
});

describe('one refused entry never stops the others', () => {
  test('it is reported with its reason, and the rest is written', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem()] });
    bqn.refuse = ({ key }) => (key === address(2) ? new WriteRefused(400, 'HTTP 400: no') : undefined);
    const applied = await bring(bqn, aDesired({ policies: [aPolicy()], subscribers: customers(5) }));
    expect(applied.done).toHaveLength(4);
    expect(applied.refused).toMatchObject([
      { change: { key: address(2) }, why: { kind: 'refused', said: 'HTTP 400: no' }, unanswered: false },
    ]);
    expect(applied.stopped).toBeUndefined();
  });

  test.each([
    [0, true],
    [500, true],
    [503, true],
    [400, false],
    [404, false],
    [429, false],
  ])('status %i: whether the BQN may have taken it all the same is %s', async (status, unanswered) => {
    const bqn = new MemoryBqn({ policies: [policyItem()] });
    bqn.refuse = () => new WriteRefused(status, 'x');
    const { refused } = await bring(bqn, aDesired({ policies: [aPolicy()], subscribers: [MARIA] }));
    expect(refused).toMatchObject([{ unanswered }]);
  });

  test('a policy that was refused is named by nobody', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem('Lead', { policyId: '2' })] });
    bqn.refuse = ({ key }) => (key === 'Gold' ? new WriteRefused(400, 'HTTP 400') : undefined);
    const desired = aDesired({
      policies: [aPolicy(), aPolicy({ name: 'Lead', id: '2' })],
      subscribers: [MARIA, ...customers(2, 'Lead')],
      groups: [aGroup(MARIA, ['2001:db8::/64'])],
    });
    const { refused, done } = await bring(bqn, desired);
    expect(refused.map(({ change, why }) => `${change.kind}: ${whyNotText(why)}`)).toEqual([
      'policy: HTTP 400',
      'subscriber: its policy Gold is not on the BQN',
      'group: its policy Gold is not on the BQN',
    ]);
    expect(done).toHaveLength(2);
    expect(bqn.store.violations).toEqual([]);
  });

  test('a policy whose users could not be changed is not deleted', async () => {
    const bqn = new MemoryBqn({
      policies: [policyItem('Old'), policyItem()],
      subscribers: [subscriberItem(IP, 'maria', 'Old')],
    });
    bqn.refuse = ({ kind }) => (kind === 'subscriber' ? new WriteRefused(400, 'HTTP 400') : undefined);
    const { refused } = await bring(bqn, aDesired({ policies: [aPolicy()], subscribers: [MARIA] }));
    expect(refused.map(({ change, why }) => `${change.key}: ${whyNotText(why)}`)).toEqual([
      `${IP}: HTTP 400`,
      'Old: it is still in use',
    ]);
    expect(bqn.store.policy('Old')).toBeDefined();
  });
});

describe('a policy that was in use until this run is deleted after a look at the lists', () => {
  const listed: Lists = {
    policies: [policyItem('Old'), policyItem()],
    subscribers: [subscriberItem(IP, 'maria', 'Old')],
  };
  const desired = aDesired({ policies: [aPolicy()], subscribers: [MARIA] });

  test('nobody names it: it goes', async () => {
    const bqn = new MemoryBqn(listed);
    await bring(bqn, desired);
    expect([written(bqn).at(-1), bqn.reads.all]).toEqual(['DELETE policy Old', 1]);
  });

  test('the BQN said yes and did nothing: it stays for its customer, and goes when they have left it', async () => {
    const bqn = new MemoryBqn(listed);
    const { write } = MemoryBqn.prototype;
    bqn.write = async (one) => (one.kind === 'subscriber' ? undefined : await write.call(bqn, one));
    const told: string[] = [];
    const applied = await bring(bqn, desired, { onWrite: (done, planned) => void told.push(`${done}/${planned}`) });
    expect(bqn.store.policy('Old')).toBeDefined();
    expect([applied.refused, told.at(-1)]).toEqual([[], '2/2']);
    bqn.write = (one) => write.call(bqn, one);
    await bring(bqn, desired);
    expect(bqn.store.policy('Old')).toBeUndefined();
  });

  test('one that nobody used goes without a look', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem('Old'), policyItem()] });
    await bring(bqn, aDesired({ policies: [aPolicy()] }));
    expect([written(bqn), bqn.reads.all]).toEqual([['DELETE policy Old'], 0]);
  });

  test('one that is known to be in use needs none either, and others go', async () => {
    const bqn = new MemoryBqn({ ...listed, policies: [...(listed.policies ?? []), policyItem('Older')] });
    bqn.refuse = ({ kind }) => (kind === 'subscriber' ? new WriteRefused(400, 'HTTP 400') : undefined);
    await bring(bqn, desired);
    expect([written(bqn).at(-1), bqn.reads.all]).toEqual(['DELETE policy Older', 0]);
  });
});

describe('a BQN that stops answering (20 failures in a row) ends the run', () => {
  const desired = aDesired({ policies: [aPolicy()], subscribers: customers(100) });

  test.each([0, 500, 503, 429])('20 times status %i: the rest is left for the next run', async (status) => {
    const bqn = new MemoryBqn({ policies: [policyItem()] });
    bqn.refuse = () => new WriteRefused(status, `HTTP ${status}`);
    const applied = await bring(bqn, desired, { concurrency: 1 });
    expect(applied.stopped).toMatchObject({ name: 'BqnGaveUp', message: expect.stringContaining('20 writes failed') });
    expect(bqn.writes).toHaveLength(20);
    expect(applied.refused).toHaveLength(20);
  });

  test('with several at a time no more than those under way come on top', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem()] });
    bqn.refuse = () => new WriteRefused(0, 'silence');
    const applied = await bring(bqn, desired, { concurrency: 8 });
    expect(applied.stopped?.name).toBe('BqnGaveUp');
    expect(bqn.writes.length).toBeLessThan(20 + 8);
  });

  test('19 failures and a success, again and again, do not', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem()] });
    let count = 0;
    bqn.refuse = () => (++count % 20 === 0 ? undefined : new WriteRefused(500, 'HTTP 500'));
    const applied = await bring(bqn, desired, { concurrency: 1 });
    expect(applied.stopped).toBeUndefined();
    expect([applied.done.length, applied.refused.length]).toEqual([5, 95]);
  });

  test('a clear no (4xx) is an answer', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem()] });
    bqn.refuse = () => new WriteRefused(400, 'HTTP 400');
    const applied = await bring(bqn, desired);
    expect(applied.stopped).toBeUndefined();
    expect(applied.refused).toHaveLength(100);
  });
});

test('a BQN that answers none of a few writes is told as silent, with how many they were', async () => {
  const bqn = new MemoryBqn({ policies: [policyItem()] });
  bqn.refuse = () => new WriteRefused(503, 'HTTP 503');
  const applied = await bring(bqn, aDesired({ policies: [aPolicy()], subscribers: customers(3) }));
  expect(applied.stopped).toMatchObject({ name: 'BqnSilent', message: expect.stringContaining('of 3 none') });
});

describe('what ends the work at once', () => {
  test('a password that is refused: nothing more is tried, what is under way is waited for', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem()] });
    let left = 5;
    bqn.refuse = () => (left-- > 0 ? undefined : new BqnLoginRefused(bqn.label, 401));
    const applied = await bring(bqn, aDesired({ policies: [aPolicy()], subscribers: customers(100) }), {
      concurrency: 2,
    });
    expect(applied.stopped?.name).toBe('BqnLoginRefused');
    expect(applied.done).toHaveLength(5);
    expect(bqn.writes.length).toBeLessThanOrEqual(7);
  });

  test('an interruption: what is done is told, so that the ledger can be saved', async () => {
    const controller = new AbortController();
    const bqn = new MemoryBqn({ policies: [policyItem()] });
    const onWrite = (done: number) => {
      if (done === 10) controller.abort();
    };
    const desired = aDesired({ policies: [aPolicy()], subscribers: customers(100) });
    const applied = await bring(bqn, desired, { concurrency: 4, signal: controller.signal, onWrite });
    expect(applied.stopped?.name).toBe('Interrupted');
    expect(applied.done.length).toBe(bqn.writes.length);
    expect(applied.done.length).toBeLessThan(14);
  });

  test('a defect of ours is not mistaken for the BQN’s', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem()] });
    bqn.refuse = () => {
      throw new TypeError('ours');
    };
    await expect(bring(bqn, aDesired({ policies: [aPolicy()], subscribers: [MARIA] }))).rejects.toThrow(TypeError);
  });
});

describe('after policy writes the list is read once more', () => {
  test('what did not take is reported, a static policy, and remembered', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem('Gold', { policyId: '7' })] });
    bqn.store.staticPolicies.add('Gold');
    const applied = await bring(bqn, aDesired({ policies: [aPolicy()], subscribers: [MARIA] }));
    expect(applied.refused).toMatchObject([{ change: { key: 'Gold' }, why: { kind: 'no effect' } }]);
    expect([...applied.untaken]).toEqual([['Gold', '1 100000/50000']]);
    // The policy is there all the same, so its subscriber may name it.
    expect(applied.done.map(({ key }) => key)).toEqual([IP]);
    expect([written(bqn)[0], written(bqn)[1], bqn.reads.policies]).toEqual(['PUT policy Gold', 'PUT policy Gold', 2]);
  });

  test('what a busy BQN only dropped is written once more, and all is well', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem('Gold', { policyId: '7' })] });
    bqn.store.staticPolicies.add('Gold');
    bqn.refuse = () => {
      if (bqn.writes.length > 1) bqn.store.staticPolicies.delete('Gold');
      return undefined;
    };
    const applied = await bring(bqn, aDesired({ policies: [aPolicy()], subscribers: [MARIA] }));
    expect([applied.refused, [...applied.untaken]]).toEqual([[], []]);
    expect(bqn.store.policy('Gold')?.['policyId']).toBe('1');
  });

  test('refused the second time, it is no static policy, and is tried again in the next run', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem('Gold', { policyId: '7' })] });
    bqn.store.staticPolicies.add('Gold');
    bqn.refuse = () => (bqn.writes.length > 1 ? new WriteRefused(400, 'HTTP 400') : undefined);
    const applied = await bring(bqn, aDesired({ policies: [aPolicy()] }));
    expect(applied.refused).toMatchObject([{ why: { kind: 'refused', said: 'HTTP 400' } }]);
    expect([...applied.untaken]).toEqual([]);
  });

  test('a BQN that goes away at the second time ends the work', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem('Gold', { policyId: '7' })] });
    bqn.store.staticPolicies.add('Gold');
    bqn.refuse = () => (bqn.writes.length > 1 ? new BqnLoginRefused(bqn.label, 401) : undefined);
    const applied = await bring(bqn, aDesired({ policies: [aPolicy()], subscribers: [MARIA] }));
    expect([applied.stopped?.name, bqn.writes.length]).toEqual(['BqnLoginRefused', 2]);
  });

  test('interrupted before the second time, it is not written again', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem('Gold', { policyId: '7' })] });
    bqn.store.staticPolicies.add('Gold');
    const stop = new AbortController();
    const onWrite = () => stop.abort();
    const applied = await bring(bqn, aDesired({ policies: [aPolicy()] }), { signal: stop.signal, onWrite });
    expect([applied.stopped?.name, bqn.writes.length]).toEqual(['Interrupted', 1]);
  });

  test('one that is not even in the list afterwards is named by nobody', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem('Gold', { policyId: '7' })] }, { staticListed: false });
    bqn.store.staticPolicies.add('Gold');
    const applied = await bring(bqn, aDesired({ policies: [aPolicy()], subscribers: [MARIA] }));
    expect(applied.refused.map(({ change }) => change.key)).toEqual(['Gold', IP]);
    expect([applied.done, [...applied.untaken]]).toEqual([[], []]);
  });

  test('what agrees is not written again', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem('Gold', { policyId: '7' })] });
    await bring(bqn, aDesired({ policies: [aPolicy()] }));
    expect([bqn.writes.length, bqn.reads.policies]).toEqual([1, 1]);
  });

  test('not without a policy write', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem()] });
    await bring(bqn, aDesired({ policies: [aPolicy()], subscribers: [MARIA] }));
    expect(bqn.reads.policies).toBe(0);
  });

  test('it cannot be read: nothing that would name a policy is written', async () => {
    const bqn = new MemoryBqn();
    bqn.unreadable = new BqnListUnreadable(bqn.label, 'policies/rate', 'HTTP 500') satisfies BqnGone;
    const applied = await bring(bqn, EVERYTHING);
    expect(applied.stopped?.name).toBe('BqnListUnreadable');
    expect(written(bqn)).toEqual(['POST policy Gold']);
    expect(applied.done.map(({ key }) => key)).toEqual(['Gold']);
  });
});

describe('deleting', () => {
  test('what is gone already need not be deleted', async () => {
    const bqn = new MemoryBqn(OLD, { deleteStatus: '404 though done' });
    const { done, refused } = await bring(bqn, aDesired());
    expect([done.length, refused]).toEqual([3, []]);
  });

  test('what lets go of somebody’s place is deleted once, before others get it', async () => {
    const bqn = new MemoryBqn({ subscribers: [subscriberItem(address(1), 'old', 'Gold')] });
    const plan = aChangePlan([aDeletion({ key: address(1), path: address(1), letsGo: true })]);
    const { done, writes } = await apply(plan, bqn.state, new Map(), bqn, options());
    expect([done.length, writes, bqn.state.subscribers.size]).toEqual([1, 1, 0]);
  });

  test('nothing planned: nothing is written', async () => {
    const bqn = new MemoryBqn();
    expect(await apply(aChangePlan([]), aBqn(), new Map(), bqn, options())).toEqual({
      done: [],
      refused: [],
      otherwise: [],
      untaken: new Map(),
      dropped: [],
      kept: new Set(),
      leftBehind: new Map(),
      sites: { joined: 0, left: 0, written: [], refused: 0, reason: undefined, most: undefined },
      writes: 0,
      stopped: undefined,
    });
  });
});
