import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';
import { answer, nginxError } from '../simulator/index.ts';
import { variant } from '../support/variant.ts';
import { aWorld, type OnEnd, told, type World } from '../support/world.ts';

/** Who is told how runs end: once, when something is new, and never at the cost of the run. */

vi.setConfig({ maxConcurrency: 4, testTimeout: 300_000 });

type Context = { onTestFinished: (act: () => Promise<void>) => void };

interface Letter {
  readonly method: string;
  readonly path: string;
  readonly json: Readonly<Record<string, unknown>>;
}

interface Receiver {
  readonly host: string;
  readonly letters: Letter[];
  /** What it answers; undefined for never. */
  status: number | undefined;
  /** The letters since it was last asked. */
  take(): Letter[];
}

async function aReceiver(onEnd: OnEnd): Promise<Receiver> {
  const receive = async (request: IncomingMessage, response: ServerResponse) => {
    let text = '';
    for await (const part of request) text += part;
    const json = text === '' ? {} : JSON.parse(text);
    receiver.letters.push({ method: request.method ?? '', path: request.url ?? '', json });
    if (receiver.status !== undefined) response.writeHead(receiver.status).end('thank you');
  };
  const server = createServer((request, response) => void receive(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onEnd(() => server.close());
  const receiver: Receiver = {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    letters: [],
    status: 200,
    take: () => receiver.letters.splice(0),
  };
  return receiver;
}

const TOKEN = '123456:AAH-the-token-of-a-bot_0123456789';

async function aWatchedTown(context: Context) {
  const onEnd: OnEnd = (act) => context.onTestFinished(async () => void (await act()));
  const world = await aWorld(onEnd);
  await world.begin();
  const receiver = await aReceiver(onEnd);
  const http = `http://${receiver.host}`;
  const channels = ['--notify-url', `${http}/hook?code=the-secret-code`];
  const run = (args: readonly string[] = []) => world.run([...channels, ...args]);
  return { world, receiver, http, run };
}

/** What a channel got in one run: at most one message. */
function onlyOne({ take }: Receiver): Readonly<Record<string, unknown>> {
  const letters = take();
  expect(letters).toHaveLength(1);
  return letters[0]?.json ?? {};
}

function blockEverybody({ ixc }: World): void {
  for (const contract of ixc.isp.contracts) contract.status = 'CA';
}

variant(
  'what is held back, or no longer is, is told once in a pause, and --approve says that it does nothing there',
  async (context) => {
    const { world, receiver, run } = await aWatchedTown(context);
    await world.runBare(['--pause', '2h']);
    blockEverybody(world);
    expect((await run()).code).toBe(6);
    expect(onlyOne(receiver)).toMatchObject({ events: ['paused', 'held-back'] });
    expect((await run()).code).toBe(6);
    expect(receiver.take(), 'nobody is told twice').toEqual([]);
    const approved = await run(['--approve', 'blocks=5']);
    expect(approved.output).toContain('--approve does nothing in a pause');
    expect((await run(['--force'])).output).toContain('--force does nothing in a pause');
    expect((await run(['--adopt', '--force'])).output).toContain('--adopt does nothing in a pause');
    expect(receiver.take(), 'nothing was let pass').toEqual([]);
    await world.runBare(['--resume']);
    const held = await run();
    expect(held.code).toBe(6);
    expect(held.output).not.toContain('in a pause');
    expect(onlyOne(receiver)).toMatchObject({ events: ['held-back', 'resumed'] });
    await world.runBare(['--pause', '2h']);
    for (const contract of world.ixc.isp.contracts) contract.status = 'A';
    await run();
    expect(onlyOne(receiver)).toMatchObject({ events: ['paused'] });
    await run();
    expect(receiver.take()).toEqual([]);
    await world.runBare(['--resume']);
    await run();
    expect(onlyOne(receiver)).toMatchObject({ events: ['resumed', 'released'] });
  },
);

test.concurrent('the first and the third failure are told, and that it works again', async (context) => {
  const { world, receiver, run } = await aWatchedTown(context);
  expect((await run()).code).toBe(0);
  expect(receiver.take(), 'all is well').toEqual([]);
  const broken = world.ixc.faults.on({}, nginxError(401));
  expect((await run()).code).toBe(3);
  expect(onlyOne(receiver)).toMatchObject({
    program: 'sync-ixc-bqn',
    events: ['failed'],
    exitCode: 3,
    bqns: [world.bqn.host],
    text: expect.stringMatching(/the run failed: .*IXC_KEY.*\(exit code 3\)/s),
  });
  await run();
  expect(receiver.take(), 'the second says nothing new').toEqual([]);
  await run();
  expect(onlyOne(receiver)).toMatchObject({
    events: ['failing'],
    text: expect.stringContaining('3 runs in a row have failed'),
  });
  await run();
  expect(receiver.take()).toEqual([]);
  world.ixc.faults.off(broken);
  expect((await run()).code).toBe(0);
  expect(onlyOne(receiver)).toMatchObject({ events: ['recovered'], text: expect.stringContaining('works again') });
  await run();
  expect(receiver.take()).toEqual([]);
});

variant('what is held back or newly refused is told once, without a name unless asked for', async (context) => {
  const { world, receiver, run } = await aWatchedTown(context);
  const names = world.ixc.isp.logins.map(({ login }) => login);
  blockEverybody(world);
  expect((await run()).code).toBe(6);
  const held = onlyOne(receiver);
  expect(held).toMatchObject({
    events: ['held-back'],
    text: expect.stringMatching(/held back: \d+ of .*--approve blocks=\d+/),
  });
  expect(held['counts']).toMatchObject([{ bqn: world.bqn.host, heldBack: { blocks: expect.any(Number) } }]);
  for (const name of names) expect(JSON.stringify(held)).not.toContain(name);
  expect((await run()).code).toBe(6);
  expect(receiver.take(), 'still held back').toEqual([]);
  for (const contract of world.ixc.isp.contracts) contract.status = 'A';
  expect((await run()).code).toBe(0);
  expect(onlyOne(receiver)).toMatchObject({
    events: ['released'],
    text: expect.stringContaining('no longer held back'),
  });
  expect((await run()).code).toBe(0);
  expect(receiver.take()).toEqual([]);
  blockEverybody(world);
  expect((await run(['--notify-names'])).code).toBe(6);
  const text = String(onlyOne(receiver)['text']);
  expect(names.some((name) => text.includes(name))).toBe(true);
});

variant('what --approve lets pass is told, with how many, and so is the end of what was held back', async (context) => {
  const { world, receiver, run } = await aWatchedTown(context);
  blockEverybody(world);
  expect((await run()).code).toBe(6);
  const held = /--approve (blocks=\d+)/.exec(String(onlyOne(receiver)['text']))?.[1] ?? '';
  expect((await run(['--approve', held])).code).toBe(0);
  expect(onlyOne(receiver)).toMatchObject({
    events: expect.arrayContaining(['let-pass', 'released']),
    text: expect.stringContaining(`let pass by --approve: ${held}`),
  });
  expect((await run()).code).toBe(0);
  expect(receiver.take()).toEqual([]);
});

variant('an entry that is refused is told once, however often it is', async (context) => {
  const { world, receiver, run } = await aWatchedTown(context);
  const plan = world.ixc.isp.plans[0];
  Object.assign(plan ?? {}, { download: '77M', upload: '7M' });
  const refusing = world.bqn.faults.on({ method: 'PUT' }, answer({ status: 400 }));
  expect((await run(['--max-speed', '100'])).code).toBe(5);
  expect(onlyOne(receiver)).toMatchObject({ events: ['refused'], text: expect.stringContaining('newly refused') });
  expect((await run(['--max-speed', '100'])).code).toBe(5);
  expect(receiver.take()).toEqual([]);
  world.bqn.faults.off(refusing);
  expect((await run(['--max-speed', '100'])).code).toBe(0);
  expect(receiver.take()).toEqual([]);
});

variant('a BQN with another certificate, and a pause, are told', async (context) => {
  const { receiver, run, world } = await aWatchedTown(context);
  expect((await run(['--bqn-fingerprint', 'ab'.repeat(32)])).code).toBe(4);
  expect(onlyOne(receiver)).toMatchObject({ events: ['failed', 'certificate'] });
  await world.runBare(['--pause', '1h', '--reason', 'manutenção']);
  await run();
  expect(onlyOne(receiver)).toMatchObject({
    events: expect.arrayContaining(['paused']),
    text: expect.stringContaining('manutenção'),
  });
  await world.runBare(['--resume']);
  await run();
  expect(onlyOne(receiver)['events']).toContain('resumed');
});

variant('a sign of life after each run, with the exit code behind it when it failed', async (context) => {
  const { world, receiver, http } = await aWatchedTown(context);
  const ping = ['--ping-url', `${http}/ping/0b5f?a=b`];
  const paths = () => receiver.take().map(({ method, path }) => `${method} ${path}`);
  await world.run(ping);
  expect(paths()).toEqual(['GET /ping/0b5f?a=b']);
  await world.run([...ping, '--dry-run']);
  expect(paths(), 'a dry run is no run').toEqual([]);
  const broken = world.ixc.faults.on({}, nginxError(401));
  await world.run(ping);
  expect(paths()).toEqual(['GET /ping/0b5f/3?a=b']);
  world.ixc.faults.off(broken);
  world.bqn.faults.on({ method: 'GET' }, answer({ status: 401 }));
  await world.run(ping);
  expect(paths()).toEqual(['GET /ping/0b5f/4?a=b']);
  world.bqn.faults.clear();
  blockEverybody(world);
  expect((await world.run(ping)).code).toBe(6);
  expect(paths(), 'held back is synchronised').toEqual(['GET /ping/0b5f?a=b']);
});

variant('Telegram gets the text in Portuguese where that is spoken; the token is in no file', async (context) => {
  const { world, receiver, http } = await aWatchedTown(context);
  blockEverybody(world);
  const run = await world.run(['--telegram', `${TOKEN} -100777 ${http}`, '--lang', 'pt']);
  expect(run.code, told(run)).toBe(6);
  expect(receiver.take()).toMatchObject([
    {
      method: 'POST',
      path: `/bot${TOKEN}/sendMessage`,
      json: { chat_id: '-100777', text: expect.stringMatching(/retid[oa]/) },
    },
  ]);
  receiver.status = 403;
  const broken = world.ixc.faults.on({}, nginxError(401));
  const refused = await world.run(['--telegram', `${TOKEN} -100777 ${http}`]);
  world.ixc.faults.off(broken);
  expect(refused.code).toBe(3);
  expect(refused.output).toContain(`warning: --telegram: not sent: ${receiver.host} answered HTTP 403`);
  const files = ['report.json', 'sync-ixc-bqn.state.json', 'metrics.prom'].map((name) =>
    readFileSync(world.path(name), 'utf8'),
  );
  expect([refused.output, ...files].join('')).not.toContain(TOKEN);
});

variant('what did not arrive is told by the next run, and costs no run its exit code', async (context) => {
  const { world, receiver, run } = await aWatchedTown(context);
  receiver.status = 500;
  blockEverybody(world);
  const failed = await run();
  expect(failed.code).toBe(6);
  expect(failed.output).toContain(`warning: --notify-url: not sent: ${receiver.host} answered HTTP 500`);
  expect(failed.output).not.toContain('the-secret-code');
  expect(receiver.take(), 'two tries').toHaveLength(2);
  receiver.status = 204;
  expect((await run()).code).toBe(6);
  expect(onlyOne(receiver)).toMatchObject({ events: ['held-back'] });
  const nobody = await world.run(['--notify-url', 'http://127.0.0.1:9/hook', '--ping-url', 'http://127.0.0.1:9/']);
  expect(nobody.code).toBe(6);
  expect(nobody.output).toMatch(/warning: --ping-url: not sent: 127\.0\.0\.1:9 cannot be reached \(.*ECONNREFUSED/);
});

variant('https whose certificate nobody vouches for is not trusted with a notice', async (context) => {
  const { world } = await aWatchedTown(context);
  blockEverybody(world);
  const run = await world.run(['--notify-url', `https://${world.bqn.host}/hook`]);
  expect(run.code).toBe(6);
  expect(run.output).toMatch(/warning: --notify-url: not sent: .*certificate/i);
});

variant('--check sends a test to each; a sign of life only from a box that is well', async (context) => {
  const { world, receiver, http } = await aWatchedTown(context);
  const all = ['--notify-url', `${http}/hook`, '--ping-url', `${http}/ping`, '--telegram', `${TOKEN} 7 ${http}`];
  const well = await world.run([...all, '--check']);
  expect(well.code, told(well)).toBe(0);
  const got = receiver.take();
  expect(got.map(({ path }) => path).sort()).toEqual([`/bot${TOKEN}/sendMessage`, '/hook', '/ping']);
  expect(got.find(({ path }) => path === '/hook')?.json).toMatchObject({ events: ['test'] });
  expect(well.output).toContain(`--telegram: a test was sent to ${receiver.host}`);
  world.ixc.forbidden.add('radgrupos');
  const ill = await world.run([...all, '--check']);
  expect(ill.code).toBe(8);
  expect(receiver.take().map(({ path }) => path)).not.toContain('/ping');
  const silent = await world.run(['--notify-url', 'http://127.0.0.1:9/hook', '--check']);
  expect(silent.output).toMatch(/look +--notify-url: nothing arrives: 127\.0\.0\.1:9 cannot be reached/);
});

variant('an address that is none ends the start, and is not shown', async (context) => {
  const { world } = await aWatchedTown(context);
  for (const args of [
    ['--notify-url', 'hooks.example/secret'],
    ['--ping-url', 'ftp://hc.example/secret'],
    ['--telegram', 'secret'],
    ['--telegram', `${TOKEN} chat`],
  ]) {
    const run = await world.runBare(args);
    expect([run.code, run.stderr]).toEqual([2, expect.stringContaining(`${args[0]}: `)]);
    expect(run.output).not.toMatch(/secret|the-token-of-a-bot_/);
  }
});
