import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { readOverrides } from '../../../src/settings/overrides-file.ts';
import { bundleIf } from '../../support/from-source.ts';
import { variant } from '../../support/variant.ts';
import { aWorld, onEnd, told } from '../../support/world.ts';

/** Exceptions with an end: the operator's word about single customers. */

vi.setConfig({ maxConcurrency: 4, testTimeout: 300_000 });

function aFolder(onEnd: (act: () => void) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'overrides-'));
  onEnd(() => rmSync(folder, { recursive: true }));
  return folder;
}

function dayIn(days: number): string {
  const day = new Date(Date.now() + days * 86_400_000);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** A town with one customer whose contract is blocked, and a file of overrides that they are in. */
async function aTown(context: Parameters<typeof onEnd>[0]) {
  const world = await aWorld(onEnd(context), { seeded: false });
  const { logins, plans, contracts } = world.ixc.isp;
  const [login] = logins;
  const contract = contracts.find(({ id }) => id === login?.contract);
  const plan = plans.find(({ id }) => id === login?.plan);
  if (login === undefined || contract === undefined || plan === undefined) throw new Error('nobody there');
  contract.status = 'CA';
  const file = world.path('overrides.csv');
  const args = ['--overrides', file, '--slow-rate', '256k'];
  const run = async (...lines: string[]) => {
    writeFileSync(file, lines.join('\n'));
    const ended = await world.run([...args, '--force']);
    expect(ended.code, told(ended)).toBe(0);
    return ended.output;
  };
  const policy = () => world.bqn.subscribers.get(login.ip ?? '')?.['policyRate'];
  return { world, login, contract, plan, file, args, run, policy };
}

test.concurrent('open and slow are service, whatever the contract says; rate and plan leave that to it', async (context) => {
  const { world, login, contract, plan, run, policy } = await aTown(context);
  const until = dayIn(5);
  await run(`${login.login},open,${until},ana,acordo com o financeiro`);
  expect(policy()).toBe(plan.name.replace(/\s/g, '_'));
  await run('login;what;until;by;why', `${login.login};slow;${until};ana;"acordo; com o financeiro"`, '# ninguem mais');
  expect(policy()).toBe('Billing-Slow');
  await bundleIf(false, () => run(`${login.login},rate 300M/150M,${until},ana,feira`));
  expect(policy()).toBe('Billing-Block');
  contract.status = 'A';
  await bundleIf(false, () => run(`${login.login},rate 300M/150M,${until},ana,feira`));
  expect(policy()).toBe('Override-300000-150000');
  const promised = { rateLimitDownlink: { rate: 300_000 }, rateLimitUplink: { rate: 150_000 } };
  expect(world.bqn.policies.get('Override-300000-150000')).toMatchObject(promised);
  const [other] = world.ixc.isp.plans.filter(({ id }) => id !== plan.id);
  await bundleIf(false, () => run(`${login.login},plan ${other?.name.toUpperCase()},${until},ana,feira`));
  expect(policy()).toBe(other?.name.replace(/\s/g, '_'));
  const output = await bundleIf(false, () => run(`${login.login},plan Fantasma,${until},ana,feira`));
  expect(policy(), 'a plan that is not there changes nothing').toBe(plan.name.replace(/\s/g, '_'));
  expect(output).toMatch(/1 override with an unknown plan/);
});

variant('skip leaves the customer as they are on the BQN', async (context) => {
  const { login, contract, run, policy } = await aTown(context);
  contract.status = 'A';
  await run('# nothing');
  const before = policy();
  contract.status = 'CA';
  await run(`${login.login},skip,${dayIn(1)},ana,technician is there`);
  expect(policy()).toBe(before);
  await run('# nothing');
  expect(policy()).toBe('Billing-Block');
});

variant('what is over counts no more, and is told', async (context) => {
  const { login, run, policy } = await aTown(context);
  const output = await run(`${login.login},open,${dayIn(-2)},ana,acordo`);
  expect(policy()).toBe('Billing-Block');
  expect(output).toMatch(/it is over: override open until .* by ana: acordo/);
});

variant('an override is in explain, check, report and journal', async (context) => {
  const { world, login, file, args, run } = await aTown(context);
  await run('# nothing');
  await run(`${login.login},open,${dayIn(5)},ana,acordo do financeiro`);
  const said = /override open until .* by ana: acordo do financeiro/;
  expect(JSON.stringify(JSON.parse(readFileSync(world.path('report.json'), 'utf8')).overrides)).toMatch(said);
  expect((await world.runBare(['--history', login.login])).output).toMatch(said);
  expect((await world.runBare([...args, '--explain', login.login])).output).toMatch(said);
  writeFileSync(file, `${login.login},open,${dayIn(5)},ana,acordo do financeiro\nninguem,slow,${dayIn(5)},ana,x`);
  const checked = await world.runBare([...args, '--check']);
  expect(checked.output).toMatch(said);
  expect(checked.output).toMatch(/ninguem\): no login of that name is online/);
  const [namesake] = world.ixc.isp.logins.filter(({ online, id }) => online === 'S' && id !== login.id);
  const asId = `id:${login.id},open,${dayIn(5)},ana,acordo`;
  Object.assign(namesake ?? {}, { login: login.login });
  writeFileSync(file, `${asId}\n${login.login},open,${dayIn(5)},ana,x`);
  const several = (await world.runBare([...args, '--check'])).output;
  expect(several).toMatch(new RegExp(`ok +override open .*acordo \\(login id:${login.id}\\)`));
  expect(several).toMatch(/look +override open .*: 2 online logins have this name, so it counts for none of them/);
});

test.each([
  ['an unknown wish', 'maria,faster,2026-12-01,ana,x', /line 1 is passed over: "faster" is not open, slow/],
  ['no reason', 'maria,open,2026-12-01,ana,', /line 1 is passed over: it needs/],
  ['no end', 'maria,open,,ana,x', /line 1 is passed over: "" is not a day/],
  ['a day that no calendar has', 'maria,open,2026-02-30,ana,x', /line 1 is passed over: "2026-02-30" is not a day/],
  ['a year', `maria,open,${dayIn(120)},ana,x`, /line 1 is passed over: .* more than 90 days away/],
  [
    'two lines',
    `maria,open,${dayIn(1)},ana,x\n\nmaria,slow,${dayIn(1)},ana,x`,
    /line 3 is passed over: login maria has a line already/,
  ],
  ['a speed that is none', `maria,rate much,${dayIn(1)},ana,x`, /line 1 is passed over: "rate much" is not/],
  ['a blank in front, which is another login', ` maria silva,open,${dayIn(1)},ana,x`, /line 1 .*" maria silva" begins/],
  ['a blank behind, in quotes', `"maria silva ",open,${dayIn(1)},ana,x`, /line 1 .*"maria silva " begins or ends/],
  ['bytes of Latin-1', Buffer.from(`jo\u00e3o,open,${dayIn(1)},ana,x`, 'latin1'), /line 1 .* save the file as UTF-8/],
  ['too many fields', `maria,open,${dayIn(1)},ana,x,y`, /line 1 is passed over: it needs/],
] as const)('a bad line is passed over and told, and the others hold: %s', (_name, text, said) => {
  const folder = aFolder(onTestFinished);
  writeFileSync(`${folder}/x.csv`, Buffer.concat([Buffer.from(text), Buffer.from(`\nbia,open,${dayIn(1)},ana,x\n`)]));
  const { active, wrong } = readOverrides(`${folder}/x.csv`, '--overrides', new Date());
  expect(wrong).toEqual([expect.stringMatching(said)]);
  expect(active.get('bia')).toBeDefined();
  expect([...active.keys()].every((login) => login === 'bia' || _name === 'two lines')).toBe(true);
});

test('a quote that nobody closes costs its own line, and not those that follow', () => {
  const folder = aFolder(onTestFinished);
  const line = (login: string, why: string) => `${login},open,${dayIn(1)},ana,${why}`;
  writeFileSync(`${folder}/x.csv`, [line('ana', 'x'), line('bia', '"acordo'), line('caio', 'x')].join('\n'));
  const { active } = readOverrides(`${folder}/x.csv`, '--overrides', new Date());
  expect([...active.keys()]).toEqual(expect.arrayContaining(['ana', 'caio']));
});

test('many bad lines are told as some and a count; what is no file of overrides at all ends the start', () => {
  const folder = aFolder(onTestFinished);
  writeFileSync(`${folder}/x.csv`, 'maria,open\n'.repeat(50));
  expect(readOverrides(`${folder}/x.csv`, '--overrides', new Date()).wrong).toHaveLength(21);
  for (const text of ['bqn-box', 'a text\nof some lines']) {
    writeFileSync(`${folder}/x.csv`, text);
    expect(() => readOverrides(`${folder}/x.csv`, '--overrides', new Date())).toThrow(/no file of overrides/);
  }
});

test('through the bundle: the run goes on, tells the line, shows no control, and cuts what is long', async (context) => {
  const { login, run, policy } = await aTown(context);
  const evil = '\u001bc\u009b2J\u202e\u2800\u3164\ufe0f\u{e0041}';
  const output = await run(
    `${evil}ana,open,,${evil},x`,
    `${'x'.repeat(70_000)},open,,ana,x`,
    ` ${login.login},open,${dayIn(5)},ana,x`,
    `bia,open ${evil},${dayIn(5)},ana,x`,
  );
  expect(policy(), 'the line with a blank in front is nobody\u2019s').toBe('Billing-Block');
  expect(output.match(/line \d is passed over/g)).toEqual([1, 2, 3, 4].map((at) => `line ${at} is passed over`));
  expect(output).toContain('\\u202e\\u2800\\u3164\\ufe0f\\udb40\\udc41');
  expect(output).not.toMatch(/[^\n\P{C}]|\u2800|\u3164|\ufe0f/u);
  expect(output).not.toMatch(/x{200}/);
});

test('an override that is slow needs --slow-rate', async (context) => {
  const { world, file } = await aTown(context);
  writeFileSync(file, `maria,slow,${dayIn(1)},ana,x`);
  const run = await world.runBare(['--overrides', file]);
  expect(run.code).toBe(2);
  expect(run.stderr).toMatch(/--slow-rate says how slow/);
  expect(world.ixc.requests).toEqual([]);
});

variant('the last slow one that is over ends no run, whatever becomes of states', async (context) => {
  const { world, login, args, file } = await aTown(context);
  writeFileSync(file, `${login.login},slow,${dayIn(-1)},ana,x`);
  const run = await world.run([...args, '--status', 'A=open,FA=open,CM=keep,*=block', '--force']);
  expect(run.code, told(run)).toBe(0);
});

test('property: a line is read as it was written, by commas or semicolons, with quotes and a BOM', () => {
  const folder = aFolder(onTestFinished);
  const word = fc.stringMatching(/^[A-Za-z0-9 ,;"çãé]{1,30}$/).filter((text) => /[A-Za-z]/.test(text));
  fc.assert(
    fc.property(
      word,
      word,
      word,
      fc.constantFrom(',', ';'),
      fc.constantFrom('', '\uFEFF'),
      (login, by, why, comma, bom) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const line = [login, 'open', dayIn(3), by, why].map(quoted).join(comma);
        writeFileSync(`${folder}/x.csv`, `${bom}login${comma}what${comma}until${comma}by${comma}why\r\n${line}\r\n`);
        const { active, wrong } = readOverrides(`${folder}/x.csv`, '--overrides', new Date());
        if (login !== login.trim()) {
          expect([[...active.values()], wrong]).toEqual([[], [expect.stringContaining('blank')]]);
          return;
        }
        const wanted = { login: login.trim(), wish: { kind: 'open' }, until: dayIn(3), by: by.trim(), why: why.trim() };
        expect([...active.values()]).toEqual([wanted]);
      },
    ),
    { numRuns: 50 },
  );
});
