import { describe, expect, test } from 'vitest';
import { SourceError } from '../../src/billing/errors.ts';
import { nameTroubles } from '../../src/run/names.ts';
import type { NameMemory } from '../../src/state/ledger.ts';

/** Which names of an operator's are told: billing is asked of those who are not online, each once a day. */

const DAY = 86_400;

function absent(...names: string[]) {
  return names.map((name) => ({ by: 'override' as const, name, ids: [] }));
}

/** Billing that knows these logins, and counts what it is asked. */
function billing(...there: string[]) {
  const asked: string[] = [];
  return {
    asked,
    hasLogin: async (name: string) => {
      asked.push(name);
      return there.includes(name);
    },
  };
}

describe('names that nobody who is online has', () => {
  test('a plan or site that there is not is told at once, and billing is asked of neither', async () => {
    const { asked, hasLogin } = billing();
    const odd = (['skip-plan', 'only-site', 'skip-site'] as const).map((by) => ({ by, name: 'x', ids: [] }));
    const { troubles, memory } = await nameTroubles(odd, hasLogin, new Map(), 0);
    expect(troubles.map(({ trouble }) => trouble)).toEqual(['unknown', 'not online', 'not online']);
    expect([asked, memory.size]).toEqual([[], 0]);
  });

  test('one that billing has is off the net, and no trouble; one that it does not have is', async () => {
    const { hasLogin } = billing('maria');
    const { troubles } = await nameTroubles(absent('maria', 'marai'), hasLogin, new Map(), 0);
    expect(troubles.map(({ name, trouble }) => [name, trouble])).toEqual([['marai', 'unknown']]);
  });

  test('each is asked for once a day, and told in between', async () => {
    const { hasLogin, asked } = billing('maria');
    let known: ReadonlyMap<string, NameMemory> = new Map();
    for (const now of [0, 300, DAY - 1, DAY, DAY + 300]) {
      const { troubles, memory } = await nameTroubles(absent('maria', 'marai'), hasLogin, known, now);
      expect(troubles.map(({ name }) => name)).toEqual(['marai']);
      known = memory;
    }
    expect(asked).toEqual(['maria', 'marai', 'maria', 'marai']);
  });

  test('a name that two places give is asked for once; what is asked no more is forgotten; so is a time of the future', async () => {
    const { hasLogin, asked } = billing();
    const twice = [...absent('marai'), { by: 'skip-login' as const, name: 'marai', ids: [] }];
    const { memory, troubles } = await nameTroubles(twice, hasLogin, new Map([['x', { at: 0, isThere: true }]]), 5);
    expect([asked, [...memory.keys()], troubles.length]).toEqual([['marai'], ['marai'], 2]);
    await nameTroubles(absent('marai'), hasLogin, memory, 4);
    expect(asked).toHaveLength(2);
  });

  test('20 a run at most: of the others nobody says that they do not exist', async () => {
    const { hasLogin, asked } = billing();
    const names = Array.from({ length: 30 }, (_, at) => `l${at}`);
    const first = await nameTroubles(absent(...names), hasLogin, new Map(), 0);
    expect(asked).toHaveLength(20);
    expect(first.troubles.filter(({ trouble }) => trouble === 'not online')).toHaveLength(10);
    const second = await nameTroubles(absent(...names), hasLogin, first.memory, 300);
    expect(second.troubles.every(({ trouble }) => trouble === 'unknown')).toBe(true);
    expect(asked).toHaveLength(30);
  });

  test('where billing cannot be asked, or does not answer, they are not online', async () => {
    const failing = async () => {
      throw new SourceError('no');
    };
    for (const hasLogin of [undefined, failing]) {
      const { troubles, memory } = await nameTroubles(absent('a', 'b'), hasLogin, new Map(), 0);
      expect(troubles.map(({ trouble }) => trouble)).toEqual(['not online', 'not online']);
      expect(memory.size).toBe(0);
    }
    const defect = async () => {
      throw new TypeError('a defect');
    };
    await expect(nameTroubles(absent('a'), defect, new Map(), 0)).rejects.toThrow(TypeError);
  });
});

test('namesakes are told without a question', async () => {
  const { hasLogin, asked } = billing();
  const { troubles } = await nameTroubles([{ by: 'override', name: 'maria', ids: [1, 2] }], hasLogin, new Map(), 0);
  expect(troubles).toEqual([{ by: 'override', name: 'maria', ids: [1, 2], trouble: 'several' }]);
  expect(asked).toEqual([]);
});
