import { expect, test, vi } from 'vitest';
import { answer } from './simulator/index.ts';
import { aTidyIsp } from './worst-day/an-isp.ts';
import { aWorld, type OnEnd, told, type World } from './worst-day/world.ts';

/** What real BQNs and IXCs do (reference/bqn-api.md, reference/ixc-api.md), through the bundle. */

vi.setConfig({ maxConcurrency: 4, testTimeout: 60_000 });

function onEnd(context: { onTestFinished: (act: () => Promise<void>) => void }): OnEnd {
  return (act) => context.onTestFinished(async () => void (await act()));
}

const NOT_THERE: readonly (readonly [what: string, status: number, body: string])[] = [
  ['404 with a JSON error', 404, '{"error":{"code":404,"message":"not found"}}'],
  ['404 bare', 404, ''],
  ['204', 204, ''],
  ['200 with nothing', 200, ''],
  ['{}', 200, '{}'],
  ['items null', 200, '{"items":null}'],
];

/** The list of groups answers so until there is one. */
function empty(world: World, status: number, body: string, isEmpty = () => world.bqn.groups.size === 0): void {
  world.bqn.faults.on(
    { when: ({ method, path }) => method === 'GET' && path.includes('subscriberGroups') && isEmpty() },
    answer({ status, body }),
  );
}

for (const [what, status, body] of NOT_THERE) {
  test.concurrent(`a list that is not there yet (${what}) is empty where nothing of ours should be in it`, async (context) => {
    const world = await aWorld(onEnd(context), { seeded: false });
    empty(world, status, body);
    const first = await world.run();
    expect(first.code, told(first)).toBe(0);
    expect(world.disagreement()).toEqual([]);
    const second = await world.run();
    expect(second.code, told(second)).toBe(0);
  });

  test.concurrent(`and unread where it held ours (${what})`, async (context) => {
    const world = await aWorld(onEnd(context), { seeded: false });
    await world.begin();
    empty(world, status, body, () => true);
    const run = await world.run();
    expect(run.code, told(run)).toBe(4);
    expect(world.bqn.writes).toEqual([]);
  });
}

test.concurrent('after everything was removed it can be started on again', async (context) => {
  const world = await aWorld(onEnd(context), { seeded: false });
  await world.begin();
  empty(world, 404, '');
  const removed = await world.run(['--remove-all', '--force']);
  expect(removed.code, told(removed)).toBe(0);
  const again = await world.run();
  expect(again.code, told(again)).toBe(0);
});

test.concurrent('a foreign entry out of shape is told and passed over', async (context) => {
  const world = await aWorld(onEnd(context));
  await world.begin();
  world.bqn.groups.set('Torre-9', { subscriberMembers: [{ ip: '203.0.113.9' }] } as never);
  const run = await world.run();
  expect(run.code, told(run)).toBe(0);
  expect(run.output).toContain('Torre-9');
});

test.concurrent('100.64.1.5/32 is an address', async (context) => {
  const isp = aTidyIsp();
  const world = await aWorld(onEnd(context), { isp });
  await world.begin();
  const login = world.ixc.isp.logins.find(({ online }) => online === 'S');
  if (login === undefined) throw new Error('nobody is online');
  Object.assign(login, { ip: `${login.ip}/32` });
  const run = await world.run();
  expect(run.code, told(run)).toBe(0);
  expect(world.bqn.writes).toEqual([]);
});
