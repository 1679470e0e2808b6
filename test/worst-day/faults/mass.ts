import { expect } from 'vitest';
import { aContract, type Isp } from '../../simulator/index.ts';
import { contractOf, itemOf, newCustomer } from '../../support/an-isp.ts';
import { blockedIn } from '../../support/held.ts';
import type { World } from '../../support/world.ts';
import type { Fault } from '../fault.ts';

/** What happens to everybody at once: more likely a mistake than the truth. */

const HELD = 'holds it back and goes on with the rest; --force lets it pass';

function online(isp: Isp) {
  return isp.logins.filter((login) => login.online === 'S');
}

function goOffline(isp: Isp, share: number): void {
  const all = online(isp);
  for (const login of all.slice(0, Math.round(all.length * share))) Object.assign(login, { online: 'N', ip: '' });
}

/** What the world forgets is put back: for a lie that lasted one run. */
function remembering(change: (isp: Isp) => void): Pick<Fault, 'arrange' | 'clear'> {
  const truths = new WeakMap<World, Isp>();
  return {
    arrange(world) {
      truths.set(world, world.ixc.isp);
      world.ixc.isp = structuredClone(world.ixc.isp);
      change(world.ixc.isp);
    },
    clear(world) {
      world.ixc.isp = truths.get(world) ?? world.ixc.isp;
    },
  };
}

function nobodyGone(world: World, _run: unknown, before: ReturnType<World['held']>): void {
  for (const kind of ['subscribers', 'groups'] as const) {
    const gone = [...before[kind].keys()].filter((key) => !world.held()[kind].has(key));
    expect(gone, `${kind} that are gone`).toEqual([]);
  }
}

function nobodyBlocked(world: World, _run: unknown, before: ReturnType<World['held']>): void {
  const known = new Set(before.subscribers.keys());
  const was = new Set(blockedIn(before));
  expect(
    blockedIn(world.held()).filter((ip) => known.has(ip) && !was.has(ip)),
    'newly blocked',
  ).toEqual([]);
}

export const MASS_EVENTS: readonly Fault[] = [
  {
    system: 'Mass event',
    fault: '90 % of the logins offline',
    does: 'puts their deletions off, without an alarm',
    exit: 0,
    arrange: ({ ixc }) => goOffline(ixc.isp, 0.9),
    check: nobodyGone,
    nextArgs: ['--force'],
  },
  {
    system: 'Mass event',
    fault: '90 % of the logins offline, for one run',
    does: 'keeps them all',
    exit: 0,
    ...remembering((isp) => goOffline(isp, 0.9)),
    check: nobodyGone,
  },
  {
    system: 'Mass event',
    fault: 'a quarter of the logins offline',
    does: 'believes it',
    exit: 0,
    arrange: ({ ixc }) => goOffline(ixc.isp, 0.2),
    check: agrees,
  },
  {
    system: 'Mass event',
    fault: 'all logins offline',
    does: 'does not believe it and ends before the first write',
    exit: 3,
    ...remembering((isp) => goOffline(isp, 1)),
  },
  {
    system: 'Mass event',
    fault: 'all contracts CA',
    does: HELD,
    exit: 6,
    arrange: ({ ixc }) => {
      for (const contract of ixc.isp.contracts) contract.status = 'CA';
    },
    check: nobodyBlocked,
    nextArgs: ['--force'],
  },
  {
    system: 'Mass event',
    fault: 'all contracts CA, for one run',
    does: 'blocks nobody for it',
    exit: 6,
    ...remembering((isp) => {
      for (const contract of isp.contracts) contract.status = 'CA';
    }),
    check: nobodyBlocked,
  },
  {
    system: 'Mass event',
    fault: 'the contracts table emptied',
    does: 'lets nobody through and ends before the first write',
    exit: 3,
    ...remembering((isp) => isp.contracts.splice(0)),
  },
  {
    system: 'Mass event',
    fault: 'the contracts table emptied but for one row',
    does: 'lets nobody through who is blocked',
    exit: [0, 3, 6],
    ...remembering((isp) => isp.contracts.splice(0, isp.contracts.length, aContract('1'))),
    check: (world, _run, before) => {
      const blocked = new Set(blockedIn(world.held()));
      const free = blockedIn(before).filter((ip) => world.held().subscribers.has(ip) && !blocked.has(ip));
      expect(free, 'blocked before and let through now').toEqual([]);
    },
  },
  {
    system: 'Mass event',
    fault: 'the plans table emptied',
    does: 'takes no plan away and ends before the first write',
    exit: 3,
    ...remembering((isp) => isp.plans.splice(0)),
  },
  {
    system: 'Mass event',
    fault: 'half of the plans gone',
    does: HELD,
    exit: 6,
    ...remembering((isp) => isp.plans.splice(0, 7)),
  },
  {
    system: 'Mass event',
    fault: 'one plan renamed',
    does: 'moves its subscribers to the new name, then deletes the old policy',
    exit: 0,
    arrange: ({ ixc }) => {
      itemOf(ixc.isp.plans, 5).name = 'Família 2026';
    },
    check(world) {
      agrees(world);
      expect(world.bqn.policies.has('Família+'), 'the old policy').toBe(false);
    },
  },
  {
    system: 'Mass event',
    fault: "a plan renamed whose policy was the operator's before",
    does: 'moves its subscribers to the new name, and leaves the old policy',
    exit: 0,
    arrange: ({ ixc }) => {
      itemOf(ixc.isp.plans, 4).name = 'Gamer 2026';
    },
    check(world) {
      agrees(world);
      expect(world.bqn.policies.has('Gamer'), 'the old policy').toBe(true);
    },
  },
  {
    system: 'Mass event',
    fault: 'all plans renamed',
    does: 'moves the subscribers, and deletes the old policies, which nobody uses any more',
    exit: 0,
    arrange: ({ ixc }) => {
      for (const plan of ixc.isp.plans) plan.name += ' (novo)';
    },
    check: agrees,
  },
  {
    system: 'Mass event',
    fault: 'two systems merged: as many customers again, plans of the same names',
    does: 'creates them and renames only the newcomers',
    exit: 0,
    arrange({ ixc }) {
      for (let at = 0; at < 50; at++) newCustomer(ixc.isp, { login: `outra${at}`, plan: String(1 + (at % 12)) });
      ixc.isp.plans.push({ id: '101', name: 'Gamer', kind: 'I', download: '10M', upload: '10M' });
      ixc.isp.plans.push({ id: '102', name: 'Empresa A', kind: 'I', download: '700M', upload: '700M' });
      newCustomer(ixc.isp, { login: 'outra-gamer', plan: '101' });
    },
    check(world) {
      expect(world.bqn.policy('Gamer')).toMatchObject({ policyId: '5', rateLimitDownlink: { rate: 600_000 } });
      expect(world.bqn.policy('Gamer-101')).toMatchObject({ policyId: '101', rateLimitDownlink: { rate: 10_000 } });
    },
  },
  {
    system: 'Mass event',
    fault: 'every customer on an address that another one had',
    does: 'rewrites each entry in place',
    exit: 0,
    arrange({ ixc }) {
      const all = online(ixc.isp);
      const addresses = all.map(({ ip }) => ip);
      all.forEach((login, at) => {
        login.ip = addresses[(at + 1) % addresses.length] ?? '';
      });
    },
    check: agrees,
  },
  {
    system: 'Mass event',
    fault: 'all blocked customers paid',
    does: 'lets them all through',
    exit: 0,
    arrange({ ixc }) {
      for (const login of online(ixc.isp)) contractOf(ixc.isp, login).status = 'A';
    },
    check: agrees,
  },
];

function agrees(world: World): void {
  expect(world.disagreement()).toEqual([]);
}
