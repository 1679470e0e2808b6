import { expect, test } from 'vitest';
import { toSettings } from '../../src/settings/to-settings.ts';
import { areForParts, needsOf, WISH_FLAGS } from '../../src/settings/wishes/wishes.ts';
import { parseCommandLine } from '../../src/settings/yargs.ts';

/** What a run owes to each wish, beside what the mapping makes of it. */

const ENV = { IXC_SERVER: 'ixc.example', IXC_KEY: `42:${'ab12'.repeat(16)}` };

function mapping(argv: readonly string[]) {
  const commandLine = parseCommandLine(argv);
  if (commandLine.kind !== 'run') throw new Error('it asks for information');
  return toSettings(commandLine, { env: ENV, program: '/root/ixc/sync-ixc-bqn.js' }).mapping;
}

const NOTHING = { allContracts: false, sites: false, places: false };

/** As typed; what must be read for it; whether a part of the customers is enough under it. */
const WISHES: readonly (readonly [argv: string, needs: Partial<typeof NOTHING>, isForParts: boolean])[] = [
  ['', {}, true],
  ['--dual-stack', {}, true],
  ['--allowed-status A', {}, true],
  ['--status A=open,FA=keep,*=block', {}, true],
  ['--status A=open,FA=slow,*=block --slow-rate 256k', {}, false],
  ['--no-block', { allContracts: true }, true],
  ['--speed-base 1024', {}, true],
  ['--bare-unit M', {}, true],
  ['--reduced', { allContracts: true }, false],
  ['--reduced --reduced-rate 10%', { allContracts: true }, false],
  ['--rate-factor 1.1', {}, true],
  ['--ipv6-subscribers 64', {}, false],
  ['--join contract', {}, false],
  ['--site-groups nas', { sites: true }, false],
  ['--site-groups pop', { places: true }, false],
  ['--burst', {}, true],
  ['--ip-conflict newest', {}, true],
  ['--reduced --site-groups nas --burst', { allContracts: true, sites: true }, false],
];

test.each(WISHES)('under "%s" %j is read as well, and a part is enough: %s', (argv, needs, isForParts) => {
  const asked = mapping(argv.split(' ').filter((word) => word !== ''));
  expect(needsOf(asked)).toEqual({ ...NOTHING, ...needs });
  expect(areForParts(asked)).toBe(isForParts);
});

test('under exceptions for single customers a part is not enough', () => {
  const override = { login: 'maria', wish: { kind: 'open' }, until: '2026-12-31', by: 'ana', why: '' } as const;
  const asked = { ...mapping([]), overrides: new Map([['maria', override]]) };
  expect(areForParts(asked)).toBe(false);
  expect(areForParts({ ...asked, overrides: new Map() })).toBe(true);
});

test('each flag of a wish decides what customers get, so that a change of it is told', () => {
  expect(WISH_FLAGS.filter(({ decides }) => !decides)).toEqual([]);
});
