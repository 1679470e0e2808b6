import { expect, test } from 'vitest';
import { zabbixJson } from '../../src/report/zabbix-file.ts';
import type { BqnOutcome } from '../../src/run/outcome.ts';
import { LONGEST_SHOWN, shown } from '../../src/text/shown.ts';
import { aBqnOutcome, anOutcome, FACTS } from '../support/outcomes.ts';

test.each(['x', 'ç', '"', '\u0000', '😀', '\ud800'])(
  'a cause of a megabyte of %j leaves the file below 4 kB, and JSON',
  (sign) => {
    const error = new Error(sign.repeat(1_000_000));
    const text = zabbixJson({ ...FACTS, exitCode: 3 }, anOutcome({ exitCode: 3, error }));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4096);
    const { cause, exitCode, every, lastSuccess } = JSON.parse(text);
    expect([exitCode, every, lastSuccess]).toEqual([3, 300, FACTS.lastSuccess]);
    expect([cause.startsWith(shown(sign)), cause.length > LONGEST_SHOWN]).toEqual([true, false]);
  },
);

test('a short cause is whole, and what was not read is not there', () => {
  const text = zabbixJson({ ...FACTS, exitCode: 3, lastSuccess: undefined }, anOutcome({ error: new Error('gone') }));
  expect(JSON.parse(text)).toMatchObject({ cause: 'gone', lastSuccess: 0, pausedUntil: 0, bqns: 0 });
  expect(JSON.parse(text)).not.toHaveProperty('subscribers');
});

test('since when many are offline is the earliest of all BQNs, and 0 where it is not so', () => {
  const offline = (count: number, darkSince: number | undefined) =>
    aBqnOutcome({ offline: { count, darkSince, at: 9 } });
  const of = (...bqns: BqnOutcome[]) => JSON.parse(zabbixJson(FACTS, anOutcome({ bqns })));
  expect(of(offline(3, 7), offline(4, 5), offline(1, undefined))).toMatchObject({ offline: 8, offlineSince: 5 });
  expect(of(offline(1, undefined), aBqnOutcome())).toMatchObject({ offline: 1, offlineSince: 0 });
});
