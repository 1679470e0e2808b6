import { describe, expect, test } from 'vitest';
import { doubtsOf } from '../../src/billing/plausibility.ts';
import { standingOf } from '../../src/billing/standing.ts';
import { doubtText, statusText } from '../../src/report/billing-words.ts';
import { skipDetail } from '../../src/report/skip-words.ts';
import { aContract, aLogin, anIxc, aPlan, mapped, skips } from '../support/builders.ts';

const RATE = { download: '2M', upload: '1M' };

/** One login on plan 1, which names plan 2 for arrears and plan 3 past the cap. */
function reducedBy(contract: object, login: object = {}, rate: typeof RATE | undefined = undefined, plan: object = {}) {
  const plans = [
    aPlan({ arrearsPlan: 2, capPlan: 3, ...plan }),
    aPlan({ id: 2, name: 'Slow', download: '1M', upload: '1M' }),
    aPlan({ id: 3, name: 'Capped', download: '5M', upload: '5M' }),
  ];
  const logins = [aLogin({ contract: 1, plan: 1, ...login })];
  const desired = mapped({ logins, plans, contracts: [aContract(contract)] }, { reduced: { rate } });
  return { desired, choice: desired.subscribers.get('100.64.0.1')?.choice };
}

describe('reduced speed', () => {
  test.each([
    ['at full speed', {}, {}, 'Gold'],
    ['in arrears', { speedStatus: 'R' }, {}, 'Slow'],
    ['past the cap', {}, { isPastCap: true }, 'Capped'],
    ['both', { speedStatus: 'R' }, { isPastCap: true }, 'Slow'],
    ['on a reduced plan already', { speedStatus: 'R' }, { plan: 2 }, 'Slow'],
  ])('%s', (_what, contract, login, name) => {
    expect(reducedBy(contract, login).choice).toEqual({ kind: 'named', name });
  });

  test('without a named plan: the rate for it, under a name and an id of its own, once', () => {
    const { desired, choice } = reducedBy({ speedStatus: 'R' }, {}, RATE, { arrearsPlan: 0 });
    expect(choice).toEqual({ kind: 'named', name: 'Gold_RED' });
    expect(desired.policies.get('Gold_RED')).toEqual({ name: 'Gold_RED', id: 'red-1', downKbps: 2000, upKbps: 1000 });
    expect(desired.subscribers.get('100.64.0.1')?.plan).toBe(1);
    const logins = [1, 2].map((id) => aLogin({ id, login: `l${id}`, ip: `100.64.0.${id}`, contract: 1, plan: 1 }));
    const two = mapped(
      { logins, plans: [aPlan()], contracts: [aContract({ speedStatus: 'R' })] },
      { reduced: { rate: RATE } },
    );
    expect([...two.policies.keys()].filter((name) => name.endsWith('_RED'))).toEqual(['Gold_RED']);
  });

  test.each([
    ['slower both ways', { download: '500k', upload: '300k' }, {}, [500, 300]],
    ['slower one way', { download: '50M', upload: '512k' }, {}, [2000, 512]],
    ['as it is sold, of what its policy has', { download: '1M', upload: '1M' }, { down: 1.5, up: 0.5 }, [1500, 500]],
    ['without a limit', { download: '', upload: '' }, {}, [2000, 1000]],
    ['that nobody can read', { download: 'fast', upload: '1M' }, {}, [2000, 1000]],
  ])('the rate makes nobody faster than a plan %s', (_what, plan, factor, rates) => {
    const { policies } = mapped(
      {
        logins: [aLogin({ contract: 1, plan: 1 })],
        plans: [aPlan(plan)],
        contracts: [aContract({ speedStatus: 'R' })],
      },
      { reduced: { rate: RATE }, ...('down' in factor && { rateFactor: factor }) },
    );
    const { downKbps, upKbps } = policies.get('Gold_RED') ?? {};
    expect([downKbps, upKbps]).toEqual(rates);
  });

  test.each([
    ['no plan is named', { arrearsPlan: 0 }],
    ['the named one is not there', { arrearsPlan: 9 }],
  ])('without a rate, where %s, the customer keeps the speed and is told', (_what, plan) => {
    const { desired, choice } = reducedBy({ speedStatus: 'R' }, {}, undefined, plan);
    expect(choice).toEqual({ kind: 'named', name: 'Gold' });
    expect(skips(desired).join()).toContain('no-reduced-plan');
  });

  test('a reduced plan is not reduced again, though it names one itself', () => {
    const plans = [
      aPlan({ arrearsPlan: 2, capPlan: 3 }),
      aPlan({ id: 2, name: 'Slow', arrearsPlan: 4, capPlan: 4 }),
      aPlan({ id: 3, name: 'Capped', arrearsPlan: 4, capPlan: 4 }),
      aPlan({ id: 4, name: 'Slower' }),
    ];
    for (const plan of [2, 3]) {
      const logins = [aLogin({ contract: 1, plan, isPastCap: true })];
      const contracts = [aContract({ speedStatus: 'R' })];
      const desired = mapped({ logins, plans, contracts }, { reduced: { rate: RATE } });
      expect(desired.subscribers.get('100.64.0.1')?.choice).toMatchObject({ name: plan === 2 ? 'Slow' : 'Capped' });
    }
  });

  test('who is at full speed stays so beside others of the plan who are not, and nothing is said of them', () => {
    const logins = [1, 2].map((id) => aLogin({ id, login: `l${id}`, ip: `100.64.0.${id}`, contract: id, plan: 1 }));
    const contracts = [aContract({ id: 1, speedStatus: 'R' }), aContract({ id: 2, speedStatus: 'N' })];
    const desired = mapped({ logins, plans: [aPlan()], contracts }, { reduced: { rate: RATE } });
    expect([...desired.subscribers.values()].map(({ choice }) => 'name' in choice && choice.name)).toEqual([
      'Gold_RED',
      'Gold',
    ]);
    expect(skips(desired)).toEqual([]);
    expect(skips(reducedBy({}).desired)).toEqual([]);
  });

  test('what is told says which plan is missing, and what the odd status is, cut short', () => {
    const said = (contract: object, plan: object = {}) =>
      reducedBy(contract, {}, undefined, plan).desired.skipped.map(skipDetail);
    expect(said({ speedStatus: 'R' }, { arrearsPlan: 0 })).toEqual([
      'plan 1 names no reduced plan: it keeps its speed',
    ]);
    expect(said({ speedStatus: 'R' }, { arrearsPlan: 9 })).toEqual(['plan 9 is not there: it keeps its speed']);
    expect(said({ speedStatus: 'V'.repeat(30) })).toEqual([
      `contract 1: status_velocidade ${'V'.repeat(20)} is not obeyed`,
    ]);
  });

  test('a login on an unknown plan stays there; a status that nobody knows is told', () => {
    expect(reducedBy({ speedStatus: 'R' }, { plan: 7 }).choice).toEqual({ kind: 'none' });
    expect(skips(reducedBy({ speedStatus: 'V' }).desired).join()).toContain('odd-speed-status');
    expect(skips(reducedBy({}, { contract: 5 }).desired).join()).not.toContain('odd-speed-status');
  });
});

describe('what was not read decides nothing of reduced speed: the customer keeps what they have', () => {
  const moving = (list: 'plans' | 'contracts', parts: Parameters<typeof mapped>[0], rate?: typeof RATE) => {
    const desired = mapped({ ...parts, completeness: { [list]: 'moving' } }, { reduced: { rate } });
    return { desired, choice: desired.subscribers.get('100.64.0.1')?.choice };
  };
  const logins = [aLogin({ contract: 1, plan: 1 })];
  const inArrears = [aContract({ speedStatus: 'R' })];

  test.each([undefined, RATE])('the plan that is named for arrears (%j)', (rate) => {
    const parts = { logins, plans: [aPlan({ arrearsPlan: 2 })], contracts: inArrears };
    const { desired, choice } = moving('plans', parts, rate);
    expect(choice).toEqual({ kind: 'unread' });
    expect(skips(desired).join()).not.toContain('no-reduced-plan');
    expect([...desired.policies.keys()].filter((name) => name.endsWith('_RED'))).toEqual([]);
  });

  test('the plan that would make this one a reduced plan', () => {
    const { choice } = moving('plans', { logins, plans: [aPlan({ arrearsPlan: 0 })], contracts: inArrears }, RATE);
    expect(choice).toEqual({ kind: 'unread' });
  });

  test('the contract', () => {
    const plans = [aPlan({ arrearsPlan: 2 }), aPlan({ id: 2, name: 'Slow' })];
    expect(moving('contracts', { logins, plans, contracts: [] }).choice).toEqual({ kind: 'unread' });
    expect(
      mapped({ logins, plans, contracts: [] }, { reduced: { rate: undefined } }).subscribers.get('100.64.0.1')?.choice,
    ).toEqual({ kind: 'named', name: 'Gold' });
  });

  test('the plan that may name this one, though what this one names was read', () => {
    const plans = [aPlan({ arrearsPlan: 2 }), aPlan({ id: 2, name: 'Slow' })];
    expect(moving('plans', { logins, plans, contracts: inArrears }).choice).toEqual({ kind: 'unread' });
  });

  test('but what was read does, and a login without a contract is in no arrears', () => {
    const plans = [aPlan({ arrearsPlan: 2 }), aPlan({ id: 2, name: 'Slow', arrearsPlan: 3 })];
    const slow = [aLogin({ contract: 1, plan: 2 })];
    expect(moving('plans', { logins: slow, plans, contracts: inArrears }).choice).toEqual({
      kind: 'named',
      name: 'Slow',
    });
    const alone = [aLogin({ contract: 0, plan: 1 })];
    expect(moving('contracts', { logins: alone, plans, contracts: [] }).choice).toEqual({
      kind: 'named',
      name: 'Gold',
    });
  });

  test('and whom the operator gives another plan, or service, is not reduced at all', () => {
    const plans = [aPlan({ arrearsPlan: 2 }), aPlan({ id: 2, name: 'Slow' })];
    const override = { login: 'maria', wish: { kind: 'open' }, until: '', by: '', why: '' } as const;
    const named = aLogin({ contract: 1, plan: 1, login: 'maria' });
    const overrides = new Map([['maria', override]]);
    const parts = { logins: [named], plans, contracts: [], completeness: { contracts: 'moving' as const } };
    const desired = mapped(parts, { reduced: { rate: undefined }, overrides });
    expect(desired.subscribers.get('100.64.0.1')?.choice).toEqual({ kind: 'named', name: 'Gold' });
  });
});

describe('a factor for all speeds', () => {
  test('multiplies limits, keeps them at 1 at least, and lifts none', () => {
    const plans = [
      aPlan({ download: '100M', upload: '1k' }),
      aPlan({ id: 2, name: 'Free', download: '', upload: 'words' }),
    ];
    const { policies } = mapped({ plans }, { rateFactor: { down: 1.5, up: 0.1 } });
    expect(policies.get('Gold')).toMatchObject({ downKbps: 150_000, upKbps: 1 });
    expect(policies.has('Free')).toBe(false);
    const free = mapped({ plans: [aPlan({ download: '', upload: '' })] }, { rateFactor: { down: 2, up: 2 } });
    expect(free.policies.get('Gold')).toMatchObject({ downKbps: -1, upKbps: -1 });
  });
});

describe('a table of states', () => {
  const statusTable = {
    codes: new Map([
      ['A', 'open'],
      ['FA', 'slow'],
      ['CM', 'keep'],
    ] as const),
    others: 'block',
  } as const;
  const slow = { downKbps: 256, upKbps: 128 };

  function under(status: string, plans = [aPlan()]) {
    const logins = [aLogin({ contract: 1, plan: 1 })];
    return mapped(
      { logins, plans, contracts: [aContract({ status })] },
      { statusTable, slow, allowedStatus: new Set(['A', 'FA', 'CM']) },
    );
  }

  test('opens, slows, keeps and blocks', () => {
    const look = (status: string) => {
      const { standing, choice } = under(status).subscribers.get('100.64.0.1') ?? {};
      return [standing?.kind, choice !== undefined && 'name' in choice ? choice.name : ''];
    };
    expect(['a', 'FA', ' cm ', 'XX'].map(look)).toEqual([
      ['open', 'Gold'],
      ['open', 'Billing-Slow'],
      ['silent', 'Gold'],
      ['blocked', 'Gold'],
    ]);
    expect(under('FA').policies.get('Billing-Slow')).toEqual({ name: 'Billing-Slow', id: 'slow', ...slow });
    expect(skips(under('CM'))).toEqual([]);
  });

  test('the slow lane’s name is taken', () => {
    const { policies } = under('A', [aPlan({ name: 'Billing-Slow', download: '256k', upload: '128k' })]);
    expect(policies.get('Billing-Slow-1')).toMatchObject({ downKbps: 256, id: '1' });
  });

  test('what is kept is named by its state', () => {
    const standing = standingOf(aLogin({ contract: 1 }), {
      byId: new Map([[1, aContract({ status: 'CM' })]]),
      whole: true,
      allowedStatus: new Set(),
      statusTable,
      block: true,
    });
    expect([standing.kind, statusText(standing)]).toEqual(['silent', 'CM']);
    expect(statusText({ kind: 'silent', contract: 1 })).toBe('no status');
    expect(statusText({ kind: 'unread', contract: 1 })).toBe('unknown');
  });
});

describe('what billing says that may surprise', () => {
  const judging = { block: true, allowedStatus: new Set(['A', 'FA', 'ZZ']) };

  test('nothing is said where nobody is blocked by contracts', () => {
    const billing = anIxc({ logins: [aLogin()], plans: [aPlan()], contracts: [aContract()] });
    expect(doubtsOf(billing, { ...judging, block: false })).toEqual([]);
    expect(doubtsOf(billing, judging).map(doubtText)).toEqual([expect.stringContaining('which is all of them')]);
  });

  test('only the first few are named, and each state has a sentence', () => {
    const logins = [1, 2, 3, 4, 5, 6, 7, 8].map((id) => aLogin({ id, login: `l${id}`, contract: id }));
    const contracts = logins.map(({ id }) => aContract({ id, status: id < 7 ? 'XX' : id === 7 ? 'ZZ' : null }));
    expect(doubtsOf(anIxc({ logins, plans: [aPlan()], contracts }), judging).map(doubtText)).toEqual([
      '6 online logins have contract status XX, which IXC does not document: they are blocked (l1, l2, l3, l4, l5, ...)',
      '1 online logins have contract status ZZ, which IXC does not document: they have service (l7)',
    ]);
  });
});
