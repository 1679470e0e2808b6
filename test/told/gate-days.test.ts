import { expect, test, vi } from 'vitest';
import { addressAt } from '../simulator/index.ts';
import { anIspOf, BLOCK, customer, policiesOn, setStatus } from '../support/customers.ts';
import { block, blocked, DAY, type Days, days, HOUR, online, setPlan } from '../support/days.ts';
import { variant } from '../support/variant.ts';
import { onEnd, told, type World } from '../support/world.ts';

/** Mistakes over hours and days, and what comes between: kills, renames, moves, clocks (src/changes/README.md, "The gate"). */

vi.setConfig({ maxConcurrency: 3, testTimeout: 300_000 });

/** A run that dies at that write, the ones before it done. */
async function killed(
  { world, clock }: Days,
  aheadS: number,
  write: number,
  args: readonly string[] = [],
): Promise<void> {
  let kill = () => {};
  let writes = 0;
  const fault = world.bqn.faults.on({
    when: ({ method }) => {
      if (method !== 'GET' && ++writes === write) kill();
      return false;
    },
  });
  const run = await world.run(['--concurrency', '1', ...args], {
    env: clock(aheadS),
    onStart: (child) => {
      kill = () => void child.kill('SIGKILL');
    },
  });
  world.bqn.faults.off(fault);
  expect(run.signal, told(run)).toBe('SIGKILL');
}

/** Another login and another address, the same customer. */
function rename(world: World, from: number, to: number): void {
  for (let number = from; number <= to; number++)
    Object.assign(customer(world, number), { login: `novo${number}`, ip: addressAt(number + 500) });
}

test.concurrent('a run that is killed in the midst of blocks has counted them, within the hour and the day', async (context) => {
  const story = await days(onEnd(context), anIspOf(40));
  const { world, at } = story;
  await at(0, 0);
  block(world, 1, 7);
  await killed(story, 300, 4);
  const done = blocked(world);
  expect([3, 4]).toContain(done);
  block(world, 8, 14);
  await at(600, 6);
  expect(blocked(world)).toBe(done);
  block(world, 1, 14, 'A');
  await at(900, 0);
  expect(blocked(world)).toBe(0);
  // Those of the run that died count, whether it came to them or not.
  block(world, 8, 9);
  expect(await at(1200, 6)).toMatch(/held back: 2 of 40 .*limit 20 %/);
  block(world, 8, 9, 'A');
  await at(1500, 0);
  block(world, 8, 14);
  expect(await at(HOUR + 1800, 6)).toMatch(/held back: 7 of 40 .*limit 30 % within a day/);
  expect(blocked(world)).toBe(0);
});

test.concurrent('what was approved passes though the run that was told so is killed, and nobody else', async (context) => {
  const story = await days(onEnd(context), anIspOf(40));
  const { world, at } = story;
  await at(0, 0);
  block(world, 1, 12);
  await at(300, 6);
  await killed(story, 600, 3, ['--approve', 'blocks=12']);
  expect(blocked(world)).toBeLessThan(12);
  block(world, 13, 24);
  await at(900, 6);
  expect(blocked(world)).toBe(12);
});

variant('logins lose their plan bit by bit', async (context) => {
  const { world, at } = await days(onEnd(context), anIspOf(40));
  await at(0, 0);
  const lose = (from: number, to: number) => {
    for (let number = from; number <= to; number++) customer(world, number).plan = '0';
  };
  for (let round = 0; round < 4; round++) {
    lose(1 + round * 3, 3 + round * 3);
    await at(300 + round * 600, 0);
  }
  lose(13, 15);
  expect(await at(300 + 4 * 600, 6)).toMatch(/held back: 3 of 40 .*limit 30 %, --max-delete/);
  expect([...world.bqn.subscribers.values()].filter(({ policyRate }) => policyRate === 'Ouro')).toHaveLength(28);
});

variant('whoever is served without a plan is part of a slide as others are', async (context) => {
  const { world, at } = await days(
    onEnd(context),
    anIspOf(40, () => ({ plan: '0' })),
  );
  await at(0, 0);
  block(world, 1, 7);
  await at(300, 0);
  block(world, 8, 14);
  expect(await at(600, 6)).toMatch(/held back: 7 of 40 subscribers newly blocked/);
  expect(blocked(world)).toBe(7);
});

variant('the contracts of the blocked are gone', async (context) => {
  const { world, at } = await days(
    onEnd(context),
    anIspOf(40, (number) => (number <= 12 ? { status: 'CA' } : {})),
  );
  await at(0, 0, ['--force']);
  const { isp } = world.ixc;
  const gone = new Set(Array.from({ length: 8 }, (_none, at) => String(501 + at)));
  isp.contracts.splice(0, isp.contracts.length, ...isp.contracts.filter(({ id }) => !gone.has(id)));
  expect(await at(300, 6)).toMatch(/held back: 8 of 12 blocked subscribers whose contract is gone/);
  await at(3 * DAY, 6);
  expect(blocked(world)).toBe(12);
});

variant('accounting dies slowly: two vanish every five minutes', async (context) => {
  const { world, at } = await days(
    onEnd(context),
    anIspOf(40, (number) => (number > 8 && number <= 12 ? { status: 'CA' } : {})),
  );
  await at(0, 0);
  for (let round = 0; round < 12; round++) {
    online(world, 1 + round * 2, 2 + round * 2, false);
    await at(300 + round * 300, 0);
  }
  expect(world.bqn.subscribers.size).toBeGreaterThanOrEqual(28);
  expect(blocked(world), 'a blocked one is among the last to go').toBeGreaterThanOrEqual(2);
});

variant('a plan that is renamed whenever its speed falls is judged by what it was a day ago', async (context) => {
  const { world, at } = await days(
    onEnd(context),
    anIspOf(40, (number) => ({ plan: number <= 2 ? '2' : '1' })),
  );
  await at(0, 0);
  setPlan(world, '2', { name: 'Prata 2', download: '7M' });
  await at(300, 0);
  setPlan(world, '2', { name: 'Prata 3', download: '2M' });
  expect(await at(2 * HOUR, 6)).toMatch(/held back: 2 of 40 .*20000\/10000 -> 2000\/10000 Kbps/);
  expect(policiesOn(world, addressAt(1))).toEqual(['Prata_2']);
});

variant('who is held back stays so under another name and at another address', async (context) => {
  const { world, at } = await days(onEnd(context), anIspOf(40));
  await at(0, 0);
  block(world, 1, 12);
  await at(300, 6);
  rename(world, 1, 12);
  expect(await at(600, 6)).toMatch(/held back: 12 of 40/);
  expect(blocked(world)).toBe(0);
  expect(policiesOn(world, addressAt(501))).toEqual(['Ouro']);
  // Two hours later it is still the same incident, since when it began.
  online(world, 13, 13, false);
  expect(await at(2 * HOUR, 6, ['--held'])).toMatch(/12 at most/);
  for (let number = 1; number <= 12; number++) {
    const login = world.ixc.isp.logins.find((one) => one.login === `novo${number}`);
    for (const contract of world.ixc.isp.contracts) if (contract.id === login?.contract) contract.status = 'A';
  }
  expect(await at(2 * HOUR + 300, 0)).toContain('no longer held back: blocks, 12 at most');
});

variant(
  'half of all get another name and another address at once: nobody leaves, and no entry of before stays',
  async (context) => {
    const { world, at } = await days(onEnd(context), anIspOf(40));
    await at(0, 0);
    rename(world, 1, 20);
    await at(300, 0);
    expect(world.bqn.subscribers.size).toBe(40);
    expect(policiesOn(world, addressAt(501))).toEqual(['Ouro']);
  },
);

variant('who met a harm is not met by it anew under another name', async (context) => {
  const { world, at } = await days(onEnd(context), anIspOf(40));
  await at(0, 0);
  block(world, 1, 8);
  await at(300, 0);
  rename(world, 1, 8);
  await at(600, 0);
  expect(blocked(world)).toBe(8);
  setStatus(world, 9, 'CA');
  expect(await at(900, 6)).toMatch(/held back: 1 of 40/);
});

for (const [what, args, status, speedStatus] of [
  ['reduced to a tenth', ['--reduced', '--reduced-rate', '10%'], 'A', 'R'],
  ['put on a slow rate', ['--status', 'A=open,FA=slow,*=block', '--slow-rate', '1M'], 'FA', 'N'],
] as const) {
  variant(
    `a few who are ${what} in an evening, and paid the next day, wake nobody; a fifth of all does`,
    async (context) => {
      const { world, at } = await days(onEnd(context), anIspOf(40));
      const turn = (from: number, to: number, fields: object) => {
        for (const contract of world.ixc.isp.contracts) {
          const number = Number(contract.id) - 500;
          if (number >= from && number <= to) Object.assign(contract, fields);
        }
      };
      await at(0, 0, args);
      turn(1, 3, { status, speedStatus });
      await at(300, 0, args);
      expect(policiesOn(world, addressAt(1))).not.toEqual(['Ouro']);
      turn(1, 3, { status: 'A', speedStatus: 'N' });
      await at(DAY, 0, args);
      expect(policiesOn(world, addressAt(1))).toEqual(['Ouro']);
      turn(4, 12, { status, speedStatus });
      expect(await at(2 * DAY, 6, args)).toMatch(/held back: 9 of 40 .*--max-speed/);
      expect(policiesOn(world, addressAt(4))).toEqual(['Ouro']);
    },
  );
}

variant('after a week without a run the first one counts as of today, not of a week ago', async (context) => {
  const { world, at } = await days(onEnd(context), anIspOf(40));
  await at(0, 0);
  block(world, 1, 7);
  await at(8 * DAY, 0);
  block(world, 8, 14);
  await at(8 * DAY + 300, 6);
  expect(blocked(world)).toBe(7);
  block(world, 8, 14, 'A');
  await at(8 * DAY + 600, 0);
  block(world, 8, 10);
  await at(9 * DAY + 900, 0);
  expect(blocked(world)).toBe(10);
});

variant('a clock that is set back by hours forgets nothing of the hour', async (context) => {
  const { world, at } = await days(onEnd(context), anIspOf(40));
  await at(4 * HOUR, 0);
  block(world, 1, 7);
  await at(4 * HOUR + 300, 0);
  block(world, 8, 14);
  await at(HOUR, 6);
  expect(blocked(world)).toBe(7);
  block(world, 8, 14, 'A');
  await at(HOUR + 300, 0);
  setStatus(world, 8, 'CA');
  await at(HOUR + 600, 0);
  expect(policiesOn(world, addressAt(8))).toEqual([BLOCK]);
});
