import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/changes/change-plan.ts';
import { NOTHING_DESIRED } from '../../src/mapping/desired.ts';
import { EVERYBODY } from '../../src/mapping/scope-rule.ts';
import { prove } from '../../src/proof/proof.ts';
import {
  aBqn,
  aChangePlan,
  aLogin,
  anUpdate,
  groupItem,
  type Lists,
  owning,
  policyItem,
  subscriberItem,
} from '../support/builders.ts';
import {
  aDebtor,
  aPayer,
  broken,
  drops,
  groups,
  IN_SERVICE,
  makes,
  POLICIES,
  proving,
  regroups,
  situationOf,
  speeds,
  turns,
} from './proving.ts';

const ENTRY = '203.0.113.9';
const RADIUS: Lists = {
  subscribers: [subscriberItem(ENTRY, 'radius', 'VIP')],
  groups: [groupItem('Condo', { subscriberMembers: [ENTRY], policyRate: 'VIP' })],
};
const OURS = owning({ subscriber: { [ENTRY]: { id: 'radius' } }, policy: { VIP: { id: '1' } }, group: ['Condo'] });

describe('nothing is changed that the books do not name and no wish wants', () => {
  const writes: readonly (readonly [string, Change])[] = [
    ['an entry', turns(ENTRY, { policyRate: '' })],
    ['an entry, deleted', drops('subscriber', ENTRY)],
    ['a policy, deleted', drops('policy', 'VIP')],
    ['a group', regroups('Condo', { policy: '' })],
    ['a group, deleted', drops('group', 'Condo')],
    ['a group of everybody', drops('group', 'all-subscribers')],
    ['an entry out of the blue', makes('203.0.113.8', 'x', 'Gold')],
    ['a group out of the blue', groups('Towers', { policy: '' })],
    ['a policy', anUpdate({ kind: 'policy', key: 'VIP', body: { rateLimitDownlink: { rate: 100_000 } } })],
    ['a policy out of the blue', speeds('New', 5, 'create')],
    ['what is not there, deleted', drops('policy', 'Ghost')],
  ];

  test.each(writes)('%s', (_what, change) => {
    expect(broken({ bqn: RADIUS }, [change])).toContain("others' entry");
  });

  test.each(writes.slice(0, 5))('what the books name may be: %s', (_what, change) => {
    expect(broken({ bqn: { ...RADIUS, policies: [...POLICIES] }, owned: OURS }, [change])).not.toContain(
      "others' entry",
    );
  });

  test('the group of everybody is not ours even where the books name it; a policy that is called so may be', () => {
    const all = { groups: [groupItem('all-subscribers')], policies: [...POLICIES, policyItem('all-subscribers')] };
    const owned = owning({ group: ['all-subscribers'], policy: ['all-subscribers'] });
    expect(broken({ bqn: all, owned }, [drops('group', 'all-subscribers')])).toEqual(["others' entry"]);
    expect(broken({ bqn: all, owned }, [drops('policy', 'all-subscribers')])).toEqual([]);
  });

  test('the block and the slow lane are ours by their names', () => {
    const same = (key: string, rate: number) =>
      anUpdate({ kind: 'policy', key, body: { rateLimitDownlink: { rate } } });
    const bqn = { policies: [...POLICIES, policyItem('Billing-Slow')] };
    expect(
      broken({ bqn, mapping: { block: false } }, [same('Billing-Block', 0), same('Billing-Slow', 100_000)]),
    ).toEqual([]);
  });

  test('all entries say the same that name a customer of ours under a policy of ours', () => {
    const other = '100.64.0.9';
    const skipped = { scope: { ...EVERYBODY, skipLogins: new Set(['maria']) } };
    const changed = (id: string, policy: string, mapping = {}) => {
      const bqn = { subscribers: [subscriberItem(other, id, policy)] };
      return broken({ logins: [aPayer()], bqn, mapping }, [turns(other, { policyRate: 'Lead' })]);
    };
    expect(changed('maria', 'Gold')).toEqual([]);
    expect(changed('maria', 'Billing-Block')).toEqual([]);
    expect(changed('maria', 'VIP'), 'a policy of the operator’s').toEqual(["others' entry"]);
    expect(changed('maria', ''), 'none').toEqual(["others' entry"]);
    expect(changed('radius', 'Gold'), 'nobody who is known').toEqual(["others' entry"]);
    expect(changed('', 'Gold'), 'nobody').toEqual(["others' entry"]);
    expect(changed('maria', 'Gold', skipped), 'who is not served').toEqual(["others' entry"]);
    const missing = turns(other, { policyRate: 'Lead' });
    expect(broken({ logins: [aPayer()] }, [missing]), 'what is not there').toEqual(["others' entry"]);
  });

  test('what stands there under another id is not what the books name', () => {
    const owned = owning({ subscriber: { [ENTRY]: { id: 'maria', former: 'jose' } } });
    expect(broken({ bqn: RADIUS, owned }, [drops('subscriber', ENTRY)])).toEqual(["others' entry"]);
    const former = owning({ subscriber: { [ENTRY]: { id: 'maria', former: 'radius' } } });
    expect(broken({ bqn: RADIUS, owned: former }, [drops('subscriber', ENTRY)])).toEqual([]);
    const unnamed = owning({ policy: { Ghost: { id: '1' } } });
    expect(broken({ owned: unnamed }, [drops('policy', 'Ghost')]), 'what is not there').toEqual(["others' entry"]);
    const group = owning({ group: { Condo: { id: '7' } } });
    expect(broken({ bqn: RADIUS, owned: group }, [drops('group', 'Condo')]), 'a group has no id').toEqual([]);
    const anything = owning({ subscriber: [ENTRY] });
    expect(broken({ bqn: RADIUS, owned: anything }, [drops('subscriber', ENTRY)])).toEqual([]);
  });

  test('what stood there before may be written as it stood, and no other way', () => {
    const quota = { volume: 7 };
    const stood = aBqn({ subscribers: [subscriberItem(ENTRY, 'radius', 'VIP', { quota })] });
    const back = turns(ENTRY, { policyRate: 'VIP', quota });
    expect(broken({ bqn: RADIUS, stood }, [back])).not.toContain("others' entry");
    expect(broken({ bqn: RADIUS, stood }, [back])).toEqual([]);
    expect(broken({ bqn: RADIUS, stood }, [turns(ENTRY, { quota: { volume: 8 } })])).not.toEqual([]);
    expect(broken({ bqn: RADIUS, stood }, [regroups('Condo', { policy: '' })])).toContain("others' entry");
  });

  test('what was taken over is never deleted', () => {
    const owned = owning({ subscriber: { [ENTRY]: { takenOver: true } } });
    expect(broken({ bqn: RADIUS, owned }, [drops('subscriber', ENTRY)])).toEqual(["others' entry"]);
    expect(broken({ bqn: RADIUS, owned, prune: 'all' }, [drops('subscriber', ENTRY)])).toEqual(["others' entry"]);
  });

  test('--prune all may empty and delete what others wrote, but not what nobody wrote; --prune none nothing', () => {
    const seen = { subscribers: [subscriberItem(ENTRY, 'x', 'VIP', { policyAssignedBy: 'rules' })] };
    expect(broken({ bqn: RADIUS, prune: 'all' }, [drops('subscriber', ENTRY)])).toEqual([]);
    expect(broken({ bqn: RADIUS, prune: 'all' }, [drops('group', 'Condo')])).toEqual([]);
    expect(broken({ bqn: RADIUS, prune: 'all' }, [turns(ENTRY, { policyRate: '' })])).toEqual([]);
    expect(broken({ bqn: RADIUS, prune: 'all' }, [regroups('Condo', { policy: '' })])).toEqual(["others' entry"]);
    const sets = anUpdate({ kind: 'policy', key: 'VIP', body: { rateLimitDownlink: { rate: 100_000 } } });
    expect(broken({ bqn: RADIUS, prune: 'all' }, [sets])).toEqual(["others' entry"]);
    expect(broken({ bqn: seen, prune: 'all' }, [drops('subscriber', ENTRY)])).toEqual(["others' entry"]);
    expect(broken({ bqn: RADIUS, owned: OURS, prune: 'none' }, [drops('subscriber', ENTRY)])).toEqual([
      "others' entry",
    ]);
  });

  test('a policy in doubt is not deleted', () => {
    expect(broken({ owned: owning({ policy: ['Billing-Block'] }) }, [drops('policy', 'Billing-Block')])).toEqual([
      "others' entry",
    ]);
    const group = { bqn: { groups: [groupItem('Billing-Block')] }, owned: owning({ group: ['Billing-Block'] }) };
    expect(broken(group, [drops('group', 'Billing-Block')]), 'a group that is called so is none').toEqual([]);
  });

  test('nothing is made anew that is there', () => {
    const bqn = { subscribers: [subscriberItem('100.64.0.1', 'maria', 'Gold')] };
    expect(broken({ logins: [aPayer()], bqn }, [makes('100.64.0.1', 'maria', 'Gold')])).toEqual(["others' entry"]);
  });

  test('groups of sites are ours where they are wanted', () => {
    const parts = { desired: undefined };
    expect(parts.desired).toBeUndefined();
    const group = groups('L1-north', { policy: '' });
    expect(
      broken(
        { mapping: { siteGroups: 'nas' }, logins: [aPayer({ site: { column: 'id_concentrador', value: 'north' } })] },
        [group],
      ),
    ).toEqual([]);
    expect(broken({ logins: [aPayer()] }, [group])).toEqual(["others' entry"]);
  });
});

describe('what is at the place of another who is online is freed, whosever hand made it', () => {
  const GROUP = groupItem('DS-gone', { subscriberMembers: ['100.64.0.1', '100.64.0.7'], policyRate: 'Gold' });

  test('by letting go of it, and of nothing else', () => {
    const bqn = { groups: [GROUP] };
    const lets = (members: readonly string[], policy = 'Gold') => [
      regroups('DS-gone', { members, policy }, { letsGo: true }),
    ];
    expect(broken({ logins: [aPayer()], bqn }, lets(['100.64.0.7']))).toEqual([]);
    expect(broken({ logins: [aPayer()], bqn }, lets(['100.64.0.7'], ''))).toEqual([]);
    expect(broken({ logins: [aPayer()], bqn }, [drops('group', 'DS-gone', { letsGo: true })])).toEqual([]);
    expect(broken({ logins: [aPayer()], bqn }, lets(['100.64.0.1']))).toEqual(["others' entry"]);
    expect(broken({ logins: [aPayer()], bqn }, lets(['100.64.0.7', '100.64.0.8']))).toEqual(["others' entry"]);
    expect(broken({ logins: [aPayer()], bqn }, lets(['100.64.0.7'], 'Lead'))).toEqual(["others' entry"]);
    expect(broken({ logins: [], bqn }, lets(['100.64.0.7']))).toEqual(["others' entry"]);
    expect(broken({ logins: [aPayer()] }, [regroups('DS-none', { policy: '' }, { letsGo: true })])).toEqual([
      "others' entry",
    ]);
    const wide = { groups: [groupItem('DS-gone', { subscriberRanges: ['100.64.0.0/24', 'x'], policyRate: 'Gold' })] };
    const of = (...members: string[]) => broken({ logins: [aPayer()], bqn: wide }, lets(members));
    expect(of('100.64.0.7'), 'of a network all but one address').toEqual([]);
    for (const other of ['100.65.0.7', '2001:db8::', 'y']) expect(of(other), other).toEqual(["others' entry"]);
    const condo = { groups: [{ ...GROUP, subscriberGroupName: 'Condo' }] };
    const left = [regroups('Condo', { members: ['100.64.0.7'] }, { letsGo: true })];
    expect(broken({ logins: [aPayer()], bqn: condo }, left), 'of a group of our kind').toEqual(["others' entry"]);
    const scope = { ...EVERYBODY, skipLogins: new Set(['maria']) };
    expect(
      broken({ logins: [aPayer()], bqn, mapping: { scope } }, lets(['100.64.0.7'])),
      'of one who is skipped',
    ).toEqual([]);
  });

  test('by a group that goes, since the BQN computes that they are in it', () => {
    const computed = groupItem('DS-gone', {
      subscriberMembers: ['100.64.0.7'],
      subscriberAll: ['100.64.0.1'],
      policyRate: 'Gold',
    });
    const bqn = { groups: [computed] };
    expect(broken({ logins: [aPayer()], bqn }, [drops('group', 'DS-gone', { letsGo: true })])).toEqual([]);
    const lets = [regroups('DS-gone', { members: [], policy: 'Gold' }, { letsGo: true })];
    expect(broken({ logins: [aPayer()], bqn }, lets), 'no write gets them out').toEqual(["others' entry"]);
  });

  test('by letting go of what is wanted for one who may be there, or is in doubt', () => {
    const bqn = { groups: [GROUP] };
    const unseen = aLogin({ contract: IN_SERVICE, plan: 1, isUnseen: true });
    const lets = [regroups('DS-gone', { members: ['100.64.0.7'] }, { letsGo: true })];
    expect(broken({ logins: [unseen], bqn }, lets)).toEqual([]);
    const all = [regroups('DS-gone', { members: [] }, { letsGo: true })];
    expect(broken({ logins: [unseen], bqn }, all), 'and of nobody’s with it').toEqual([]);
    expect(broken({ logins: [unseen, { ...unseen, id: 4, login: 'ana', plan: 2 }], bqn }, lets)).toEqual([]);
  });

  test('a group that is called as a customer of ours may come to say what they get', () => {
    const bqn = { groups: [groupItem('DS-maria', { subscriberMembers: ['100.64.0.1'], policyRate: 'Lead' })] };
    const agrees = [regroups('DS-maria', { members: ['100.64.0.1'] })];
    expect(broken({ logins: [aPayer()], bqn }, agrees)).toEqual([]);
    const scope = { ...EVERYBODY, skipLogins: new Set(['maria']) };
    expect(broken({ logins: [aPayer()], bqn, mapping: { scope } }, agrees)).toContain("others' entry");
  });

  test('by emptying an entry of another, or one that names a policy of ours', () => {
    const key = '2001:db8:0:20::';
    const login = aPayer({ delegatedPrefix: '2001:db8:0:20::/64' });
    const listed = (id: string, policy: string) => ({ subscribers: [subscriberItem(key, id, policy)] });
    const empties = [turns(key, { policyRate: '' })];
    expect(broken({ logins: [login], bqn: listed('gone', 'Gold') }, empties)).toEqual([]);
    expect(broken({ logins: [login], bqn: listed('gone', 'Billing-Block') }, empties)).toEqual([]);
    expect(
      broken({ logins: [login], bqn: listed('gone', 'VIP'), owned: owning({ policy: ['VIP'] }) }, empties),
    ).toEqual([]);
    expect(broken({ logins: [login, aDebtor()], bqn: listed('jose', 'VIP') }, empties)).toEqual([]);
    expect(broken({ logins: [login], bqn: listed('gone', 'VIP') }, empties)).toEqual(["others' entry"]);
    expect(broken({ logins: [login], bqn: listed('gone', '') }, [turns(key, { subscriberId: 'x' })])).toEqual([
      "others' entry",
    ]);
    expect(broken({ logins: [login], bqn: listed('gone', 'Gold') }, [turns(key, { policyRate: 'Lead' })])).toContain(
      "others' entry",
    );
    expect(broken({ logins: [login] }, [drops('subscriber', key)])).toEqual(["others' entry"]);
    const own = { logins: [login], bqn: listed('maria', 'Gold') };
    expect(broken(own, [drops('subscriber', key)]), 'but not their own').toContain("others' entry");
  });
});

describe('no field of others is changed', () => {
  const bqn = {
    policies: [...POLICIES, policyItem('Odd', { rateLimitDownlink: { rate: 1, congestionMgmt: true }, maxFlows: 9 })],
    subscribers: [subscriberItem('100.64.0.1', 'maria', 'Gold', { quota: { volume: 5 } })],
  };
  const owned = owning({ policy: ['Odd', 'Gold'], subscriber: ['100.64.0.1'] });
  const parts = { logins: [aPayer()], bqn, owned };

  test('it is sent as it stood, or not at all', () => {
    expect(broken(parts, [turns('100.64.0.1', { policyRate: 'Gold', quota: { volume: 5 } })])).toEqual([]);
    expect(broken(parts, [turns('100.64.0.1', { policyRate: 'Gold', quota: { volume: 6 } })])).toEqual([
      "others' field",
    ]);
    const strange = turns('100.64.0.1', { policyRate: 'Gold', maxFlows: 1 });
    expect(proving(parts, [strange]).findings).toEqual([
      { rule: "others' field", change: strange, logins: [], becomes: 'maxFlows' },
    ]);
  });

  test('inside of a limit as well', () => {
    const writes = (rateLimitDownlink: object) => [
      anUpdate({ kind: 'policy', key: 'Odd', body: { rateLimitDownlink } }),
    ];
    expect(broken(parts, writes({ rate: 1 }))).toContain("others' field");
    expect(broken(parts, writes({ rate: 1, congestionMgmt: false }))).toContain("others' field");
    expect(broken(parts, writes({ rate: 1, congestionMgmt: true }))).not.toContain("others' field");
    expect(broken(parts, [speeds('Gold', 100_000)])).not.toContain("others' field");
    expect(broken({}, [speeds('New', 5, 'create')])).not.toContain("others' field");
    const before = { rate: 1, congestionMgmt: false };
    const stood = aBqn({ policies: [policyItem('Odd', { rateLimitDownlink: before })] });
    expect(broken({ ...parts, stood }, writes(before)), 'as it stood before the first run').not.toContain(
      "others' field",
    );
    expect(broken({ ...parts, stood }, writes({ rate: 1 }))).toContain("others' field");
  });

  test('an entry with a quota is not deleted', () => {
    expect(broken({ bqn, owned }, [drops('subscriber', '100.64.0.1')])).toEqual(["others' field"]);
    const empty = { subscribers: [subscriberItem('100.64.0.1', 'maria', 'Gold', { quota: {}, maxFlows: 1 })] };
    expect(broken({ bqn: empty, owned }, [drops('subscriber', '100.64.0.1')])).toEqual([]);
  });
});

test('nothing is put on an address that the operator keeps out of this program', () => {
  const scope = { ...EVERYBODY, skipSubnets: [{ first: 0xcb007100, last: 0xcb0071ff }] };
  const parts = { bqn: RADIUS, owned: OURS, mapping: { scope } };
  expect(broken(parts, [turns(ENTRY, { policyRate: 'Lead' })])).toEqual(['not served']);
  expect(broken(parts, [turns(ENTRY, { policyRate: '' })])).toEqual([]);
  expect(broken(parts, [drops('subscriber', ENTRY)])).toEqual([]);
  const blocked = { subscribers: [subscriberItem(ENTRY, 'maria', 'Billing-Block')] };
  const logins = [aPayer({ ip: ENTRY })];
  expect(
    broken({ ...parts, logins, bqn: blocked }, [turns(ENTRY, { policyRate: 'Gold' })]),
    'but a block goes',
  ).toEqual([]);
});

test('a block in a group of this program’s kind goes with it', () => {
  const group = (name: string, policyRate: string) => ({
    groups: [groupItem(name, { subscriberMembers: ['100.64.0.9'], policyRate })],
  });
  const frees = (name: string) => [regroups(name, { members: ['100.64.0.9'], policy: '' })];
  const removed = (name: string, policy: string) =>
    prove(aChangePlan(frees(name)), {
      ...situationOf({ bqn: group(name, policy) }),
      billing: undefined,
      desired: NOTHING_DESIRED,
    }).findings.map(({ rule }) => rule);
  expect(removed('DS-gone', 'Billing-Block')).toEqual([]);
  expect(removed('DS-gone', 'Gold')).toEqual(["others' entry"]);
  expect(removed('Condo', 'Billing-Block')).toEqual(["others' entry"]);
  expect(broken({ bqn: group('DS-gone', 'Billing-Block') }, frees('DS-gone'))).toEqual(["others' entry"]);
});
