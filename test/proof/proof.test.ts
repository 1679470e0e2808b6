import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spanOf } from '../../src/address/prefix.ts';
import { ByPlace, isInside, meet, placeOf } from '../../src/proof/place.ts';
import { prove } from '../../src/proof/proof.ts';
import { causeOf } from '../../src/report/cause.ts';
import { journalOf } from '../../src/report/journal-of-run.ts';
import { defectLines, findingText, provedLines } from '../../src/report/proof-lines.ts';
import { exitCodeOfBqn } from '../../src/run/exit-code.ts';
import type { BqnOutcome } from '../../src/run/outcome.ts';
import { NOTHING_TOLD } from '../../src/state/journal-memory.ts';
import { aChangePlan, aFate, aHeldBack, aPlan, groupItem, owning, subscriberItem } from '../support/builders.ts';
import {
  aDebtor,
  aPayer,
  drops,
  groups,
  makes,
  type Parts,
  proving,
  regroups,
  SILENT,
  situationOf,
  speeds,
  turns,
  UNKNOWN,
} from './proving.ts';
import { planned, situation } from './random.ts';

const rules = (parts: Parts, changes: Parameters<typeof proving>[1]) =>
  proving(parts, changes).findings.map(({ rule }) => rule);

describe('whoever is to have something has it when all is written', () => {
  test('or it is missing, and told', () => {
    const { findings, withheld } = proving({ logins: [aPayer()] }, []);
    expect(findings).toEqual([{ rule: 'undone', change: undefined, logins: [1], was: null, becomes: 'Gold' }]);
    expect(withheld).toEqual([]);
    expect(rules({ logins: [aPayer()] }, [makes('100.64.0.1', 'maria', 'Gold')])).toEqual([]);
    const bqn = { subscribers: [subscriberItem('100.64.0.1', 'other', 'Gold')] };
    expect(rules({ logins: [aPayer()], bqn }, [])).toEqual(['undone']);
  });

  test('a block, the slow lane, or what was promised instead of it', () => {
    expect(rules({ logins: [aDebtor()] }, [])).toEqual(['undone']);
    const listed = (id: string, ip: string, policy: string) => ({ subscribers: [subscriberItem(ip, id, policy)] });
    expect(rules({ logins: [aDebtor()], bqn: listed('jose', '100.64.0.2', 'Gold') }, [])).toEqual(['undone']);
    expect(rules({ logins: [aPayer()], bqn: listed('maria', '100.64.0.1', 'Lead') }, [])).toEqual(['undone']);
    const rates = { downKbps: 256, upKbps: 256 };
    const table = { codes: new Map([['CA', 'slow'] as const]), others: 'block' as const };
    const parts = { logins: [aDebtor()], mapping: { slow: rates, statusTable: table } };
    const under = (policy: string) => ({ subscribers: [subscriberItem('100.64.0.2', 'jose', policy)] });
    expect(rules({ ...parts, bqn: under('Billing-Slow') }, [])).toEqual([]);
    expect(rules({ ...parts, bqn: under('Gold') }, [])).toEqual(['undone']);
    const overrides = new Map([
      ['jose', { login: 'jose', wish: { kind: 'rate', rates } as const, until: '2099-12-31', by: 'ana', why: '' }],
    ]);
    const promised = { ...parts, mapping: { ...parts.mapping, overrides }, bqn: under('Override-256-256') };
    expect(rules(promised, [])).toEqual([]);
  });

  test('unless the plan says why not, or nothing is known', () => {
    const stuck = [{ harmful: true, kind: 'subscriber' as const, key: '100.64.0.1', why: { kind: 'unread' as const } }];
    expect(rules({ logins: [aPayer()], stuck }, [])).toEqual([]);
    expect(rules({ logins: [aPayer()], heldBack: [aHeldBack({ who: ['maria'] })] }, [])).toEqual([]);
    const prefixed = { logins: [aPayer({ delegatedPrefix: '2001:db8:0:1::/64' })], mapping: { ipv6Subscribers: 64 } };
    expect(rules(prefixed, [])).toEqual(['undone', 'undone']);
    expect(rules({ ...prefixed, stuck }, []), 'nor at another place of theirs').toEqual([]);
    const held = aHeldBack({ changes: [makes('100.64.0.1', 'maria', 'Gold')] });
    expect(rules({ logins: [aPayer()], heldBack: [held] }, [])).toEqual([]);
    expect(rules({ logins: [aPayer({ contract: SILENT })] }, [])).toEqual([]);
    expect(rules({ logins: [aPayer({ contract: UNKNOWN })], completeness: { contracts: 'cut' } }, [])).toEqual([]);
    expect(rules({ logins: [aPayer({ plan: 0 })] }, [])).toEqual([]);
  });
});

describe('what is told of customers is what the writes make', () => {
  const parts = { logins: [aDebtor()] };
  const blocks = [makes('100.64.0.2', 'jose', 'Billing-Block')];

  test('nobody is blocked untold', () => {
    expect(rules(parts, blocks)).toEqual(['not as told']);
    expect(rules({ ...parts, fates: [aFate({ ip: '100.64.0.2' })] }, blocks)).toEqual([]);
  });

  test('nor told what is not so', () => {
    const to = { kind: 'unlimited', policy: 'VIP' } as const;
    const { findings, withheld } = proving({ ...parts, fates: [aFate({ ip: '100.64.0.2', to })] }, blocks);
    expect(findings).toMatchObject([{ rule: 'not as told', logins: [2], was: 'VIP', becomes: 'Billing-Block' }]);
    expect(withheld).toEqual([]);
    const unsaid = { ...parts, fates: [aFate({ ip: '100.64.0.2', to: { kind: 'unsaid' } })] };
    expect(rules(unsaid, blocks)).toEqual(['not as told']);
  });

  test('by a group alone as well', () => {
    const bqn = { groups: [groupItem('DS-maria', { subscriberMembers: ['100.64.0.1'], policyRate: 'Lead' })] };
    const told = (policy: string) => {
      const fates = [aFate({ ip: '100.64.0.1', to: { kind: 'unlimited', policy } })];
      const grouped = { logins: [aPayer()], bqn, owned: owning({ group: ['DS-maria'] }), fates };
      return rules(grouped, [regroups('DS-maria', { members: ['100.64.0.1'], policy: 'Gold' })]);
    };
    expect(told('Gold')).toEqual(['undone']);
    expect(told('VIP')).toEqual(['not as told', 'undone']);
  });

  test('not what is told of another, at an address that was theirs', () => {
    const opens = aFate({ customer: 'login 9', ip: '100.64.0.2', to: { kind: 'unlimited', policy: 'VIP' } });
    const own = aFate({ customer: 'login 2', ip: '100.64.0.2' });
    expect(rules({ ...parts, fates: [own, opens] }, blocks)).toEqual([]);
    expect(rules({ ...parts, fates: [opens] }, blocks), 'nor is that told of whom it is not').toEqual(['not as told']);
    const wrong = { ...own, to: { kind: 'unlimited', policy: 'VIP' } } as const;
    expect(rules({ ...parts, fates: [wrong] }, blocks)).toEqual(['not as told']);
  });

  test('an entry without a policy leaves the word to a group', () => {
    const bqn = { groups: [groupItem('DS-maria', { subscriberMembers: ['100.64.0.1'], policyRate: 'Lead' })] };
    const login = aPayer({ plan: 0 });
    const fates = [aFate({ ip: '100.64.0.1', to: { kind: 'unsaid' } })];
    const logins = [login];
    const owned = owning({ group: ['DS-maria'] });
    const changes = [
      makes('100.64.0.1', 'maria', ''),
      regroups('DS-maria', { members: ['100.64.0.1'], policy: 'Gold' }),
    ];
    expect(rules({ logins, bqn, owned, fates }, changes)).toEqual([]);
  });
});

test('what a group did that becomes somebody’s is not told of them, where the books say that it was made for another', () => {
  const prefix = '2001:db8:0:1::/64';
  const bqn = {
    subscribers: [subscriberItem('100.64.0.1', 'maria', 'Gold'), subscriberItem('100.64.0.2', 'jose', 'Billing-Block')],
    groups: [
      groupItem('DS-maria', {
        subscriberMembers: ['100.64.0.2'],
        subscriberRanges: [prefix],
        policyRate: 'Billing-Block',
      }),
    ],
  };
  const madeFor = (login: number) => owning({ group: { 'DS-maria': { login } } });
  const parts = { logins: [aPayer({ delegatedPrefix: prefix }), aDebtor()], mapping: { dualStack: true }, bqn };
  const follows = regroups('DS-maria', { members: ['100.64.0.1'], ranges: [prefix], policy: 'Gold' });
  expect(rules({ ...parts, owned: madeFor(1) }, [follows])).toContain('not as told');
  expect(rules({ ...parts, owned: madeFor(2) }, [follows])).not.toContain('not as told');
});

describe('entries and groups of a customer say the same', () => {
  const held = { subscriberMembers: ['100.64.0.1'], policyRate: 'Lead' };
  const parts = { logins: [aPayer()], owned: owning({ subscriber: ['100.64.0.1'], group: ['DS-maria'] }) };

  test('since which of them wins is not known', () => {
    const bqn = { groups: [groupItem('DS-maria', held)] };
    const { findings, withheld } = proving({ ...parts, bqn }, [makes('100.64.0.1', 'maria', 'Gold')]);
    expect(findings).toMatchObject([{ rule: 'at odds', logins: [1], was: 'Gold', becomes: 'Lead' }]);
    expect(withheld).toEqual([]);
    const agrees = regroups('DS-maria', { members: ['100.64.0.1'], policy: 'Gold' });
    expect(rules({ ...parts, bqn }, [makes('100.64.0.1', 'maria', 'Gold'), agrees])).toEqual([]);
  });

  test('but for the group of a site, which says what another hand wrote there', () => {
    const bqn = { groups: [groupItem('L1-Torre', { ...held, policyRate: 'Op' })] };
    const owned = owning({ subscriber: ['100.64.0.1'], group: ['L1-Torre'] });
    expect(rules({ ...parts, bqn, owned }, [makes('100.64.0.1', 'maria', 'Gold')])).toEqual([]);
  });

  test('but for an entry on which writes come to nothing, as is told', () => {
    const bqn = { subscribers: [subscriberItem('100.64.0.2', 'maria', 'Gold')] };
    const blocks = regroups('DS-jose', { members: ['100.64.0.2'], policy: 'Billing-Block' });
    const came = { harmful: true, key: '100.64.0.2', why: { kind: 'came to nothing' } } as const;
    const logins = [aDebtor(), aPayer({ ip: '100.64.0.9' })];
    const atOdds = (...stuck: NonNullable<Parts['stuck']>) =>
      rules({ logins, bqn, stuck }, [blocks]).includes('at odds');
    expect([atOdds(), atOdds({ ...came, kind: 'subscriber' })]).toEqual([true, false]);
    expect(atOdds({ ...came, kind: 'group' })).toBe(true);
  });

  test('but for what another hand has at a prefix of theirs, under a name that nobody knows', () => {
    const login = aPayer({ delegatedPrefix: '2001:db8:0:1::/64' });
    const of = (id: string) =>
      rules({ ...parts, logins: [login], bqn: { subscribers: [subscriberItem('2001:db8:0:1::', id, 'Lead')] } }, [
        makes('100.64.0.1', 'maria', 'Gold'),
      ]);
    expect(of('maria@isp')).toEqual([]);
    expect(of('maria')).toEqual(['at odds']);
  });

  test('but for what stands at a place in doubt, such as what a BQN keys as one prefix', () => {
    const prefix = (delegatedPrefix: string) => ({ delegatedPrefix });
    const kept = [subscriberItem('100.64.0.2', 'jose', 'Gold'), subscriberItem('2001:db8::', 'jose', 'Gold')];
    const of = (...logins: ReturnType<typeof aPayer>[]) =>
      proving({ logins, bqn: { subscribers: kept }, mapping: { ipv6Subscribers: 56 } }, [
        turns('100.64.0.2', { policyRate: 'Billing-Block' }),
      ]).findings.flatMap(({ rule }) => (rule === 'at odds' ? [rule] : []));
    expect(of(aDebtor(prefix('2001:db8:0:b::/64')), aPayer(prefix('2001:db8::/60')))).toEqual([]);
    expect(of(aDebtor(prefix('2001:db8:0:b::/64')))).toEqual(['at odds']);
  });

  test('but for what they take along to another address, as when they are kept from a block', () => {
    const login = aPayer({ delegatedPrefix: '2001:db8:0:1::/64' });
    const of = (before: string) => {
      const subscribers = [
        subscriberItem('2001:db8:0:1::', 'maria', 'Lead'),
        subscriberItem('100.64.0.9', 'maria', before),
      ];
      return rules({ ...parts, logins: [login], bqn: { subscribers } }, [makes('100.64.0.1', 'maria', 'Gold')]);
    };
    expect(of('Gold')).toEqual([]);
    expect(of('VIP')).toEqual(['at odds']);
  });

  test("what was so before is no write's doing", () => {
    const bqn = { subscribers: [subscriberItem('100.64.0.1', 'maria', 'Gold')], groups: [groupItem('DS-maria', held)] };
    const more = regroups('DS-maria', { members: ['100.64.0.1', '100.64.0.9'], policy: 'Lead' });
    expect(rules({ ...parts, bqn }, [more])).toEqual([]);
    const plans = [aPlan({ download: '1M', upload: '1M' })];
    expect(
      rules({ ...parts, plans, bqn, fates: [aFate({ ip: '100.64.0.1', to: { kind: 'unlimited', policy: 'Gold' } })] }, [
        speeds('Gold', 1000),
      ]),
    ).toEqual([]);
  });
});

describe('what fails is withheld', () => {
  test("with all of the same customers, but what lets go of another's; fates and take-overs with it", () => {
    const logins = [aPayer(), aDebtor()];
    const bqn = {
      groups: [groupItem('DS-jose', { subscriberMembers: ['100.64.0.1', '100.64.0.2'], policyRate: 'VIP' })],
    };
    const lets = regroups(
      'DS-jose',
      { members: ['100.64.0.2'], policy: 'VIP' },
      { letsGo: true, belongsTo: ['100.64.0.2'] },
    );
    const wrong = makes('100.64.0.2', 'jose', 'Gold', { body: { policyRate: 'Gold', subscriberId: 'maria' } });
    const also = turns('100.64.0.9', { policyRate: '' }, { belongsTo: ['100.64.0.2'] });
    const change = aChangePlan([lets, wrong, also], {
      fates: [aFate({ ip: '100.64.0.2' }), aFate({ ip: '100.64.0.7' })],
      memberships: [
        { key: '100.64.0.2', path: '100.64.0.2', who: 'jose', groups: [], added: [], removed: [] },
        { key: '100.64.0.7', path: '100.64.0.7', who: 'rui', groups: [], added: [], removed: [] },
      ],
    });
    const { plan, withheld, looked } = prove(
      change,
      situationOf({ logins, bqn, owned: owning({ subscriber: ['100.64.0.9'] }) }),
    );
    expect(withheld).toEqual([wrong, also]);
    expect(plan.changes).toEqual([lets]);
    expect(plan.fates.map(({ ip }) => ip)).toEqual(['100.64.0.7']);
    expect(plan.memberships.map(({ key }) => key)).toEqual(['100.64.0.7']);
    expect(looked).toEqual({ changes: 3, customers: 2, wanted: 2 });
  });

  test('nobody is put into the group of a site that limits them', () => {
    const bqn = { groups: [groupItem('L1-north', { policyRate: 'Lead' }), groupItem('L1-south')] };
    const memberships = ['L1-north', 'L1-south', 'L1-new'].map((group, at) => {
      const key = `100.64.0.${at + 1}`;
      return { key, path: key, who: '', groups: [group], added: [group], removed: [] };
    });
    const { plan, findings } = prove(aChangePlan([], { memberships }), situationOf({ bqn }));
    expect(plan.memberships).toEqual(memberships.slice(1));
    expect(findings).toEqual([
      { rule: 'under another', change: undefined, membership: '100.64.0.1', logins: [], was: null, becomes: 'Lead' },
    ]);
    const wrong = makes('203.0.113.9', 'x', 'Gold');
    const both = prove(aChangePlan([wrong], { memberships }), situationOf({ bqn }));
    expect(both.plan.memberships, 'beside a write that is wrong').toEqual(memberships.slice(1));
    expect(both.withheld).toEqual([wrong]);
  });

  test("where billing has no say, what is others' is looked at, and nothing else", () => {
    const bqn = {
      subscribers: [subscriberItem('100.64.0.1', 'maria', 'Billing-Block'), subscriberItem('203.0.113.9', 'x', 'VIP')],
    };
    const removed = [drops('subscriber', '100.64.0.1'), drops('subscriber', '203.0.113.9')];
    const whole = { ...situationOf({ bqn, owned: owning({ subscriber: ['100.64.0.1'] }) }), billing: undefined };
    const { plan, findings } = prove(aChangePlan(removed), whole);
    expect(findings.map(({ rule }) => rule)).toEqual(["others' entry"]);
    expect(plan.changes).toEqual(removed.slice(0, 1));
    expect(prove(aChangePlan([]), { ...situationOf({ logins: [aPayer()] }), billing: undefined }).findings).toEqual([]);
  });

  test('a policy is withheld without those who are under it, and they without it', () => {
    const logins = [aPayer(), aDebtor({ contract: 1 })];
    const policy = (kbps: number) => ({ ...speeds('Gold', kbps), belongsTo: ['100.64.0.1'] });
    const plans = [aPlan({ upload: '100M' })];
    const [right, wrong] = [makes('100.64.0.1', 'maria', 'Gold'), makes('100.64.0.1', 'jose', 'Gold')];
    const fates = [aFate({ ip: '100.64.0.1', to: { kind: 'unlimited', policy: 'Gold' } })];
    const shape = { id: '1', downKbps: 1, upKbps: 1 };
    const taken = { was: shape, becomes: shape, users: 0 };
    const takenOver = [
      { ...taken, kind: 'policy' as const, key: 'Gold' },
      { ...taken, kind: 'policy' as const, key: 'Lead' },
    ];
    const proved = (changes: Parameters<typeof aChangePlan>[0]) =>
      prove(aChangePlan(changes, { fates, takenOver }), situationOf({ logins, plans }));
    const ofPolicy = proved([policy(7), right]);
    expect(ofPolicy.withheld).toEqual([policy(7)]);
    expect(ofPolicy.plan.fates).toEqual(fates);
    expect(ofPolicy.plan.takenOver).toEqual(takenOver.slice(1));
    expect(proved([policy(100_000), wrong]).withheld).toEqual([wrong]);
  });

  test('what belongs to several goes with any of them', () => {
    const logins = [aPayer(), aDebtor({ contract: 1 })];
    const wrong = makes('100.64.0.2', 'maria', 'Gold');
    const shared = groups('DS-maria', { members: ['100.64.0.1'] }, { belongsTo: ['100.64.0.1', '100.64.0.2'] });
    const joined = { logins, mapping: { joinContracts: true } };
    expect(proving(joined, [shared]).withheld).toEqual([]);
    expect(proving(joined, [shared, wrong]).withheld).toEqual([shared, wrong]);
  });
});

describe('places', () => {
  test('are found by whatever they have in common', () => {
    const text = fc
      .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 118, max: 128 }))
      .map(([last, bits]) => `2001:db8::${(last & ~((1 << (128 - bits)) - 1)).toString(16)}/${bits}`);
    fc.assert(
      fc.property(fc.array(text, { maxLength: 12 }), text, (all, asked) => {
        const things = all.map((one) => ({ ...spanOf(one), one }));
        const place = spanOf(asked);
        const meeting = things.filter(({ first, last }) => first <= place.last && place.first <= last);
        const names = (some: typeof things) => some.map(({ one }) => one).sort();
        expect(names(new ByPlace(things).meeting(place))).toEqual(names(meeting));
      }),
    );
  });

  test.each([
    ['apart', '100.64.0.0/30', '100.64.0.4/30', false, false],
    ['apart, the other way round', '100.64.0.4/30', '100.64.0.0/30', false, false],
    ['one inside of the other', '100.64.0.3', '100.64.0.0/30', true, true],
    ['the other inside of the one', '100.64.0.0/30', '100.64.0.3', true, false],
    ['the other, the first of the one', '100.64.0.0/30', '100.64.0.0', true, false],
    ['the same', '2001:db8::/64', '2001:db8::/64', true, true],
    ['beginning alike', '2001:db8::/64', '2001:db8::/60', true, true],
    ['before it', '2001:db8::/64', '2001:db8:0:1::/64', false, false],
  ])('%s: what they have in common', (_how, one, other, isMeeting, isIn) => {
    const [a, b] = [placeOf(one), placeOf(other)];
    if (a === undefined || b === undefined) throw new Error('no places');
    expect([meet(a, b), isInside(a, b)]).toEqual([isMeeting, isIn]);
    expect(new ByPlace([b]).meeting(a)).toEqual(isMeeting ? [b] : []);
  });

  test('IPv4 and IPv6 have nothing in common', () => {
    expect(placeOf('100.64.0.0/30')).toEqual({
      first: '00000000000000000000ffff64400000',
      last: '00000000000000000000ffff64400003',
    });
    expect(placeOf('maria')).toBeUndefined();
    expect(placeOf('not:an:address')).toBeUndefined();
  });
});

describe('a defect is told in lines that can be sent as they are', () => {
  const outcome = (proof: BqnOutcome['proof']): BqnOutcome => {
    return {
      label: 'b',
      exitCode: 1,
      error: undefined,
      plan: undefined,
      heldBack: [],
      proof,
      applied: undefined,
      fates: [],
      tugs: [],
    };
  };

  test("rule, write and ids of logins, and nobody's name or address", () => {
    const proof = proving({ logins: [aPayer(), aDebtor()] }, [makes('100.64.0.1', 'jose', 'Billing-Block')]);
    const text = defectLines(outcome(proof)).join('\n');
    expect(text).toContain(
      'nobody online is under the block, plan or limit of another: create subscriber, login 1 (- -> Billing-Block)',
    );
    expect(text).toContain('1 changes withheld');
    expect(text).not.toMatch(/maria|jose|100\.64/);
  });

  test('the run ends with 1, says why, and the journal knows what was withheld', () => {
    const proof = proving({ logins: [aPayer(), aDebtor()] }, [makes('100.64.0.1', 'jose', 'Billing-Block')]);
    const bqn = outcome(proof);
    expect(exitCodeOfBqn({ heldBack: true, refused: true, defect: true, stopped: undefined })).toBe(1);
    const told = {
      exitCode: 1 as const,
      error: undefined,
      billing: undefined,
      desired: undefined,
      durations: {},
      bqns: [bqn],
    };
    expect(causeOf(1, told)).toBe(defectLines(outcome(proof))[0]);
    const limits = { maxBlock: 1, maxDelete: 1, maxSpeed: 1, force: false, approved: new Map<string, number>() };
    const before = { memory: NOTHING_TOLD, waits: () => false, isOldTug: () => false };
    const { entries } = journalOf(bqn, { started: 0, ended: 0, limits, desired: undefined }, before);
    expect(entries).toMatchObject([{ event: 'withheld', login: 'jose', ip: '100.64.0.1' }]);
  });

  test('a few of many', () => {
    const logins = Array.from({ length: 7 }, (_, at) =>
      aPayer({ id: at + 1, login: `c${at}`, ip: `100.64.0.${at + 1}` }),
    );
    const proof = proving({ logins }, []);
    expect(defectLines(outcome(proof))).toHaveLength(7);
    expect(findingText({ rule: 'too many', change: undefined, logins: logins.map(({ id }) => id) })).toContain(
      'login 1, 2, 3, 4, 5, ...',
    );
  });

  test('what was proved is told on request', () => {
    const proof = proving({ logins: [aPayer()] }, [makes('100.64.0.1', 'maria', 'Gold')]);
    const lines = provedLines({
      exitCode: 0,
      error: undefined,
      billing: undefined,
      desired: undefined,
      durations: {},
      bqns: [outcome(proof), outcome(undefined)],
    });
    expect(lines).toEqual([
      'BQN b: proved by 13 rules: 1 changes at 1 customers, 1 wanted entries; 0 changes withheld',
    ]);
    expect(defectLines(outcome(proof))).toEqual([]);
    expect(defectLines(outcome(undefined))).toEqual([]);
  });
});

describe('property: of the plans of the planner', () => {
  test('what is left when something was withheld is right', () => {
    fc.assert(
      fc.property(situation, (drawn) => {
        const { plan, situation: whole } = planned(drawn);
        const left = prove(plan, whole).plan;
        expect(prove(left, whole).withheld).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

test('a group that is made is looked at as one that is changed', () => {
  const login = aPayer({ contract: SILENT, delegatedPrefix: '2001:db8:0:20::/60' });
  const plans = [aPlan()];
  const group = groups('DS-maria', { ranges: ['2001:db8:0:20::/60'], policy: 'Billing-Block' });
  expect(rules({ logins: [login], plans, mapping: { dualStack: true } }, [group])).toEqual([
    'blocked for nothing',
    'not as told',
  ]);
});
