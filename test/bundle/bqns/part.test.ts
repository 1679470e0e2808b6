import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { churn } from '../../simulator/churn.ts';
import { generateIsp } from '../../simulator/generate.ts';
import { aWorld, onEnd, type World } from '../../support/world.ts';

/** As many as a part is worth it for. */
const LOGINS = 1400;

interface Told {
  readonly exitCode: number;
  readonly wanted: unknown;
  readonly skipped: unknown;
  readonly bqns: readonly { readonly counts: unknown; readonly writes: number; readonly passedOver: number }[];
}

async function told(world: World, args: readonly string[] = []): Promise<Told> {
  // A run that tells of each customer looks at each.
  const env = { ...world.env, IXC_BQN_PAGE_SIZE: '500' };
  const run = await world.runBare(['--dual-stack', '--force', '--report', '-', ...args], { env });
  return JSON.parse(run.stdout) as Told;
}

test('a run looks at those of whom something has changed, and does for all what a look at all would', async (context) => {
  const isp = generateIsp({ logins: LOGINS, online: 0.95, contracts: 3 * LOGINS, seed: 3 });
  const world = await aWorld(onEnd(context), { isp, seeded: false });
  await told(world);
  // All contracts are read once; from then on those out of service, and who is in agreement is kept.
  await told(world);
  const unchanged = await told(world);
  const [passedOver = 0] = unchanged.bqns.map((bqn) => bqn.passedOver);
  expect(passedOver).toBeGreaterThan(LOGINS * 0.8);
  expect(unchanged).toMatchObject({ exitCode: 0, bqns: [{ writes: 0 }] });
  const full = await told(world, ['--full']);
  expect(full.bqns.map((bqn) => bqn.passedOver)).toEqual([0]);
  expect([full.wanted, full.skipped, full.bqns[0]?.counts]).toEqual([
    unchanged.wanted,
    unchanged.skipped,
    unchanged.bqns[0]?.counts,
  ]);

  await told(world);
  churn(isp, { on: 12, off: 12, block: 5, replan: 3, seed: 4 });
  const changed = await told(world);
  expect(changed.bqns[0]?.passedOver).toBeGreaterThan(LOGINS * 0.75);
  expect(changed.bqns[0]?.writes).toBeGreaterThan(20);
  expect(await told(world, ['--full'])).toMatchObject({ exitCode: 0, bqns: [{ writes: 0, passedOver: 0 }] });

  await told(world);
  const [file = ''] = readdirSync(world.folder).filter((name) => name.includes('.agreed.'));
  expect(statSync(world.path(file)).mode & 0o777).toBe(0o600);
  const bytes = readFileSync(world.path(file));
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  writeFileSync(world.path(file), bytes);
  churn(isp, { block: 5, seed: 5 });
  const doubted = await told(world);
  expect(doubted).toMatchObject({ exitCode: 0, bqns: [{ passedOver: 0 }] });
  expect(doubted.bqns[0]?.writes).toBeGreaterThan(0);
  expect(existsSync(world.path(file))).toBe(true);
}, 60_000);
