import { readFileSync, statSync, writeFileSync } from 'node:fs';
import Papa from 'papaparse';
import { expect, test, vi } from 'vitest';
import { addressAt, answer } from '../../simulator/index.ts';
import { anIspOf, BLOCK, policiesOn } from '../../support/customers.ts';
import { variant } from '../../support/variant.ts';
import { aWorld, onEnd, told, type World } from '../../support/world.ts';

/** What ISPs ask for beyond the rules of the old script: each off unless asked for, through the bundle. */

vi.setConfig({ maxConcurrency: 4, testTimeout: 300_000 });

/** The first customer with service, with their plan and contract, in a world of their own. */
async function aCustomer(context: Parameters<typeof onEnd>[0]) {
  const world = await aWorld(onEnd(context), { seeded: false });
  const { logins, plans, contracts } = world.ixc.isp;
  const login = logins[0];
  const contract = contracts.find(({ id }) => id === login?.contract);
  const plan = plans.find(({ id }) => id === login?.plan);
  if (login === undefined || contract === undefined || plan === undefined) throw new Error('nobody there');
  const policy = () => world.bqn.subscribers.get(login.ip ?? '')?.['policyRate'];
  return { world, login, contract, plan, policy };
}

async function done(world: World, args: readonly string[]): Promise<string> {
  const run = await world.run([...args, '--force']);
  expect(run.code, told(run)).toBe(0);
  return run.output;
}

function bqnName(name: string): string {
  return name.replace(/\s/g, '_');
}

test.concurrent('--reduced: who is in arrears gets the plan that their plan names, who is past the cap the one for that', async (context) => {
  const { world, login, contract, plan, policy } = await aCustomer(context);
  const [arrears, cap] = world.ixc.isp.plans.filter(({ id }) => id !== plan.id);
  plan.extra = { id_plano_atraso: arrears?.id ?? '', id_plano_franquia: cap?.id ?? '' };
  contract.speedStatus = 'R';
  login.extra = { franquia_atingida: 'S' };
  await done(world, []);
  expect(policy(), 'off unless asked for').toBe(bqnName(plan.name));
  await done(world, ['--reduced']);
  expect(policy()).toBe(bqnName(arrears?.name ?? ''));
  contract.speedStatus = 'N';
  await done(world, ['--reduced']);
  expect(policy()).toBe(bqnName(cap?.name ?? ''));
  login.extra = { franquia_atingida: 'N' };
  await done(world, ['--reduced']);
  expect(policy()).toBe(bqnName(plan.name));
});

variant(
  'a plan that is somebody’s reduced one is not reduced again, and blocked wins over reduced',
  async (context) => {
    const { world, contract, plan, policy } = await aCustomer(context);
    const other = world.ixc.isp.plans.find(({ id }) => id !== plan.id);
    Object.assign(other ?? {}, { extra: { id_plano_atraso: plan.id } });
    plan.extra = { id_plano_atraso: other?.id ?? '' };
    contract.speedStatus = 'R';
    await done(world, ['--reduced']);
    expect(policy()).toBe(bqnName(plan.name));
    contract.status = 'CA';
    await done(world, ['--reduced']);
    expect(policy()).toBe('Billing-Block');
  },
);

variant('--reduced-rate makes a policy of its own where no reduced plan is named', async (context) => {
  const { world, contract, plan, policy } = await aCustomer(context);
  contract.speedStatus = 'R';
  const output = await done(world, ['--reduced']);
  expect(policy(), 'without a rate it keeps its speed').toBe(bqnName(plan.name));
  expect(output).toMatch(/1 login without a reduced plan/);
  await done(world, ['--reduced', '--reduced-rate', '2M/1M', '--rate-factor', '2']);
  const name = `${bqnName(plan.name)}_RED`;
  expect(policy()).toBe(name);
  expect(world.bqn.policies.get(name)).toMatchObject({
    rateLimitDownlink: { rate: 2000 },
    rateLimitUplink: { rate: 1000 },
  });
  contract.speedStatus = 'N';
  await done(world, ['--reduced', '--reduced-rate', '2M/1M']);
  expect(policy()).toBe(bqnName(plan.name));
  expect(world.bqn.policies.has(name), 'what nobody uses goes').toBe(false);
});

variant('another speed status is told and not obeyed', async (context) => {
  const { world, contract, plan, policy } = await aCustomer(context);
  contract.speedStatus = 'V';
  const output = await done(world, ['--reduced']);
  expect(policy()).toBe(bqnName(plan.name));
  expect(output).toMatch(/1 contract with an unknown speed status/);
});

variant('--rate-factor multiplies what plans say, and neither lifts nor makes a block', async (context) => {
  const { world, plan } = await aCustomer(context);
  Object.assign(plan, { download: '100M', upload: '50M' });
  const other = world.ixc.isp.plans.find(({ id }) => id !== plan.id);
  Object.assign(other ?? {}, { download: '1k', upload: '' });
  await done(world, ['--rate-factor', '1.1/0.1']);
  expect(world.bqn.policies.get(bqnName(plan.name))).toMatchObject({
    rateLimitDownlink: { rate: 110_000 },
    rateLimitUplink: { rate: 5000 },
  });
  expect(world.bqn.policies.get(bqnName(other?.name ?? ''))).toMatchObject({
    rateLimitDownlink: { rate: 1 },
    rateLimitUplink: { rate: -1 },
  });
  expect(world.bqn.policies.get('Billing-Block')).toMatchObject({ rateLimitDownlink: { rate: 0 } });
});

variant('--status: a slow lane, a state that keeps what is there, and blocks for the rest', async (context) => {
  const { world, contract, plan, policy } = await aCustomer(context);
  const args = ['--status', 'A=open,FA=slow,CM=keep,*=block', '--slow-rate', '256k/128k', '--rate-factor', '2'];
  contract.status = 'FA';
  await done(world, args);
  expect(policy()).toBe('Billing-Slow');
  const slow = { policyId: 'slow', rateLimitDownlink: { rate: 256 }, rateLimitUplink: { rate: 128 } };
  expect(world.bqn.policies.get('Billing-Slow')).toMatchObject(slow);
  contract.status = 'CM';
  await done(world, args);
  expect(policy(), 'kept').toBe('Billing-Slow');
  contract.status = 'CA';
  await done(world, args);
  expect(policy()).toBe('Billing-Block');
  contract.status = 'A';
  await done(world, args);
  expect(policy()).toBe(bqnName(plan.name));
});

variant(
  '--slow-rate: who is blocked stays so while the slow lane cannot be made, and has no day without a limit',
  async (context) => {
    const world = await aWorld(onEnd(context), {
      isp: anIspOf(12, (at) => (at === 1 ? { status: 'CM' } : {})),
      seeded: false,
    });
    expect((await world.run([])).code).toBe(0);
    const slow = ['--status', 'A=open,FA=open,CM=slow,*=block', '--slow-rate', '256k'];
    world.bqn.faults.on({ method: 'POST', target: 'policies', times: 1 }, answer({ status: 400, body: '{}' }));
    expect((await world.run(slow)).code).toBe(5);
    expect(policiesOn(world, addressAt(1))).toEqual([BLOCK]);
    expect((await world.run(slow)).code).toBe(0);
    expect(policiesOn(world, addressAt(1))).toEqual(['Billing-Slow']);
  },
);

variant('a plan of the slow lane’s name gets another one', async (context) => {
  const { world, plan, policy } = await aCustomer(context);
  plan.name = 'Billing-Slow';
  await done(world, ['--status', 'A=open,FA=slow', '--slow-rate', '256k']);
  expect(policy()).toBe(`Billing-Slow-${plan.id}`);
});

const REFUSED: readonly (readonly string[])[] = [
  ['--reduced-rate', '2M'],
  ['--reduced', '--reduced-rate', '0'],
  ['--reduced', '--reduced-rate', '2M/1M/1M'],
  ['--status', 'A=open,FA=slow'],
  ['--status', 'A=open', '--slow-rate', '256k'],
  ['--allowed-status', 'A', '--status', 'A=open'],
  ['--slow-rate', '256k'],
  ['--rate-factor', '0.05'],
  ['--rate-factor', '3.1'],
  ['--rate-factor', '1/1/1'],
];

for (const args of REFUSED) {
  variant(`${args.join(' ')} is refused`, async (context) => {
    const world = await aWorld(onEnd(context));
    const run = await world.run(args);
    expect(run.code, told(run)).toBe(2);
    expect(args.filter((word) => word.startsWith('--')).some((flag) => run.output.includes(flag))).toBe(true);
  });
}

variant('--fixed-ip: a customer whom no RADIUS sees gets their plan, and is counted without it', async (context) => {
  const { world, login, plan, policy } = await aCustomer(context);
  login.online = 'SS';
  login.extra = { fixar_ip: 'S' };
  const output = await done(world, []);
  expect(policy()).toBeUndefined();
  expect(output).toMatch(/look: 1 logins with a fixed IP are not online/);
  const told = await done(world, ['--fixed-ip']);
  expect(policy()).toBe(bqnName(plan.name));
  expect(told).not.toMatch(/logins with a fixed IP are not online/);
  Object.assign(login, { active: 'N' });
  await done(world, ['--fixed-ip']);
  expect(policy(), 'one that is cut has no service').toBeUndefined();
});

variant('--fixed-ip: who is online has the address first, and nobody is blocked at a stale one', async (context) => {
  const { world, login, contract, plan, policy } = await aCustomer(context);
  login.online = 'N';
  login.extra = { fixar_ip: 'S' };
  contract.status = 'CA';
  const output = await done(world, ['--fixed-ip']);
  expect(policy()).toBe(bqnName(plan.name));
  expect(output).toMatch(/1 login with a fixed IP, blocked only once it is online/);
  const [, other] = world.ixc.isp.logins;
  Object.assign(other ?? {}, { ip: login.ip });
  const after = await done(world, ['--fixed-ip']);
  expect(world.bqn.subscribers.get(login.ip ?? '')).toMatchObject({ subscriberId: other?.login });
  expect(after).toMatch(/1 fixed IP that another login has/);
  Object.assign(other ?? {}, { ip: '100.64.9.9' });
  login.online = 'S';
  await done(world, ['--fixed-ip']);
  expect(policy(), 'online, so it is theirs').toBe('Billing-Block');
});

variant(
  '--burst: a plan with one has it on the BQN, and all other burst fields stay the operator’s',
  async (context) => {
    const { world, plan } = await aCustomer(context);
    const [second, third, fourth] = world.ixc.isp.plans.filter(({ id, kind }) => id !== plan.id && kind === 'I');
    const burst = { download_busrt: '200M', download_busrt_th: '80M', download_busrt_time: '8' };
    Object.assign(plan, {
      download: '100M',
      upload: '50M',
      extra: { ...burst, upload_busrt: '40M', upload_busrt_time: '8' },
    });
    Object.assign(second ?? {}, { download: '', extra: burst });
    Object.assign(third ?? {}, { download: '10M', extra: { ...burst, download_busrt: 'much' } });
    Object.assign(fourth ?? {}, { download: '10M', extra: { ...burst, download_busrt_time: '' } });
    const name = bqnName(plan.name);
    await done(world, []);
    expect(world.bqn.policies.get(name)?.['rateLimitDownlink']).toEqual({ rate: 100_000 });
    const limits = { rate: 100_000, congestionMgmt: true, burstThresholdWindow: 5 };
    world.bqn.seedPolicy(name, { ...world.bqn.policies.get(name), rateLimitDownlink: limits });
    const output = await done(world, ['--burst']);
    expect(world.bqn.policies.get(name)).toMatchObject({
      rateLimitDownlink: { ...limits, burstRate: 200_000, burstThreshold: 80_000, burstDuration: 8 },
      rateLimitUplink: { rate: 50_000 },
    });
    expect(world.bqn.policies.get(name)?.['rateLimitUplink'], 'below the rate').not.toHaveProperty('burstRate');
    expect(output).toMatch(/4 plan with a burst that cannot be had/);
    world.bqn.forgetWrites();
    await done(world, ['--burst']);
    expect(world.bqn.writes, 'nothing more to say').toEqual([]);
    await done(world, ['--burst', '--rate-factor', '2']);
    expect(world.bqn.policies.get(name)).toMatchObject({ rateLimitDownlink: { rate: 200_000, burstRate: 400_000 } });
    plan.extra = {};
    await done(world, ['--burst']);
    const taken = { burstRate: 0, burstThreshold: 0, burstDuration: 0 };
    expect(world.bqn.policies.get(name), 'taken out in IXC').toMatchObject({
      rateLimitDownlink: { ...limits, ...taken },
    });
    const theirs = { ...limits, burstRate: 150_000, burstDuration: 30 };
    world.others((bqn) => bqn.put('policies', name, { rateLimitDownlink: theirs }));
    plan.extra = burst;
    await done(world, ['--burst']);
    expect(world.bqn.policies.get(name)).toMatchObject({ rateLimitDownlink: { burstRate: 200_000 } });
    await done(world, []);
    expect(world.bqn.policies.get(name), 'switched off: as the operator had it').toMatchObject({
      rateLimitDownlink: { ...theirs, burstThreshold: 0 },
    });
    world.bqn.forgetWrites();
    await done(world, []);
    expect(world.bqn.writes).toEqual([]);
  },
);

/** As if so many seconds had gone by since what the state file tells of. */
function later(world: World, seconds: number): void {
  const text = readFileSync(world.stateFile, 'utf8');
  writeFileSync(
    world.stateFile,
    text.replace(/"since": ?(\d+)/g, (_all, since: string) => `"since":${Number(since) - seconds}`),
  );
}

variant(
  '--offline-grace: an entry and its group go only after their customer was offline that long',
  async (context) => {
    const { world, login, policy } = await aCustomer(context);
    login.prefix = '2001:db8:77::/56';
    const args = ['--offline-grace', '15m'];
    await done(world, args);
    const before = policy();
    expect(world.bqn.groups.has(`DS-${bqnName(login.login)}`)).toBe(true);
    login.online = 'N';
    const output = await done(world, args);
    expect(output).toMatch(/1 customers who are offline keep their entries a while/);
    later(world, 600);
    await done(world, args);
    expect(policy(), 'ten minutes later').toBe(before);
    expect(world.bqn.groups.has(`DS-${bqnName(login.login)}`)).toBe(true);
    later(world, 600);
    await done(world, args);
    expect(policy(), 'twenty minutes later').toBeUndefined();
    expect(world.bqn.groups.has(`DS-${bqnName(login.login)}`)).toBe(false);
  },
);

variant(
  '--offline-grace: coming back begins it anew, an heir has the address at once, and a move is no waiting',
  async (context) => {
    const { world, login } = await aCustomer(context);
    const [, other] = world.ixc.isp.logins;
    const address = login.ip ?? '';
    const args = ['--offline-grace', '15m'];
    const holder = () => world.bqn.subscribers.get(address)?.['subscriberId'];
    await done(world, args);
    login.online = 'N';
    await done(world, args);
    later(world, 800);
    login.online = 'S';
    await done(world, args);
    login.online = 'N';
    await done(world, args);
    later(world, 800);
    await done(world, args);
    expect(holder(), 'offline for 800 s since it was back').toBe(bqnName(login.login));
    const old = other?.ip ?? '';
    Object.assign(other ?? {}, { ip: address });
    await done(world, args);
    expect(holder()).toBe(bqnName(other?.login ?? ''));
    expect(world.bqn.subscribers.get(old)?.['subscriberId'], 'where the heir was before').not.toBe(
      bqnName(other?.login ?? ''),
    );
  },
);

variant('--worklist: what there is to mend in IXC, as a spreadsheet opens it in either language', async (context) => {
  const { world, login, plan } = await aCustomer(context);
  const [, odd, evil] = world.ixc.isp.logins;
  login.ip = '';
  plan.download = '=300 mega';
  if (odd === undefined || evil === undefined) throw new Error('nobody there');
  odd.contract = '999999';
  evil.login = '=HYPERLINK("http://x.example";"a,b")';
  evil.ip = '300.1.1.1';
  const file = world.path('worklist.csv');
  const list = async (...args: string[]) => {
    expect((await world.run(['--dry-run', '--worklist', file, ...args])).code).toBe(0);
    return readFileSync(file, 'utf8');
  };
  const english = await list();
  const { data, errors } = Papa.parse<string[]>(english.trim());
  expect([errors, data[0]]).toEqual([[], ['screen', 'id', 'name', 'problem', 'detail', 'what to do']]);
  expect(data).toContainEqual([
    'Provedor > Logins',
    login.id,
    login.login,
    'login without an IP',
    expect.anything(),
    expect.stringMatching(/access server/),
  ]);
  expect(data).toContainEqual([
    'Provedor > Planos de velocidade',
    plan.id,
    plan.name,
    'plan with an unreadable speed',
    expect.stringContaining('=300 mega'),
    expect.stringMatching(/300M/),
  ]);
  expect(data).toContainEqual([
    'Provedor > Logins',
    odd.id,
    odd.login,
    'login with an unknown contract',
    expect.stringContaining('999999'),
    expect.stringMatching(/contract/),
  ]);
  for (const row of data) for (const cell of row) expect(cell).not.toMatch(/^[=+@-]/);
  const portuguese = await list('--lang', 'pt');
  expect(portuguese).toMatch(/^\uFEFFtela;id;nome;problema;detalhe;o que fazer\r\n/);
  expect(portuguese).not.toMatch(/access server|what to do/);
  expect(statSync(file).mode & 0o777).toBe(0o640);
});

variant('--worklist: a run that could not read leaves the list as it was', async (context) => {
  const { world } = await aCustomer(context);
  const file = world.path('worklist.csv');
  writeFileSync(file, 'yesterday');
  world.ixc.forbidden.add('radgrupos');
  expect((await world.run(['--worklist', file])).code).toBe(3);
  expect(readFileSync(file, 'utf8')).toBe('yesterday');
});
