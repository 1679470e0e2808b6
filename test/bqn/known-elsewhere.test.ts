import { expect, test } from 'vitest';
import { bqnTarget } from '../../src/bqn/client.ts';
import { BqnListUnreadable } from '../../src/bqn/errors.ts';
import type { HttpClient } from '../../src/http/client.ts';
import type { KnownRows } from '../../src/listing/known-rows.ts';

const GROUP = { groupName: 'x', subscribers: [] };

/** Answers each list with nothing in it, that of groups with `groups`. */
function serving(groups: object): HttpClient {
  return {
    send(_method, path, { sink }) {
      const text = JSON.stringify(path.toLowerCase().includes('group') ? groups : { items: [] });
      sink?.reset?.();
      sink?.write(Buffer.from(text));
      return Promise.resolve({
        status: 200,
        contentType: '',
        location: undefined,
        date: undefined,
        body: Buffer.alloc(0),
        bytes: text.length,
        ms: 1,
      });
    },
    write: () => Promise.reject(new Error('nothing is written')),
    close() {},
  };
}

/** Knows every row. */
const ALL: KnownRows = { seed: new Uint8Array(8), size: 1, find: () => 0 };
const NONE: KnownRows = { seed: new Uint8Array(8), size: 0, find: () => -1 };

const read = (groups: object) =>
  bqnTarget(serving(groups), { label: 'b', timeoutMs: 1000, pace: { width: 1 }, holds: () => false }).read({
    subscribers: NONE,
    groups: ALL,
  });

test('a list of nothing but what is no entry is unreadable, whatever known entry stands elsewhere in the answer', async () => {
  await expect(read({ before: [GROUP], items: ['x'] })).rejects.toBeInstanceOf(BqnListUnreadable);
  // A known entry in the list itself is one.
  expect((await read({ items: [GROUP, 'x'] })).odd).toHaveLength(1);
});
