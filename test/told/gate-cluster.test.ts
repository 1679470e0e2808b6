import { expect, onTestFinished, test } from 'vitest';
import { type BqnSimulator, selfSigned, startBqn } from '../simulator/index.ts';
import { aBox } from '../support/box.ts';
import { anIspOf, BLOCK } from '../support/customers.ts';
import { clockOnTheWall, HOUR } from '../support/days.ts';
import { fromSource, isThroughBundle } from '../support/from-source.ts';
import { shiftedClock } from '../support/shifted-clock.ts';

/** What was let pass on one member of a cluster, and the member that was away. */

function blocked({ subscribers }: BqnSimulator): number {
  return [...subscribers.values()].filter(({ policyRate }) => policyRate === BLOCK).length;
}

/** Beside the one that goes through the bundle. */
function cheaply(name: string, act: () => Promise<void>): void {
  test(name, () => (isThroughBundle() ? act() : fromSource(act)));
}

async function aCluster() {
  const isp = anIspOf(40);
  const { bqn, run, path } = await aBox(isp);
  const other = await startBqn({ certificate: await selfSigned({ edition: 'second' }) });
  onTestFinished(() => other.close());
  const clock = shiftedClock(path('clock.cjs'));
  /** A run over those members so many seconds after the first one. */
  const at = async (aheadS: number, code: number, members: 'both' | 'one', args: readonly string[] = []) => {
    const hosts = members === 'both' ? `${bqn.host} ${other.host}` : bqn.host;
    const done = await run(args, { env: { BQN_OAM_IP: hosts, ...clock(aheadS) } });
    expect(done.code, done.output).toBe(code);
  };
  const setStatus = (from: number, to: number, status = 'CA') => {
    for (const contract of isp.contracts) {
      const number = Number(contract.id) - 500;
      if (number >= from && number <= to) contract.status = status;
    }
  };
  return { at, setStatus, isp, hosts: [bqn.host, other.host], both: () => [blocked(bqn), blocked(other)] };
}

test('a member that was away lets the same customers pass within a day, and no others', async () => {
  const { at, setStatus, both } = await aCluster();
  await at(0, 0, 'both');
  setStatus(1, 12);
  await at(300, 6, 'both');
  await at(600, 0, 'one', ['--approve', 'blocks=12']);
  expect(both()).toEqual([12, 0]);
  await at(23 * HOUR, 0, 'both');
  expect(both()).toEqual([12, 12]);
  setStatus(13, 24);
  await at(23 * HOUR + 300, 6, 'both');
  expect(both()).toEqual([12, 12]);
});

cheaply('after a day nothing that was approved holds any more', async () => {
  const { at, setStatus, both } = await aCluster();
  await at(0, 0, 'both');
  setStatus(1, 12);
  await at(300, 6, 'both');
  await at(600, 0, 'one', ['--approve', 'blocks=12']);
  await at(25 * HOUR, 6, 'both');
  expect(both()).toEqual([12, 0]);
});

cheaply('what is announced is for each member, and is used up by each for itself', async () => {
  const { at, setStatus, both } = await aCluster();
  await at(0, 0, 'both');
  await at(60, 0, 'both', ['--expect', 'blocks=12', '--until', clockOnTheWall(6 * HOUR)]);
  setStatus(1, 12);
  await at(300, 0, 'one');
  await at(2 * HOUR, 0, 'both');
  expect(both()).toEqual([12, 12]);
  setStatus(13, 20);
  await at(2 * HOUR + 300, 6, 'both');
  expect(both()).toEqual([12, 12]);
});

cheaply('a plan’s slip that is held for more on one than on the other passes by the greater number, once', async () => {
  const { at, isp, hosts } = await aCluster();
  for (const login of isp.logins) login.extra = { id_concentrador: Number(login.id) % 4 === 0 ? '2' : '1' };
  const sites = ['--only-site', hosts.map((host, site) => `${host}=${site + 1}`).join(' ')];
  await at(0, 0, 'both', sites);
  for (const plan of isp.plans) if (plan.id === '1') Object.assign(plan, { download: '1M', upload: '1M' });
  await at(300, 6, 'both', sites);
  await at(600, 2, 'both', [...sites, '--approve', 'blocks=30']);
  await at(900, 0, 'both', [...sites, '--approve', 'speeds=30']);
  await at(1200, 2, 'both', [...sites, '--approve', 'speeds=30']);
  await at(1500, 0, 'both', sites);
});
