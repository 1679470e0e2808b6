import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/changes/change-plan.ts';
import { type GateMemory, NO_MEMORY } from '../../src/changes/gate-memory.ts';
import { eachHarm, type Limits } from '../../src/changes/harm.ts';
import type { Incident } from '../../src/changes/incidents.ts';
import { judgeLeaving } from '../../src/changes/leaving.ts';
import type { Fate } from '../../src/customers/fate.ts';
import { aChangePlan, aDeletion, address, aFate, many } from '../support/builders.ts';

/** Deletions of customers who are offline. */

const LIMITS: Limits = { maxDelete: 30, maxBlock: 20, maxSpeed: 20, force: false, approved: new Map() };
const NOW = 1_700_000_000;
const HOUR = 3600;

function judged(
  count: number,
  more: {
    limits?: Partial<Limits>;
    memory?: Partial<GateMemory>;
    from?: Fate;
    all?: number;
    changes?: readonly Change[];
  } = {},
) {
  const { from = { kind: 'limited', policy: 'Gold', downKbps: 9, upKbps: 9 }, all = 100 } = more;
  const fates = many(count, (number) =>
    aFate({ customer: `l${number}`, ip: address(number), from, to: { kind: 'unsaid' }, effect: 'leaves' }),
  );
  const names = new Map(many(count, (number) => [address(number), '']));
  const ours = { policy: new Map(), subscriber: names, group: new Map() };
  const plan = aChangePlan(more.changes ?? [], { fates, ours, wanted: all, managed: all });
  return judgeLeaving(plan, { ...LIMITS, ...more.limits }, { ...NO_MEMORY, now: NOW, ...more.memory });
}

function since(ago: number, most = 60): Partial<GateMemory> {
  const members = new Map(many(most, (number) => [`l${number}`, NOW - ago]));
  const incident: Incident = { mark: 'leaves-1', began: NOW - ago, most, told: most, members };
  return { incidents: { leaves: incident } };
}

function gone(count: number, ago = 600): Partial<GateMemory> {
  const leaves = new Map(many(count, (number) => [`x${number}`, NOW - ago]));
  return { recent: { ...eachHarm(() => new Map()), leaves } };
}

describe('as many as the limit says go', () => {
  test('and one more are put off, without being held back', () => {
    expect(judged(30)).toMatchObject({ passed: { length: 30 }, kept: [], putOff: undefined });
    const { passed, kept, held, putOff, incident } = judged(31);
    expect([passed.length, kept.length, held.length]).toEqual([0, 31, 0]);
    expect(putOff).toEqual({ count: 31, blocked: 0, since: NOW });
    expect(incident).toMatchObject({ began: NOW, most: 31 });
  });

  test('those of the last hour and of the last day among them', () => {
    expect(judged(5, { memory: gone(26) }).putOff).toBeDefined();
    expect(judged(5, { memory: gone(26, 2 * HOUR) }).putOff).toBeUndefined();
    expect(judged(5, { memory: gone(41, 2 * HOUR) }).putOff).toBeDefined();
  });
});

describe('what is put off', () => {
  test('stays so until half an hour’s limit is left', () => {
    expect(judged(16, { memory: since(HOUR) }).putOff).toMatchObject({ count: 16, since: NOW - HOUR });
    expect(judged(15, { memory: since(HOUR) })).toMatchObject({
      putOff: undefined,
      passed: { length: 15 },
      incident: undefined,
    });
    expect(judged(0, { memory: since(HOUR) }).incident).toBeUndefined();
  });

  test('is held back after a day', () => {
    expect(judged(40, { memory: since(23 * HOUR) }).held).toHaveLength(0);
    expect(judged(40, { memory: since(24 * HOUR) })).toMatchObject({ held: { length: 40 }, putOff: undefined });
  });

  test('goes where the operator says so: as many as that, or all', () => {
    const some = judged(40, { limits: { approved: new Map([['leaves', 10]]) } });
    expect(some).toMatchObject({ approved: { length: 10 }, kept: { length: 30 }, putOff: { count: 30 } });
    // Whose place is another's by now goes anyhow, and is not whom the operator meant.
    const letsGo = many(10, (number) => aDeletion({ key: address(number), letsGo: true }));
    const others = judged(40, { changes: letsGo, limits: { approved: new Map([['leaves', 10]]) } });
    expect([others.approved.length, others.kept.length]).toEqual([10, 20]);
    expect(others.approved).not.toContain('l1');
    // Nor is who joins in the same run: whom the operator was shown are the ten who waited.
    const waited = many(10, (number) => `l${number + 30}`);
    const members = new Map(waited.map((customer) => [customer, NOW - 600]));
    const leaves: Incident = { mark: 'leaves-1', began: NOW - 600, most: 10, told: 10, members };
    const joined = judged(40, { memory: { incidents: { leaves } }, limits: { approved: new Map([['leaves', 10]]) } });
    expect(joined.approved).toEqual(waited);
    const all = judged(40, { limits: { approved: new Map([['leaves', 40]]) } });
    expect([all.approved.length, all.kept.length, all.putOff]).toEqual([40, 0, undefined]);
    expect(judged(40, { limits: { force: true } })).toMatchObject({ passed: [], kept: [], incident: undefined });
  });

  test('is held back at once where it is the operator who takes everything away', () => {
    expect(judged(40, { limits: { uninstalls: true } })).toMatchObject({ held: { length: 40 }, putOff: undefined });
    expect(judged(4, { limits: { uninstalls: true }, from: { kind: 'blocked' }, all: 10 }).kept).toHaveLength(4);
  });
});

describe('the blocked go last', () => {
  const from: Fate = { kind: 'blocked' };

  test('while those who left before have used up no more than half of the limits', () => {
    expect(judged(30, { from }).kept).toEqual([]);
    expect(judged(2, { from, memory: gone(15) }).kept).toEqual([]);
    const after = judged(2, { from, memory: gone(16) });
    expect(after).toMatchObject({ kept: { length: 2 }, putOff: { blocked: 2, since: undefined } });
    expect(judged(2, { from, memory: gone(23, 2 * HOUR) }).kept).toHaveLength(2);
    expect(judged(2, { from, memory: gone(22, 2 * HOUR) }).kept).toEqual([]);
  });

  test('but whose place another has by now who is left alone does not wait', () => {
    const changes = [aDeletion({ key: address(1), letsGo: true })];
    expect(judged(2, { from, memory: gone(16), changes })).toMatchObject({ passed: ['l1'], kept: { length: 1 } });
  });

  test('nor is anybody kept where the operator says so, or where a percentage says nothing', () => {
    expect(judged(2, { from, memory: gone(16), limits: { force: true } }).kept).toEqual([]);
    expect(judged(2, { from, memory: gone(16), limits: { uninstalls: true } }).kept).toEqual([]);
    expect(judged(1, { from, all: 9, limits: { maxDelete: 40 }, memory: gone(2) }).kept).toEqual([]);
  });
});
