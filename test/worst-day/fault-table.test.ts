import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { CATALOGUE } from './catalogue.ts';
import { BEGIN, END, faultTable, withTable } from './fault-table.ts';

const LIST = fileURLToPath(new URL('README.md', import.meta.url));
const REFRESH =
  'refresh it with: UPDATE_README=1 npx vitest run --config test/vitest.config.ts test/worst-day/fault-table.test.ts';

test('test/worst-day/README.md lists exactly the faults that are tried', () => {
  const before = readFileSync(LIST, 'utf8');
  const expected = withTable(before, faultTable(CATALOGUE));
  expect(expected, `test/worst-day/README.md has no ${BEGIN} and ${END}`).toBeDefined();
  if (process.env['UPDATE_README'] === '1' && expected !== undefined && expected !== before)
    writeFileSync(LIST, expected);
  expect(
    readFileSync(LIST, 'utf8') === expected,
    `the table of faults in test/worst-day/README.md is out of date; ${REFRESH}`,
  ).toBe(true);
});

test('no two faults have one name, so that each line of the list is one test', () => {
  const names = CATALOGUE.map(({ system, fault }) => `${system}: ${fault}`);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
