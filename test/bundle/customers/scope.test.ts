import { expect, test, vi } from 'vitest';
import { aLogin, anIsp, aPlan, startBqn } from '../../simulator/index.ts';
import { variant } from '../../support/variant.ts';
import { aWorld, BQN_PASSWORD, onEnd, told } from '../../support/world.ts';

/** Whom a BQN serves, through the bundle: filters by network, site, plan and login, for all BQNs or for each. */

vi.setConfig({ maxConcurrency: 4, testTimeout: 300_000 });

/** Two cities with one CGNAT range: `norte` and `sul` share each address, under other plans. */
function twoCities() {
  const fast = aPlan({ name: 'Rapido', download: '500M' });
  const slow = aPlan({ name: 'Lento', download: '50M' });
  const at = (site: string, ip: string, plan: typeof fast) =>
    aLogin({ login: `${site}-${ip}`, ip, plan, extra: { id_concentrador: site, concentrador: '', conexao: '' } });
  const addresses = ['100.64.0.1', '100.64.0.2', '100.64.1.3'];
  return anIsp({
    plans: [fast, slow],
    logins: [...addresses.map((ip) => at('3', ip, fast)), ...addresses.map((ip) => at('9', ip, slow))],
  });
}

async function aTown(context: Parameters<typeof onEnd>[0]) {
  const world = await aWorld(onEnd(context), { isp: twoCities(), seeded: false });
  /** Ours, beside what the BQN merely sees. */
  const entries = () =>
    Object.fromEntries(
      [...world.bqn.subscribers]
        .map(([ip, { subscriberId }]) => [ip, String(subscriberId)])
        .filter(([, id]) => /^[39]-/.test(id ?? '')),
    );
  const run = async (...args: string[]) => {
    const ended = await world.run([...args, '--force']);
    expect(ended.code, told(ended)).toBe(0);
    return ended.output;
  };
  return { world, entries, run };
}

test.concurrent('--only-site: two cities with one range are no doubt any more, and each BQN has its own', async (context) => {
  const { world, entries, run } = await aTown(context);
  const south = await startBqn({ password: BQN_PASSWORD });
  context.onTestFinished(() => south.close());
  await run();
  expect(entries(), 'all in doubt').toEqual({});
  const env = {
    BQN_OAM_IP: `${world.bqn.host} ${south.host}`,
    IXC_BQN_ONLY_SITE: `${world.bqn.host}=3 ${south.host}=9,77`,
  };
  const ended = await world.run(['--force'], { env });
  expect(ended.code, told(ended)).toBe(0);
  expect(entries()).toEqual({
    '100.64.0.1': '3-100.64.0.1',
    '100.64.0.2': '3-100.64.0.2',
    '100.64.1.3': '3-100.64.1.3',
  });
  expect(south.subscribers.get('100.64.0.2')).toMatchObject({ subscriberId: '9-100.64.0.2', policyRate: 'Lento' });
  expect(ended.output).toMatch(/3 online logins are out of its scope/);
});

variant('what is out of scope is left alone on the BQN, and not deleted for it', async (context) => {
  const { world, entries, run } = await aTown(context);
  await run('--only-site', '3');
  expect(Object.keys(entries())).toHaveLength(3);
  const before = entries();
  await run('--only-site', '3', '--skip-subnet', '100.64.0.0/24');
  await run('--only-site', '3', '--only-subnet', '100.64.1.0/24');
  await run('--only-site', '3', '--skip-login', '3-100.64.0.1,3-100.64.0.2');
  expect(entries()).toEqual(before);
  const [first] = world.ixc.isp.logins;
  Object.assign(first ?? {}, { online: 'N' });
  await run('--only-site', '3', '--skip-subnet', '100.64.0.0/24');
  expect(entries(), 'offline, in a network that is left alone').toEqual(before);
  await run('--only-site', '3');
  expect(Object.keys(entries()), 'in scope again, and offline').toEqual(['100.64.0.2', '100.64.1.3']);
});

variant('a customer in scope gets the address of one who is not', async (context) => {
  const { world, entries, run } = await aTown(context);
  await run('--only-site', '3');
  const [one, two] = world.ixc.isp.logins;
  Object.assign(one ?? {}, { ip: two?.ip });
  Object.assign(two ?? {}, { ip: '100.64.7.7' });
  await run('--only-site', '3', '--skip-login', two?.login ?? '');
  expect(entries()['100.64.0.2']).toBe(one?.login);
});

variant(
  'a network by hand in the group of one of another network lets go of those who are served, and keeps its customer',
  async (context) => {
    const { world, run } = await aTown(context);
    const sites = ['--skip-site', '9', '--only-subnet', '100.64.1.0/24'];
    await run(...sites);
    const [one] = world.ixc.isp.logins;
    Object.assign(world.ixc.isp.contracts.find(({ id }) => id === one?.contract) ?? {}, { status: 'CA' });
    const group = `DS-${one?.login}`;
    world.bqn.seedGroup(group, { subscriberRanges: ['100.64.0.0/23'], policyRate: 'Billing-Block' });
    await run(...sites);
    expect(world.bqn.groups.get(group)).toMatchObject({
      subscriberMembers: [one?.ip],
      subscriberRanges: [],
      policyRate: 'Billing-Block',
    });
  },
);

variant('--skip-plan leaves the policy as it is, and nobody else gets its name', async (context) => {
  const { world, entries, run } = await aTown(context);
  const [fast] = world.ixc.isp.plans;
  await run('--only-site', '3');
  const policy = world.bqn.policies.get('Rapido');
  const twin = aPlan({ name: 'Rapido', download: '7M' });
  world.ixc.isp.plans.push(twin);
  Object.assign(world.ixc.isp.logins[0] ?? {}, { plan: twin.id });
  Object.assign(fast ?? {}, { download: '1M' });
  await run('--only-site', '3', '--skip-plan', fast?.id ?? '');
  expect(world.bqn.policies.get('Rapido')).toEqual(policy);
  expect(world.bqn.subscribers.get('100.64.0.1')).toMatchObject({ policyRate: `Rapido-${twin.id}` });
  expect(entries()['100.64.0.2'], 'left alone').toBe('3-100.64.0.2');
  await run('--skip-plan', 'rapido');
  expect(world.bqn.policies.get('Rapido'), 'both, by their name').toEqual(policy);
  expect(entries()['100.64.0.2'], 'who is left alone holds the address').toBe('3-100.64.0.2');
});

variant('a filter that leaves nobody ends the run before anything is written', async (context) => {
  const { world } = await aTown(context);
  const ended = await world.run(['--only-site', 'Centro']);
  expect(ended.code, told(ended)).toBe(3);
  expect(ended.output).toMatch(/leave nobody of 6 online logins/);
  expect(world.bqn.writes).toEqual([]);
  const checked = await world.run(['--check', '--only-site', 'Centro']);
  expect(checked.code).toBe(8);
  expect(checked.output).toMatch(/leave nobody of 6 online logins/);
});

variant('--check lists the sites, by the column that is filled', async (context) => {
  const { world } = await aTown(context);
  const [first, second] = world.ixc.isp.logins;
  Object.assign(first?.extra ?? {}, { id_concentrador: '0', concentrador: ' POP Sul ' });
  Object.assign(second?.extra ?? {}, { id_concentrador: '0' });
  const checked = await world.run(['--check', '--only-site', 'pop sul,9']);
  expect(checked.output).toMatch(/sites: id_concentrador is filled for 4 of 6 online logins: 9 \(3\), 3 \(1\)/);
  expect(checked.output).toMatch(/sites: concentrador is filled for 1 of 6 online logins: POP Sul \(1\)/);
  expect(checked.output).toMatch(/1 online logins have none/);
  expect(checked.output).toMatch(/2 online logins left alone/);
});

variant('a BQN that a filter does not name is refused, and so is one that is not given', async (context) => {
  const { world } = await aTown(context);
  const env = { BQN_OAM_IP: `${world.bqn.host} 192.0.2.44` };
  const forgotten = await world.runBare(['--only-site', `${world.bqn.host}=3`], { env });
  expect(forgotten.code).toBe(2);
  expect(forgotten.stderr).toMatch(/says nothing of BQN 192\.0\.2\.44/);
  const unknown = await world.runBare(['--skip-site', `192.0.2.45=3`], { env });
  expect(unknown.code).toBe(2);
  const named = await world.runBare(['--check', '--skip-site', `${world.bqn.host}=3`]);
  expect(named.output).toMatch(/3 online logins left alone/);
});
