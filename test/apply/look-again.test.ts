import { describe, expect, test } from 'vitest';
import { apply } from '../../src/apply/apply.ts';
import type { BqnWrite } from '../../src/bqn/client.ts';
import type { Change } from '../../src/changes/change-plan.ts';
import {
  aChangePlan,
  aDeletion,
  address,
  anUpdate,
  aPolicy,
  many,
  policyItem,
  subscriberItem,
} from '../support/builders.ts';
import { MemoryBqn, written } from '../support/memory-bqn.ts';
import { applying } from '../support/planning.ts';

/** What was written before to the same end is looked at right after: whether the BQN kept it. */

/** Says yes to writes of these keys, and keeps nothing of them. */
class Forgetful extends MemoryBqn {
  readonly #keys: ReadonlySet<string>;

  constructor(keys: readonly string[]) {
    super({
      policies: [policyItem(), policyItem('Lead')],
      subscribers: many(3, (number) => subscriberItem(address(number), `l${number}`, 'Gold')),
    });
    this.#keys = new Set(keys);
  }

  override async write(write: BqnWrite): Promise<void> {
    if (!this.#keys.has(write.key)) return await super.write(write);
    this.writes.push(write);
  }
}

const [FIRST, SECOND, THIRD] = [address(1), address(2), address(3)] as const;
const moved = (key: string): Change => anUpdate({ key, path: key, policy: 'Lead', body: { policyRate: 'Lead' } });
const keysOf = (changes: readonly Change[]) => changes.map(({ key }) => key);

async function bring(bqn: MemoryBqn, changes: readonly Change[], suspects: readonly string[]) {
  const isSuspect = ({ key }: Change) => suspects.includes(key);
  return await apply(aChangePlan(changes), bqn.state, new Map(), bqn, applying({ isSuspect }));
}

describe('a change that is suspected to come to nothing', () => {
  test('and did, though others came: the BQN keeps nothing of this one', async () => {
    const bqn = new Forgetful([FIRST, SECOND]);
    const { done, dropped, refused, kept } = await bring(bqn, [FIRST, SECOND, THIRD].map(moved), [FIRST, SECOND]);
    expect([keysOf(done), keysOf(dropped), [...kept]]).toEqual([[THIRD], [FIRST, SECOND], ['subscriber']]);
    const why = { kind: 'nothing of it' };
    expect(refused).toMatchObject([
      { change: { key: FIRST }, why, unanswered: false },
      { change: { key: SECOND }, why, unanswered: false },
    ]);
  });

  test('and did, with all others: the BQN may not write at all now', async () => {
    const bqn = new Forgetful([FIRST, SECOND]);
    const { done, dropped, refused, kept } = await bring(bqn, [FIRST, SECOND].map(moved), [FIRST, SECOND]);
    expect([done, keysOf(dropped), [...kept]]).toEqual([[], [FIRST, SECOND], []]);
    expect(refused).toMatchObject([{ why: { kind: 'nothing of all' } }, { why: { kind: 'nothing of all' } }]);
  });

  test('and did, the only one: nothing is said of the BQN', async () => {
    const { refused, kept } = await bring(new Forgetful([FIRST]), [moved(FIRST)], [FIRST]);
    expect(refused).toMatchObject([{ why: { kind: 'nothing of it' } }]);
    expect(kept.size).toBe(0);
  });

  test('and came is done', async () => {
    const bqn = new Forgetful([SECOND]);
    const { done, dropped, refused } = await bring(bqn, [FIRST, SECOND].map(moved), [FIRST]);
    expect([keysOf(done), dropped, refused]).toEqual([[FIRST, SECOND], [], []]);
  });

  test('a deletion just so', async () => {
    const bqn = new Forgetful([FIRST]);
    const deletions = [FIRST, SECOND].map((key) => aDeletion({ key, path: key }));
    const { done, dropped } = await bring(bqn, deletions, [FIRST, SECOND]);
    expect(written(bqn)).toEqual([`DELETE subscriber ${FIRST}`, `DELETE subscriber ${SECOND}`]);
    expect([keysOf(done), keysOf(dropped)]).toEqual([[SECOND], [FIRST]]);
  });
});

test('nor where one policy was taken without effect, and another came', async () => {
  const bqn = new Forgetful(['Lead']);
  const policies = new Map(['Gold', 'Lead'].map((name) => [name, aPolicy({ name, downKbps: 7 })]));
  const body = { policyId: '1', rateLimitDownlink: { rate: 7 }, rateLimitUplink: { rate: 50_000 } };
  const changes = [...policies.keys()].map((key) => anUpdate({ kind: 'policy', key, body }));
  const plan = aChangePlan([...changes, anUpdate({ key: FIRST, body: { subscriberId: 'maria' } })]);
  const { untaken, kept } = await apply(plan, bqn.state, policies, bqn, applying());
  expect([[...untaken.keys()], [...kept], bqn.reads.all]).toEqual([['Lead'], ['policy'], 0]);
});

test('without a suspicion nothing is read again', async () => {
  const bqn = new Forgetful([FIRST]);
  const { done } = await bring(bqn, [moved(FIRST)], []);
  expect([keysOf(done), bqn.reads.all]).toEqual([[FIRST], 0]);
});
