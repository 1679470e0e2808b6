import { describe, expect, test } from 'vitest';
import { anUpdate, aPlan, groupItem, owning, policyItem, subscriberItem } from '../support/builders.ts';
import { aPayer, broken, drops, groups, makes, POLICIES, proving, regroups, speeds, turns } from './proving.ts';

const owned = owning({ policy: ['Gold', 'Lead', 'VIP'], subscriber: ['100.64.0.1'] });

describe('every policy that is named is there', () => {
  test('which a write names', () => {
    const bqn = { policies: [] };
    const made = makes('100.64.0.1', 'maria', 'Gold');
    expect(broken({ logins: [aPayer()], bqn }, [made])).toEqual(['policy not there']);
    expect(
      broken({ logins: [aPayer()], bqn, plans: [aPlan({ upload: '100M' })] }, [
        speeds('Gold', 100_000, 'create'),
        made,
      ]),
    ).toEqual([]);
    const group = groups('DS-maria', { members: ['100.64.0.1'] });
    const parts = { logins: [aPayer({ delegatedPrefix: '2001:db8:0:20::/60' })], mapping: { dualStack: true } };
    expect(broken({ ...parts, bqn }, [group])).toEqual(['policy not there']);
  });

  test('but one that was not there before, and is left as it is', () => {
    const bqn = { subscribers: [subscriberItem('100.64.0.1', 'maria', 'Ghost')] };
    expect(broken({ logins: [aPayer()], bqn, owned }, [turns('100.64.0.1', { subscriberId: 'maria' })])).toEqual([]);
    expect(broken({ logins: [aPayer()], bqn, owned }, [turns('100.64.0.1', { policyRate: 'Phantom' })])).toEqual([
      'policy not there',
    ]);
    const item = groupItem('DS-maria', { subscriberMembers: ['100.64.0.1'], policyRate: 'Ghost' });
    const ours = { logins: [aPayer()], bqn: { groups: [item] }, owned: owning({ group: ['DS-maria'] }) };
    const grouped = (policy: string) => broken(ours, [regroups('DS-maria', { members: ['100.64.0.1'], policy })]);
    expect(grouped('Ghost')).toEqual([]);
    expect(grouped('Phantom')).toEqual(['policy not there']);
  });

  test('which is deleted under nobody, whosever entry or group it is', () => {
    expect(broken({ owned }, [drops('policy', 'Lead')])).toEqual([]);
    const entry = { subscribers: [subscriberItem('203.0.113.9', 'radius', 'Lead')] };
    expect(broken({ owned, bqn: entry }, [drops('policy', 'Lead')])).toEqual(['policy not there']);
    const group = { groups: [groupItem('VIPs', { policyRate: 'Lead' }), groupItem('Towers')] };
    expect(broken({ owned, bqn: group }, [drops('policy', 'Lead')])).toEqual(['policy not there']);
    const both = { ...owned, ...owning({ policy: ['Lead'], group: ['VIPs'] }) };
    expect(broken({ owned: both, bqn: group }, [drops('group', 'VIPs'), drops('policy', 'Lead')])).toEqual([]);
  });

  test('or which goes under an entry that is left as it is', () => {
    const bqn = { subscribers: [subscriberItem('100.64.0.1', 'maria', 'VIP')] };
    const [renames, goes] = [turns('100.64.0.1', { subscriberId: 'maria' }), drops('policy', 'VIP')];
    const { findings } = proving({ bqn, owned }, [renames, goes]);
    expect(findings).toEqual(
      [renames, goes].map((change) => ({ rule: 'policy not there', change, logins: [], becomes: 'VIP' })),
    );
  });

  test('what is withheld may need it: the rest is proved again, and the first finding is the defect', () => {
    const bqn = { subscribers: [subscriberItem('100.64.0.1', 'maria', 'VIP', { quota: { volume: 5 } })] };
    const { findings, withheld, plan } = proving({ bqn, owned }, [
      drops('subscriber', '100.64.0.1'),
      drops('policy', 'VIP'),
      speeds('Gold', 7),
    ]);
    expect(findings.map(({ rule }) => rule)).toEqual(['other speed', "others' field"]);
    expect(withheld).toHaveLength(3);
    expect(plan.changes).toEqual([]);
  });
});

describe('a policy says the speed of its plan', () => {
  const plans = [aPlan({ download: '100M', upload: '100M' })];

  test('and no other', () => {
    expect(broken({ logins: [aPayer()], plans }, [speeds('Gold', 100_000)])).toEqual([]);
    expect(broken({ logins: [aPayer()], plans }, [speeds('Gold', 10_000)])).toEqual(['other speed']);
    expect(broken({ logins: [aPayer()], plans, owned }, [drops('policy', 'VIP')])).toEqual([]);
  });

  test('in either way', () => {
    const sets = (down: number, up: number) => {
      const body = { rateLimitDownlink: { rate: down }, rateLimitUplink: { rate: up } };
      return [anUpdate({ kind: 'policy', key: 'Gold', body })];
    };
    const parts = { logins: [aPayer()], plans: [aPlan({ download: '100M', upload: '50M' })] };
    expect(broken(parts, sets(100_000, 50_000))).toEqual([]);
    expect(broken(parts, sets(100_000, 50_001))).toEqual(['other speed']);
    const [change] = sets(100_001, 50_000);
    expect(proving({ ...parts, logins: [] }, change === undefined ? [] : [change]).findings).toEqual([
      { rule: 'other speed', change, logins: [], was: '100000/50000', becomes: '100001/50000' },
    ]);
  });

  test('or, of no plan any more, the one that it has', () => {
    const bqn = { policies: [...POLICIES, policyItem('Old', { rateLimitDownlink: { rate: 7 }, rateLimitUplink: {} })] };
    const parts = { bqn, owned: owning({ policy: ['Old'] }) };
    const sets = (rate: number) => [anUpdate({ kind: 'policy', key: 'Old', body: { rateLimitDownlink: { rate } } })];
    expect(broken(parts, sets(7))).toEqual([]);
    expect(broken(parts, sets(8))).toEqual(['other speed']);
  });

  test('in doubt it is not written, nor is one that no plan is called', () => {
    const odd = [...plans, aPlan({ id: 2, name: 'Gold', download: 'fast', upload: 'fast' })];
    expect(broken({ logins: [aPayer({ plan: 2 })], plans: odd, owned }, [speeds('Lead', 5)])).toEqual(['other speed']);
    const listed = { policies: [...POLICIES, policyItem('Odd')] };
    const left = [aPlan({ id: 3, name: 'Odd', download: 'fast', upload: 'fast' })];
    const inDoubt = { plans: left, bqn: listed, owned: owning({ policy: ['Odd'] }) };
    expect(broken(inDoubt, [speeds('Odd', 5)])).toEqual(['other speed']);
    const same = anUpdate({ kind: 'policy', key: 'Odd', body: { rateLimitDownlink: { rate: 100_000 } } });
    expect(broken(inDoubt, [same]), 'not even at the speed that it has').toEqual(['other speed']);
  });

  test('the block blocks', () => {
    expect(broken({}, [speeds('Billing-Block', 0)])).toEqual([]);
    expect(broken({}, [speeds('Billing-Block', 5)])).toEqual(['other speed']);
  });
});
