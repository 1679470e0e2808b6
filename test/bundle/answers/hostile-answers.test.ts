import { expect, test, vi } from 'vitest';
import { answer, hang } from '../../simulator/index.ts';
import { isThroughBundle } from '../../support/from-source.ts';
import { variant } from '../../support/variant.ts';
import { aWorld, onEnd, told } from '../../support/world.ts';

/** Answers that somebody wrote to do harm, through the bundle: it ends in its own way, soon, and tells no secret. */

vi.setConfig({ maxConcurrency: 3, testTimeout: 300_000 });

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

for (const [at, [what, status, body, says]] of ANSWERS.entries()) {
  const tried = at === 0 ? test.concurrent : variant;
  tried(`${what} is told for what it is, and nothing is written`, async (context) => {
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

/** A text that JSON takes and that nobody should have to walk through. */
const NESTED = '['.repeat(100_000) + ']'.repeat(100_000);

const BQN_ANSWERS: readonly (readonly [what: string, target: string, body: string, code: 0 | 4 | 5])[] = [
  ['a list of brackets', 'subscribers', '['.repeat(30_000_000), 4],
  ['items of brackets', 'subscribers', `{"items":[${'[1,'.repeat(3_000_000)}`, 4],
  [
    'an entry with a field that is nested without end',
    'subscribers',
    `{"items":[{"subscriberIp":"100.64.9.9","x":${NESTED}}]}`,
    4,
  ],
  [
    'a name with half a character',
    'policies',
    '{"items":[{"policyName":"a\\ud800","policyId":"x","rateLimitDownlink":{"rate":1}}]}',
    0,
  ],
  ['a name of a megabyte', 'policies', `{"items":[{"policyName":"${'N'.repeat(1_000_000)}","policyId":"x"}]}`, 0],
  [
    'the names . and ..',
    'policies',
    '{"items":[{"policyName":".."},{"policyName":"."},{"policyName":"Basic","policyId":"b"}]}',
    0,
  ],
];

for (const [what, target, body, code] of BQN_ANSWERS) {
  variant(`a BQN that lists ${what} is no defect of ours`, async (context) => {
    const world = await aWorld(onEnd(context), { seeded: false });
    world.bqn.faults.on({ target, method: 'GET', times: code === 4 ? 2 : 1 }, answer({ status: 200, body }));
    const run = await world.run(['-v', '--prune', 'all']);
    // A name that cannot be said in a path is refused; it is the lists that must do no harm.
    expect(code === 4 ? [4] : [0, 5], told(run)).toContain(run.code);
    expect(run.output.length).toBeLessThan(200_000);
    expect(world.bqn.writes.filter(({ path }) => /\/\.{1,2}$/.test(path))).toEqual([]);
  });
}

variant('a BQN that echoes what it was sent makes no secret of ours a part of the log', async (context) => {
  const world = await aWorld(onEnd(context));
  const basic = Buffer.from(`${world.bqn.user}:${world.bqn.password}`).toString('base64');
  const message = `${'so long '.repeat(18)}Authorization: Basic ${basic} and ${world.bqn.password}`;
  const half = `${'x'.repeat(150 - world.bqn.password.length)} ${world.bqn.password}${world.bqn.password}`;
  world.bqn.faults.on(
    { method: 'POST', nth: 2 },
    answer({ status: 400, body: JSON.stringify({ error: { message } }) }),
  );
  world.bqn.faults.on(
    { method: 'POST', nth: 3 },
    answer({ status: 400, body: JSON.stringify({ error: { message: half } }) }),
  );
  const run = await world.run();
  expect(run.code, told(run)).toBe(5);
  world.expectGoodManners(run);
  expect(run.output).not.toContain(world.bqn.password.slice(0, 12));
});

variant('a login of a megabyte is shown cut, and is a name like any other', async (context) => {
  const world = await aWorld(onEnd(context));
  const [first] = world.ixc.isp.logins;
  if (first !== undefined) Object.assign(first, { login: 'L'.repeat(1_000_000) });
  const run = await world.run(['-v']);
  expect([0, 5], told(run)).toContain(run.code);
  expect(run.output.length).toBeLessThan(500_000);
});

// In the fast tier ixc/without-end.test.ts has it, of one try and no server.
test.runIf(isThroughBundle()).concurrent('a table without end is no listing', async (context) => {
  const world = await aWorld(onEnd(context));
  const body = `{"page":"1","total":"1","registros":[${Array.from({ length: 500_010 }, (_none, at) => `{"id":"${at + 1}"}`).join()}]}`;
  world.ixc.faults.on({ target: 'cliente_contrato' }, answer({ status: 200, body }));
  const run = await world.run();
  expect(run.code, told(run)).toBe(3);
  expect(run.output).toMatch(/more than 500000 rows/);
});

const SWAPPED: readonly (readonly [what: string, env: Readonly<Record<string, string>>])[] = [
  ['a password in the address', { BQN_OAM_IP: 'https://admin:Segredo-9471@192.0.2.7' }],
  ['a password in the server', { IXC_SERVER: 'https://admin:Segredo-9471@ixc.example' }],
  ['password and address swapped', { BQN_OAM_IP: 'Segredo-9471', BQN_REST_PW: '192.0.2.7' }],
  ['a password in the place of a number', { IXC_BQN_MAX_DELETE: 'Segredo-9471' }],
  ['a password in the place of a choice', { IXC_BQN_PRUNE: 'Segredo-9471' }],
];

for (const [what, env] of SWAPPED) {
  variant(`${what} is refused without being shown`, async (context) => {
    const world = await aWorld(onEnd(context));
    const run = await world.run([], { env });
    expect(run.code, told(run)).toBe(2);
    expect(run.output).not.toContain('Segredo');
  });
}
