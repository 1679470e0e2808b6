import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { addressAt } from '../simulator/index.ts';
import { anIspOf, customer, setStatus } from '../support/customers.ts';
import { fromSource } from '../support/from-source.ts';
import { journalOf } from '../support/journal-of.ts';
import { aWorld, onEnd, told, type World } from '../support/world.ts';

/** What each wish did is told where people look: summary, report, metrics, journal, `--explain`. */

vi.setConfig({ maxConcurrency: 4, testTimeout: 300_000 });

const UNTIL = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);

async function aDay(context: Parameters<typeof onEnd>[0]): Promise<World> {
  return await aWorld(onEnd(context), { isp: anIspOf(12), seeded: false });
}

async function run(world: World, ...args: readonly string[]): Promise<string> {
  const ended = await world.run(args);
  expect(ended.code, told(ended)).toBe(0);
  return ended.output;
}

function reportOf(world: World) {
  return JSON.parse(readFileSync(world.path('report.json'), 'utf8')) as {
    readonly wishes: Readonly<Record<string, number>>;
    readonly bqns: readonly {
      readonly memberships: unknown;
      readonly changes: readonly { readonly text: string }[];
      readonly changesInAll: number;
    }[];
  };
}

test.concurrent('groups of sites that are pending are changes, and told as such', async (context) => {
  const world = await aDay(context);
  for (const login of world.ixc.isp.logins) login.extra = { id_concentrador: '3' };
  const NAS = ['--site-groups', 'nas'];
  await run(world, ...NAS);
  await run(world, '--dry-run', ...NAS);
  const [looked] = reportOf(world).bqns;
  expect(looked).toMatchObject({ changesInAll: 12, memberships: { pending: 12, joined: 0, refused: 0 } });
  expect(looked?.changes[0]?.text).toContain(`put cliente1 (${addressAt(1)}) into L1-3`);
  const explained = await run(world, '--explain', 'cliente4', ...NAS);
  expect(explained).toContain(`the next run would write: put cliente4 (${addressAt(4)}) into L1-3`);
  expect(explained).not.toContain('would write nothing');
  await run(world, ...NAS);
  expect(reportOf(world).bqns[0]).toMatchObject({ changesInAll: 12, memberships: { pending: 0, joined: 12 } });
  expect(reportOf(world).wishes).toEqual({ 'site-groups': 12 });
  expect(readFileSync(world.path('metrics.prom'), 'utf8')).toContain('sync_ixc_bqn_wishes{flag="site-groups"} 12');
  expect(journalOf(world)).toContain('"event":"grouped"');
  expect(await run(world, '--explain', 'cliente4', ...NAS)).toContain('would write nothing');
  // Taking them out again is said as putting them in was.
  const preview = await run(world, '--dry-run', '-v');
  expect(preview).toContain('subscribers to take out of groups of sites (12)');
  expect(preview).not.toContain('to put into');
  expect(reportOf(world).bqns[0]).toMatchObject({ changesInAll: 13, memberships: { pending: 12, joined: 0 } });
  await run(world);
  expect(reportOf(world).bqns[0]?.memberships).toEqual({ pending: 0, joined: 0, refused: 0, left: 12 });
  expect(reportOf(world).bqns[0]?.changesInAll).toBeGreaterThanOrEqual(12);
  expect(readFileSync(world.path('metrics.prom'), 'utf8')).toMatch(
    /sync_ixc_bqn_memberships\{bqn="[^"]+",state="left"\} 12/,
  );
  expect(journalOf(world)).toContain('12 customers taken out of groups of sites');
});

test.concurrent('of the groups of sites also the one that is still to be made, and those that a customer leaves', (context) =>
  fromSource(async () => {
    const world = await aDay(context);
    const NAS = ['--site-groups', 'nas'];
    const place = (number: number, site: string) => {
      customer(world, number).extra = { id_concentrador: site };
    };
    for (let number = 1; number <= 12; number++) place(number, number < 12 ? '3' : '0');
    await run(world);
    const explained = (...args: readonly string[]) => run(world, '--explain', 'cliente4', ...args);
    expect(await explained(...NAS)).toContain('would write: + L1-3');
    expect(await run(world, '--explain', 'cliente12', ...NAS)).toContain('would write nothing');
    await run(world, ...NAS);
    await run(world, ...NAS);
    place(5, '4');
    await run(world, ...NAS);
    place(4, '4');
    expect(await explained(...NAS)).toContain(`put cliente4 (${addressAt(4)}) into L1-4, and out of L1-3`);
    place(4, '0');
    const out = `take cliente4 (${addressAt(4)}) out of L1-3`;
    expect(await explained(...NAS)).toContain(out);
    expect(await explained()).toContain(out);
    await run(world, '--dry-run', ...NAS);
    const changes = reportOf(world).bqns[0]?.changes;
    expect(changes?.find(({ text }) => text === out)).toMatchObject({
      fields: [{ field: 'subscriberGroups', from: 'L1-3', to: null }],
    });
  }));

test.concurrent('--explain shows the group of another hand that lets go of the customer', (context) =>
  fromSource(async () => {
    const world = await aDay(context);
    await run(world);
    const [first, second] = [addressAt(4), '203.0.113.9'];
    world.bqn.seedPolicy('Other', { policyId: 'other', rateLimitDownlink: { rate: 1 } });
    world.bqn.seedGroup('DS-other', { subscriberMembers: [first, second], policyRate: 'Other' });
    expect(await run(world, '--explain', 'cliente4')).toContain(`would write: ~ DS-other: members ${first}`);
  }));

test.concurrent('reduced, slow, overridden and fixed: whom, and how many', (context) =>
  fromSource(async () => {
    const world = await aDay(context);
    const contractOf = (number: number) =>
      world.ixc.isp.contracts.find(({ id }) => id === customer(world, number).contract);
    for (const login of world.ixc.isp.logins) login.extra = { fixar_ip: login.login === 'cliente3' ? 'S' : 'N' };
    const args = ['--reduced', '--reduced-rate', '10%', '--status', 'A=open,FA=slow,*=block', '--slow-rate', '256k'];
    const file = world.path('overrides.csv');
    writeFileSync(file, `cliente2,open,${UNTIL},ana,acordo\n`);
    await run(world, ...args, '--overrides', file, '--fixed-ip', '--force');
    Object.assign(contractOf(4) ?? {}, { speedStatus: 'R' });
    setStatus(world, 1, 'FA');
    customer(world, 3).online = 'SS';
    const output = await run(world, ...args, '--overrides', file, '--fixed-ip', '--force');
    expect(reportOf(world).wishes).toEqual({ reduced: 1, 'slow-rate': 1, overrides: 1, 'fixed-ip': 1 });
    expect(output).toContain('wishes: 1 --reduced, 1 --slow-rate, 1 --overrides, 1 --fixed-ip');
    expect(journalOf(world)).toMatch(/"login":"cliente1".*\(--slow-rate\)/);
    expect(await run(world, '--explain', 'cliente4', ...args)).toContain('wishes that decided about it: --reduced');
  }));

test.concurrent('--explain finds a name that is written otherwise, unless one is exactly so', (context) =>
  fromSource(async () => {
    const world = await aDay(context);
    const jose = customer(world, 5);
    customer(world, 4).login = 'CLIENTE4';
    jose.login = 'José da Silva';
    await run(world, '--force');
    for (const asked of ['cliente4', 'Cliente4']) expect(await run(world, '--explain', asked)).toContain('(CLIENTE4)');
    for (const asked of ['jose da silva', 'JOSE_DA_SILVA', 'josé_da silva'])
      expect(await run(world, '--explain', asked)).toContain(`entry ${addressAt(5)}`);
    customer(world, 6).login = 'cliente4';
    const exact = await run(world, '--explain', 'cliente4');
    expect(exact).toContain('(cliente4)');
    expect(exact).not.toContain('(CLIENTE4)');
    jose.online = 'N';
    expect(await run(world, '--explain', 'jose da silva'), 'offline: what the BQN knows').toContain(
      `entry ${addressAt(5)}`,
    );
    setStatus(world, 4, 'CA');
    await run(world, '--force');
    for (const asked of [
      ['--explain', 'Cliente4'],
      ['--history', 'Cliente4'],
    ]) {
      const told = await run(world, ...asked);
      expect(told).toContain('HISTORY of Cliente4 (1, local time)');
      expect(told).toMatch(/blocks +cliente4/);
    }
    expect(await run(world, '--history', 'cliente44')).toContain('nothing in the journal of cliente44');
  }));

test.concurrent('--explain says in words, and in the language asked for, why somebody does not become what they usually do', (context) =>
  fromSource(async () => {
    const world = await aDay(context);
    customer(world, 4).ip = '';
    Object.assign(customer(world, 5), { ip: addressAt(6), plan: '2' });
    const said = async (who: string, ...args: readonly string[]) =>
      (await run(world, '--explain', who, ...args)).split('\n').filter((line) => /^(rule|regra): /.test(line));
    expect(await said('cliente4')).toContain('rule: login without an IP');
    expect(await said('cliente4', '--lang', 'pt')).toContain('regra: login sem IP');
    expect(await said('cliente5', '--lang', 'pt')).toContain(
      `regra: IP em vários logins com políticas diferentes: ${addressAt(6)}, fica como está no BQN`,
    );
  }));

test.concurrent('--explain and the page say what the status table makes of a contract', (context) =>
  fromSource(async () => {
    const world = await aDay(context);
    const TABLE = ['--status', 'A=open,FA=slow,CM=keep,*=block', '--slow-rate', '256k/128k'];
    setStatus(world, 4, 'FA');
    setStatus(world, 5, 'CM');
    await run(world, ...TABLE, '--html', world.path('page.html'), '--force');
    const slow = await run(world, '--explain', 'cliente4', ...TABLE);
    expect(slow).toMatch(/rule: contract \d+ is FA: has service, in the slow lane/);
    expect(slow).toContain('rule: the slow lane is policy Billing-Slow (256/128 Kbps)');
    const kept = await run(world, '--explain', 'cliente5', ...TABLE);
    expect(kept).toMatch(/rule: contract \d+ is CM, of which --status says keep: the customer's fate stays as it is/);
    expect(readFileSync(world.path('page.html'), 'utf8')).toContain('as it is: --status says keep of CM');
    const [, , , , fifth] = world.ixc.isp.logins;
    Object.assign(world.ixc.isp.contracts.find(({ id }) => id === fifth?.contract) ?? {}, { status: null });
    await run(world, '--html', world.path('page.html'), '--force');
    expect(await run(world, '--explain', 'cliente5')).toContain('rule: the contract says no status');
    expect(readFileSync(world.path('page.html'), 'utf8')).toContain('as it is: its contract has no status');
  }));

test.concurrent('--explain says what gives a policy and service: the plan, the contract, or an override', (context) =>
  fromSource(async () => {
    const world = await aDay(context);
    const file = world.path('overrides.csv');
    const { id, plan } = customer(world, 3);
    writeFileSync(file, `id:${id},rate 30M/15M,${UNTIL},ana,obra\n`);
    const said = (...args: readonly string[]) => run(world, '--explain', 'cliente3', ...args);
    expect(await said()).toContain(`rule: plan ${plan} gives policy`);
    expect(await said('--overrides', file)).toContain(
      'rule: the override gives policy Override-30000-15000 (30000/15000 Kbps)',
    );
    Object.assign(customer(world, 3), { contract: '', plan: '0' });
    writeFileSync(file, `id:${id},slow,${UNTIL},ana,obra\n`);
    const slow = await said('--overrides', file, '--slow-rate', '1M');
    expect(slow).toMatch(/plan 0: the login names none .*\n.*contract 0: the login names none/);
    expect(slow).toContain('rule: no contract stands behind it: has service, in the slow lane');
  }));

test.concurrent('--explain says why the entry of one who is offline stays, and of a fixed IP that nobody is online', (context) =>
  fromSource(async () => {
    const world = await aDay(context);
    for (const login of world.ixc.isp.logins) login.extra = { fixar_ip: login.login === 'cliente12' ? 'S' : 'N' };
    setStatus(world, 1, 'CA');
    await run(world, '--force');
    customer(world, 12).online = 'SS';
    expect(await run(world, '--explain', 'cliente12', '--fixed-ip')).toMatch(
      /login \d+ \(cliente12\): not online, fixed ip "/,
    );
    const leave = (...numbers: readonly number[]) => {
      for (const number of numbers) Object.assign(customer(world, number), { online: 'N', ip: '' });
    };
    leave(2, 3, 4, 5);
    expect(await run(world, '--explain', 'cliente3', '--fixed-ip')).toMatch(
      /entry \S+ stays: so many are offline at once that deletions are put off since \d{4}-.* \(--max-delete\)/,
    );
    expect(await run(world, '--explain', 'cliente6', '--fixed-ip')).not.toContain('stays');
    for (const number of [4, 5]) Object.assign(customer(world, number), { online: 'S', ip: addressAt(number) });
    await run(world, '--fixed-ip');
    leave(1);
    expect(await run(world, '--explain', 'cliente1', '--fixed-ip')).toContain(
      `entry ${addressAt(1)} stays: many left of late, and the entries of blocked customers go last`,
    );
  }));

test.concurrent('--explain finds the customer of an IPv6 prefix, and of an address in it', (context) =>
  fromSource(async () => {
    const world = await aDay(context);
    customer(world, 4).prefix = '2001:DB8:40::1/56';
    for (const args of [[], ['--dual-stack'], ['--ipv6-subscribers', '64']])
      for (const asked of ['2001:db8:40::/56', '2001:db8:40:ff::7', '2001:0DB8:0040::'])
        expect(await run(world, '--explain', asked, ...args), `${asked} ${args}`).toContain('(cliente4)');
    for (const asked of ['2001:db8:41::1', 'aa:bb:cc:dd:ee:ff'])
      expect(await run(world, '--explain', asked)).not.toContain('(cliente4)');
  }));

test.concurrent('--explain says of who shares a group all that is in it, and of who lost an address who has it, not why', (context) =>
  fromSource(async () => {
    const prefix = (number: number) => (number < 5 ? `2001:db8:${number}::/64` : '');
    const world = await aWorld(onEnd(context), {
      isp: anIspOf(12, (number) => ({ prefix: prefix(number) })),
      seeded: false,
    });
    const [loser, taker, one, other] = [1, 2, 3, 4].map((number) => customer(world, number));
    Object.assign(other ?? {}, { contract: one?.contract });
    setStatus(world, 2, 'CA');
    Object.assign(loser ?? {}, { ip: taker?.ip, lastStart: '2026-01-01 08:00:00' });
    Object.assign(taker ?? {}, { lastStart: '2026-01-02 08:00:00' });
    const args = ['--join', 'contract', '--ip-conflict', 'newest', '--dual-stack'];
    const shared = /group DS-cliente3 with 2001:db8:3::\/64 2001:db8:4::\/64/;
    for (const who of ['cliente3', 'cliente4']) expect(await run(world, '--explain', who, ...args)).toMatch(shared);
    const lost = await run(world, '--explain', 'cliente1', ...args);
    expect(lost).toMatch(/taken by cliente2[\s\S]*wanted: subscriber \S+ as cliente2/);
    expect(lost).not.toContain('rule: contract 502');
    expect(await run(world, '--explain', 'cliente2', ...args)).toContain('rule: contract 502 is CA');
  }));

test.concurrent('--explain says who is left alone, whichever filter says so, and what --expect lets pass', (context) =>
  fromSource(async () => {
    const world = await aDay(context);
    customer(world, 3).plan = '2';
    await run(world);
    const file = world.path('overrides.csv');
    writeFileSync(file, `id:${customer(world, 3).id},skip,${UNTIL},ana,obra\n`);
    for (const filter of [
      ['--skip-login', `id:${customer(world, 3).id}`],
      ['--skip-plan', customer(world, 3).plan],
      ['--skip-subnet', `${addressAt(3)}/32`],
      ['--overrides', file],
    ]) {
      const said = await run(world, '--explain', 'cliente3', ...filter);
      expect(said, filter.join(' ')).toContain('left alone');
      expect(said).not.toContain('several logins');
      expect(said.includes('override skip until')).toBe(filter[0] === '--overrides');
    }
    for (const number of [1, 2, 3, 4]) setStatus(world, number, 'CA');
    expect(await run(world, '--explain', 'cliente3')).toContain('held back by the gate');
    const ahead = new Date(Date.now() + 3_600_000);
    const inAnHour = new Date(ahead.getTime() - ahead.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
    const announced = await world.runBare(['--expect', 'blocks=9', '--until', inAnHour, '--reason', 'vencimento']);
    expect(announced.code, told(announced)).toBe(0);
    expect(await run(world, '--explain', 'cliente3')).not.toContain('held back by the gate');
  }));

test.concurrent('--explain says why an entry stays, and which group of another hand says otherwise', (context) =>
  fromSource(async () => {
    const world = await aDay(context);
    await run(world, '--offline-grace', '1h');
    customer(world, 3).online = 'N';
    await run(world, '--offline-grace', '1h');
    expect(await run(world, '--explain', 'cliente3', '--offline-grace', '1h')).toContain(
      `entry ${addressAt(3)} stays: its customer is not offline for long (--offline-grace)`,
    );
    expect(await run(world, '--explain', 'cliente3', '--prune', 'none')).toContain('stays: it is not to be deleted');
    world.others((bqn) => {
      bqn.seedPolicy('VIP', { rateLimitDownlink: { rate: 1 }, rateLimitUplink: { rate: 1 } });
      bqn.seedGroup('Condominio', { subscriberRanges: ['100.64.0.0/10'], policyRate: 'VIP' });
    });
    expect(await run(world, '--explain', 'cliente5')).toContain(
      "group Condominio, which is not this program's, holds them and says policy VIP",
    );
  }));
