import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../src/billing/records.ts';
import { lanes, mapPlans, type PlanOptions } from '../../src/mapping/policies.ts';
import { aLogin, aPlan, mapped, skipDetails, skips } from '../support/builders.ts';

type Options = Partial<PlanOptions> & { readonly block?: boolean };

function mapAll(plans: readonly Plan[], { block = false, ...options }: Options = {}) {
  return mapPlans(plans, { speedBase: 1000, beside: lanes({ block }), used: new Set(), ...options });
}

/** `Gold 1 100000/50000`, as the BQN will have them. */
function shown(plans: readonly Plan[], options: Options = {}): string[] {
  return [...mapAll(plans, options).policies.values()].map(
    ({ name, id, downKbps, upKbps }) => `${name} ${id} ${downKbps}/${upKbps}`,
  );
}

test('a speed that the operator typed is meant as it is: no factor, no burst', () => {
  const downloadBurst = { rate: '900M', threshold: '', time: '10' };
  const own = aPlan({ id: -1, name: 'Gold_RED', policyId: 'red-1', downloadBurst });
  const { policies } = mapAll([own], { rateFactor: { down: 2, up: 2 }, burst: true });
  expect(policies.get('Gold_RED')).toEqual({
    name: 'Gold_RED',
    id: 'red-1',
    downKbps: 100_000,
    upKbps: 50_000,
    bursts: undefined,
  });
});

describe('a plan that is left alone', () => {
  const skipped = new Set([2]);

  test('has its name and no policy of ours, and nothing is told of it', () => {
    const plans = [aPlan(), aPlan({ id: 2, name: 'Theirs', download: 'much' }), aPlan({ id: 3, name: 'Theirs' })];
    const { policies, leftAlone, skipped: told } = mapAll(plans, { skipped });
    expect([...policies.keys()]).toEqual(['Gold', 'Theirs-3']);
    expect(leftAlone.has('Theirs')).toBe(true);
    expect(told).toEqual([]);
  });

  test('nor does one that is not left alone share its policy, whichever of them has the name', () => {
    const twins = [aPlan({ id: 2 }), aPlan({ id: 3 })];
    const later = mapAll(twins, { skipped });
    expect([...later.policies.keys()]).toEqual(['Gold-3']);
    expect(later.leftAlone).toEqual(new Set(['Billing-Block', 'Gold']));
    expect(later.choices.get(3)).toEqual({ kind: 'named', name: 'Gold-3' });
    const first = mapAll([aPlan({ id: 1 }), aPlan({ id: 2 })], { skipped });
    expect([...first.policies.keys()]).toEqual(['Gold']);
    expect(first.leftAlone).toEqual(new Set(['Billing-Block', 'Gold-2']));
    const both = mapAll(twins, { skipped: new Set([2, 3]) });
    expect(both.leftAlone, 'two that are left alone share one').toEqual(new Set(['Billing-Block', 'Gold']));
  });

  test('nor where it has no usable name, or a burst that cannot be had', () => {
    const downloadBurst = { rate: 'much', threshold: '', time: '10' };
    expect(mapAll([aPlan({ id: 2, name: '' })], { skipped }).skipped).toEqual([]);
    expect(mapAll([aPlan({ id: 2, downloadBurst })], { skipped, burst: true }).skipped).toEqual([]);
    expect(mapAll([aPlan({ id: 3, downloadBurst })], { skipped, burst: true }).skipped).toHaveLength(1);
  });
});

test('what nobody can read is shown as IXC holds it', () => {
  const said = (speeds: object) => skipDetails(mapAll([aPlan(speeds)])).join();
  expect(said({ download: null, upload: 'much' })).toContain('download "null", upload "much"');
  expect(said({ download: 'much', upload: null })).toContain('download "much", upload "null"');
});

describe('policy: every plan of tipo I, and any other plan that an online login uses', () => {
  test('tipo I makes a policy though nobody uses it', () => {
    expect(shown([aPlan({ id: 7, name: 'Gold' })])).toEqual(['Gold 7 100000/50000']);
  });

  test.each(['i', ' I ', 'I'])('tipo %j is Internet', (kind) => {
    expect(shown([aPlan({ kind })])).toHaveLength(1);
  });

  test.each(['T', 'S', '', 'IT'])('tipo %j makes none', (kind) => {
    const { policies, choices, skipped } = mapAll([aPlan({ kind })]);
    expect([...policies, ...choices, ...skipped]).toEqual([]);
  });

  test('another tipo makes one when an online login uses it', () => {
    const desired = mapped({
      plans: [aPlan({ id: 1, kind: 'T', name: 'Fixed' }), aPlan({ id: 2, kind: 'T', name: 'Mobile' })],
      logins: [aLogin({ plan: 1 })],
    });
    expect([...desired.policies.keys()]).toEqual(['Billing-Block', 'Fixed']);
  });

  test('the speeds go to the right sides: download is the downlink', () => {
    expect(mapAll([aPlan({ download: '300M', upload: '150M' })]).policies.get('Gold')).toEqual({
      name: 'Gold',
      id: '1',
      downKbps: 300_000,
      upKbps: 150_000,
    });
  });

  test('unlimited is written as -1', () => {
    expect(shown([aPlan({ download: '', upload: '0' })])).toEqual(['Gold 1 -1/-1']);
    expect(shown([aPlan({ download: '10M', upload: ' ' })])).toEqual(['Gold 1 10000/-1']);
  });

  test('--speed-base counts for every plan', () => {
    expect(shown([aPlan({ download: '10M', upload: '1G' })], { speedBase: 1024 })).toEqual(['Gold 1 10240/1048576']);
  });
});

describe('policy name: grupo with every white space as _', () => {
  test('white space becomes _, nothing else changes', () => {
    expect(shown([aPlan({ name: 'São João / 100%' })])).toEqual(['São_João_/_100% 1 100000/50000']);
  });

  test('a plan without a usable name is reported, and its subscribers get no policy', () => {
    const { policies, choices, skipped } = mapAll([aPlan({ id: 3, name: '' }), aPlan({ id: 4, name: '..' })]);
    expect([...policies.keys()]).toEqual([]);
    expect([choices.get(3), choices.get(4)]).toEqual([{ kind: 'none' }, { kind: 'none' }]);
    expect(skips({ skipped })).toEqual(['bad-plan-name: plan 3 ()', 'bad-plan-name: plan 4 (..)']);
  });
});

describe('two plans with one name', () => {
  test('and equal speeds share a policy, that of the lowest id', () => {
    const { policies, choices } = mapAll([aPlan({ id: 9 }), aPlan({ id: 2, download: '0.1G', upload: '50000k' })]);
    expect([...policies.values()]).toEqual([{ name: 'Gold', id: '2', downKbps: 100_000, upKbps: 50_000 }]);
    expect([choices.get(2), choices.get(9)]).toEqual([
      { kind: 'named', name: 'Gold' },
      { kind: 'named', name: 'Gold' },
    ]);
  });

  test('and other speeds: the later ids get -<id>', () => {
    const plans = [
      aPlan({ id: 9, download: '10M' }),
      aPlan({ id: 2 }),
      aPlan({ id: 5, upload: '1M' }),
      aPlan({ id: 11, download: '10M' }),
    ];
    const { choices } = mapAll(plans);
    expect(shown(plans)).toEqual([
      'Gold 2 100000/50000',
      'Gold-5 5 100000/1000',
      'Gold-9 9 10000/50000',
      'Gold-11 11 10000/50000',
    ]);
    expect(choices.get(9)).toEqual({ kind: 'named', name: 'Gold-9' });
  });

  test('names that become one only by their white space are one name', () => {
    const plans = [aPlan({ id: 1, name: 'Gold 1' }), aPlan({ id: 2, name: 'Gold_1', download: '1M' })];
    expect(shown(plans)).toEqual(['Gold_1 1 100000/50000', 'Gold_1-2 2 1000/50000']);
  });

  test('names are told apart by case, as the BQN tells them', () => {
    expect(shown([aPlan({ id: 1, name: 'gold' }), aPlan({ id: 2, name: 'Gold' })])).toHaveLength(2);
  });

  test('a name with -<id> behind it never meets another plan that is really called so', () => {
    const plans = [
      aPlan({ id: 1, name: 'Gold' }),
      aPlan({ id: 2, name: 'Gold', download: '1M' }),
      aPlan({ id: 3, name: 'Gold-2', download: '3M' }),
    ];
    expect(shown(plans)).toEqual(['Gold 1 100000/50000', 'Gold-2-2 2 1000/50000', 'Gold-2 3 3000/50000']);
  });

  test('a telephony plan whose users come and go never renames an Internet plan', () => {
    const plans = [aPlan({ id: 1, kind: 'T', download: '1M' }), aPlan({ id: 5 })];
    expect(shown(plans)).toEqual(['Gold 5 100000/50000']);
    expect(shown(plans, { used: new Set([1]) })).toEqual(['Gold 5 100000/50000', 'Gold-1 1 1000/50000']);
  });

  test('an unreadable plan shares its name with none', () => {
    const { policies, choices } = mapAll([
      aPlan({ id: 1, download: '10240' }),
      aPlan({ id: 2 }),
      aPlan({ id: 3, upload: 'x' }),
    ]);
    expect([...policies.keys()]).toEqual(['Gold-2']);
    expect([...choices.values()]).toEqual([
      { kind: 'ifThere', name: 'Gold' },
      { kind: 'named', name: 'Gold-2' },
      { kind: 'ifThere', name: 'Gold-3' },
    ]);
  });
});

describe('an unreadable speed', () => {
  test.each([
    { download: '10240', upload: '10M' },
    { download: '10M', upload: 'fast' },
    { download: null, upload: '10M' },
  ])('%j: the plan is reported and left as it is on the BQN', (speeds) => {
    const { policies, leftAlone, choices, skipped } = mapAll([aPlan({ id: 4, ...speeds })]);
    expect([...policies]).toEqual([]);
    expect([...leftAlone]).toEqual(['Billing-Block', 'Gold']);
    expect(choices.get(4)).toEqual({ kind: 'ifThere', name: 'Gold' });
    expect(skips({ skipped })).toEqual(['unreadable-speed: plan 4 (Gold)']);
    expect(skipDetails({ skipped }).join()).toContain(`download "${speeds.download ?? 'null'}"`);
  });

  test('a null upload is named as such', () => {
    expect(skipDetails(mapAll([aPlan({ upload: null })])).join()).toContain('upload "null"');
  });
});

describe('the policy that blocks', () => {
  test('is Billing-Block with the id block and both rates 0, always there', () => {
    expect(shown([], { block: true })).toEqual(['Billing-Block block 0/0']);
  });

  test('--no-block: there is none, and one that the BQN has stays, since customers may be blocked by hand with it', () => {
    const { policies, leftAlone } = mapAll([], { block: false });
    expect([...policies]).toEqual([]);
    expect([...leftAlone]).toEqual(['Billing-Block']);
  });

  test.each([true, false])('a plan of that name gets another (blocking: %s)', (block) => {
    const plans = [aPlan({ id: 3, name: 'Billing Block' }), aPlan({ id: 4, name: 'Billing-Block', download: '1M' })];
    const names = [...mapAll(plans, { block }).policies.keys()];
    expect(names).toEqual([...(block ? ['Billing-Block'] : []), 'Billing_Block', 'Billing-Block-4']);
  });

  test('a plan of that name cannot be taken for the block by its speeds', () => {
    const plan = aPlan({ id: 4, name: 'Billing-Block', download: '', upload: '' });
    expect(mapAll([plan], { block: true }).choices.get(4)).toEqual({ kind: 'named', name: 'Billing-Block-4' });
  });
});

const KBPS: Readonly<Record<string, number>> = { '5M': 5000, '10M': 10_000, '20M': 20_000, '': -1 };

describe('property: policies of any plans', () => {
  const plan = fc.record({
    name: fc.constantFrom(
      'Gold',
      'Gold ',
      'Gold-1',
      'Gold-2',
      'Gold-2-2',
      'Billing-Block',
      'Billing-Block-1',
      '',
      'São',
    ),
    kind: fc.constantFrom('I', 'T'),
    download: fc.constantFrom('10M', '20M', '', '10240', null),
    upload: fc.constantFrom('10M', '5M'),
  });
  const plans = fc
    .array(plan, { maxLength: 12 })
    .map((fields) => fields.map((field, index): Plan => ({ id: index + 1, ...field })));

  test('each plan in use has one choice; a named one is a policy with that plan’s own speeds', () => {
    fc.assert(
      fc.property(plans, fc.boolean(), (all, block) => {
        const used = new Set(all.map(({ id }) => id));
        const { policies, choices } = mapAll(all, { block, used });
        expect([...choices.keys()].sort()).toEqual([...used].sort());
        for (const { id, download, upload } of all) {
          const choice = choices.get(id);
          if (choice?.kind !== 'named') continue;
          const rates = { downKbps: KBPS[`${download}`], upKbps: KBPS[`${upload}`] };
          expect(policies.get(choice.name)).toMatchObject({ name: choice.name, ...rates });
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('a name that is left alone is the policy of no readable plan', () => {
    fc.assert(
      fc.property(plans, (all) => {
        const { policies, choices, leftAlone } = mapAll(all);
        for (const name of leftAlone) expect(policies.has(name)).toBe(false);
        for (const choice of choices.values()) {
          if (choice.kind === 'ifThere') expect(leftAlone.has(choice.name)).toBe(true);
        }
      }),
    );
  });

  test('the order in which IXC lists the plans changes nothing', () => {
    fc.assert(
      fc.property(plans, fc.boolean(), (all, block) => {
        const there = mapAll(all, { block, used: new Set([1, 2]) });
        const back = mapAll([...all].reverse(), { block, used: new Set([1, 2]) });
        expect(back).toEqual(there);
      }),
    );
  });
});
