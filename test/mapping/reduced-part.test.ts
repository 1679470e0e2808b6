import { describe, expect, test } from 'vitest';
import type { Plan } from '../../src/billing/records.ts';
import type { MappingOptions } from '../../src/mapping/desired.ts';
import { partOf } from '../../src/mapping/reduced.ts';
import { aContract, aLogin, aPlan, mapped, skips } from '../support/builders.ts';

/** `--reduced-rate 10%`: where a plan names no reduced one, a part of its own speed. */

function reducedTo(rate: string, plan: Partial<Plan> = {}, options: Partial<MappingOptions> = {}) {
  const [download = '', upload = download] = rate.split('/');
  const desired = mapped(
    {
      logins: [aLogin({ contract: 1, plan: 1 })],
      plans: [aPlan(plan)],
      contracts: [aContract({ speedStatus: 'R' })],
    },
    { reduced: { rate: { download, upload } }, ...options },
  );
  const { downKbps, upKbps } = desired.policies.get('Gold_RED') ?? {};
  return { desired, rates: [downKbps, upKbps], choice: desired.subscribers.get('100.64.0.1')?.choice };
}

describe('a part of the plan’s speed', () => {
  test.each([
    ['10%', {}, [10_000, 5000]],
    ['12.5%', {}, [12_500, 6250]],
    ['12,5%', {}, [12_500, 6250]],
    ['12.25%', {}, [12_250, 6125]],
    ['10%/20%', {}, [10_000, 10_000]],
    ['10%/1M', {}, [10_000, 1000]],
    ['100%', {}, [100_000, 50_000]],
    ['1%', { download: '10k', upload: '64k' }, [1, 1]],
    ['10%', { upload: '' }, [10_000, -1]],
    ['10%', { download: '' }, [-1, 5000]],
  ])('%s of %o', (rate, plan, rates) => {
    const reduced = reducedTo(rate, plan);
    expect(reduced.choice).toEqual({ kind: 'named', name: 'Gold_RED' });
    expect(reduced.rates).toEqual(rates);
  });

  test('is of what the policy of the plan has: as k, M and G count, and as the plan is sold', () => {
    expect(reducedTo('10%', {}, { rateFactor: { down: 1.1, up: 2 } }).rates).toEqual([11_000, 10_000]);
    expect(reducedTo('50%', { download: '1M', upload: '2M' }, { speedBase: 1024 }).rates).toEqual([512, 1024]);
    expect(reducedTo('50%', { download: '100', upload: '100' }, { bareUnit: 'M' }).rates).toEqual([50_000, 50_000]);
  });

  test('of an unlimited plan there is none: its customers keep it, told', () => {
    const { choice, desired } = reducedTo('10%', { download: '', upload: '0' });
    expect(choice).toEqual({ kind: 'named', name: 'Gold' });
    expect(skips(desired).join()).toContain('no-reduced-plan: login 1 (maria)');
    expect(desired.skipped).toContainEqual(expect.objectContaining({ why: { kind: 'unlimited', plan: 1 } }));
  });

  test.each([{ download: '1.000M' }, { upload: null }])(
    'of an unreadable one (%o) nobody knows: they keep what they have',
    (plan) => {
      const { choice, desired } = reducedTo('10%', plan);
      expect(choice).toEqual({ kind: 'unread' });
      expect(desired.policies.has('Gold_RED')).toBe(false);
      expect(skips(desired).join()).toContain('unreadable-speed: plan 1 (Gold)');
    },
  );

  test.each(['10', '%', '1000%', '-1%', '1.2345%', '10 %%'])('%s is no part', (text) => {
    expect(partOf(text)).toBeUndefined();
  });
});
