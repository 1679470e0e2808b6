import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import {
  answer,
  type BqnSimulator,
  cut,
  delay,
  hang,
  nginxError,
  type Resource,
  reset,
  type Subject,
  selfSigned,
  startBqn,
  truncate,
} from '../../simulator/index.ts';
import { itemOf, newCustomer } from '../../support/an-isp.ts';
import { BQN_PASSWORD, type World } from '../../support/world.ts';
import type { Fault } from '../fault.ts';

/** What a BQN does on its worst day. */

const UNREAD = 'writes nothing to this BQN';
/** Nobody listens there; a port that was listened on may be another test's by then. */
const DEAD = '127.255.0.1:3443';
const LISTS = ['policies', 'subscribers', 'subscriberGroups'] as const;

function isWrite({ method }: Subject): boolean {
  return method !== 'GET';
}

function isList({ method, key }: Subject): boolean {
  return method === 'GET' && key === '';
}

type Effect = Parameters<BqnSimulator['faults']['on']>[1];

/** The same fault at each of the three lists in turn; in the fast tier at one of them. */
function eachList(fault: string, effect: Effect, few: (typeof LISTS)[number], args: readonly string[] = []): Fault[] {
  return LISTS.map((target) => ({
    system: 'BQN',
    fault: `the list of ${target} ${fault}`,
    does: UNREAD,
    exit: 4,
    args,
    long: target !== few,
    arrange: ({ bqn }) => void bqn.faults.on({ target, when: isList }, effect),
    check: wroteNothing,
  }));
}

function onWrites(match: Parameters<BqnSimulator['faults']['on']>[0], effect: Effect) {
  return ({ bqn }: World) => void bqn.faults.on({ when: isWrite, ...match }, effect);
}

function wroteNothing({ bqn }: World): void {
  expect(bqn.writes).toEqual([]);
}

function agrees(world: World): void {
  expect(world.disagreement()).toEqual([]);
}

function manyNewcomers({ ixc }: World): void {
  for (let at = 0; at < 40; at++) newCustomer(ixc.isp);
}

/** A subscriber of ours with an operator's quota, still online. */
function withQuota(world: World): [string, Resource] {
  const wanted = world.wanted().subscribers;
  return itemOf(
    [...world.bqn.subscribers].filter(([ip, entry]) => entry['quota'] !== undefined && wanted.has(ip)),
    0,
  );
}

export const BQN_FAULTS: readonly Fault[] = [
  ...eachList('answers 500', nginxError(500), 'policies'),
  ...eachList('hangs', hang(), 'subscribers', ['--bqn-timeout', '0.6']),
  ...eachList('is truncated', truncate(), 'subscriberGroups'),
  ...eachList('breaks off', cut(), 'policies'),
  ...eachList('is {}', answer({ body: '{}' }), 'subscribers'),
  ...eachList('is a web page', answer({ body: '<html>BQN</html>', contentType: 'text/html' }), 'subscriberGroups'),
  ...eachList('is refused (401)', answer({ status: 401, body: '{}' }), 'policies'),
  {
    system: 'BQN',
    fault: 'a list answers 500 once',
    does: 'asks again and goes on',
    exit: 0,
    arrange: ({ bqn }) => void bqn.faults.on({ when: isList, times: 1 }, nginxError(500)),
    check: agrees,
  },
  {
    system: 'BQN',
    fault: 'a list takes longer than the time limit',
    does: 'asks once more with more patience',
    exit: 0,
    // With seconds of room for a machine that is busy: nobody waits for them alone.
    args: ['--bqn-timeout', '6'],
    arrange: ({ bqn }) => void bqn.faults.on({ when: isList, target: 'subscribers' }, delay(7000)),
    check: agrees,
  },
  {
    system: 'BQN',
    fault: 'one write in ten answers 500',
    does: 'writes it again',
    exit: 0,
    arrange: (world) => {
      manyNewcomers(world);
      onWrites({ oneIn: 10, seed: 3 }, nginxError(500))(world);
    },
    check: agrees,
  },
  {
    system: 'BQN',
    fault: 'one write in ten answers 500 though it was done',
    does: 'writes it again',
    exit: 0,
    arrange: (world) => {
      manyNewcomers(world);
      onWrites({ oneIn: 10, seed: 3 }, answer({ status: 500 }, { done: true }))(world);
    },
    check: agrees,
  },
  {
    system: 'BQN',
    fault: '400 for one entry',
    does: 'writes all the others and names the one',
    exit: 5,
    arrange(world) {
      const login = newCustomer(world.ixc.isp);
      world.bqn.faults.on(
        { key: login.ip ?? '' },
        answer({ status: 400, body: '{"error":{"message":"no <such> thing"}}' }),
      );
    },
    check(world, run) {
      expect(world.disagreement(), 'only the one is missing').toHaveLength(1);
      expect(run.output).toMatch(/refused: \S+ \(subscribers, HTTP 400: no <such> thing\)/);
    },
  },
  {
    system: 'BQN',
    fault: '400 for a policy',
    does: 'gives nobody the policy that is not there',
    exit: 5,
    arrange(world) {
      const { isp } = world.ixc;
      isp.plans.push({ id: '50', name: 'Recusado', kind: 'I', download: '5M', upload: '5M' });
      newCustomer(isp, { plan: '50' });
      itemOf(isp.logins, 8).plan = '50';
      world.bqn.faults.on({ key: 'Recusado', when: isWrite }, answer({ status: 400 }));
    },
  },
  {
    system: 'BQN',
    fault: '401 midway',
    does: 'stops; the next run does the rest',
    exit: 4,
    arrange: onWrites({ from: 4 }, answer({ status: 401 })),
  },
  {
    system: 'BQN',
    fault: 'the connection is reset midway',
    does: 'writes it again',
    exit: 0,
    arrange: onWrites({ nth: 4 }, reset()),
    check: agrees,
  },
  {
    system: 'BQN',
    fault: 'the connection is reset midway though the write was done',
    does: 'writes it again',
    exit: 0,
    arrange: onWrites({ nth: 5 }, reset({ done: true })),
    check: agrees,
  },
  {
    system: 'BQN',
    fault: 'a write hangs',
    does: 'says that it was not answered and goes on',
    exit: 5,
    args: ['--bqn-timeout', '1.5'],
    arrange: onWrites({ nth: 5 }, hang()),
  },
  {
    system: 'BQN',
    fault: 'a write hangs though it was done',
    does: 'says that it was not answered and goes on',
    exit: 5,
    args: ['--bqn-timeout', '1.5'],
    arrange: onWrites({ nth: 5 }, hang({ done: true })),
  },
  {
    system: 'BQN',
    fault: 'a new customer written without an answer, who leaves before the next run',
    does: 'still knows that the entry is its own',
    exit: 5,
    args: ['--bqn-timeout', '1.5'],
    arrange({ ixc, bqn }) {
      const login = newCustomer(ixc.isp);
      bqn.faults.on({ key: login.ip ?? '' }, hang({ done: true }));
    },
    clear({ ixc }) {
      const login = ixc.isp.logins.at(-1);
      if (login !== undefined) Object.assign(login, { online: 'N', ip: '' });
    },
  },
  {
    system: 'BQN',
    fault: 'dead from the start',
    does: UNREAD,
    exit: 4,
    arrange: ({ bqn }) => void bqn.faults.on({}, reset()),
    check: wroteNothing,
  },
  {
    system: 'BQN',
    fault: 'nothing listens there',
    does: UNREAD,
    exit: 4,
    act: (world, args) => world.run(args, { env: { BQN_OAM_IP: DEAD } }),
    check: wroteNothing,
  },
  {
    system: 'BQN',
    fault: 'dies midway',
    does: 'gives up after 20 failures in a row; the next run does the rest',
    exit: 4,
    arrange(world) {
      manyNewcomers(world);
      onWrites({ from: 8 }, reset())(world);
    },
    check: (_world, run) => expect(run.output).toMatch(/stopped answering: 20 writes failed in a row/),
  },
  {
    system: 'BQN',
    fault: 'two seconds a write',
    does: 'waits for each, eight at a time',
    exit: 0,
    arrange: onWrites({}, delay(2000)),
    check: agrees,
  },
  {
    system: 'BQN',
    fault: 'writes take longer than --max-time',
    does: 'stops in time; the next run does the rest',
    exit: [3, 4],
    args: ['--max-time', '5', '--concurrency', '1'],
    arrange: onWrites({}, delay(1000)),
  },
  {
    system: 'BQN',
    fault: 'PUT answers 404',
    does: 'creates the entry with all that was listed of it',
    exit: 0,
    arrange(world) {
      const [ip] = withQuota(world);
      const login = world.ixc.isp.logins.find((one) => one.ip === ip);
      if (login !== undefined) login.plan = login.plan === '6' ? '7' : '6';
      world.bqn.faults.on({ method: 'PUT' }, answer({ status: 404 }));
    },
    check: agrees,
  },
  {
    system: 'BQN',
    fault: 'PUT answers 405',
    does: 'creates the entry with all that was listed of it',
    exit: 0,
    arrange: ({ bqn }) => void bqn.faults.on({ method: 'PUT' }, answer({ status: 405 })),
    check: agrees,
  },
  {
    system: 'BQN',
    fault: 'DELETE answers 404',
    does: 'takes it for gone',
    exit: 0,
    arrange: ({ bqn }) => void bqn.faults.on({ method: 'DELETE' }, answer({ status: 404 }, { done: true })),
    check: agrees,
  },
  {
    system: 'BQN',
    fault: 'an entry vanishes between the list and the write',
    does: 'creates it again',
    exit: 0,
    arrange({ bqn }) {
      // A quota goes with its entry, and nobody can bring it back.
      for (const entry of bqn.subscribers.values()) {
        if (entry['policyAssignedBy'] !== 'api' || entry.subscriberId === 'nobody-in-billing') continue;
        delete entry['quota'];
        delete entry['subscriberGroups'];
      }
      bqn.faults.on({
        method: 'PUT',
        target: 'subscribers',
        when: ({ key }) => {
          bqn.subscribers.delete(key);
          return false;
        },
      });
    },
    check: agrees,
  },
  {
    system: 'BQN',
    fault: 'a plan has the name of a static policy',
    does: 'reports it once, leaves it and does not try again',
    exit: 5,
    arrange({ ixc }) {
      // Not tenfold of what stands there: the gate would hold that.
      ixc.isp.plans.push({ id: '60', name: 'Static-GUI', kind: 'I', download: '7M', upload: '' });
    },
    clear({ ixc }) {
      ixc.isp.plans.pop();
    },
    check: async (world, run) => {
      expect(run.output).toMatch(/static policy/);
      world.bqn.forgetWrites();
      const again = await world.run();
      expect(again.output).toMatch(/left as it is: Static-GUI/);
      expect(world.bqn.writes, 'not written again every run').toEqual([]);
    },
  },
  {
    system: 'BQN',
    fault: 'the policy of a plan that is gone is in use by a subscriber of another tool',
    does: 'keeps the policy',
    exit: 0,
    arrange: (world) =>
      dropPlanThatOthersUse(world, (bqn) => bqn.seedSubscriber('203.0.113.77', { policyRate: 'Rural' })),
    check: ruralIsThere,
  },
  {
    system: 'BQN',
    fault: 'the policy of a plan that is gone is in use by a group of another tool',
    does: 'keeps the policy',
    exit: 0,
    arrange: (world) => dropPlanThatOthersUse(world, (bqn) => bqn.seedGroup('Outros', { policyRate: 'Rural' })),
    check: ruralIsThere,
  },
  {
    system: 'BQN',
    fault: "the policy of a plan that is gone is in use by the operator's rules",
    does: 'keeps the policy',
    exit: 0,
    arrange: (world) => dropPlanThatOthersUse(world, (bqn) => bqn.seedSeen('198.51.100.99', { policyRate: 'Rural' })),
    check: ruralIsThere,
  },
  {
    system: 'BQN',
    fault: 'entries of other hands: rules, RADIUS, other tools, the GUI',
    does: 'touches none of them',
    exit: 0,
    check: agrees,
  },
  {
    system: 'BQN',
    fault: 'entries of other hands, under --prune none',
    does: 'deletes nothing at all',
    exit: 0,
    args: ['--prune', 'none'],
    check: ({ bqn }) => expect(bqn.writes.filter(({ method }) => method === 'DELETE')).toEqual([]),
  },
  {
    system: 'BQN',
    fault: "an operator's burst, ACM, quotas and groups on our entries",
    does: 'keeps them through every change',
    exit: 0,
    arrange(world) {
      const [ip] = withQuota(world);
      const login = world.ixc.isp.logins.find((one) => one.ip === ip);
      if (login !== undefined) login.plan = login.plan === '6' ? '7' : '6';
      itemOf(world.ixc.isp.plans, 4).download = '650M';
    },
    check(world) {
      agrees(world);
      expect(world.bqn.policy('Gamer')).toMatchObject({
        note: 'do not lose my burst',
        rateLimitDownlink: { rate: 650_000, burstRate: 900_000, burstDuration: 10, congestionMgmt: 'acm' },
        rateLimitUplink: { burstRate: 450_000 },
      });
    },
  },
  {
    system: 'BQN',
    fault: 'RADIUS takes over an entry of ours, and its customer leaves',
    does: 'leaves the entry to RADIUS',
    exit: 0,
    stale: true,
    arrange({ ixc, bqn }) {
      const login = newCustomer(ixc.isp);
      bqn.seedSubscriber(login.ip ?? '', {
        policyAssignedBy: 'radius',
        policyRate: 'Operator-Gold',
        subscriberId: 'r',
      });
      radius.set(bqn, login.ip ?? '');
    },
    async check(world) {
      const ip = radius.get(world.bqn) ?? '';
      Object.assign(world.bqn.subscribers.get(ip) ?? {}, { policyAssignedBy: 'radius' });
      for (const login of world.ixc.isp.logins) if (login.ip === ip) Object.assign(login, { online: 'N', ip: '' });
      await world.run();
      expect(world.bqn.subscriber(ip), 'RADIUS wrote it last').toBeDefined();
    },
  },
  {
    system: 'BQN',
    fault: 'restored from an old backup',
    does: 'brings it up to date',
    exit: 0,
    arrange({ bqn, ixc }) {
      for (const login of ixc.isp.logins.slice(12, 30)) bqn.subscribers.delete(login.ip ?? '');
      bqn.groups.delete('DS-cliente12');
    },
    check: agrees,
  },
  {
    system: 'BQN',
    fault: 'another certificate than at first',
    does: 'sends it no password and writes nothing',
    exit: 4,
    async act(world, args) {
      const certificate = await selfSigned({ edition: 'an impostor' });
      const impostor = await startBqn({ certificate, password: BQN_PASSWORD });
      const state = world.path('impostor.state.json');
      writeFileSync(state, readFileSync(world.stateFile, 'utf8').replaceAll(world.bqn.host, impostor.host));
      const run = await world.run([...args, '--state-file', state], { env: { BQN_OAM_IP: impostor.host } });
      expect(impostor.traffic.requests, 'requests that carry the password').toBe(0);
      await impostor.close();
      return run;
    },
    check: (_world, run) => expect(run.output).toMatch(/is not trusted/),
  },
  {
    system: 'BQN',
    fault: 'one of two BQNs is dead',
    does: 'serves the other one',
    exit: 4,
    act: (world, args) => world.run(args, { env: { BQN_OAM_IP: `${DEAD} ${world.bqn.host}` } }),
    check: agrees,
  },
];

const radius = new WeakMap<BqnSimulator, string>();

/** The plan "Rural" and all who had it go elsewhere, but somebody else on the BQN uses its policy. */
function dropPlanThatOthersUse({ ixc, others }: World, use: (bqn: BqnSimulator) => void): void {
  const at = ixc.isp.plans.findIndex((plan) => plan.name === 'Rural');
  const [gone] = ixc.isp.plans.splice(at, 1);
  for (const login of ixc.isp.logins) if (login.plan === gone?.id) login.plan = '1';
  others(use);
}

function ruralIsThere(world: World): void {
  expect(world.bqn.policies.has('Rural')).toBe(true);
}
