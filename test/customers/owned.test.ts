import { describe, expect, test } from 'vitest';
import type { BqnKind } from '../../src/bqn/kinds.ts';
import { isOurs, type OwnedEntry } from '../../src/customers/owned.ts';
import { owning } from '../support/builders.ts';

/** What makes an entry this program's own: the name that the ledger has, under the id that stands there. */

const known = (kind: BqnKind, entry: Partial<OwnedEntry>, id: string | null) =>
  isOurs({ kind, key: 'x', id }, owning({ [kind]: { x: entry } }));

describe('an entry is ours', () => {
  test.each<[string, BqnKind, Partial<OwnedEntry>, string | null]>([
    ['under the id that the ledger has', 'subscriber', { id: 'maria' }, 'maria'],
    ['under the one that it had before we gave it this one', 'subscriber', { id: 'maria', former: 'old' }, 'old'],
    ['while the ledger has no id for it', 'policy', { id: undefined }, '7'],
    ['a group by its name alone', 'group', { id: 'other' }, null],
  ])('%s', (_what, kind, entry, id) => {
    expect(known(kind, entry, id)).toBe(true);
  });

  test.each<[string, BqnKind, Partial<OwnedEntry>, string | null]>([
    ['under another id', 'subscriber', { id: 'maria' }, 'jose'],
    ['under another than both', 'subscriber', { id: 'maria', former: 'old' }, 'jose'],
    ['without an id', 'policy', { id: '7' }, null],
    [
      'while no list has proved that it is what the ledger names',
      'subscriber',
      { id: 'maria', isUnproven: true },
      'maria',
    ],
  ])('but not %s', (_what, kind, entry, id) => {
    expect(known(kind, entry, id)).toBe(false);
  });

  test('and never what the ledger does not name', () => {
    expect(isOurs({ kind: 'subscriber', key: 'y', id: 'maria' }, owning({ subscriber: ['x'] }))).toBe(false);
  });
});
