import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import {
  answer,
  type BqnQuirks,
  type BqnSimulator,
  type Effect,
  errorDiv,
  type IxcQuirks,
  type IxcSimulator,
  type Match,
  nginxError,
  type Resource,
} from '../simulator/index.ts';
import { aTidyIsp } from '../support/an-isp.ts';
import { aWorld, onEnd, told, type World } from '../support/world.ts';

/** What src/ixc/README.md and src/bqn/README.md leave open, all at once and at random, over a week of runs. */

const DAYS = 7;

/** Ways in which a box says what it holds, none of which changes what it holds. */
const SPELLINGS: Readonly<Record<string, (resource: Resource) => Resource>> = {
  'as written': (resource) => resource,
  'ids as numbers': (resource) => {
    const id = resource.policyId;
    return typeof id === 'string' && /^\d+$/.test(id) ? { ...resource, policyId: Number(id) } : resource;
  },
  'no limit is absent': (resource) => rates(resource, () => undefined),
  'no limit is null': (resource) => rates(resource, () => null),
  'no limit is text': (resource) => rates(resource, () => '-1'),
};

function rates(resource: Resource, unlimited: () => unknown): Resource {
  const spelled = (limit: unknown) => {
    if (typeof limit !== 'object' || limit === null) return limit;
    const { rate } = limit as Resource;
    return { ...limit, rate: rate === -1 ? unlimited() : rate };
  };
  const fields = ['rateLimitDownlink', 'rateLimitUplink'].filter((field) => resource[field] !== undefined);
  return { ...resource, ...Object.fromEntries(fields.map((field) => [field, spelled(resource[field])])) };
}

/** What goes wrong in one run and passes. */
const PASSING: Readonly<Record<string, (ixc: IxcSimulator, bqn: BqnSimulator) => void>> = {
  nothing() {},
  'a red box': once({ target: 'radusuarios' }, errorDiv()),
  'a red box with 500': once({ target: 'cliente_contrato' }, errorDiv(500)),
  'a gateway that gave up': once({ target: 'radgrupos' }, nginxError(504)),
  'a wait': once({ target: 'radgrupos' }, answer({ status: 429, headers: { 'retry-after': '1' } })),
  'a database that is down': once({ target: 'radusuarios' }, answer({ body: 'SQLSTATE[HY000] Connection refused' })),
  'a list that fails once': (_ixc, bqn) =>
    void bqn.faults.on({ method: 'GET', target: 'subscribers', times: 1 }, nginxError(500)),
  'writes that fail now and then': (_ixc, bqn) =>
    void bqn.faults.on({ oneIn: 9, when: ({ method }) => method !== 'GET' }, nginxError(500)),
  'groups that are not there while there are none': (_ixc, bqn) =>
    void bqn.faults.on(
      { method: 'GET', target: 'subscriberGroups', when: () => bqn.groups.size === 0 },
      answer({ status: 404 }),
    ),
};

function once(match: Match, effect: Effect) {
  return ({ faults }: IxcSimulator) => void faults.on({ ...match, times: 1 }, effect);
}

interface Week {
  readonly ixc: Partial<IxcQuirks>;
  readonly bqn: Partial<BqnQuirks>;
  readonly spelling: string;
  readonly pageSize: number;
  readonly leftOut: readonly string[];
  readonly days: readonly string[];
}

const week: fc.Arbitrary<Week> = fc.record({
  ixc: fc.record({
    keyset: fc.constantFrom(
      'obeyed',
      'obeyed',
      'refused',
      'grid_param refused',
      'filter ignored',
      'sort ignored',
      'grid_param ignored',
      'string-sorted ids',
    ),
    cap: fc.constantFrom(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 13),
    capOffset: fc.constantFrom('asked', 'capped'),
    surplus: fc.constantFrom(0, 0, 2),
    pageIgnored: fc.constantFrom(false, false, false, true),
    total: fc.constantFrom('string', 'number'),
    registros: fc.constantFrom('array', 'object'),
    noRows: fc.constantFrom('absent', 'empty'),
    order: fc.constantFrom('insertion', 'shuffled', 'reshuffled'),
    queryErrorStatus: fc.constantFrom<IxcQuirks['queryErrorStatus']>(200, 500),
    errorField: fc.constantFrom('message', 'mensagem', 'valor'),
  }),
  bqn: fc.record({
    keyFields: fc.constantFrom('long', 'short'),
    putOnMissing: fc.constantFrom<BqnQuirks['putOnMissing']>(404, 405, 'creates'),
    nestedOnPut: fc.constantFrom('replaced', 'merged'),
    deleteStatus: fc.constantFrom<BqnQuirks['deleteStatus']>(200, 204, '404 though done'),
    bodies: fc.constantFrom('empty', 'resource'),
    staticListed: fc.boolean(),
    staticWrite: fc.constantFrom<BqnQuirks['staticWrite']>('ignored', 400),
    seenComesBack: fc.boolean(),
    listOrder: fc.constantFrom('sorted', 'reversed'),
  }),
  spelling: fc.constantFrom(...Object.keys(SPELLINGS)),
  pageSize: fc.constantFrom(7, 40, 10_000),
  leftOut: fc.subarray(['pd_ipv6', 'framed_pd_ipv6']),
  days: fc.array(fc.constantFrom(...Object.keys(PASSING)), { minLength: DAYS, maxLength: DAYS }),
});

/**
 * Pages of which the second is not where it should be, on a day on which everything cannot be asked for at once either: the
 * server gives few rows, whatever is asked for, or was too slow already.
 */
function mayBeUnreadable({ ixc }: Week, trouble: string): boolean {
  const inParts =
    ixc.cap !== Number.POSITIVE_INFINITY || trouble === 'a gateway that gave up' || /red box/.test(trouble);
  return inParts && ixc.keyset !== 'obeyed' && (ixc.pageIgnored === true || ixc.order === 'reshuffled');
}

/** A column that is left out where it is empty. */
function leaveOut({ ixc }: World, columns: readonly string[]): void {
  for (const login of ixc.isp.logins) {
    const empty = { pd_ipv6: login.prefix, framed_pd_ipv6: login.wanPrefix };
    const out = columns.filter((column) => empty[column as keyof typeof empty] === '');
    login.extra = Object.fromEntries(out.map((column) => [column, undefined]));
  }
}

async function live(world: World, one: Week): Promise<void> {
  // A week passes here in seconds, and the gate adds up what an hour brings.
  const limits = ['--max-block', '100', '--max-speed', '100', '--max-delete', '100'];
  const flags = ['--page-size', String(one.pageSize), ...limits];
  let isInAgreement = false;
  for (const [day, trouble] of one.days.entries()) {
    if (day > 0) world.pass();
    leaveOut(world, one.leftOut);
    const before = world.held();
    PASSING[trouble]?.(world.ixc, world.bqn);
    const run = await world.run(flags);
    world.ixc.faults.clear();
    world.bqn.faults.clear();
    const said = `day ${day + 1}, ${trouble}: ${told(run)}`;
    expect(mayBeUnreadable(one, trouble) ? [0, 3] : [0], said).toContain(run.code);
    if (run.code === 3) expect(world.bqn.writes, said).toEqual([]);
    expect(world.lostSince(before), said).toEqual([]);
    const isMoving = run.output.includes('nothing is concluded');
    if (run.code === 0) expect(world.disagreement(isMoving), said).toEqual([]);
    isInAgreement = run.code === 0 && !isMoving;
    world.expectGoodManners(run);
    world.bqn.forgetWrites();
  }
  const idle = await world.run(flags);
  if (isInAgreement) expect(world.bqn.writes, `nothing has changed: ${told(idle)}`).toEqual([]);
}

/** @param run how each of them is played: through the bundle, or from the source */
export function testWeeks(count: number, run: (act: () => Promise<void>) => Promise<void>): void {
  vi.setConfig({ maxConcurrency: 3, testTimeout: 300_000 });
  const seed = Number(fc.readConfigureGlobal()?.seed ?? Date.now() % 1e9);
  for (const [at, one] of fc.sample(week, { numRuns: count, seed }).entries()) {
    test.concurrent(`a week at an installation as odd as number ${at + 1}: ${JSON.stringify(one)}`, async (context) => {
      const spelling = SPELLINGS[one.spelling] ?? ((resource: Resource) => resource);
      await run(async () => {
        const world = await aWorld(onEnd(context), {
          isp: aTidyIsp(),
          ixc: { quirks: one.ixc },
          bqn: { quirks: { ...one.bqn, spelling } },
        });
        await live(world, one);
      });
    });
  }
}
