import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { formOf, Shape } from '../../src/listing/shape.ts';
import { answer, generateIsp, type Isp, imitate, nginxError, PASSWORD_CANARY, seedLike } from '../simulator/index.ts';
import { aroundIt, sampled } from '../support/from-source.ts';
import { variant } from '../support/variant.ts';
import { aWorld, onEnd, told, type World, type WorldOptions } from '../support/world.ts';

/** `--support FILE`: what a stranger needs to know of an installation, and nothing of a customer, through the bundle. */

vi.setConfig({ maxConcurrency: 3, testTimeout: 300_000 });

/** After a run of its own, so that there is a log to show. */
async function supportOf(world: World): Promise<string> {
  const log = ['--log-file', world.path('run.log')];
  await aroundIt(() => world.run([...log, '--force']));
  const run = await world.run(['--support', world.path('support.txt'), ...log]);
  expect(run.code, told(run)).toBe(0);
  world.expectGoodManners(run);
  return readFileSync(world.path('support.txt'), 'utf8');
}

/** Customers with names of their own, in rows as wide as real ones. */
async function aRealWorld(context: Parameters<typeof onEnd>[0], options: WorldOptions = {}): Promise<World> {
  const isp = generateIsp({ logins: 120, seed: 7, columns: 'real' });
  for (const [at, login] of isp.logins.entries()) login.login = `Zuleica Quaresma ${at}`;
  for (const plan of isp.plans) plan.name = `Xilofone ${plan.id}`;
  return aWorld(onEnd(context), { isp, seeded: false, ...options });
}

test.concurrent('it shows versions, settings, requests, shapes with counts, codes and the log', async (context) => {
  const text = await supportOf(await aRealWorld(context));
  for (const says of [
    /^sync-ixc-bqn \d+\.\d+\.\d+, Node v\d+/,
    /\nlast success \d{4}-/,
    /\n--max-block 20\n/,
    /\n--page-size 10\n/,
    /\nIXC radusuarios: total 120, \d+ ms\n {2}120 rows, 1\d\d columns\n/,
    /\n {2}online: string, empty \d+; "S" x \d+/,
    /\n {2}status_internet: string, empty \d+; .*"CA" x \d+/,
    /\n {2}grupo: string, empty 0; "aaaaaaaa 9{1,2}" x \d+/,
    /\n {2}\(by id: 20 rows of \d+, as asked\)\n/,
    /\nBQN subscribers: status 200, \d+ ms\n/,
    /\n {2}POST radusuarios: 200, \d+ ms, \d+ bytes; .*content-type text\/x-json/,
    /\n {2}GET policies\/rate: 200, .*content-type application\/json/,
    /\n {2}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ synchronization script ends\n/,
  ]) {
    expect(text).toMatch(says);
  }
});

test.concurrent('nothing of a customer, a plan or a secret is in it, whatever the rows hold', async (context) => {
  const world = await aRealWorld(context);
  for (const login of world.ixc.isp.logins) {
    login.extra = {
      ativo: 'Zuleica',
      online: login.online,
      obs: 'Rua Quaresma 12',
      'Zuleica 9': 'x',
      cpf: '123.456.789-09',
    };
  }
  const text = await supportOf(world);
  for (const word of ['Zuleica', 'Quaresma', 'Xilofone', 'Palmeiras', PASSWORD_CANARY, '123.456']) {
    expect(text.includes(word), word).toBe(false);
  }
  for (const { ip, prefix } of world.ixc.isp.logins) {
    for (const value of [ip?.trim(), prefix?.trim()]) {
      if (value !== undefined && value.length > 6) expect(text.includes(value), value).toBe(false);
    }
  }
  expect(text).not.toContain(world.ixc.key.slice(2));
  expect(text).not.toContain(world.ixc.host);
});

variant('what cannot be read is told by its kind, and the rest all the same', async (context) => {
  const world = await aRealWorld(context);
  world.ixc.forbidden.add('radgrupos');
  world.ixc.quirks.keyset = 'sort ignored';
  world.ixc.quirks.order = 'shuffled';
  world.ixc.faults.on({ target: 'cliente_contrato' }, nginxError(403));
  world.bqn.faults.on(
    { target: 'subscriberGroups' },
    answer({ status: 404, body: '{"error":{"message":"no Zuleica"}}' }),
  );
  const text = await supportOf(world);
  expect(text).toMatch(/\nIXC radgrupos: IxcTableRefused\n/);
  expect(text).toMatch(/\nIXC cliente_contrato: IxcForbidden\n/);
  expect(text).toMatch(/\n {2}\(by id: ids do not rise\)\n/);
  expect(text).toMatch(/\nBQN subscriberGroups: status 404, \d+ ms, \{"aaaaa":/);
  expect(text).toMatch(/\n {2}POST cliente_contrato: 403, /);
  expect(text).not.toContain('Zuleica');
});

test('a shape counts what is missing and empty, and shows codes as they are', () => {
  const shape = new Shape();
  shape.look({ id: '1', status: 'A', senha: 'abc', note: null });
  shape.look({ id: '22', status: 'Maria', senha: 'xyz' });
  expect(shape.lines()).toEqual([
    '  2 rows, 4 columns',
    '  id: string, empty 0; "9" x 1, "99" x 1',
    '  status: string, empty 0; "A" x 1, "aaaaa" x 1',
    '  senha: string, empty 0',
    '  note: null, empty 1, missing in 1',
  ]);
  expect(formOf('São João 12/3')).toBe('aaa aaaa 99/9');
});

/** An installation unlike others: a column that nobody else has, one that it lacks, some left out where they are empty. */
function anOddIsp(): Isp {
  const isp = generateIsp({ logins: 150, seed: 11 });
  for (const [at, login] of isp.logins.entries()) {
    login.extra = {
      framed_pd_ipv6: undefined,
      cidade_obs: at % 3 === 0 ? '' : 'Vila 12',
      ativo: at % 10 === 0 ? 'N' : 'S',
    };
    if (at % 4 === 1 && login.prefix === '') login.extra['pd_ipv6'] = undefined;
    if (at % 7 === 0) login.extra['id_contrato'] = '';
  }
  for (const [at, contract] of isp.contracts.entries()) if (at % 9 === 0) contract.extra = { status_internet: 'CE' };
  return isp;
}

/** Of each table and list, what must be alike: its columns with their types, whether some are empty or missing, and codes. */
function outlineOf(text: string): string[] {
  const lines = text.split('\n').filter((line) => /^(IXC|BQN) |^ {2}(\(by id|[^:]+: [a-z|]+, empty)/.test(line));
  const outlines = lines.map((line) =>
    line
      .replace(/: ([a-z|]+),/, (_all, types: string) => `: ${types.split('|').sort().join('|')},`)
      .replace(/(total|status \d+,|\d+ ms).*/, '')
      .replace(/rows of.*/, 'rows')
      .replace(/empty (\d+)/, (_all, count) => (count === '0' ? '' : 'some empty'))
      .replace(/missing in \d+/, 'some missing')
      .replace(/; .*/, (forms) => (forms.includes('"CE"') ? 'with CE' : '')),
  );
  return outlines.sort();
}

for (const keyset of sampled(['refused', 'obeyed', 'grid_param ignored'] as const, 1)) {
  variant(`the simulator imitates an installation by its file (keyset ${keyset})`, async (context) => {
    const world = await aWorld(onEnd(context), { isp: anOddIsp(), ixc: { quirks: { keyset } } });
    world.bqn.quirks.keyFields = 'short';
    const text = await supportOf(world);
    const imitation = imitate(text, { seed: 3, most: 500 });
    const { isp, ixcQuirks } = imitation;
    const like = await aWorld(onEnd(context), { isp, ixc: { quirks: ixcQuirks }, seeded: false });
    seedLike(like.bqn, imitation);
    const again = await like.run(['--support', like.path('again.txt')]);
    expect(again.code, told(again)).toBe(0);
    expect(outlineOf(readFileSync(like.path('again.txt'), 'utf8'))).toEqual(outlineOf(text));
    // And the program does its work there.
    const run = await like.run(['--force']);
    expect([0, 5], told(run)).toContain(run.code);
    like.expectGoodManners(run);
    expect(like.ixc.isp.logins.some(({ extra }) => like.bqn.subscriber(extra?.['ip'] ?? '') !== undefined)).toBe(true);
  });
}
