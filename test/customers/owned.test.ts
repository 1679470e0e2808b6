import { describe, expect, test } from 'vitest';
import type { BqnKind } from '../../src/bqn/kinds.ts';
import { isOurBlock, isOurs, type OwnedEntry } from '../../src/customers/owned.ts';
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

test('a block is ours where the ledger says so; of its own customer also where it does not know for whom it was made', () => {
  const ofLedger = (entry: Partial<OwnedEntry>, isTheirs: boolean) =>
    isOurBlock({ kind: 'subscriber', key: 'x' }, owning({ subscriber: { x: entry } }), isTheirs);
  expect(ofLedger({ isBlocked: true }, false)).toBe(true);
  expect(ofLedger({ id: 'maria' }, true)).toBe(true);
  expect(ofLedger({ id: 'maria' }, false)).toBe(false);
  expect(ofLedger({ id: 'maria', login: 1 }, true)).toBe(false);
  expect(isOurBlock({ kind: 'group', key: 'y' }, owning({ group: ['x'] }), true)).toBe(false);
});
