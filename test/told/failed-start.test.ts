import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';
import { aroundIt, bundleIf } from '../support/from-source.ts';
import { variant } from '../support/variant.ts';
import { aWorld, type OnEnd, onEnd, told, type World } from '../support/world.ts';

/** A start that ends for its settings, or for a defect, is told to whoever watches, as far as it can be read where they are. */

vi.setConfig({ maxConcurrency: 3, testTimeout: 300_000 });

async function aReceiver(onEnd: OnEnd) {
  const letters: { readonly path: string; readonly json: Record<string, unknown> }[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const part of request) text += part;
    letters.push({ path: request.url ?? '', json: text === '' ? {} : JSON.parse(text) });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onEnd(() => server.close());
  return { letters, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function outputs(world: World, url: string) {
  return {
    IXC_BQN_REPORT: world.path('report.json'),
    IXC_BQN_METRICS_FILE: world.path('metrics.prom'),
    IXC_BQN_ZABBIX_FILE: world.path('zabbix.json'),
    IXC_BQN_HTML: world.path('page.html'),
    IXC_BQN_NOTIFY_URL: `${url}/hook`,
    IXC_BQN_PING_URL: `${url}/ping`,
  };
}

const WRONG: readonly (readonly [what: string, env: Record<string, string>, args: readonly string[], cause: RegExp])[] =
  [
    ['a number that is none', { IXC_BQN_MAX_DELETE: 'many' }, [], /IXC_BQN_MAX_DELETE/],
    ['a variable that there is not', { IXC_BQN_MAX_DELETES: '30' }, [], /IXC_BQN_MAX_DELETES/],
    ['a flag that there is not', {}, ['--dual-stak'], /dual-stak/],
    ['no key', { IXC_KEY: '' }, [], /IXC_KEY/],
    ['an env file that is not there', { IXC_BQN_ENV_FILE: '/nonexistent/env' }, [], /--env-file/],
    ['a file of authorities that is none', { IXC_BQN_IXC_CA: '/dev/null' }, [], /IXC_BQN_IXC_CA/],
    ['a pace that is none', { SYNC_EVERY_MINUTES: 'often' }, [], /SYNC_EVERY_MINUTES/],
    ['a wrong channel beside a good one', { IXC_BQN_TELEGRAM: 'nonsense' }, [], /IXC_BQN_TELEGRAM/],
  ];

for (const [what, env, args, cause] of WRONG) {
  test.concurrent(`${what}: report, metrics, page and notices say so, once`, async (context) => {
    const world = await aWorld(onEnd(context));
    const { letters, url } = await aReceiver(onEnd(context));
    const run = () => world.run(args, { env: { ...outputs(world, url), ...env } });
    const first = await bundleIf(what === 'a pace that is none', run);
    expect(first.code, told(first)).toBe(2);
    expect(first.stderr).toMatch(cause);
    expect(JSON.parse(readFileSync(world.path('report.json'), 'utf8'))).toMatchObject({
      exitCode: 2,
      cause: expect.stringMatching(cause),
      bqns: [],
      lastSuccess: null,
      failuresInARow: 1,
    });
    expect(readFileSync(world.path('metrics.prom'), 'utf8')).toContain('sync_ixc_bqn_last_exit_code 2\n');
    expect(JSON.parse(readFileSync(world.path('zabbix.json'), 'utf8'))).toMatchObject({
      exitCode: 2,
      failuresInARow: 1,
    });
    expect(readFileSync(world.path('page.html'), 'utf8')).toMatch(cause);
    expect(letters.map(({ path }) => path).sort()).toEqual(['/hook', '/ping/2']);
    expect(letters.find(({ path }) => path === '/hook')?.json).toMatchObject({
      events: ['failed'],
      exitCode: 2,
      text: expect.stringMatching(cause),
    });
    letters.length = 0;
    expect((await bundleIf(false, run)).code).toBe(2);
    expect(
      letters.map(({ path }) => path),
      'told once',
    ).toEqual(['/ping/2']);
    expect(JSON.parse(readFileSync(world.path('report.json'), 'utf8')).failuresInARow).toBe(2);
  });
}

test.concurrent('when it works again, that is told, and what was known of the box is still known', async (context) => {
  const world = await aWorld(onEnd(context));
  const { letters, url } = await aReceiver(onEnd(context));
  await world.begin();
  const env = outputs(world, url);
  expect((await aroundIt(() => world.run([], { env }))).code).toBe(0);
  const { lastSuccess } = JSON.parse(readFileSync(world.path('report.json'), 'utf8'));
  letters.length = 0;
  expect((await world.run([], { env: { ...env, IXC_BQN_PRUNE: 'some' } })).code).toBe(2);
  expect(JSON.parse(readFileSync(world.path('report.json'), 'utf8'))).toMatchObject({ exitCode: 2, lastSuccess });
  const again = await world.run([], { env });
  expect(again.code, told(again)).toBe(0);
  expect(letters.flatMap(({ json }) => json['events'] ?? [])).toEqual(['failed', 'recovered']);
  expect(world.disagreement()).toEqual([]);
});

test.concurrent('a defect that ends a run is told, without its words', async (context) => {
  const world = await aWorld(onEnd(context));
  const { letters, url } = await aReceiver(onEnd(context));
  const hook = world.path('defect.cjs');
  // Of all requests those over TLS alone: the receiver of messages has none.
  writeFileSync(hook, "require('node:https').request = () => { throw new TypeError('words-of-the-defect'); };");
  const run = await world.run([], { env: { ...outputs(world, url), NODE_OPTIONS: `--require ${hook}` } });
  expect(run.code, told(run)).toBe(1);
  expect(letters.map(({ path }) => path).sort()).toEqual(['/hook', '/ping/1']);
  expect(readFileSync(world.path('metrics.prom'), 'utf8')).toContain('sync_ixc_bqn_last_exit_code 1\n');
  const texts = ['report.json', 'zabbix.json', 'page.html'].map((name) => readFileSync(world.path(name), 'utf8'));
  expect([JSON.stringify(letters), ...texts].join('\n')).not.toContain('words-of-the-defect');
});

test.concurrent('what is asked by hand and is wrong is told to whoever asked, and to nobody else', async (context) => {
  const world = await aWorld(onEnd(context));
  const { letters, url } = await aReceiver(onEnd(context));
  const asked = [['--check'], ['--dry-run'], ['-n'], ['-nv'], ['-vn'], ['--history', 'all'], ['--held']];
  for (const args of [...asked, ['--expect', 'blocks=1'], ['--pause=1h'], ['--restore']]) {
    const env = { ...outputs(world, url), IXC_BQN_PRUNE: 'some' };
    const run = await bundleIf(args.includes('--check'), () => world.run(args, { env }));
    expect(run.code, told(run)).toBe(2);
  }
  expect(letters).toEqual([]);
  expect(existsSync(world.path('metrics.prom'))).toBe(false);
  expect(existsSync(world.stateFile)).toBe(false);
});

variant('no secret is in what is told of wrong settings', async (context) => {
  const world = await aWorld(onEnd(context));
  const { letters, url } = await aReceiver(onEnd(context));
  const secret = world.bqn.password;
  const run = await world.run([], { env: { ...outputs(world, url), BQN_OAM_IP: secret, BQN_REST_PW: '192.0.2.7' } });
  expect(run.code, told(run)).toBe(2);
  const texts = ['report.json', 'zabbix.json', 'page.html'].map((name) => readFileSync(world.path(name), 'utf8'));
  expect([run.output, JSON.stringify(letters), ...texts].join('\n')).not.toContain(secret);
});

variant('a state file that is no file is told, too', async (context) => {
  const world = await aWorld(onEnd(context));
  const { letters, url } = await aReceiver(onEnd(context));
  const run = await world.run(['--state-file', world.folder], { env: outputs(world, url) });
  expect(run.code, told(run)).toBe(2);
  expect(letters.map(({ path }) => path).sort()).toEqual(['/hook', '/ping/2']);
});

variant('the small file stays below 4 kB, whatever is held and whatever names are', async (context) => {
  const world = await aWorld(onEnd(context));
  await world.begin();
  for (const login of world.ixc.isp.logins) login.login = `${login.login}${'ç'.repeat(20_000)}`;
  for (const contract of world.ixc.isp.contracts) contract.status = 'CM';
  const run = await world.run([], {
    env: { IXC_BQN_ZABBIX_FILE: world.path('zabbix.json'), SYNC_EVERY_MINUTES: '60' },
  });
  expect(run.code, told(run)).toBe(6);
  const text = readFileSync(world.path('zabbix.json'), 'utf8');
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4096);
  const { heldBack, every, cause } = JSON.parse(text);
  expect([heldBack > 0, every, cause.includes('--approve')]).toEqual([true, 3600, true]);
  const metrics = readFileSync(world.path('metrics.prom'), 'utf8');
  expect(metrics).toContain('sync_ixc_bqn_interval_seconds 3600\n');
});

variant('fates that nothing became of are 0 in a quiet run', async (context) => {
  const world = await aWorld(onEnd(context));
  await world.begin();
  expect((await world.run()).code).toBe(0);
  const metrics = readFileSync(world.path('metrics.prom'), 'utf8');
  for (const effect of ['blocks', 'opens', 'slows', 'leaves'])
    expect(metrics).toMatch(new RegExp(`sync_ixc_bqn_fate_changes\\{bqn="[^"]+",effect="${effect}"\\} 0\\n`));
});
