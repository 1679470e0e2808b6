import { describe, expect, test } from 'vitest';
import type { BqnPolicy } from '../../src/bqn/resources.ts';
import {
  diffBursts,
  lacksBursts,
  listedBurst,
  writesBursts,
  writtenAfter,
  writtenStill,
} from '../../src/changes/burst-fields.ts';
import type { WrittenFields } from '../../src/customers/owned.ts';
import type { Burst } from '../../src/mapping/desired.ts';
import type { JsonObject } from '../../src/text/json.ts';
import { aBqn, aPolicy, owning, policyItem } from '../support/builders.ts';

/** Whose the bursts of a policy are, in one run; over several: `written-fields.test.ts`. */

const OURS: Burst = { rateKbps: 200, thresholdKbps: 80, durationS: 10 };
const SET = { burstRate: 200, burstThreshold: 80, burstDuration: 10 };
const TEXT = '200/80/10';
const THEIRS = { burstRate: 900, burstDuration: 4 };
const NOTHING = { burstRate: 0, burstThreshold: 0, burstDuration: 0 };

function listed(down: JsonObject = {}, up: JsonObject = {}, policyId = '1'): BqnPolicy {
  const limits = { rateLimitDownlink: { rate: 100, ...down }, rateLimitUplink: { rate: 50, ...up } };
  const policy = aBqn({ policies: [policyItem('Gold', { policyId, ...limits })] }).policies.get('Gold');
  if (policy === undefined) throw new Error('no policy');
  return policy;
}

function having(written?: WrittenFields) {
  return owning({ policy: { Gold: { id: '1', ...(written && { written }) } } });
}

const wroteDown = (wrote: readonly string[], before: JsonObject = {}) =>
  having({ rateLimitDownlink: { wrote, before } });
const wished = (down?: Burst, up?: Burst) => aPolicy({ bursts: { ...(down && { down }), ...(up && { up }) } });

describe('what becomes of bursts', () => {
  test('that are wished: each way by itself, told beside what stood there', () => {
    expect(diffBursts(listed(), wished(OURS), owning())).toEqual({
      fields: [{ field: 'downlink burst', from: 'none', to: TEXT }],
      toWrite: { rateLimitDownlink: SET },
    });
    expect(diffBursts(listed({}, THEIRS), wished(undefined, OURS), owning())).toEqual({
      fields: [{ field: 'uplink burst', from: '900/0/4', to: TEXT }],
      toWrite: { rateLimitUplink: SET },
    });
  });

  test('of a policy that is made with them: there was none', () => {
    expect(diffBursts(undefined, wished(OURS), owning())).toEqual({
      fields: [{ field: 'downlink burst', from: 'none', to: TEXT }],
      toWrite: { rateLimitDownlink: SET },
    });
  });

  test('that stand there as they are wished: no change, but written with whatever else is', () => {
    expect(diffBursts(listed(SET), wished(OURS), owning())).toEqual({
      fields: [],
      toWrite: { rateLimitDownlink: SET },
    });
  });

  test('that nobody wishes and we did not write: nothing', () => {
    for (const policy of [aPolicy(), wished()])
      expect(diffBursts(listed(THEIRS), policy, having())).toEqual({ fields: [], toWrite: {} });
  });

  test('that we wrote and nobody wishes any more: what stood there before, and 0 for what was not set', () => {
    expect(diffBursts(listed(SET), aPolicy(), wroteDown([TEXT], { burstRate: 900 }))).toEqual({
      fields: [{ field: 'downlink burst', from: TEXT, to: '900/0/0' }],
      toWrite: { rateLimitDownlink: { ...NOTHING, burstRate: 900 } },
    });
    expect(diffBursts(listed(SET), aPolicy(), wroteDown(['1/1/1', TEXT])).fields).toEqual([
      { field: 'downlink burst', from: TEXT, to: 'none' },
    ]);
  });

  test.each([
    ['another hand has changed since', listed(THEIRS), wroteDown([TEXT])],
    ['went with the policy', undefined, wroteDown([TEXT])],
    ['belong to a policy that is another’s by its id', listed(SET, {}, '7'), wroteDown([TEXT])],
  ])('that %s: nothing, though we wrote some', (_what, existing, owned) => {
    expect(diffBursts(existing, aPolicy(), owned)).toEqual({ fields: [], toWrite: {} });
  });
});

describe('whether a list shows what was written', () => {
  const down = { field: 'downlink burst', from: 'none', to: TEXT };
  const up = { field: 'uplink burst', from: 'none', to: TEXT };
  const rate = { field: 'downlink', from: '1', to: '2' };

  test('each of the bursts has to be there', () => {
    expect(lacksBursts(listed(SET), [down])).toBe(false);
    expect(lacksBursts(listed(SET, SET), [down, up])).toBe(false);
    expect(lacksBursts(listed(SET), [down, up])).toBe(true);
    expect(lacksBursts(listed({}, SET), [down])).toBe(true);
  });

  test('of other fields it says nothing', () => {
    expect(lacksBursts(listed(), [rate])).toBe(false);
    expect([[rate], [up], [rate, down], []].map(writesBursts)).toEqual([false, true, true, false]);
  });
});

describe('what is remembered of a write', () => {
  const downTo = (to: string) => [{ field: 'downlink burst', from: 'none', to }];

  test('the first time: what was written, and what anybody had set there', () => {
    const limit = { burstRate: 900, burstThreshold: 0, burstDuration: '4', queue: 7 };
    for (const isSeen of [true, false])
      expect(writtenAfter(listed(limit), wished(OURS), downTo(TEXT), owning(), isSeen)).toEqual({
        rateLimitDownlink: { wrote: [TEXT], before: { burstRate: 900, burstDuration: '4' } },
      });
  });

  test('of a policy that was made with it: nothing stood there', () => {
    expect(writtenAfter(undefined, wished(OURS), downTo(TEXT), owning(), true)).toEqual({
      rateLimitDownlink: { wrote: [TEXT], before: {} },
    });
  });

  test('where nothing was written: what was remembered, or nothing', () => {
    const memory = { wrote: ['1/1/1'], before: {} };
    expect(writtenAfter(listed(SET), wished(OURS), [], owning(), true)).toBeUndefined();
    expect(writtenAfter(listed(), wished(OURS), [], having({ rateLimitUplink: memory }), true)).toEqual({
      rateLimitUplink: memory,
    });
  });

  test('over one of ours: what stood there before us stays known, and what was seen to come is all that is ours', () => {
    const after = (isSeen: boolean, existing: BqnPolicy | undefined = listed({ burstRate: 1 })) =>
      writtenAfter(existing, wished(OURS), downTo(TEXT), wroteDown(['1/0/0', TEXT], THEIRS), isSeen);
    expect(after(true)).toEqual({ rateLimitDownlink: { wrote: [TEXT], before: THEIRS } });
    expect(after(false), 'each text once').toEqual({
      rateLimitDownlink: { wrote: [TEXT, '1/0/0'], before: THEIRS },
    });
    expect(writtenAfter(undefined, wished(OURS), downTo(TEXT), wroteDown(['1/0/0'], THEIRS), true), 'gone').toEqual({
      rateLimitDownlink: { wrote: [TEXT], before: THEIRS },
    });
  });

  test('over another hand’s: theirs is what stood there, and what we wrote earlier is forgotten', () => {
    const owned = wroteDown(['1/1/1'], { burstRate: 5 });
    expect(writtenAfter(listed(THEIRS), wished(OURS), downTo(TEXT), owned, false)).toEqual({
      rateLimitDownlink: { wrote: [TEXT], before: THEIRS },
    });
  });

  test('of writes that were not seen to come, the last three', () => {
    const owned = wroteDown(['3/0/0', '2/0/0', '1/0/0']);
    expect(writtenAfter(listed({ burstRate: 2 }), wished(OURS), downTo(TEXT), owned, false)).toEqual({
      rateLimitDownlink: { wrote: [TEXT, '3/0/0', '2/0/0'], before: {} },
    });
  });

  test('of one that was taken back: nothing, once that was seen; the other way’s stays', () => {
    const memory = { wrote: [TEXT], before: {} };
    const owned = having({ rateLimitDownlink: memory, rateLimitUplink: memory });
    const after = (isSeen: boolean) => writtenAfter(listed(SET, SET), aPolicy(), downTo('none'), owned, isSeen);
    expect(after(true)).toEqual({ rateLimitUplink: memory });
    expect(after(false)).toEqual({ rateLimitDownlink: memory, rateLimitUplink: memory });
    expect(writtenAfter(listed(SET), aPolicy(), downTo('none'), wroteDown([TEXT]), true)).toBeUndefined();
  });

  test('under another’s id nothing of what was remembered counts', () => {
    expect(writtenAfter(listed(SET, {}, '7'), aPolicy(), [], wroteDown([TEXT]), true)).toBeUndefined();
  });
});

test('still ours is what the list shows as we wrote it', () => {
  const memory = { wrote: ['1/1/1', TEXT], before: {} };
  const written = { rateLimitDownlink: memory, rateLimitUplink: memory };
  expect(writtenStill(written, listed(SET, THEIRS))).toEqual({ rateLimitDownlink: memory });
  expect(writtenStill(written, listed(THEIRS))).toBeUndefined();
});

test.each([
  [undefined, 'none'],
  [null, 'none'],
  [7, 'none'],
  [{ rate: 5 }, 'none'],
  [NOTHING, 'none'],
  [{ burstRate: null, burstDuration: '0' }, 'none'],
  [{ burstDuration: 8 }, '0/0/8'],
  [{ burstRate: '200', burstThreshold: 80 }, '200/80/0'],
])('a burst that is listed as %j reads %s', (limit, text) => {
  expect(listedBurst(limit)).toBe(text);
});
