import { describe, expect, test } from 'vitest';
import { parseSubnet, type Subnet } from '../../src/address/subnet.ts';
import type { Login, Plan } from '../../src/billing/records.ts';
import type { Override, OverrideWish } from '../../src/customers/override-rule.ts';
import { overridePolicies, withOverrides } from '../../src/mapping/override.ts';
import { asksForSites } from '../../src/mapping/scope.ts';
import { EVERYBODY, type ScopeRule } from '../../src/mapping/scope-rule.ts';
import { overrideText } from '../../src/settings/override-text.ts';
import { aContract, aLogin, aPlan, mapped, skipDetails, skips } from '../support/builders.ts';

/** What operators may ask for, as it is mapped: whom a BQN serves, overrides, bursts, fixed addresses. */

const GOLD = aPlan({ id: 1, name: 'Gold' });
const SILVER = aPlan({ id: 2, name: 'Plano Prata', download: '20M', upload: '10M' });
const maria = aLogin({ id: 1, login: 'maria', ip: '100.64.0.1', plan: 1, contract: 1 });
const jose = aLogin({ id: 2, login: 'josé 2', ip: '100.65.0.1', plan: 2, contract: 2 });

function net(text: string): Subnet {
  const subnet = parseSubnet(text);
  if (subnet === undefined) throw new Error(text);
  return subnet;
}

describe('a plan to be left alone that may only not have been read', () => {
  const served = (plans: readonly Plan[], skipPlans: readonly string[]) => {
    const scope = { ...EVERYBODY, skipPlans: new Set(skipPlans) };
    return mapped({ logins: [maria, jose], plans, completeness: { plans: 'moving' } }, { scope });
  };

  test('its logins are left alone', () => {
    const { others, subscribers } = served([GOLD], ['plano prata']);
    expect(others).toMatchObject([{ id: 'josé_2', ip: '100.65.0.1', served: 'by hand' }]);
    expect([...subscribers.keys()]).toEqual(['100.64.0.1']);
  });

  test('where no plan is to be, they are served', () => {
    expect(served([GOLD], []).subscribers.size).toBe(2);
  });

  test('and so is a login without a plan', () => {
    const none = { ...maria, plan: 0 };
    const scope = { ...EVERYBODY, skipPlans: new Set(['plano prata']) };
    const parts = { logins: [none, jose], plans: [SILVER], completeness: { plans: 'moving' as const } };
    expect([...mapped(parts, { scope }).subscribers.keys()]).toEqual(['100.64.0.1']);
  });
});

describe('whom a BQN serves', () => {
  const at = (column: string, value: string) => ({ site: { column, value } });
  const logins = [
    { ...maria, ...at('id_concentrador', '3') },
    { ...jose, ...at('concentrador', 'Norte ') },
  ];
  const served = (rule: Partial<ScopeRule>) => {
    const desired = mapped({ logins, plans: [GOLD, SILVER] }, { scope: { ...EVERYBODY, ...rule } });
    return { ids: [...desired.subscribers.values()].map(({ id }) => id), desired };
  };

  test.each<[string, Partial<ScopeRule>, readonly string[]]>([
    ['nothing said', {}, ['maria', 'josé_2']],
    ['only a network', { onlySubnets: [net('100.64.0.0/16')] }, ['maria']],
    ['all but a network', { skipSubnets: [net('100.64.0.0/16')] }, ['josé_2']],
    ['all but one of two networks', { skipSubnets: [net('100.64.0.0/16'), net('192.0.2.0/24')] }, ['josé_2']],
    ['only a site', { onlySites: new Set(['3']) }, ['maria']],
    ['all but a site, by its name in small letters', { skipSites: new Set(['norte']) }, ['maria']],
    ['all but a plan, by its id', { skipPlans: new Set(['1']) }, ['josé_2']],
    ['all but a plan, by its name', { skipPlans: new Set(['plano prata']) }, ['maria']],
    ['all but a login', { skipLogins: new Set(['josé 2']) }, ['maria']],
  ])('%s', (_name, rule, expected) => {
    expect(served(rule).ids).toEqual(expected);
  });

  test('what is out of it is known: names, addresses, how many', () => {
    const { desired } = served({ onlySubnets: [net('100.64.0.0/16')] });
    const { logins: count, hasAddress } = desired.outside;
    const ids = desired.others.map(({ id, served: by, ip }) => `${id} ${by} ${ip ?? ''}`);
    expect([count, ids, hasAddress('100.65.0.9'), hasAddress('100.64.9.9'), hasAddress('2001:db8::')]).toEqual([
      1,
      ['josé_2 elsewhere 100.65.0.1'],
      true,
      false,
      false,
    ]);
  });

  test('a private address of another site may be in use here as well, one of another network is where it is', () => {
    const placed = (rule: Partial<ScopeRule>) => served(rule).desired.others.map(({ ip }) => ip);
    const network = { onlySubnets: [net('100.64.0.0/16')] };
    const site = { onlySites: new Set(['3']) };
    expect([placed(network), placed(site), placed({ ...network, ...site })]).toEqual([
      ['100.65.0.1'],
      [undefined],
      [undefined],
    ]);
  });

  test('one of several networks is enough; a login to be skipped is known though it is offline, blanks or not', () => {
    const both = { onlySubnets: [net('100.64.0.0/16'), net('100.65.0.0/16')] };
    expect(served(both).ids).toEqual(['maria', 'josé_2']);
    const rule = { ...EVERYBODY, skipLogins: new Set(['maria', 'ana 3']) };
    const desired = mapped({ logins: [{ ...maria, login: ' maria ' }] }, { scope: rule });
    expect([desired.subscribers.size, desired.others.map(({ id }) => id), [...desired.outside.ids].sort()]).toEqual([
      0,
      ['_maria_'],
      ['ana_3', 'maria'],
    ]);
  });

  test('a login without an address or a site is served by no filter that asks for one', () => {
    const nobody = [aLogin({ ip: '' })];
    expect(
      mapped({ logins: nobody }, { scope: { ...EVERYBODY, onlySubnets: [net('100.64.0.0/16')] } }).outside.logins,
    ).toBe(1);
    expect(mapped({ logins: nobody }, { scope: { ...EVERYBODY, onlySites: new Set(['3']) } }).outside.logins).toBe(1);
  });

  test('sites are asked for where they decide', () => {
    expect(asksForSites(EVERYBODY)).toBe(false);
    expect(asksForSites({ ...EVERYBODY, onlySites: new Set() })).toBe(true);
    expect(asksForSites({ ...EVERYBODY, skipSites: new Set(['3']) })).toBe(true);
  });
});

describe('overrides', () => {
  const contracts = [aContract({ id: 1, status: 'CA' }), aContract({ id: 2, status: 'A' })];
  const slow = { downKbps: 256, upKbps: 256 };

  function under(wish: OverrideWish, login = 'maria') {
    const override: Override = { login, wish, until: '2026-12-01', by: 'ana', why: 'moving house' };
    const overrides = new Map([[login, override]]);
    const desired = mapped({ logins: [maria, jose], plans: [GOLD, SILVER], contracts }, { overrides, slow });
    const subscriber = [...desired.subscribers.values()].find(({ loginId }) => loginId === (login === 'maria' ? 1 : 2));
    return { desired, subscriber };
  }

  /** The operator's word about maria, with nothing said beside it. */
  const said = (wish: OverrideWish): ReadonlyMap<string, Override> =>
    new Map([['maria', { login: 'maria', wish, until: '', by: '', why: '' }]]);

  test('open and slow are service, whatever the contract says, and the reason is noted', () => {
    expect(under({ kind: 'open' }).subscriber).toMatchObject({
      standing: { kind: 'open' },
      choice: { name: 'Gold' },
      override: { wish: { kind: 'open' }, until: '2026-12-01', by: 'ana', why: 'moving house' },
    });
    expect(under({ kind: 'slow' }).subscriber).toMatchObject({
      standing: { kind: 'open' },
      choice: { name: 'Billing-Slow' },
    });
  });

  test('whatever is said of the contract, and where nothing is', () => {
    for (const contract of [[], [aContract({ id: 1, status: null })]]) {
      const parts = { logins: [maria], plans: [GOLD], contracts: contract };
      const { subscribers } = mapped(parts, { overrides: said({ kind: 'open' }) });
      expect([...subscribers.values()][0]?.standing).toMatchObject({ kind: 'open', status: '' });
    }
  });

  test('service whatever the contract says, whose status is told; and blanks around a login do not matter', () => {
    const parts = { logins: [{ ...maria, login: ' maria ' }], plans: [GOLD], contracts };
    const { subscribers } = mapped(parts, { overrides: said({ kind: 'open' }) });
    expect([...subscribers.values()][0]?.standing).toEqual({ kind: 'open', contract: 1, status: 'CA' });
  });

  test('a rate has a policy of its own, and leaves the block to the contract', () => {
    const { desired, subscriber } = under({ kind: 'rate', rates: { downKbps: 300_000, upKbps: 150_000 } }, 'josé 2');
    expect(subscriber).toMatchObject({ choice: { name: 'Override-300000-150000' }, standing: { kind: 'open' } });
    expect(subscriber?.override?.wish).toEqual({ kind: 'rate', rates: { downKbps: 300_000, upKbps: 150_000 } });
    expect(desired.policies.get('Override-300000-150000')).toMatchObject({ downKbps: 300_000, upKbps: 150_000 });
    expect(under({ kind: 'rate', rates: { downKbps: 1, upKbps: 1 } }).subscriber?.standing.kind).toBe('blocked');
  });

  test('a plan by its name, as IXC or the BQN has it; one that there is not is told and changes nothing', () => {
    for (const name of ['plano prata', 'Plano_Prata']) {
      expect(under({ kind: 'plan', name }).subscriber?.choice).toMatchObject({ name: 'Plano_Prata' });
    }
    const { desired, subscriber } = under({ kind: 'plan', name: 'Bronze' });
    expect(subscriber?.choice).toMatchObject({ name: 'Gold' });
    expect(skips(desired)).toContain('no-such-plan: login 1 (maria)');
  });

  test('of two plans with one name it is the older', () => {
    const twins = [9, 3, 7].map((id) => aPlan({ id, name: 'Twin', download: `${id}M` }));
    const desired = mapped({ logins: [maria], plans: twins }, { overrides: said({ kind: 'plan', name: 'Twin' }) });
    expect([...desired.subscribers.values()][0]?.plan).toBe(3);
  });

  test('what is made for reduced speed is no plan: one of that name is unknown', () => {
    const late = aLogin({ id: 9, login: 'late', ip: '100.64.0.9', contract: 9, plan: 1 });
    const desired = mapped(
      { logins: [maria, late], plans: [GOLD], contracts: [aContract({ id: 9, speedStatus: 'R' })] },
      { reduced: { rate: { download: '2M', upload: '1M' } }, overrides: said({ kind: 'plan', name: 'Gold_RED' }) },
    );
    expect(desired.policies.has('Gold_RED')).toBe(true);
    expect(desired.subscribers.get(maria.ip)?.choice).toEqual({ kind: 'named', name: 'Gold' });
    expect(skips(desired).join()).toContain('no-such-plan');
  });

  test('a plan that is left alone gives its policy only where another hand made it, told', () => {
    const scope = { ...EVERYBODY, skipPlans: new Set(['plano prata']) };
    const overrides = said({ kind: 'plan', name: 'Plano Prata' });
    const desired = mapped({ logins: [maria, { ...jose, plan: 2 }], plans: [GOLD, SILVER] }, { scope, overrides });
    expect(desired.subscribers.get(maria.ip)?.choice).toEqual({ kind: 'ifThere', name: 'Plano_Prata' });
    expect([...desired.policies.keys()]).not.toContain('Plano_Prata');
    expect(skips(desired).filter((text) => text.startsWith('plan-left-alone'))).toEqual([
      'plan-left-alone: login 1 (maria)',
    ]);
  });

  test('a plan that may only not have been read is not taken for one that there is not: nothing changes', () => {
    const parts = { logins: [maria], plans: [GOLD], completeness: { plans: 'moving' as const } };
    const desired = mapped(parts, { overrides: said({ kind: 'plan', name: 'Bronze' }) });
    expect([...desired.subscribers.values()][0]?.choice).toEqual({ kind: 'unread' });
    expect(skips(desired).join()).not.toContain('no-such-plan');
  });

  test('an override that makes no policy adds none, nothing is said of one that is obeyed, and blanks do not matter', () => {
    const override: Override = {
      login: 'maria',
      wish: { kind: 'plan', name: 'Gold' },
      until: 'x',
      by: 'ana',
      why: 'y',
    };
    const overrides = new Map([['maria', override]]);
    expect(overridePolicies(overrides)).toEqual([]);
    expect(overrideText(override)).toBe('override plan Gold until x by ana: y');
    const desired = mapped({ logins: [{ ...maria, login: ' maria ', plan: 2 }], plans: [GOLD, SILVER] }, { overrides });
    expect([...desired.subscribers.values()][0]).toMatchObject({ choice: { name: 'Gold' }, plan: 1 });
    expect(skips(desired).filter((text) => text.startsWith('no-such-plan'))).toEqual([]);
    const effective = { logins: [maria], plans: [GOLD], unread: new Set<Login>(), skipped: [] };
    expect(withOverrides([maria], effective, new Map([[maria.id, override]]), true).skipped).toEqual([]);
  });

  test('a login of which no other plan is known stays as billing has it', () => {
    const override: Override = { login: 'nobody', wish: { kind: 'open' }, until: '', by: '', why: '' };
    const effective = { logins: [], plans: [], unread: new Set<Login>(), skipped: [] };
    expect(withOverrides([maria], effective, new Map([[99, override]]), true).logins).toEqual([maria]);
  });

  test('skip leaves the customer alone, beside whatever filter there is', () => {
    expect(under({ kind: 'skip' }).desired.outside.logins).toBe(1);
    const scope = { ...EVERYBODY, skipLogins: new Set(['josé 2']) };
    const desired = mapped({ logins: [maria, jose] }, { scope, overrides: said({ kind: 'skip' }) });
    expect(desired.outside.logins).toBe(2);
  });
});

describe('bursts', () => {
  const texts = { rate: '200M', threshold: '', time: '10' };
  const planWith = (downloadBurst: typeof texts | undefined, uploadBurst?: typeof texts) =>
    aPlan({ ...(downloadBurst && { downloadBurst }), ...(uploadBurst && { uploadBurst }) });
  const read = (plan: ReturnType<typeof aPlan>, options = {}) => {
    const desired = mapped({ plans: [plan] }, { burst: true, ...options });
    return {
      policy: desired.policies.get('Gold'),
      told: skipDetails(desired),
    };
  };

  test('off unless asked for', () => {
    expect(read(planWith(texts), { burst: false }).policy?.bursts).toBeUndefined();
    expect(read(planWith(undefined)).policy?.bursts).toBeUndefined();
  });

  test('rate, threshold and whole seconds; a threshold that is not said is the plan’s rate; the factor counts', () => {
    expect(read(planWith(texts)).policy?.bursts).toEqual({
      down: { rateKbps: 200_000, thresholdKbps: 100_000, durationS: 10 },
    });
    const up = { rate: '80M', threshold: '60M', time: '5 s' };
    expect(read(planWith(undefined, up), { rateFactor: { down: 1, up: 2 } }).policy?.bursts).toEqual({
      up: { rateKbps: 160_000, thresholdKbps: 120_000, durationS: 5 },
    });
  });

  test.each([
    ['a rate that nobody can read', { rate: 'fast', threshold: '', time: '10' }, /write a number/],
    ['a threshold that nobody can read', { rate: '200M', threshold: 'much', time: '10' }, /write a number/],
    ['no time', { rate: '200M', threshold: '', time: '' }, /no whole number of seconds/],
    ['no seconds', { rate: '200M', threshold: '', time: '0' }, /no whole number of seconds/],
    ['a time with something before it', { rate: '200M', threshold: '', time: 'x10' }, /no whole number of seconds/],
    ['a time with something behind it', { rate: '200M', threshold: '', time: '10 min' }, /no whole number of seconds/],
    ['a rate below the plan’s', { rate: '50M', threshold: '', time: '10' }, /below the plan's own speed/],
  ])('%s is left out and told', (_name, burst, told) => {
    const found = read(planWith(burst));
    expect(found.policy?.bursts).toBeUndefined();
    expect(found.told).toEqual([expect.stringMatching(told)]);
  });

  test.each(['50M', '1k', '100M', '150M'])(
    'a threshold of %s is written: below the plan’s speed is the usual case',
    (threshold) => {
      const found = read(planWith({ rate: '200M', threshold, time: '10' }));
      expect(found.policy?.bursts?.down).toMatchObject({ rateKbps: 200_000, durationS: 10 });
      expect(found.policy?.bursts?.down?.thresholdKbps).toBe(Number(threshold.replace('M', '000').replace('k', '')));
      expect(found.told).toEqual([]);
    },
  );

  test('no higher than the plan’s own speed is a burst all the same: its threshold may be', () => {
    const burst = { rate: '100M', threshold: '', time: '10' };
    expect(read(planWith(burst)).policy?.bursts).toMatchObject({ down: { rateKbps: 100_000 } });
  });

  test('a text of any length is told in short', () => {
    const burst = { rate: 'x'.repeat(500), threshold: '', time: '10' };
    expect(read(planWith(burst)).told.join().length).toBeLessThan(250);
  });

  test.each(['downloadBurst', 'uploadBurst'] as const)(
    'two plans of one name and speed that differ in %s have a policy each',
    (way) => {
      const plans = [
        aPlan({ id: 1 }),
        aPlan({ id: 2, [way]: texts }),
        aPlan({ id: 3, [way]: { ...texts, time: '20' } }),
      ];
      expect([...mapped({ plans }, { burst: true }).policies.keys()]).toEqual([
        'Billing-Block',
        'Gold',
        'Gold-2',
        'Gold-3',
      ]);
      expect([...mapped({ plans }, { burst: false }).policies.keys()]).toEqual(['Billing-Block', 'Gold']);
    },
  );

  test('nothing goes beyond no limit, nor beyond a speed that nobody can read', () => {
    expect(read(aPlan({ download: '', downloadBurst: texts })).told).toEqual([
      expect.stringMatching(/no limit to go beyond/),
    ]);
    expect(read(aPlan({ download: 'much', downloadBurst: texts })).told).toEqual([
      expect.stringMatching(/^unreadable-speed/),
    ]);
  });
});

describe('fixed addresses of logins that are not online', () => {
  const unseen = { isUnseen: true } as const;

  test('give the plan and never the block', () => {
    const contracts = [aContract({ id: 1, status: 'CA' })];
    const desired = mapped({ logins: [{ ...maria, ...unseen }], plans: [GOLD], contracts });
    expect([...desired.subscribers.values()][0]).toMatchObject({
      standing: { kind: 'open' },
      choice: { name: 'Gold' },
    });
    expect(skips(desired)).toEqual(['fixed-ip-blocked: login 1 (maria)']);
  });

  test('of one in service, or of whom nothing is said, are told to nobody, and say no more than billing does', () => {
    const at = (status: string | null) => {
      const contracts = [aContract({ id: 1, status })];
      const desired = mapped({ logins: [{ ...maria, ...unseen }], plans: [GOLD], contracts });
      return [[...desired.subscribers.values()][0]?.standing.kind, skips(desired)];
    };
    expect(at('A')).toEqual(['open', []]);
    expect(at(null)).toEqual(['silent', ['no-status: login 1 (maria)']]);
  });

  test('whoever is online at the address has it', () => {
    const desired = mapped({
      logins: [
        { ...maria, ...unseen },
        { ...jose, ip: maria.ip },
      ],
      plans: [GOLD, SILVER],
    });
    expect([...desired.subscribers.values()].map(({ loginId }) => loginId)).toEqual([2]);
    expect(skips(desired).filter((text) => text.startsWith('fixed-ip'))).toEqual(['fixed-ip-taken: login 1 (maria)']);
  });

  test('of two that are not online both are in doubt', () => {
    const desired = mapped({
      logins: [
        { ...maria, ...unseen },
        { ...jose, ...unseen, ip: maria.ip },
      ],
      plans: [GOLD, SILVER],
    });
    expect(desired.subscribers.size).toBe(0);
    expect(desired.doubts.size).toBe(1);
  });
});
