import { copyFileSync, writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { answer, delay, errorDiv, hang, nginxError, type Resource, startBqn } from '../../simulator/index.ts';
import { HAS_OWN_ROOT, onABqn } from '../../support/bqn-root.ts';
import { variant } from '../../support/variant.ts';
import { aWorld, onEnd, told, type World } from '../../support/world.ts';
import { WRAPPER } from '../../support/wrapper.ts';

/**
 * What an IXC says and how it fails (src/ixc/README.md, "How it fails"), and what a run and a check tell of it, through
 * the bundle.
 */

vi.setConfig({ maxConcurrency: 4, testTimeout: 300_000 });

test.concurrent('all plans with a speed are bare numbers, one has none: nobody is made without a limit', async (context) => {
  const world = await aWorld(onEnd(context));
  for (const plan of world.ixc.isp.plans) {
    if (plan.name !== 'Livre' && plan.kind === 'I') Object.assign(plan, { download: '10240', upload: '5120' });
  }
  const run = await world.run();
  expect(run.code, told(run)).toBe(3);
  expect(run.output).toMatch(/11 Internet plans can be read \(Fibra 100\/50: 10240\/5120;.*--bare-unit/);
  expect(world.bqn.writes).toEqual([]);
  const check = await world.run(['--check']);
  expect(check.code).toBe(8);
  expect(check.output).toMatch(/failed .*--bare-unit/);
});

variant('a plan that cannot be read is named, with its customers and what to do', async (context) => {
  const world = await aWorld(onEnd(context));
  const plan = world.ixc.isp.plans.find(({ name }) => name === 'Rural');
  if (plan !== undefined) plan.download = '10240';
  const says = /the speed of 1 plans cannot be read \(Rural: 10240\/512k\), and their 3 online logins.*type them in/;
  const run = await world.run();
  expect(run.code, told(run)).toBe(0);
  expect(run.output).toMatch(says);
  expect((await world.run(['--check'])).output).toMatch(new RegExp(`look .*${says.source}`));
});

variant('what the operator says of a state is what is told of it', async (context) => {
  const world = await aWorld(onEnd(context));
  Object.assign(world.ixc.isp.contracts[0] ?? {}, { status: 'XX', trusted: 'S' });
  const open = await world.run(['--check', '--status', 'A=open,FA=open,XX=open,*=block']);
  expect(open.output).toMatch(/contract status XX, which IXC does not document: they have service/);
  expect(open.output).not.toContain('unblocked on trust');
  const kept = await world.run(['--check', '--status', 'A=open,FA=open,XX=keep,*=block']);
  expect(kept.output).toMatch(/contract status XX, which IXC does not document: they keep what they have/);
});

/** Six are offline: two never authenticated, one that the RADIUS lost, at fixed addresses. */
function fixAddresses({ ixc }: World): void {
  for (const login of ixc.isp.logins) login.extra = { fixar_ip: 'N' };
  const offline = ixc.isp.logins.filter(({ online }) => online !== 'S');
  for (const [at, login] of offline.entries()) {
    if (at > 3) continue;
    Object.assign(login, { online: at < 2 ? 'SS' : 'I', ip: `100.65.0.${at + 1}` });
    if (at < 3) login.extra = { fixar_ip: 'S' };
  }
}

variant('a check counts logins with a fixed IP that no RADIUS sees, with two small questions', async (context) => {
  const world = await aWorld(onEnd(context));
  fixAddresses(world);
  const check = await world.run(['--check']);
  expect(check.code, told(check)).toBe(0);
  expect(check.output).toMatch(/look .*2 logins with a fixed IP .*online = SS/);
  expect(check.output).toMatch(/look .*1 logins with a fixed IP .*online = I\b/);
  const asked = world.ixc.requestsFor('radusuarios').filter(({ body }) => JSON.stringify(body).includes('fixar_ip'));
  expect(asked.map(({ body }) => (body as { rp?: string }).rp)).toEqual(['1', '1']);
  world.ixc.requests.length = 0;
  await world.run();
  const inRun = world.ixc.requestsFor('radusuarios').filter(({ body }) => JSON.stringify(body).includes('fixar_ip'));
  expect(
    inRun.map(({ body }) => (body as { rp?: string }).rp),
    'a run asks once, for one row',
  ).toEqual(['1']);
});

const DISOBEDIENT = ['grid_param ignored', 'grid_param refused'] as const;
for (const keyset of DISOBEDIENT) {
  variant(`fixed IPs are not counted where an IXC says something else (${keyset})`, async (context) => {
    const world = await aWorld(onEnd(context), { ixc: { quirks: { keyset } } });
    fixAddresses(world);
    for (const login of world.ixc.isp.logins) if (login.online === 'SS') login.extra = { fixar_ip: 'N' };
    const check = await world.run(['--check']);
    expect(check.code, told(check)).toBe(0);
    expect(check.output).not.toMatch(/with a fixed IP .*online = SS/);
  });
}

variant('the question for less that fails by itself is asked again', async (context) => {
  const world = await aWorld(onEnd(context));
  const { faults } = world.ixc;
  faults.on({ target: 'radusuarios', rpOver: 300, times: 1 }, errorDiv());
  faults.on({ target: 'radusuarios', rpUnder: 101, times: 1 }, nginxError(502));
  const run = await world.run(['--page-size', '5000']);
  expect(run.code, told(run)).toBe(0);
  expect(run.output).not.toContain('refuses to page by id');
  expect(world.disagreement()).toEqual([]);
});

variant('an IXC that shows its red box and then falls silent ends a run as soon as any dead one', async (context) => {
  const world = await aWorld(onEnd(context));
  const { faults } = world.ixc;
  // Whatever is asked for many rows is refused at once, and what is asked for few hangs.
  faults.on({ target: 'radusuarios', rpOver: 100 }, errorDiv());
  faults.on({ target: 'radusuarios', rpUnder: 101 }, hang());
  const run = await world.run(['--page-size', '100000', '--ixc-timeout', '1']);
  expect(run.code, told(run)).toBe(3);
  expect(world.ixc.requestsFor('radusuarios').length, 'each question is a try').toBeLessThanOrEqual(6);
  expect(world.bqn.writes).toEqual([]);
});

variant('a red box for a page of few rows is bad luck, and no reason to ask for less ever after', async (context) => {
  const world = await aWorld(onEnd(context), { ixc: { quirks: { keyset: 'refused', order: 'reshuffled' } } });
  world.ixc.faults.on({ target: 'radusuarios', page: 1, from: 3, times: 1 }, errorDiv(500));
  const run = await world.run();
  expect(run.code, told(run)).toBe(0);
  expect(world.disagreement()).toEqual([]);
});

for (const status of [429, 503] as const) {
  variant(`a wait that IXC asks for with ${status} ends with --max-time`, async (context) => {
    const world = await aWorld(onEnd(context));
    world.ixc.faults.on({ target: 'radgrupos' }, answer({ status, headers: { 'retry-after': '30' } }));
    const run = await world.run(['--max-time', '2']);
    expect(run.code, told(run)).not.toBe(0);
    expect(world.ixc.requestsFor('radgrupos').length).toBe(1);
    expect(world.bqn.writes).toEqual([]);
  });
}

variant(
  'a route that is not released is no wrong key, also where the other tables take their time or fail once',
  async (context) => {
    const world = await aWorld(onEnd(context));
    const { faults } = world.ixc;
    faults.on({ target: 'cliente_contrato' }, nginxError(401));
    faults.on({ target: 'radusuarios' }, delay(2500));
    faults.on({ target: 'radgrupos', times: 1 }, nginxError(502));
    faults.on({ target: 'radgrupos' }, delay(2500));
    const run = await world.run();
    expect(run.code, told(run)).toBe(3);
    expect(run.output).toMatch(/refuses the API key for cliente_contrato, though not for rad(usuarios|grupos)/);
    expect(run.output).not.toContain('Create a new one');
  },
);

variant('a check tells a route that is not released from a wrong key', async (context) => {
  const world = await aWorld(onEnd(context));
  world.ixc.faults.on({ target: 'cliente_contrato' }, nginxError(401));
  const check = await world.run(['--check']);
  expect(check.code, told(check)).toBe(8);
  expect(check.output).toMatch(/failed .*refuses the API key for cliente_contrato, though not for radusuarios/);
  expect(check.output).not.toContain('Create a new one');
});

const SHAPES: readonly (readonly [what: string, key: (key: string) => string])[] = [
  ['cut short', (key) => key.slice(0, 40)],
  ['cut short, as base64', (key) => Buffer.from(key.slice(0, 40)).toString('base64')],
  ['with a letter more', (key) => `${key}g`],
];

for (const [what, key] of SHAPES) {
  variant(`a check tells a key ${what} by its looks`, async (context) => {
    const world = await aWorld(onEnd(context));
    const check = await world.run(['--check'], { env: { IXC_KEY: key(world.ixc.key) } });
    expect(check.code, told(check)).toBe(8);
    expect(check.output).toMatch(/look .*the API key of IXC has \d+ characters behind its colon.*copy it again/);
    expect(check.output).not.toContain('Create a new one');
    world.expectGoodManners(check);
  });
}

/** Node's own answer when no DNS server says anything, which no test can wait for. */
const SILENT_DNS = `
const fail = (host) => Object.assign(new Error('getaddrinfo EAI_AGAIN ' + host), { code: 'EAI_AGAIN', syscall: 'getaddrinfo' });
require('dns').lookup = (host, options, done) => process.nextTick(done ?? options, fail(host));
require('dns').promises.lookup = async (host) => { throw fail(host); };
`;

test.concurrent('a DNS server that does not answer is told as such, and not as an unknown name', async (context) => {
  const world = await aWorld(onEnd(context));
  writeFileSync(world.path('silent-dns.cjs'), SILENT_DNS);
  const env = { NODE_OPTIONS: `--require ${world.path('silent-dns.cjs')}`, IXC_SERVER: 'ixc.example' };
  const run = await world.run([], { env });
  expect(run.code, told(run)).toBe(3);
  expect(run.output).toMatch(/the DNS server does not answer/);
  expect(run.output).not.toMatch(/not known to the DNS/);
  const check = await world.run(['--check'], { env });
  expect(check.output).toMatch(/failed IXC ixc\.example.*the DNS server does not answer/);
  expect(check.output).not.toContain('check its spelling');
});

test.concurrent('two BQNs that show one certificate may be one box, says a check', async (context) => {
  const world = await aWorld(onEnd(context), { seeded: false });
  const twin = await startBqn({ password: world.bqn.password });
  context.onTestFinished(() => twin.close());
  const check = await world.run(['--check'], { env: { BQN_OAM_IP: `${world.bqn.host} ${twin.host}` } });
  expect(check.code, told(check)).toBe(0);
  expect(check.output).toMatch(/look .*show the same certificate: if they are one box, name it once/);
});

const onOwnRoot = HAS_OWN_ROOT ? test.concurrent : test.skip;

const CRONTABS: readonly (readonly [crontab: string, isStarted: boolean])[] = [
  ['17 * * * * root run-parts /etc/cron.hourly', false],
  ['*/5 * * * * root /bqn/bin/bqncron', true],
];

for (const [crontab, isStarted] of CRONTABS) {
  onOwnRoot(`on a BQN whose crontab says "${crontab}"`, async (context) => {
    const world = await aWorld(onEnd(context));
    const onBox = (args: readonly string[]) => world.runUnder(onABqn(world.path('root'), crontab), args);
    const check = await onBox(['--check']);
    expect(check.code, told(check)).toBe(0);
    expect(/look .*no line for bqncron.*systemctl restart cron/.test(check.output), told(check)).toBe(!isStarted);
    copyFileSync(WRAPPER, world.path('sync-ixc-bqn.sh'));
    const init = await onBox(['--init']);
    expect(init.code, told(init)).toBe(0);
    expect(init.output.includes('no line for bqncron')).toBe(!isStarted);
  });
}

variant('what a box lists as 0 because nobody set it is nothing to write', async (context) => {
  const unset = { burstRate: 0, burstDuration: 0, burstThreshold: 0, burstThresholdWindow: 0 };
  const spelling = (resource: Resource): Resource =>
    typeof resource.rateLimitDownlink === 'object'
      ? { ...resource, rateLimitDownlink: { ...unset, ...resource.rateLimitDownlink } }
      : resource;
  const world = await aWorld(onEnd(context), { bqn: { quirks: { spelling } }, seeded: false });
  expect((await world.run()).code).toBe(0);
  world.bqn.forgetWrites();
  const run = await world.run();
  expect(run.code, told(run)).toBe(0);
  expect(world.bqn.writes).toEqual([]);
});
