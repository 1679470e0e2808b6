import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import {
  aContract,
  addressAt,
  aLogin,
  anIsp,
  answer,
  aPlan,
  cut,
  type Effect,
  emptyList,
  hang,
  type Isp,
  ixcError,
  lostRows,
  type Match,
  nginxError,
  reset,
  truncate,
  unsortedRows,
} from '../simulator/index.ts';
import { isThroughBundle } from '../support/from-source.ts';
import type { Held } from '../support/held.ts';
import { aWorld, BQN_PASSWORD, type OnEnd, told, type World } from '../support/world.ts';

/** The eight invariants of the worst day, over random ISPs, random BQNs and random faults. */

const RUNS = { numRuns: isThroughBundle() ? 8 : 4, endOnFailure: true, includeErrorInReport: true } as const;

const SPEEDS = ['100M', '1,5M', '1G', '512k', '', '0'] as const;
const STATUSES = ['A', 'A', 'A', 'FA', 'CA', 'CM', 'D'] as const;

/** An ISP in order: addresses and names are each one's own, all else is random. */
const isps = fc
  .record({
    plans: fc.array(
      fc.record({
        down: fc.constantFrom(...SPEEDS),
        up: fc.constantFrom(...SPEEDS),
        kind: fc.constantFrom('I', 'I', 'T'),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    logins: fc.array(
      fc.record({ online: fc.boolean(), plan: fc.nat(6), status: fc.constantFrom(...STATUSES), dual: fc.boolean() }),
      { minLength: 3, maxLength: 25 },
    ),
  })
  .map(({ plans, logins }): Isp => {
    const isp: Isp = anIsp({
      plans: plans.map(({ down, up, kind }, at) =>
        aPlan({ id: String(at + 1), name: `Plano ${at}/${down || '∞'} é`, kind, download: down, upload: up }),
      ),
    });
    logins.forEach(({ online, plan, status, dual }, at) => {
      const contract = aContract(String(50 + at), { status });
      isp.contracts.push(contract);
      isp.logins.push(
        aLogin({
          id: String(95 + at),
          login: `joão ${at}`,
          // One at least is online: all offline is a fault of its own.
          online: online || at === 0 ? 'S' : 'N',
          ip: online || at === 0 ? addressAt(200 + at) : '',
          prefix: dual ? `2001:db8:${(at + 1).toString(16)}::/60` : '',
          plan: String(1 + (plan % plans.length)),
          contract,
        }),
      );
    });
    return isp;
  });

/** What the BQN holds beforehand under the very names and addresses of the ISP, and how it answers. */
const bqns = fc.record({
  entries: fc.array(fc.record({ at: fc.nat(24), by: fc.constantFrom('api', 'rules'), blocked: fc.boolean() }), {
    maxLength: 12,
  }),
  policies: fc.array(fc.record({ at: fc.nat(5), rate: fc.integer({ min: -1, max: 9999 }) }), { maxLength: 4 }),
  quirks: fc.record({
    nestedOnPut: fc.constantFrom('merged' as const, 'replaced' as const),
    deleteStatus: fc.constantFrom(200 as const, 204 as const, '404 though done' as const),
    bodies: fc.constantFrom('empty' as const, 'resource' as const),
    listOrder: fc.constantFrom('sorted' as const, 'reversed' as const),
    keyFields: fc.constantFrom('long' as const, 'short' as const),
  }),
});

interface Sample {
  readonly isp: Isp;
  readonly bqn: typeof bqns extends fc.Arbitrary<infer T> ? T : never;
}
const samples = fc.record({ isp: isps, bqn: bqns });

/** Small ISPs, so that no gate is in the way of what is to be seen; it has tests of its own. */
const OPEN_GATE = ['--max-delete', '100', '--max-block', '100'];

async function worldOf({ isp, bqn }: Sample, onEnd: OnEnd): Promise<World> {
  const world = await aWorld(onEnd, { isp: structuredClone(isp), bqn: { password: BQN_PASSWORD, quirks: bqn.quirks } });
  for (const { at, rate } of bqn.policies) {
    // Of an Internet plan: the policy of another kind of plan is ours only while somebody uses it.
    const plan = isp.plans[at]?.kind === 'I' ? isp.plans[at] : undefined;
    const name = plan?.name.replace(/\s/g, '_');
    if (name !== undefined)
      world.bqn.seedPolicy(name, {
        policyId: 'x',
        rateLimitDownlink: { rate, burstRate: 77 },
        rateLimitUplink: { rate },
      });
  }
  world.bqn.seedPolicy('Billing-Block', {
    policyId: 'block',
    rateLimitDownlink: { rate: 0 },
    rateLimitUplink: { rate: 0 },
  });
  for (const { at, by, blocked } of bqn.entries) {
    const ip = addressAt(200 + at);
    const fields = { policyRate: blocked ? 'Billing-Block' : 'Operator-Gold', subscriberId: 'somebody' };
    if (by === 'rules') world.bqn.seedSeen(ip, { policyRate: 'Static-GUI' });
    else world.bqn.seedSubscriber(ip, fields);
  }
  return world;
}

/** What other hands wrote under addresses of this ISP is ours only where a login is online. */
function disownLeftovers(world: World): void {
  const { subscribers, policies } = world.wanted();
  for (const ip of world.bqn.subscribers.keys()) if (!subscribers.has(ip)) world.foreign.subscribers.add(ip);
  for (const name of world.bqn.policies.keys()) if (!policies.has(name)) world.foreign.policies.add(name);
}

/** Some go, some come, some change, and some do not pay. */
function shuffle(isp: Isp, seed: number): void {
  isp.logins.forEach((login, at) => {
    const fate = (at * 7 + seed) % 9;
    if (fate === 0 && at > 0) Object.assign(login, { online: 'N', ip: '' });
    if (fate === 1 && login.online !== 'S') Object.assign(login, { online: 'S', ip: addressAt(900 + at) });
    if (fate === 2) login.plan = isp.plans[(at + seed) % isp.plans.length]?.id ?? '1';
    if (fate === 3)
      Object.assign(isp.contracts.find(({ id }) => id === login.contract) ?? {}, { status: at % 2 === 0 ? 'CA' : 'A' });
  });
}

/** Everything of a sample that ends is ended before the next one, not only after the test. */
async function withWorld(sample: Sample, act: (world: World) => Promise<void>): Promise<void> {
  const ends: (() => unknown)[] = [];
  try {
    const world = await worldOf(sample, (end) => void ends.push(end));
    disownLeftovers(world);
    await act(world);
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

async function expectRun(world: World, args: readonly string[], code: number): Promise<void> {
  const run = await world.run([...OPEN_GATE, ...args]);
  expect(run.code, told(run)).toBe(code);
  world.expectGoodManners(run);
}

function untouched(before: Held, after: Held, world: World): void {
  for (const kind of ['policies', 'subscribers', 'groups'] as const) {
    for (const key of world.foreign[kind])
      expect(after[kind].get(key), `${kind} ${key}`).toEqual(before[kind].get(key));
  }
}

async function agreement(): Promise<void> {
  await fc.assert(
    fc.asyncProperty(samples, fc.nat(8), fc.constantFrom('owned', 'none'), async (sample, seed, prune) => {
      await withWorld(sample, async (world) => {
        for (const round of [0, 1]) {
          if (round === 1) shuffle(world.ixc.isp, seed);
          const before = world.held();
          world.bqn.forgetWrites();
          await expectRun(world, ['--dry-run', '--prune', prune], 0);
          expect(world.bqn.writes, 'a dry run writes nothing').toEqual([]);
          const foretold = foretoldWrites(world);
          await expectRun(world, ['--prune', prune], 0);
          expect(sentWrites(world), 'foretold and sent').toEqual(foretold);
          untouched(before, world.held(), world);
          expect(world.disagreement(prune === 'none'), 'agreement').toEqual([]);
          if (prune === 'none') expect(world.bqn.writes.filter(({ method }) => method === 'DELETE')).toEqual([]);
          world.bqn.forgetWrites();
          await expectRun(world, ['--prune', prune], 0);
          expect(world.bqn.writes, 'a second run writes nothing').toEqual([]);
        }
      });
    }),
    RUNS,
  );
}

interface Foretold {
  readonly bqns: readonly { readonly changes: readonly { kind: string; action: string; key: string }[] }[];
}

function foretoldWrites(world: World): string[] {
  const report = JSON.parse(readFileSync(world.path('report.json'), 'utf8')) as Foretold;
  return report.bqns
    .flatMap(({ changes }) => changes.map(({ kind, action, key }) => `${action} ${kind} ${key}`))
    .sort();
}

const ACTIONS = { POST: 'create', PUT: 'update', DELETE: 'delete' } as const;
const KIND_NAMES = { policies: 'policy', subscribers: 'subscriber', subscriberGroups: 'group' } as const;

function sentWrites(world: World): string[] {
  return world.bqn.writes.map(({ method, kind, key }) => `${ACTIONS[method]} ${KIND_NAMES[kind]} ${key}`).sort();
}

const GONE = emptyList();

/** A fault anywhere. */
const faults = fc.oneof(
  fc.record({
    at: fc.constant('ixc' as const),
    target: fc.constantFrom('radusuarios', 'radgrupos', 'cliente_contrato'),
    effect: fc.constantFrom<Effect>(
      nginxError(500),
      ixcError('Erro interno'),
      truncate(0.6),
      cut(),
      reset(),
      GONE,
      unsortedRows(),
      lostRows(50),
      hang(),
    ),
    from: fc.integer({ min: 1, max: 2 }),
  }),
  fc.record({
    at: fc.constant('bqn' as const),
    target: fc.constantFrom('policies', 'subscribers', 'subscriberGroups'),
    effect: fc.constantFrom<Effect>(
      nginxError(500),
      answer({ status: 400 }),
      answer({ status: 401 }),
      truncate(0.5),
      cut(),
      reset(),
      reset({ done: true }),
      hang(),
    ),
    from: fc.integer({ min: 1, max: 5 }),
  }),
);

async function afterAnyFault(): Promise<void> {
  await fc.assert(
    fc.asyncProperty(samples, faults, fc.nat(8), async (sample, { at, target, effect, from }, seed) => {
      await withWorld(sample, async (world) => {
        await expectRun(world, [], 0);
        shuffle(world.ixc.isp, seed);
        const before = world.held();
        const match: Match = { target, from };
        world[at].faults.on(match, effect);
        const run = await world.run(['--page-size', '4', '--ixc-timeout', '0.7', '--bqn-timeout', '0.7', ...OPEN_GATE]);
        expect([0, 3, 4, 5, 6], told(run)).toContain(run.code);
        expect(world.lostSince(before), told(run)).toEqual([]);
        world.expectGoodManners(run);
        if (run.code === 3) expect(world.held()).toEqual(before);
        world[at].faults.clear();
        await expectRun(world, [], 0);
        expect(world.disagreement(), 'the next run finishes').toEqual([]);
      });
    }),
    RUNS,
  );
}

async function killedAtAnyWrite(): Promise<void> {
  await fc.assert(
    fc.asyncProperty(samples, fc.integer({ min: 1, max: 30 }), fc.nat(8), async (sample, at, seed) => {
      await withWorld(sample, async (world) => {
        await expectRun(world, [], 0);
        shuffle(world.ixc.isp, seed);
        const before = world.held();
        let kill = () => {};
        let writes = 0;
        const fault = world.bqn.faults.on({
          when: ({ method }) => {
            if (method !== 'GET' && ++writes === at) kill();
            return false;
          },
        });
        const run = await world.run(OPEN_GATE, {
          onStart: (child) => {
            kill = () => void child.kill('SIGKILL');
          },
        });
        world.bqn.faults.off(fault);
        expect(world.lostSince(before), told(run)).toEqual([]);
        await expectRun(world, [], 0);
        expect(world.disagreement(), `killed at write ${at}`).toEqual([]);
        world.bqn.forgetWrites();
        await expectRun(world, [], 0);
        expect(world.bqn.writes).toEqual([]);
      });
    }),
    RUNS,
  );
}

/** @param run how each of them is played: through the bundle, or from the source */
export function testInvariants(run: (act: () => Promise<void>) => Promise<void>): void {
  vi.setConfig({ maxConcurrency: 4, testTimeout: 300_000 });
  test.concurrent('1-5, 8: a dry run foretells every write, a run brings agreement, the next writes nothing, others are untouched', () =>
    run(agreement));
  test.concurrent('6: after any fault nobody was deleted, unblocked or lost a plan unless IXC said so, and the next run finishes', () =>
    run(afterAnyFault));
  test.concurrent('7: killed at any write, the next run converges', () => run(killedAtAnyWrite));
}
