import { readFileSync, statSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { answer, errorDiv, nginxError } from '../../simulator/index.ts';
import { aTidyIsp } from '../../support/an-isp.ts';
import { aroundIt, sampled } from '../../support/from-source.ts';
import { variant } from '../../support/variant.ts';
import { aWorld, onEnd, told, type World } from '../../support/world.ts';

/** What real BQNs and IXCs do (src/bqn/README.md, src/ixc/README.md), through the bundle. */

vi.setConfig({ maxConcurrency: 4, testTimeout: 300_000 });

const NOT_THERE: readonly (readonly [what: string, status: number, body: string])[] = [
  ['404 bare', 404, ''],
  ['200 with nothing', 200, ''],
  ['items null', 200, '{"items":null}'],
  ['404 with a JSON error', 404, '{"error":{"code":404,"message":"not found"}}'],
  ['204', 204, ''],
  ['{}', 200, '{}'],
];

/** The list of groups answers so until there is one. */
function empty(world: World, status: number, body: string, isEmpty = () => world.bqn.groups.size === 0): void {
  world.bqn.faults.on(
    { when: ({ method, path }) => method === 'GET' && path.includes('subscriberGroups') && isEmpty() },
    answer({ status, body }),
  );
}

for (const [what, status, body] of sampled(NOT_THERE, 3)) {
  const tried = what === '404 bare' ? test.concurrent : variant;
  tried(`a list that is not there yet (${what}) is empty where nothing of ours should be in it`, async (context) => {
    const world = await aWorld(onEnd(context), { seeded: false });
    empty(world, status, body);
    const first = await world.run();
    expect(first.code, told(first)).toBe(0);
    expect(world.disagreement()).toEqual([]);
    const second = await aroundIt(() => world.run());
    expect(second.code, told(second)).toBe(0);
  });

  variant(`and unread where it held ours (${what})`, async (context) => {
    const world = await aWorld(onEnd(context), { seeded: false });
    await world.begin();
    empty(world, status, body, () => true);
    const run = await world.run();
    expect(run.code, told(run)).toBe(4);
    expect(world.bqn.writes).toEqual([]);
  });
}

variant('after everything was removed it can be started on again', async (context) => {
  const world = await aWorld(onEnd(context), { seeded: false });
  await world.begin();
  empty(world, 404, '');
  const removed = await world.run(['--remove-all', '--force']);
  expect(removed.code, told(removed)).toBe(0);
  const again = await world.run();
  expect(again.code, told(again)).toBe(0);
});

variant('a foreign entry out of shape is told and passed over', async (context) => {
  const world = await aWorld(onEnd(context));
  await world.begin();
  world.bqn.groups.set('Torre-9', { subscriberMembers: [{ ip: '203.0.113.9' }] } as never);
  const run = await world.run();
  expect(run.code, told(run)).toBe(0);
  expect(run.output).toContain('Torre-9');
});

variant('100.64.1.5/32 is an address', async (context) => {
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

variant('a plan without QoS has no limit, whatever stands in its speeds', async (context) => {
  const world = await aWorld(onEnd(context));
  const [plan] = world.ixc.isp.plans;
  if (plan !== undefined) Object.assign(plan, { download: '10M', upload: '10M', extra: { qos_ativo: 'N' } });
  const run = await world.run();
  expect(run.code, told(run)).toBe(0);
  const name = plan?.name.replace(/\s/g, '_') ?? '';
  expect(world.bqn.policies.get(name)).toMatchObject({
    rateLimitDownlink: { rate: -1 },
    rateLimitUplink: { rate: -1 },
  });
});

variant(
  'where all speeds are bare numbers nobody is made without a limit: plans are named, with the flag to set',
  async (context) => {
    const world = await aWorld(onEnd(context));
    for (const plan of world.ixc.isp.plans) Object.assign(plan, { download: '10240', upload: '5120' });
    const run = await world.run();
    expect(run.code, told(run)).toBe(3);
    expect(run.output).toMatch(/Basic[^;]*: 10240\/5120|[^ ]+: 10240\/5120.*--bare-unit/);
    expect(world.bqn.writes).toEqual([]);
    const check = await world.run(['--check']);
    expect(check.code).toBe(8);
    expect(check.output).toMatch(/failed .*--bare-unit/);
    expect((await world.run(['--bare-unit', 'k'])).code).toBe(0);
  },
);

const ODD: readonly (readonly [what: string, odd: (world: World) => void, says: RegExp])[] = [
  [
    'logins that name no contract',
    ({ ixc }) => {
      for (const login of ixc.isp.logins) login.contract = '';
    },
    /40 online logins name no contract, which is all of them: they are never blocked/,
  ],
  [
    'a status that IXC does not document',
    ({ ixc }) => void Object.assign(ixc.isp.contracts[0] ?? {}, { status: 'XX' }),
    /1 online logins have contract status XX, which IXC does not document: they are blocked/,
  ],
  [
    'an empty status',
    ({ ixc }) => void Object.assign(ixc.isp.contracts[0] ?? {}, { status: '' }),
    /an empty contract status/,
  ],
  [
    'trust with a block',
    ({ ixc }) => void Object.assign(ixc.isp.contracts[0] ?? {}, { status: 'CA', trusted: 'S' }),
    /1 online logins are unblocked on trust, and blocked all the same/,
  ],
  [
    'a suspended contract in service',
    ({ ixc }) => void Object.assign(ixc.isp.contracts[0] ?? {}, { status: 'A', extra: { contrato_suspenso: 'S' } }),
    /suspended contract, and service/,
  ],
  [
    'a contract that is not active',
    ({ ixc }) => void Object.assign(ixc.isp.contracts[0] ?? {}, { status: 'A', extra: { status: 'I' } }),
    /not active, and service/,
  ],
  [
    'a login that is cut',
    ({ ixc }) => void Object.assign(ixc.isp.logins[0] ?? {}, { active: 'N' }),
    /1 online logins are cut/,
  ],
];

for (const [what, odd, says] of ODD) {
  variant(`${what} is obeyed as ever, and told by run and check`, async (context) => {
    const world = await aWorld(onEnd(context));
    expect((await world.run()).output).not.toMatch(says);
    odd(world);
    const run = await world.run(['--force']);
    expect(run.code, told(run)).toBe(0);
    expect(run.output).toMatch(says);
    expect((await world.run(['--check'])).output).toMatch(new RegExp(`look .*${says.source}`));
  });
}

variant('--check without dual stack tells how many customers’ IPv6 nobody limits', async (context) => {
  const world = await aWorld(onEnd(context));
  const run = await world.runBare(['--check']);
  expect(run.output).toMatch(/look .*the IPv6 of 14 customers is neither limited nor blocked: --dual-stack/);
  expect((await world.run(['--check'])).output).not.toMatch(/neither limited nor blocked/);
});

for (const status of [200, 500, 504] as const) {
  variant(`the red box with ${status} for more than 300 rows means: ask for less`, async (context) => {
    const world = await aWorld(onEnd(context));
    const div = answer({ status, body: '<div>Ocorreu um erro ao processar a sua requisição.</div>' });
    world.ixc.faults.on({ target: 'cliente_contrato', rpOver: 300 }, div);
    const run = await world.run(['--page-size', '5000']);
    expect(run.code, told(run)).toBe(0);
    expect(world.disagreement()).toEqual([]);
  });
}

variant('a red box that passes is asked again, also on a later plain page', async (context) => {
  const world = await aWorld(onEnd(context));
  const isKeyset = ({ body }: { readonly body: unknown }) => JSON.stringify(body).includes('"oper":">"');
  world.ixc.faults.on({ target: 'radusuarios', when: isKeyset }, errorDiv());
  world.ixc.faults.on({ target: 'radusuarios', page: 2, times: 1 }, errorDiv());
  const run = await world.run();
  expect(run.code, told(run)).toBe(0);
  expect(world.disagreement()).toEqual([]);
});

variant('a wait that IXC asks for is kept', async (context) => {
  const world = await aWorld(onEnd(context));
  const busy = answer({ status: 429, headers: { 'retry-after': '2' } });
  world.ixc.faults.on({ target: 'radgrupos', times: 1 }, busy);
  const run = await world.run();
  expect(run.code, told(run)).toBe(0);
  const asked = world.ixc.requests.filter(({ table }) => table === 'radgrupos').map(({ at }) => at);
  expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeGreaterThan(1900);
});

variant('401 for one table only names that table’s route, and not the key', async (context) => {
  const world = await aWorld(onEnd(context));
  world.ixc.faults.on({ target: 'cliente_contrato' }, nginxError(401));
  const run = await world.run();
  expect(run.code, told(run)).toBe(3);
  expect(run.output).toMatch(/refuses the API key for cliente_contrato, though not for rad(usuarios|grupos)/);
});

const KEYS: readonly (readonly [what: string, key: (key: string) => string, says: RegExp])[] = [
  ['cut short', (key) => key.slice(0, 40), /characters behind its colon, where IXC's have 64/],
  ['without its number', (key) => key.split(':')[1] ?? '', /has no colon/],
  ['that only looks right', () => `7:${'ab'.repeat(32)}`, /Create a new one/],
];

for (const [what, key, says] of KEYS) {
  variant(`a key ${what} is told so when it is refused`, async (context) => {
    const world = await aWorld(onEnd(context));
    const run = await world.run([], { env: { IXC_KEY: key(world.ixc.key) } });
    expect(run.code, told(run)).toBe(3);
    expect(run.output).toMatch(says);
  });
}

variant('one box under two names is one record, and written once', async (context) => {
  const world = await aWorld(onEnd(context), { seeded: false });
  const { port } = world.bqn;
  const both = await world.run([], { env: { BQN_OAM_IP: `127.0.0.1:${port} localhost:${port}` } });
  expect(both.code, told(both)).toBe(0);
  expect(both.output).toMatch(/are one box/);
  expect(world.bqn.writesOf('subscribers')).toHaveLength(world.wanted().subscribers.size);
  const [login] = world.ixc.isp.logins;
  if (login !== undefined) login.online = 'N';
  const renamed = await world.run([], { env: { BQN_OAM_IP: `localhost:${port}` } });
  expect(renamed.output).toMatch(/was known as 127\.0\.0\.1:\d+ until now/);
  expect(world.disagreement(), 'what was made under the other name is still ours').toEqual([]);
});

test.concurrent('--support writes what a stranger needs, and nothing of a customer or a secret', async (context) => {
  const world = await aWorld(onEnd(context));
  await world.run(['--log-file', world.path('run.log')]);
  const file = world.path('support.txt');
  const run = await world.run(['--support', file, '--log-file', world.path('run.log')]);
  expect(run.code, told(run)).toBe(0);
  const text = readFileSync(file, 'utf8');
  expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
  expect(text).toMatch(/IXC radusuarios: total \d+, \d+ ms/);
  expect(text).toMatch(/ {2}ip: [^\n]*"999\.99\.9\.9{1,3}" x \d+/);
  expect(text).toMatch(/BQN subscribers: status 200/);
  expect(text).toContain('synchronization script ends');
  for (const { login, ip, prefix } of world.ixc.isp.logins) {
    expect(text.includes(login), login).toBe(false);
    for (const value of [ip, prefix])
      if (value !== null && value.length > 4) expect(text.includes(value), value).toBe(false);
  }
  for (const { name } of world.ixc.isp.plans) if (/\d/.test(name)) expect(text).not.toContain(name);
  world.expectGoodManners(run);
});
