import { expect, test, vi } from 'vitest';
import { answer, hang } from './simulator/index.ts';
import { aWorld, type OnEnd, told } from './worst-day/world.ts';

/** Answers that somebody wrote to do harm, through the bundle: it ends in its own way, soon, and tells no secret. */

vi.setConfig({ maxConcurrency: 3, testTimeout: 60_000 });

function onEnd(context: { onTestFinished: (act: () => Promise<void>) => void }): OnEnd {
  return (act) => context.onTestFinished(async () => void (await act()));
}

const BRACKETS = '<'.repeat(1_000_000);

const ANSWERS: readonly (readonly [what: string, status: number, body: string, says: RegExp])[] = [
  ['a megabyte of < with 500', 500, BRACKETS, /exit code 3/],
  ['a megabyte of < with 200', 200, BRACKETS, /exit code 3/],
  ['a megabyte of < as its own words', 200, JSON.stringify({ type: 'error', message: BRACKETS }), /exit code 3/],
  ['a div and then a megabyte of <', 200, `<div>${BRACKETS}`, /exit code 3/],
  ['rows with a password behind a warning', 200, '<div>{"registros":[{"senha":"canary-9"}]}</div>', /exit code 3/],
  ['403', 403, '<html>', /migrated/],
  [
    'a refusal that was encoded twice',
    200,
    '{"type":"error","message":"Recurso n\u00c3\u00a3o est\u00c3\u00a1 dispon\u00c3\u00advel"}',
    /permission/,
  ],
  [
    'a refusal that is decomposed',
    200,
    '{"type":"error","message":"Recurso x não está disponi\u0301vel"}',
    /permission/,
  ],
  ['a database that is down', 200, '<html><body>SQLSTATE[HY000] Connection refused</body></html>', /database/],
];

for (const [what, status, body, says] of ANSWERS) {
  test.concurrent(`${what} is told for what it is, and nothing is written`, async (context) => {
    const world = await aWorld(onEnd(context));
    world.ixc.faults.on({ target: 'radusuarios' }, answer({ status, body }));
    const run = await world.run(['--max-time', '30']);
    expect(run.code, told(run)).toBe(3);
    expect(run.output).toMatch(says);
    expect(run.output).not.toContain('canary-9');
    expect(world.bqn.writes).toEqual([]);
    expect(Math.max(...run.output.split('\n').map((line) => line.length))).toBeLessThan(2000);
  });
}

test.concurrent('NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment changes nothing', async (context) => {
  const world = await aWorld(onEnd(context));
  const run = await world.run([], { env: { NODE_TLS_REJECT_UNAUTHORIZED: '0', IXC_BQN_IXC_CA: '' } });
  expect(run.code, told(run)).toBe(3);
  expect(run.output).toContain('certificate');
});

test.concurrent('one table refused while another hangs: the run ends at once, and nothing is asked after it', async (context) => {
  const world = await aWorld(onEnd(context));
  world.ixc.faults.on({ target: 'radusuarios' }, hang());
  world.ixc.forbidden.add('radgrupos');
  const run = await world.run(['--ixc-timeout', '40']);
  expect(run.code, told(run)).toBe(3);
  const asked = world.ixc.requests.length;
  await new Promise(setImmediate);
  expect(world.ixc.requests.length).toBe(asked);
});
