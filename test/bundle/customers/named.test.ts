import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';
import { fromSource } from '../../support/from-source.ts';
import { variant } from '../../support/variant.ts';
import { aWorld, onEnd, told } from '../../support/world.ts';

/** How an operator names a login, and what is said of names that do not do what they may think. */

vi.setConfig({ maxConcurrency: 4, testTimeout: 300_000 });

const UNTIL = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);

async function aTown(context: Parameters<typeof onEnd>[0]) {
  const world = await aWorld(onEnd(context), { seeded: false });
  const [one, two, three] = world.ixc.isp.logins;
  if (one === undefined || two === undefined || three === undefined) throw new Error('nobody there');
  const file = world.path('overrides.csv');
  const run = async (args: readonly string[], ...lines: readonly string[]) => {
    writeFileSync(file, lines.join('\n'));
    const ended = await world.run(['--overrides', file, '--force', ...args]);
    expect(ended.code, told(ended)).toBe(0);
    return ended.output;
  };
  const policy = (login: typeof one) => world.bqn.subscribers.get(login.ip ?? '')?.['policyRate'];
  const isThere = (login: typeof one) =>
    world.bqn.subscribers.get(login.ip ?? '')?.['subscriberId'] === login.login.replace(/\s/g, '_');
  return { world, one, two, three, run, policy, isThere };
}

function questions(output: string): number {
  return [...output.matchAll(/: POST radusuarios /g)].length;
}

test.concurrent('a name of several counts for none of them in an override, an id for one', async (context) => {
  const { world, one, two, run, policy } = await aTown(context);
  Object.assign(two, { login: one.login, contract: one.contract, plan: one.plan });
  const contract = world.ixc.isp.contracts.find(({ id }) => id === one.contract);
  Object.assign(contract ?? {}, { status: 'CA' });
  const output = await run([], `${one.login},open,${UNTIL},ana,acordo`);
  expect([policy(one), policy(two)]).toEqual(['Billing-Block', 'Billing-Block']);
  expect(output).toContain(`look: override for ${one.login}: 2 online logins have this name`);
  expect(output).toContain(`id:${one.id}, id:${two.id}`);
  expect(await run(['--explain', one.login], `${one.login},open,${UNTIL},ana,acordo`)).toContain(
    `rule: override for ${one.login}: 2 online logins have this name, so it counts for none of them`,
  );
  const quiet = await run([], `id:${two.id},open,${UNTIL},ana,acordo`);
  expect(policy(one)).toBe('Billing-Block');
  expect(policy(two)).not.toBe('Billing-Block');
  expect(quiet).not.toContain('look: override');
  const report = JSON.parse(readFileSync(world.path('report.json'), 'utf8')) as { names: unknown };
  expect(report.names).toEqual([]);
});

variant('--skip-login takes a name with a comma in quotes, and ids; one of several is told', async (context) => {
  const { one, two, three, run, isThere } = await aTown(context);
  one.login = 'silva, maria';
  const output = await run(['--skip-login', `"silva, maria",id:${two.id}`]);
  expect([one, two, three].map(isThere)).toEqual([false, false, true]);
  expect(output).not.toContain('look: --skip-login');
  three.login = two.login;
  expect(await run(['--skip-login', two.login])).toContain(
    `look: --skip-login ${two.login}: 2 online logins have this name, and all are left alone`,
  );
});

variant('--explain knows a login by its id, also one that is off the net', async (context) => {
  const { world, one, two } = await aTown(context);
  two.login = one.login;
  const ask = async (who: string) => (await world.run(['--explain', who])).output;
  const said = await ask(`id:${two.id}`);
  expect(said).toContain(`IXC: login ${two.id} (`);
  expect(said).not.toContain(`IXC: login ${one.id} (`);
  expect(said).toContain(`nothing in the journal of ${two.login}`);
  two.online = 'N';
  const off = await ask(`ID: ${two.id}`);
  expect(off).toContain('no login that is online is ID: ');
  expect(off).toContain(`IXC: id ${two.id}, login ${two.login}, online N`);
});

variant('a plan or site that a filter names by a slip of the hand is told', async (context) => {
  const { run } = await aTown(context);
  const output = await run(['--skip-plan', 'Nope,1', '--skip-site', 'Nowhere']);
  expect(output).toContain('look: --skip-plan nope: IXC has no such plan');
  expect(output).not.toContain('look: --skip-plan 1');
  expect(output).toContain('look: --skip-site nowhere: nobody who is online is of such a site');
});

variant(
  'a name that IXC does not have is told, one who is off the net is not, and IXC is asked once a day',
  (context) =>
    fromSource(async () => {
      const { one, run } = await aTown(context);
      one.online = 'N';
      const lines = [`${one.login},open,${UNTIL},ana,acordo`, `marai,open,${UNTIL},ana,acordo`];
      const first = await run(['--skip-login', 'id:999999'], ...lines);
      expect(first).toContain('look: override for marai: IXC has no such login');
      expect(first).toContain('look: --skip-login id:999999: IXC has no such login');
      expect(first).not.toContain(`override for ${one.login}`);
      const second = await run(['--skip-login', 'id:999999'], ...lines);
      expect(second).toContain('look: override for marai: IXC has no such login');
      expect(questions(first) - questions(second)).toBe(3);
    }),
);

variant('and in a notice, once a day', (context) =>
  fromSource(async () => {
    const { run } = await aTown(context);
    const letters: string[] = [];
    const server = createServer((request, response) => {
      request.on('data', (part) => letters.push(String(part)));
      request.on('end', () => response.end());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    context.onTestFinished(() => void server.close());
    const args = ['--notify-url', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, '--notify-names'];
    await run(args, `marai,open,${UNTIL},ana,acordo`);
    await run(args, `marai,open,${UNTIL},ana,acordo`);
    expect(letters).toHaveLength(1);
    expect(letters[0]).toContain('1 name of overrides or filters needs a look');
    expect(letters[0]).toContain('marai');
  }),
);
