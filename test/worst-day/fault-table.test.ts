import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { CATALOGUE } from './catalogue.ts';
import { BEGIN, END, faultTable, withTable } from './fault-table.ts';

const README = fileURLToPath(new URL('../../README.md', import.meta.url));
const REFRESH =
  'refresh it with: UPDATE_README=1 npx vitest run --config test/vitest.config.ts test/worst-day/fault-table.test.ts';

test('the README lists exactly the faults that are tried', () => {
  if (!existsSync(README)) writeFileSync(README, `## What it survives\n\n${BEGIN}\n${END}\n`);
  const readme = readFileSync(README, 'utf8');
  const expected = withTable(readme, faultTable(CATALOGUE));
  expect(expected, `README.md has no ${BEGIN} and ${END}`).toBeDefined();
  if (process.env['UPDATE_README'] === '1' && expected !== undefined && expected !== readme)
    writeFileSync(README, expected);
  expect(readFileSync(README, 'utf8') === expected, `the table of faults in README.md is out of date; ${REFRESH}`).toBe(
    true,
  );
});

test('no two faults have one name, so that each line of the README is one test', () => {
  const names = CATALOGUE.map(({ system, fault }) => `${system}: ${fault}`);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
