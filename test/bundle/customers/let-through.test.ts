import { expect, test, vi } from 'vitest';
import { addressAt } from '../../simulator/index.ts';
import { anIspOf, BLOCK, customer, policiesOn, setStatus } from '../../support/customers.ts';
import { block, DAY, days } from '../../support/days.ts';
import { sampled } from '../../support/from-source.ts';
import { journalOf } from '../../support/journal-of.ts';
import { variant } from '../../support/variant.ts';
import { onEnd, type World } from '../../support/world.ts';

/**
 * Who is blocked and served nowhere: online without an address, left alone by the operator's word, or at an address in
 * doubt. When their block ends it counts, is told, and is held back as anybody's.
 */

vi.setConfig({ maxConcurrency: 3, testTimeout: 180_000 });

const DEBTORS = 10;

/** Forty customers, of whom ten have not paid and are blocked; of the second plan, so that a filter can name them. */
function aTown() {
  return anIspOf(40, (number) => ({
    prefix: `2001:db8:${number}::/64`,
    ...(number <= DEBTORS && { plan: '2', status: 'CA' }),
  }));
}

function eachDebtor(act: (number: number) => void): void {
  for (let number = 1; number <= DEBTORS; number++) act(number);
}

function loseContracts(world: World): void {
  eachDebtor((number) => Object.assign(customer(world, number), { contract: String(99_000 + number) }));
}

function loseAddresses(world: World): void {
  eachDebtor((number) => Object.assign(customer(world, number), { ip: '' }));
}

/** A second session at each address, of a login whose contract is nowhere either. */
function shareAddresses(world: World): void {
  eachDebtor((number) => {
    const { isp } = world.ixc;
    const rival = { ...customer(world, number), id: String(700 + number), login: `outro${number}`, plan: '1' };
    isp.logins.push({ ...rival, contract: String(98_000 + number) });
  });
}

const WAYS: readonly [what: string, flags: readonly string[], happens: (world: World) => void][] = [
  ['are online without an address', [], loseAddresses],
  ['are left alone by a filter', ['--skip-plan', 'Prata'], () => {}],
  ['share their address with somebody', [], shareAddresses],
];

for (const [at, [what, flags, happens]] of WAYS.entries()) {
  // Of each way one of the two, and both of the first.
  for (const dualStack of sampled(at === 1 ? ['yes', 'no'] : ['no', 'yes'], at === 0 ? 2 : 1)) {
    // The first through the shipped file.
    const tried = at === 0 && dualStack === 'no' ? test.concurrent : variant;
    tried(
      `debtors who ${what} and whose contracts are gone stay blocked, dual stack: ${dualStack}`,
      async (context) => {
        const { world, at: run } = await days(onEnd(context), aTown());
        const env = { IXC_DUAL_STACK: dualStack };
        await run(0, 0, ['--force'], env);
        loseContracts(world);
        happens(world);
        const held = await run(300, 6, flags, env);
        expect(held).toMatch(/held back: 10 of 10 blocked subscribers whose contract is gone/);
        expect(policiesOn(world, addressAt(1))).toEqual([BLOCK]);
        await run(600, 0, [...flags, '--approve', 'opens=10'], env);
        expect(policiesOn(world, addressAt(1))).not.toContain(BLOCK);
      },
    );
  }
}

variant(
  'a debtor who is online without an address and pays is let through, in the log and in the journal',
  async (context) => {
    const { world, at } = await days(onEnd(context), aTown());
    await at(0, 0, ['--force']);
    Object.assign(customer(world, 1), { ip: '' });
    setStatus(world, 1, 'A');
    const paid = await at(300, 0);
    expect(paid).toMatch(/opens cliente1 \(100\.64\.0\.1\): blocked -> Prata .*contract 501: A -> service/);
    expect(paid).toContain('customers: 1 opens');
    const journal = journalOf(world);
    expect(journal.split('\n').filter((line) => line.includes('"event":"opens"'))).toHaveLength(1);
    expect(policiesOn(world, addressAt(1), '2001:db8:1::/64')).toEqual(['Prata']);
  },
);

variant(
  'whoever was let through without an address is blocked no more when they come home to another one',
  async (context) => {
    const { world, at } = await days(onEnd(context), aTown());
    const env = { IXC_DUAL_STACK: 'no' };
    await at(0, 0, ['--force'], env);
    loseContracts(world);
    loseAddresses(world);
    await at(300, 6, [], env);
    await at(600, 0, ['--approve', 'opens=10'], env);
    eachDebtor((number) => Object.assign(customer(world, number), { ip: addressAt(100 + number) }));
    const home = await at(2 * DAY, 0, [], env);
    expect(home).not.toContain('opens');
    expect(policiesOn(world, addressAt(101))).toEqual(['Prata']);
  },
);

variant(
  'what is held back of debtors without an address ends when their contracts come back, before they show one',
  async (context) => {
    const { world, at } = await days(onEnd(context), aTown());
    await at(0, 0, ['--force']);
    loseContracts(world);
    loseAddresses(world);
    await at(300, 6);
    eachDebtor((number) => Object.assign(customer(world, number), { contract: String(500 + number) }));
    await at(600, 0);
    expect(policiesOn(world, addressAt(1))).toEqual([BLOCK]);
    // Another mistake is another incident.
    loseContracts(world);
    expect(await at(900, 6)).toMatch(/held back: 10 of 10 .*contract is gone \(limit 20 %, --max-block\): cliente1/);
  },
);

variant(
  'so is whoever was let through by their group alone, since somebody else has the address that they had',
  async (context) => {
    const { world, at } = await days(onEnd(context), aTown());
    await at(0, 0, ['--force']);
    loseAddresses(world);
    eachDebtor((number) => Object.assign(customer(world, number + DEBTORS), { ip: addressAt(number) }));
    await at(300, 0);
    expect(policiesOn(world, '2001:db8:1::/64')).toContain(BLOCK);
    loseContracts(world);
    await at(600, 6);
    const passed = await at(900, 0, ['--approve', 'opens=10']);
    expect(passed).toContain('customers: 10 opens');
    expect(policiesOn(world, '2001:db8:1::/64')).toContain('Prata');
    eachDebtor((number) =>
      Object.assign(customer(world, number), { ip: addressAt(100 + number), prefix: `2001:db8:9${number}::/64` }),
    );
    const home = await at(2 * DAY, 0);
    expect(home).not.toContain('opens');
    expect(policiesOn(world, addressAt(101))).toEqual(['Prata']);
  },
);

variant('a debtor whose address another login shows as well stays blocked at their prefix', async (context) => {
  const { world, at } = await days(onEnd(context), aTown());
  await at(0, 0, ['--force']);
  Object.assign(customer(world, 2), { ip: addressAt(1) });
  expect(await at(300, 0), 'their entry of before goes, as that of one who is offline').toContain('1 leaves');
  expect(policiesOn(world, '2001:db8:2::/64')).toContain(BLOCK);
  setStatus(world, 2, 'A');
  setStatus(world, 1, 'A');
  expect(await at(600, 0)).toContain('customers: 2 opens');
  expect(policiesOn(world, '2001:db8:2::/64')).toContain('Prata');
  Object.assign(customer(world, 2), { ip: addressAt(50) });
  expect(await at(900, 0)).not.toContain('customers:');
  expect(policiesOn(world, addressAt(50), '2001:db8:2::/64')).toEqual(['Prata']);
});

variant(
  'whoever is let through by a filter that leaves them alone is told once, with entry and group',
  async (context) => {
    const { world, at } = await days(onEnd(context), aTown());
    await at(0, 0, ['--force']);
    setStatus(world, 1, 'A');
    expect(await at(300, 0, ['--skip-plan', 'Prata'])).toContain('customers: 1 opens');
    expect(policiesOn(world, addressAt(1))).toEqual(['Prata']);
  },
);

variant(
  'a debtor of whom a session shows prefixes alone stays blocked at the address of before, beside entries of IPv6',
  async (context) => {
    for (const dualStack of ['yes', 'no']) {
      const { world, at } = await days(onEnd(context), aTown());
      const env = { IXC_DUAL_STACK: dualStack, IXC_BQN_IPV6_SUBSCRIBERS: '64' };
      await at(0, 0, ['--force'], env);
      loseAddresses(world);
      await at(300, 0, [], env);
      expect(policiesOn(world, addressAt(1))).toEqual([BLOCK]);
      expect(policiesOn(world, '2001:db8:1::', '2001:db8:1::/64')).toEqual([BLOCK]);
      setStatus(world, 1, 'A');
      expect(await at(600, 0, [], env)).toContain('customers: 1 opens');
      expect(policiesOn(world, addressAt(1))).toEqual(['Prata']);
      expect(policiesOn(world, '2001:db8:1::', '2001:db8:1::/64')).toEqual(['Prata']);
      // Somebody else has the address now.
      Object.assign(customer(world, 40), { ip: addressAt(2) });
      await at(900, 0, [], env);
      expect(policiesOn(world, addressAt(2))).toEqual(['Ouro']);
    }
  },
);

variant(
  'a group of their own lets go of the pool that it holds, and not of who is online without an address',
  async (context) => {
    const { world, at } = await days(onEnd(context), aTown());
    await at(0, 0, ['--force']);
    Object.assign(customer(world, 1), { ip: '', online: 'N' });
    await at(300, 0);
    Object.assign(customer(world, 1), { online: 'S' });
    const pool = { subscriberRanges: ['100.64.0.0/24', '2001:db8::/32'], policyRate: BLOCK };
    world.others((bqn) => bqn.seedGroup('DS-cliente1', pool));
    await at(600, 0);
    expect(policiesOn(world, addressAt(20))).toEqual(['Ouro']);
    expect(world.bqn.groups.get('DS-cliente1')).toMatchObject({
      subscriberMembers: [],
      subscriberRanges: ['2001:db8:1::/64'],
      policyRate: BLOCK,
    });
    loseContracts(world);
    Object.assign(customer(world, 1), { contract: '99001' });
    block(world, 11, 11, 'A');
    expect(await at(900, 6, ['--max-block', '0'])).toContain('whose contract is gone');
    world.others((bqn) => bqn.seedGroup('DS-cliente1', pool));
    setStatus(world, 11, 'A');
    const again = await at(1200, 6, ['--max-block', '0']);
    expect(again).not.toContain('defect');
    expect(world.bqn.groups.get('DS-cliente1')).toMatchObject({ policyRate: BLOCK });
  },
);
