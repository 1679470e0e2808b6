import { describe, expect, test } from 'vitest';
import { desiredTables, SHORT_TABLE, showRate, skippedTable } from '../../src/report/desired-tables.ts';
import { cut, table } from '../../src/report/table.ts';
import { line } from '../../src/text/shown.ts';
import { aDesired, address, aGroup, aPolicy, aSubscriber, BLOCKED, many } from '../support/builders.ts';

describe('a table', () => {
  test('has aligned columns under a title', () => {
    expect(
      table(
        line`POLICIES (2)`,
        [line`policy`, line`id`],
        [
          ['Gold', '1'],
          ['A_long_name', '12'],
        ],
      ),
    ).toEqual(['POLICIES (2)', 'policy       id', '-----------  --', 'Gold         1', 'A_long_name  12']);
  });

  test('counts characters, so that accents and emoji do not shift it', () => {
    expect(
      table(
        line`T`,
        [line`n`, line`x`],
        [
          ['São', '1'],
          ['Sa\u0303o', '2'],
          ['🚀', '3'],
        ],
      ).slice(3),
    ).toEqual(['São  1', 'Sa\u0303o  2', '🚀    3']);
  });

  test('of no rows has its head', () => {
    expect(table(line`T`, [line`a`], [])).toEqual(['T', 'a', '-']);
  });

  test('cell by cell, also where a row has fewer', () => {
    expect(table(line`T`, [line`a`, line`b`], [['1']])).toEqual(['T', 'a  b', '-  -', '1']);
  });

  test('cut to the first rows says how many there are beyond', () => {
    expect(cut([1, 2, 3], 2)).toEqual({ shown: [1, 2], more: 1 });
    expect(cut([1], 2)).toEqual({ shown: [1], more: 0 });
    expect(cut([1, 2], Number.POSITIVE_INFINITY)).toEqual({ shown: [1, 2], more: 0 });
  });
});

describe('rates', () => {
  test.each([
    [-1, 'unlimited'],
    [0, 'blocked'],
    [1000, '1000'],
  ])('%i is shown as %s', (kbps, text) => {
    expect(showRate(kbps)).toBe(text);
  });
});

describe('what IXC wants of a BQN', () => {
  test('policies, subscribers and groups, each with what it gets', () => {
    const maria = aSubscriber({ standing: { kind: 'open', contract: 12, status: 'A' } });
    const others = [
      aSubscriber({ ip: address(2), id: 'blocked', standing: BLOCKED }),
      aSubscriber({
        ip: address(3),
        id: 'ifThere',
        choice: { kind: 'ifThere', name: 'Old' },
        standing: { kind: 'none', contract: 1 },
      }),
      aSubscriber({ ip: address(4), id: 'keep', choice: { kind: 'unread' }, standing: { kind: 'none', contract: 0 } }),
      aSubscriber({ ip: address(5), id: 'none', choice: { kind: 'none' }, standing: { kind: 'silent', contract: 1 } }),
    ];
    const desired = aDesired({
      policies: [aPolicy({ downKbps: -1, upKbps: 0 })],
      subscribers: [maria, ...others],
      groups: [aGroup(maria, ['2001:db8::/64', '2001:db8:1::/64'])],
    });
    const text = desiredTables(desired, 100).join('\n').replace(/ {2,}/g, ' | ');
    for (const line of [
      'POLICIES (1)',
      'Gold | 1 | unlimited | blocked',
      'SUBSCRIBERS (5)',
      '100.64.0.1 | maria | Gold | 12 A',
      `${address(2)} | blocked | Billing-Block | 1 CA`,
      `${address(3)} | ifThere | Old (if the BQN has it) | 1 unknown`,
      `${address(4)} | keep | (as it is) | -`,
      `${address(5)} | none | - | 1 no status`,
      'GROUPS (1)',
      'DS-maria | 100.64.0.1 | 2001:db8::/64 2001:db8:1::/64 | Gold',
    ]) {
      expect(text).toContain(line);
    }
  });

  test('without dual stack there is no table of groups', () => {
    expect(desiredTables(aDesired(), 100).join()).not.toContain('GROUPS');
  });

  test('shortened says how to see the rest', () => {
    const desired = aDesired({ subscribers: many(25, (number) => aSubscriber({ ip: address(number) })) });
    const lines = desiredTables(desired, SHORT_TABLE);
    expect(lines).toContain('... and 5 more; --dry-run -v shows all');
    expect(desiredTables(desired, Number.POSITIVE_INFINITY).join()).not.toContain('more;');
  });
});

describe('everything skipped is listed with its reason', () => {
  test('in a table of its own', () => {
    const skipped = [
      { reason: 'no-ip', login: { id: 1, login: 'maria' }, ip: '' },
      { reason: 'unreadable-speed', plan: { id: 2, name: 'Gold', download: '10240', upload: '1M' } },
    ] as const;
    const text = skippedTable(aDesired({ skipped }), 100).join('\n').replace(/ {2,}/g, ' | ');
    expect(text).toContain('SKIPPED (2)');
    expect(text).toContain('login 1 (maria) | login without an IP');
    expect(text).toContain('plan 2 (Gold) | plan with an unreadable speed | download "10240", upload "1M"');
  });

  test('nothing skipped: no table', () => {
    expect(skippedTable(aDesired(), 100)).toEqual([]);
  });
});
