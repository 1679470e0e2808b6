import { expect, test } from 'vitest';
import { skipKey } from '../../src/mapping/skip.ts';

test('what is skipped is one thing by its reason and by whom, or which plan, it is about', () => {
  const login = { id: 3, login: 'maria' };
  const plan = { id: 3, name: 'Gold' };
  const keys = [
    skipKey({ reason: 'no-plan', login }),
    skipKey({ reason: 'no-ip', login, ip: '' }),
    skipKey({ reason: 'no-plan', login: { id: 4, login: 'maria' } }),
    skipKey({ reason: 'bad-plan-name', plan }),
    skipKey({ reason: 'unreadable-speed', plan: { ...plan, download: 'x', upload: 'x' } }),
  ];
  expect(new Set(keys).size).toBe(keys.length);
  expect(skipKey({ reason: 'no-plan', login: { ...login, login: 'renamed' } })).toBe(keys[0]);
});
