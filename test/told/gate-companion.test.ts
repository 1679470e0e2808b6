import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { addressAt } from '../simulator/index.ts';
import { anIspOf, BLOCK, customer, policiesOn } from '../support/customers.ts';
import { block, blocked, clockOnTheWall, DAY, days, HOUR, online, setPlan } from '../support/days.ts';
import { journalOf } from '../support/journal-of.ts';
import { variant } from '../support/variant.ts';
import { onEnd } from '../support/world.ts';

/** The gate as people meet it: through the bundle, over hours and days of a clock that is set (src/changes/README.md, "The gate"). */

vi.setConfig({ maxConcurrency: 3, testTimeout: 300_000 });

test.concurrent('19 % are blocked at once, and again after an hour: the second time is held back for the day', async (context) => {
  const { world, at } = await days(onEnd(context), anIspOf(40));
  await at(0, 0);
  block(world, 1, 7);
  await at(300, 0);
  block(world, 8, 14);
  const held = await at(300 + HOUR + 60, 6);
  expect(held).toMatch(/held back: 7 of 40 .*limit 30 % within a day, --max-block/);
  expect(blocked(world)).toBe(7);
});

variant('both limits may be said, and a day may not be less than an hour', async (context) => {
  const { world, at } = await days(onEnd(context), anIspOf(40));
  const limits = ['--max-block', '20/50'];
  await at(0, 0, limits);
  block(world, 1, 7);
  await at(300, 0, limits);
  block(world, 8, 14);
  await at(300 + HOUR + 60, 0, limits);
  expect(blocked(world)).toBe(14);
  expect(await at(0, 2, ['--max-block', '20/10'])).toContain('--max-block');
});

for (const [what, fields] of [
  ['a thousandth of its speed', { download: '20k', upload: '10k' }],
  ['no speed at all', { download: '', upload: '' }],
  ['tenfold', { download: '200M', upload: '100M' }],
] as const) {
  variant(`a plan of few customers that gets ${what} is held back with both speeds`, async (context) => {
    const { world, at } = await days(
      onEnd(context),
      anIspOf(40, (number) => ({ plan: number <= 2 ? '2' : '1' })),
    );
    await at(0, 0);
    const before = world.bqn.policies.get('Prata');
    setPlan(world, '2', fields);
    const held = await at(300, 6);
    expect(held).toMatch(
      /held back: 2 of 40 .*plan Prata: 20000\/10000 -> \S.* Kbps \(2 customers\).*--approve speeds=2/,
    );
    expect(world.bqn.policies.get('Prata')).toEqual(before);
    await at(2 * DAY, 6);
    expect(await at(2 * DAY, 2, ['--approve', 'speeds=3'])).toContain('2 are held back');
    await at(2 * DAY, 0, ['--approve', 'speeds=2']);
    expect(world.bqn.policies.get('Prata')).not.toEqual(before);
    await at(2 * DAY + 300, 0);
  });
}

variant('customers who come home to a contract that was blocked by mistake are under their plan', async (context) => {
  const { world, at } = await days(onEnd(context), anIspOf(40));
  await at(0, 0);
  for (let number = 1; number <= 12; number += 4) {
    online(world, number, number + 3, false);
    await at(number * 2 * HOUR, 0);
  }
  expect(world.bqn.subscribers.has(addressAt(1))).toBe(false);
  block(world, 1, 12);
  online(world, 1, 12, true);
  const held = await at(2 * DAY, 6);
  expect(held).toMatch(/held back: 12 of 40 subscribers newly blocked/);
  expect(policiesOn(world, addressAt(1))).toEqual(['Ouro']);
  expect(blocked(world)).toBe(0);
});

variant('whoever was blocked and comes home blocked is nothing new', async (context) => {
  const { world, at } = await days(
    onEnd(context),
    anIspOf(40, (number) => (number <= 10 ? { status: 'CA' } : {})),
  );
  await at(0, 0, ['--force']);
  online(world, 1, 10, false);
  await at(300, 0, ['--max-delete', '100']);
  await at(20 * DAY, 0);
  online(world, 1, 10, true);
  await at(20 * DAY + 300, 0);
  expect(blocked(world)).toBe(10);
});

variant(
  'debtors with a fixed IP have their plan while they are off, and come home to their block: nothing new',
  async (context) => {
    const isp = anIspOf(40, (number) => ({ status: number <= 12 ? 'CA' : 'A' }));
    for (const login of isp.logins) login.extra = { fixar_ip: 'S' };
    const { world, at } = await days(onEnd(context), isp);
    const fixed = ['--fixed-ip'];
    await at(0, 0, [...fixed, '--force']);
    const power = (isOn: boolean) => {
      for (let number = 1; number <= 12; number++) customer(world, number).online = isOn ? 'S' : 'N';
    };
    power(false);
    await at(300, 0, fixed);
    expect(blocked(world)).toBe(0);
    expect(await at(600, 0, [...fixed, '--explain', 'cliente1'])).toContain('CA: blocked only once it is online');
    power(true);
    expect(await at(900, 0, fixed)).toContain('customers: 12 blocks');
    expect(blocked(world)).toBe(12);
  },
);

variant('a power cut deletes nothing and wakes nobody, and is told with how many', async (context) => {
  const { world, at } = await days(onEnd(context), anIspOf(40));
  await at(0, 0);
  online(world, 1, 24, false);
  for (const ahead of [300, 2 * HOUR + 60]) {
    const output = await at(ahead, 0, ['--metrics-file', world.path('metrics')]);
    expect(output).toMatch(/24 customers who are offline keep their entries since/);
    expect(world.bqn.subscribers.has(addressAt(1))).toBe(true);
  }
  expect(readFileSync(world.path('metrics'), 'utf8')).toMatch(/sync_ixc_bqn_put_off\{bqn="[^"]+"\} 24/);
  expect(await at(3 * HOUR, 0)).toContain('a fifth of all or more, are offline since');
  online(world, 1, 24, true);
  world.bqn.forgetWrites();
  expect(await at(4 * HOUR, 0)).not.toContain('keep their entries');
  expect(world.bqn.writes).toEqual([]);
});

variant('whoever uninstalls is told nothing of who is offline: IXC is not asked', async (context) => {
  const { world, at } = await days(onEnd(context), anIspOf(40));
  await at(0, 0);
  const away = ['--remove-all', '--force', '--metrics-file', world.path('metrics')];
  for (const ahead of [300, 3 * HOUR]) expect(await at(ahead, 0, away)).not.toContain('are offline since');
  expect(readFileSync(world.path('metrics'), 'utf8')).not.toMatch(/^sync_ixc_bqn_offline\{/m);
});

variant('what is put off for a day is held back, and let pass by its number', async (context) => {
  const { world, at } = await days(onEnd(context), anIspOf(40));
  await at(0, 0);
  online(world, 1, 24, false);
  await at(300, 0);
  await at(23 * HOUR, 0);
  expect(await at(DAY + 600, 6)).toContain('--approve leaves=24');
  await at(DAY + 900, 0, ['--approve', 'deletes=24']);
  expect(world.bqn.subscribers.has(addressAt(1))).toBe(false);
});

variant('further blocks join a held one, and half of it being mended does not carry out the rest', async (context) => {
  const { world, at } = await days(onEnd(context), anIspOf(40));
  await at(0, 0);
  block(world, 1, 12);
  await at(300, 6);
  block(world, 13, 13);
  expect(await at(600, 6)).toMatch(/held back: 13 of 40/);
  block(world, 1, 7, 'A');
  expect(await at(900, 6)).toMatch(/held back: 6 of 40/);
  expect(blocked(world)).toBe(0);
  block(world, 8, 12, 'A');
  expect(await at(1200, 0)).toContain('no longer held back: blocks, 13 at most');
  expect(blocked(world)).toBe(1);
});

variant(
  '--held shows who, since when, what they have in common and the command, and writes nothing',
  async (context) => {
    const { world, at } = await days(onEnd(context), anIspOf(40));
    await at(0, 0);
    block(world, 1, 30);
    await at(300, 6);
    world.bqn.forgetWrites();
    const shown = await at(600, 6, ['--held']);
    expect(shown).toMatch(/30 subscribers newly blocked/);
    expect(shown).toMatch(/since \d{4}-\d\d-\d\d \d\d:\d\d, 30 at most/);
    expect(shown).toContain('30 of 30 turned CA');
    expect(shown).toContain('30 have plan Ouro');
    expect(shown).toContain('--approve blocks=30');
    expect(world.bqn.writes).toEqual([]);
    block(world, 1, 30, 'A');
    await at(900, 0);
    expect(await at(1200, 0, ['--held'])).toContain('nothing is held back');
  },
);

variant('more than is held back is not approved: a crontab cannot hold it', async (context) => {
  const { world, at } = await days(onEnd(context), anIspOf(40));
  await at(0, 0);
  expect(await at(300, 2, ['--approve', 'blocks=30'])).toContain('nothing of that is held back');
  block(world, 1, 30);
  await at(600, 6);
  expect(await at(900, 2, ['--approve', 'blocks=31'])).toContain('30 are held back');
  expect(blocked(world)).toBe(0);
  await at(1200, 6, ['--approve', 'blocks=20']);
  expect(blocked(world)).toBe(20);
  expect(policiesOn(world, addressAt(1))).toEqual([BLOCK]);
});

test.concurrent('a billing day that was announced passes, once, and is in the journal with who and why', async (context) => {
  const { world, at } = await days(onEnd(context), anIspOf(40));
  await at(0, 0);
  expect(await at(0, 2, ['--expect', 'blocks=24'])).toContain('--until');
  await at(60, 0, ['--expect', 'blocks=24', '--until', clockOnTheWall(6 * HOUR), '--reason', 'vencimento']);
  const journal = journalOf(world);
  const expected = journal.split('\n').filter((line) => line.includes('"event":"expected"'));
  expect(expected).toEqual([expect.stringMatching(/blocks=24.*vencimento/)]);
  block(world, 1, 24);
  expect(await at(300, 0)).toContain('expected until');
  expect(blocked(world)).toBe(24);
  block(world, 25, 33);
  await at(600, 6);
  block(world, 25, 33, 'A');
  await at(900, 0);
  block(world, 25, 27);
  expect(await at(7 * HOUR, 0), 'and it weighs on nobody afterwards').not.toContain('expected until');
  expect(blocked(world)).toBe(27);
});

variant('a run ten years ahead leaves nothing behind', async (context) => {
  const { world, at } = await days(onEnd(context), anIspOf(40));
  await at(0, 0);
  block(world, 1, 6);
  await at(300, 0);
  online(world, 40, 40, false);
  await at(3650 * DAY, 0, ['--offline-grace', '1h']);
  block(world, 7, 14);
  await at(600, 6, ['--offline-grace', '1h']);
  expect(blocked(world)).toBe(6);
  await at(2 * HOUR, 6, ['--offline-grace', '1h']);
  expect(world.bqn.subscribers.has(addressAt(40)), 'nobody waits for the year 2036').toBe(false);
});

variant('what version 2.5 held back stays held back', async (context) => {
  const { world, at } = await days(onEnd(context), anIspOf(40));
  await at(0, 0);
  const state = JSON.parse(readFileSync(world.stateFile, 'utf8')) as { version: number; bqns: Record<string, object> };
  const now = Date.now() / 1000;
  const names = Array.from({ length: 12 }, (_none, at) => `cliente${at + 1}`);
  const held = { blocks: Object.fromEntries(names.map((name) => [name, now])), opens: {}, speeds: {}, plans: {} };
  for (const [label, { harm: _, ...record }] of Object.entries(state.bqns) as [string, { harm?: unknown }][])
    state.bqns[label] = { ...record, remembered: {}, recent: { blocks: {} }, held };
  writeFileSync(world.stateFile, JSON.stringify({ ...state, version: 2 }));
  block(world, 1, 6);
  expect(await at(300, 6)).toMatch(/held back: 6 of 40/);
  expect(existsSync(`${world.stateFile}.damaged`)).toBe(false);
  expect(blocked(world)).toBe(0);
});
