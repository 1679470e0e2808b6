import { describe, expect, test } from 'vitest';
import { apply } from '../../src/apply/apply.ts';
import { WriteRefused } from '../../src/bqn/errors.ts';
import { NOTHING_LEARNT, showsSites } from '../../src/changes/diff-sites.ts';
import type { Membership } from '../../src/changes/membership.ts';
import type { OwnedEntry } from '../../src/changes/ownership.ts';
import type { Why } from '../../src/customers/why.ts';
import type { SiteGroups } from '../../src/mapping/desired.ts';
import type { JsonObject } from '../../src/text/json.ts';
import {
  aBqn,
  aChangePlan,
  aGroup,
  aPolicy,
  aSubscriber,
  DIFF,
  groupItem,
  many,
  owning,
  policyItem,
  subscriberItem,
} from '../support/builders.ts';
import { MemoryBqn, written } from '../support/memory-bqn.ts';
import { applying, plan } from '../support/planning.ts';

/** Groups of sites: which are made, and who is put into them. */

const [IP, OTHER] = ['100.64.0.1', '100.64.0.2'] as const;
const maria = aSubscriber();
const WANTED: SiteGroups = {
  kind: 'wanted',
  types: new Map([
    ['L1-a', 'access-point'],
    ['L2-t', 'tower'],
  ]),
  of: new Map([[IP, ['L1-a', 'L2-t']]]),
};
const BOTH = [groupItem('L1-a'), groupItem('L2-t')];

function entry(subscriberGroups: unknown, id = 'maria', policy = 'Gold'): JsonObject {
  return subscriberItem(IP, id, policy, { subscriberGroups });
}

interface Case {
  readonly sites?: SiteGroups;
  readonly entries?: readonly JsonObject[];
  readonly groups?: readonly JsonObject[];
  readonly memory?: Partial<typeof NOTHING_LEARNT>;
  readonly owned?: readonly string[];
  readonly dual?: boolean;
}

function planned({ sites = WANTED, entries = [entry([])], groups = BOTH, memory, owned = [], dual = false }: Case) {
  return plan(
    { policies: [aPolicy()], subscribers: [maria], sites, groups: dual ? [aGroup(maria, 'last good')] : [] },
    { policies: [policyItem()], subscribers: entries, groups },
    { ...DIFF, sites: { ...NOTHING_LEARNT, ...memory } },
    owning({ policy: ['Gold'], subscriber: [IP], group: owned }),
  );
}

/** What each is to list, the built-in group left out. */
function listed(one: Case): (readonly string[])[] {
  return planned(one).memberships.map(({ groups }) => {
    expect(groups[0]).toBe('all-subscribers');
    return groups.slice(1);
  });
}

test('the group of a site stays for a run where only it tells whom we put into it, and they have other writes first', () => {
  const off = { kind: 'off' } as const;
  const of25 = { groups: [groupItem('L1-a')], owned: ['L1-a'], sites: off };
  const site = (one: ReturnType<typeof planned>) =>
    one.changes.filter(({ key }) => key === 'L1-a').map(({ action }) => action);
  const written = planned({ ...of25, entries: [entry(['L1-a'], 'maria', 'Old')] });
  expect([site(written), written.memberships]).toEqual([[], []]);
  const then = planned({ ...of25, entries: [entry(['L1-a'])] });
  expect([site(then), then.memberships.map(({ removed }) => removed)]).toEqual([['delete'], [['L1-a']]]);
  expect(site(planned({ ...of25, entries: [entry([], 'maria', 'Old')] })), 'nobody is in it').toEqual(['delete']);
  const listed = { policies: [policyItem()], subscribers: [entry(['L1-a'])], groups: of25.groups };
  const all = owning({ policy: ['Gold'], subscriber: { [IP]: { id: 'maria' } }, group: ['L1-a'] });
  const uninstalled = plan({ sites: off }, listed, { ...DIFF, prune: 'owned' }, all);
  expect(site(uninstalled), 'an entry that goes has nothing to be taken out of').toEqual(['delete']);
  const noted = owning({ policy: ['Gold'], subscriber: { [IP]: { id: 'maria', sites: ['L1-a'] } }, group: ['L1-a'] });
  const moving = { ...listed, subscribers: [entry(['L1-a'], 'maria', 'Old')] };
  const wanted = { policies: [aPolicy()], subscribers: [maria], sites: off };
  expect(site(plan(wanted, moving, DIFF, noted)), 'the books tell it as well').toEqual(['delete']);
});

describe('a group of a site', () => {
  test('is made with its type, and limits nobody', () => {
    const { changes, memberships } = planned({ groups: [groupItem('L2-t')] });
    expect(changes).toMatchObject([
      {
        action: 'create',
        kind: 'group',
        key: 'L1-a',
        body: { subscriberGroupType: 'access-point' },
        policy: null,
        why: { kind: 'site' },
      },
    ]);
    expect(memberships, 'into those that are there').toMatchObject([{ added: ['L2-t'] }]);
  });

  test('of ours goes when nobody is there any more, or they are switched off', () => {
    const owned = ['L1-old', 'L1-a', 'L2-t'];
    const groups = [...BOTH, groupItem('L1-old')];
    const deleted = (sites: SiteGroups) =>
      planned({ sites, groups, owned, entries: [entry([])] }).changes.map(({ action, key }) => `${action} ${key}`);
    expect(deleted(WANTED)).toEqual(['delete L1-old']);
    expect(deleted({ kind: 'off' })).toEqual(['delete L1-a', 'delete L2-t', 'delete L1-old']);
    expect(deleted({ kind: 'as they are' })).toEqual([]);
  });

  test('of somebody else’s is used, and never deleted', () => {
    expect(planned({ sites: { kind: 'off' } }).changes).toEqual([]);
  });
});

describe('who is put into it', () => {
  test('a subscriber who is not there yet, beside all groups that they have', () => {
    expect(planned({ entries: [entry(['all-subscribers', 'VIP'])] }).memberships).toEqual([
      {
        key: IP,
        path: IP,
        who: 'maria',
        groups: ['all-subscribers', 'VIP', 'L1-a', 'L2-t'],
        added: ['L1-a', 'L2-t'],
        removed: [],
      },
    ]);
  });

  test.each([
    ['who is there', [entry(['L1-a', 'L2-t'])]],
    ['whose entry is somebody else’s', [entry([], 'jose')]],
    ['of whom something else changes', [entry([], 'maria', 'Lead')]],
    ['who has no entry', []],
  ])('not one %s', (_who, entries) => {
    expect(listed({ entries })).toEqual([]);
  });

  test('one whose entry the operator made as we want it, out of no group of others', () => {
    const { memberships } = plan(
      { policies: [aPolicy()], subscribers: [maria], sites: WANTED },
      { policies: [policyItem()], subscribers: [entry(['VIP'])], groups: BOTH },
    );
    expect(memberships).toMatchObject([{ groups: ['all-subscribers', 'VIP', 'L1-a', 'L2-t'], removed: [] }]);
  });

  test('not one whose group changes in this run', () => {
    const groups = [...BOTH, groupItem('DS-maria', { subscriberMembers: [IP], policyRate: 'Gold' })];
    expect(listed({ groups, owned: ['DS-maria'] })).toEqual([]);
  });

  test('who moved leaves the site of before, if it was of ours', () => {
    const groups = [...BOTH, groupItem('L1-old'), groupItem('L1-theirs')];
    const entries = [entry(['L1-old', 'L1-theirs'])];
    const elsewhere = new Map([[IP, ['L1-a']]]);
    expect(listed({ sites: { ...WANTED, of: elsewhere }, groups, entries, owned: ['L1-old'] })).toEqual([
      ['L1-theirs', 'L1-a'],
    ]);
  });

  test('no more than three in all, and no more than were learnt to be possible', () => {
    expect(listed({ entries: [entry(['A', 'B'])] })).toEqual([['A', 'B', 'L1-a']]);
    expect(listed({ entries: [entry(['A', 'B', 'C', 'D'])] })).toEqual([]);
    expect(listed({ memory: { most: 1 } })).toEqual([['L1-a']]);
    expect(listed({ memory: { most: 0 } })).toEqual([]);
  });

  test('the dual-stack group counts, whether it is listed or not', () => {
    const ds = groupItem('DS-maria', { subscriberMembers: [IP], policyRate: 'Gold' });
    const one = { groups: [...BOTH, ds], owned: ['DS-maria'], dual: true, memory: { most: 2 } };
    expect(listed(one)).toEqual([['L1-a']]);
    expect(listed({ ...one, entries: [entry(['DS-maria'])] })).toEqual([['DS-maria', 'L1-a']]);
    expect(listed({ ...one, memory: { most: 3 } })).toEqual([['L1-a', 'L2-t']]);
  });

  test.each([undefined, null, 'L1-a', [7]])('a list that is none is empty: %j', (groups) => {
    expect(listed({ entries: [entry(groups)] })).toEqual([['L1-a', 'L2-t']]);
  });

  test('a prefix of a subscriber without a name is nobody’s', () => {
    const nameless = { subscriberIp: IP, policyRate: 'Gold', policyAssignedBy: 'api' };
    expect(listed({ entries: [nameless] })).toEqual([]);
  });
});

describe('a group of a site that another hand gave a policy', () => {
  const limited = [groupItem('L1-a', { policyRate: 'Cap' }), groupItem('L2-t')];

  test('takes nobody in, since they would be under it, and that is told', () => {
    const one = planned({ groups: limited });
    expect(one.memberships).toMatchObject([{ added: ['L2-t'] }]);
    expect(one.remarks).toEqual([{ kind: 'limited site', group: 'L1-a', policy: 'Cap', customers: 1 }]);
    const both: SiteGroups = { ...WANTED, of: new Map([...WANTED.of, [OTHER, ['L1-a']]]) };
    expect(planned({ groups: limited, sites: both }).remarks).toMatchObject([{ customers: 2 }]);
    const without = planned({ groups: limited, entries: [] });
    expect([without.memberships.length, without.remarks.length], 'before they have an entry').toEqual([0, 1]);
  });

  test('nobody is put into one by an entry that is somebody else’s still', () => {
    const nowhere = aSubscriber({ choice: { kind: 'named', name: 'Nowhere' } });
    const made = plan(
      { subscribers: [nowhere], sites: WANTED },
      { groups: BOTH, subscribers: [subscriberItem(IP, 'jose', 'VIP')] },
    );
    expect(made.stuck).toMatchObject([{ key: IP }]);
    expect(made.memberships).toEqual([]);
  });

  test('keeps whom it has', () => {
    const one = planned({ groups: limited, entries: [entry(['L1-a', 'L2-t'])] });
    expect([one.memberships, one.remarks]).toEqual([[], []]);
  });
});

describe('what we put a subscriber into is taken back', () => {
  const GROUPS = [...BOTH, groupItem('L1-theirs'), groupItem('VIP')];
  const LISTED = entry(['L1-a', 'L1-theirs', 'VIP']);
  const OFF = { kind: 'off' } as const;
  const taking = (sites: SiteGroups, known: Partial<OwnedEntry>, more: Partial<Case> = {}) =>
    plan(
      { policies: [aPolicy()], subscribers: [maria], sites },
      { policies: [policyItem()], subscribers: more.entries ?? [LISTED], groups: more.groups ?? GROUPS },
      DIFF,
      {
        ...owning({ policy: ['Gold'], subscriber: { [IP]: known } }),
        group: owning({ group: more.owned ?? [] }).group,
      },
    ).memberships.map(({ groups, removed }) => [groups.slice(1), removed]);

  test('when they are switched off, or of no site any more; all that others put them into stays', () => {
    const nowhere: SiteGroups = { ...WANTED, of: new Map([[IP, []]]) };
    for (const sites of [OFF, nowhere])
      expect(taking(sites, { sites: ['L1-a'] })).toEqual([[['L1-theirs', 'VIP'], ['L1-a']]]);
  });

  test('with the next site in one write, when that is there', () => {
    const moved: SiteGroups = { ...WANTED, of: new Map([[IP, ['L2-t']]]) };
    expect(taking(moved, { sites: ['L1-a'] })).toEqual([[['L1-theirs', 'VIP', 'L2-t'], ['L1-a']]]);
    expect(taking(moved, { sites: ['L1-a'] }, { groups: GROUPS.slice(0, 1) })).toEqual([]);
  });

  test('once no run comes after this one, of an entry that is written otherwise as well', () => {
    const quota = subscriberItem(IP, 'maria', 'Gold', { subscriberGroups: ['L1-a'], quota: { volume: 7 } });
    const taken = (reason: Why | undefined) =>
      plan(
        {},
        { policies: [policyItem()], subscribers: [quota], groups: GROUPS },
        { ...DIFF, ...(reason && { reason }) },
        owning({ policy: ['Gold'], subscriber: { [IP]: { id: 'maria', sites: ['L1-a'] } } }),
      ).memberships.map(({ removed }) => removed);
    expect(taken(undefined)).toEqual([]);
    expect(taken({ kind: 'asked', flag: '--remove-all' })).toEqual([['L1-a']]);
  });

  test('by an older ledger: of groups that we made', () => {
    expect(taking(OFF, {}, { owned: ['L1-a'] })).toEqual([[['L1-theirs', 'VIP'], ['L1-a']]]);
    expect(taking(OFF, {})).toEqual([]);
    expect(taking(OFF, {}, { owned: ['L1-a'], groups: [] }), 'it went long ago').toEqual([]);
  });

  test('of an entry without a name, which is called by its address', () => {
    const { memberships } = plan(
      {},
      {
        groups: GROUPS,
        subscribers: [{ subscriberIp: IP, policyRate: 'VIP', policyAssignedBy: 'api', subscriberGroups: ['L1-a'] }],
      },
      { ...DIFF, prune: 'none' },
      owning({ subscriber: { [IP]: { sites: ['L1-a'] } } }),
    );
    expect(memberships).toMatchObject([{ who: IP, removed: ['L1-a'] }]);
  });

  test.each<[string, Partial<OwnedEntry>, Partial<Case>]>([
    ['once it was written', { sites: [] }, { owned: ['L1-a'] }],
    ['where they are in none', { sites: ['L1-a'] }, { entries: [entry(['VIP'])] }],
    ['of an entry that is another’s now', { sites: ['L1-a'], id: 'jose' }, {}],
    ['of one that another hand wrote', { sites: ['L1-a'] }, { entries: [{ ...LISTED, policyAssignedBy: 'radius' }] }],
    ['of one that is gone', { sites: ['L1-a'] }, { entries: [] }],
    ['of one that changes otherwise', { sites: ['L1-a'] }, { entries: [entry(['L1-a'], 'maria', 'Lead')] }],
  ])('not %s', (_name, known, more) => {
    expect(taking(OFF, known, more)).toEqual([]);
  });

  test('nor while nothing could be learnt of the sites', () => {
    expect(taking({ kind: 'as they are' }, { sites: ['L1-a'] })).toEqual([]);
  });
});

describe('a BQN that does not show who is in which group', () => {
  test('is not written to again, and that is said', () => {
    const { memberships, remarks } = planned({ memory: { isTried: true } });
    expect([memberships, remarks]).toEqual([[], [{ kind: 'hides sites' }]]);
  });

  test('but is where it shows anybody in one, or there is nothing to write', () => {
    const shown = subscriberItem(OTHER, 'jose', 'Gold', { subscriberGroups: ['L2-t'] });
    expect(planned({ memory: { isTried: true }, entries: [entry([]), shown] }).memberships).toHaveLength(1);
    const sites = { ...WANTED, of: new Map([[IP, []]]) };
    expect(planned({ memory: { isTried: true }, sites }).remarks).toEqual([]);
  });
});

test.each(['off', 'as they are'] as const)('while sites are %s a BQN shows none of them', (kind) => {
  const bqn = aBqn({ subscribers: [entry(['L1-a'])] });
  expect(showsSites({ kind }, bqn)).toBe(false);
  expect(showsSites(WANTED, bqn)).toBe(true);
});

describe('writing', () => {
  const everybody = (count: number, groups: readonly string[]): Membership[] =>
    many(count, (at) => {
      const key = `100.64.0.${at}`;
      return { key, path: key, who: `c${at}`, groups: ['all-subscribers', ...groups], added: groups, removed: [] };
    });
  const bring = (bqn: MemoryBqn, memberships: readonly Membership[], more = {}) =>
    apply(aChangePlan([], { memberships }), bqn.state, new Map(), bqn, applying(more));
  const aBox = (count: number) =>
    new MemoryBqn({ groups: BOTH, subscribers: many(count, (at) => subscriberItem(`100.64.0.${at}`, `c${at}`, '')) });

  test('nothing but the groups is sent', async () => {
    const bqn = aBox(2);
    const { sites, done } = await bring(bqn, everybody(2, ['L1-a']));
    expect(bqn.writes).toMatchObject([
      { method: 'PUT', kind: 'subscriber', body: { subscriberGroups: ['all-subscribers', 'L1-a'] } },
      { method: 'PUT' },
    ]);
    expect(sites).toMatchObject({ joined: 2, left: 0, refused: 0, reason: undefined, most: undefined });
    expect(done).toEqual([]);
  });

  test('so many groups as are refused to all are not tried any more', async () => {
    const bqn = aBox(9);
    bqn.refuse = ({ body }) =>
      Array.isArray(body?.['subscriberGroups']) && body['subscriberGroups'].length > 2
        ? new WriteRefused(400, 'too many')
        : undefined;
    const memberships = [...everybody(6, ['L1-a', 'L2-t']), ...everybody(9, ['L1-a']).slice(6)];
    const { sites, refused } = await bring(bqn, memberships);
    expect(written(bqn)).toHaveLength(6);
    expect(sites).toMatchObject({ joined: 3, refused: 3, reason: 'too many', most: 1 });
    expect(refused).toEqual([]);
  });

  test('of several numbers that are refused the least counts', async () => {
    const bqn = aBox(6);
    bqn.refuse = () => new WriteRefused(409, 'no');
    const { sites } = await bring(bqn, [...everybody(3, ['L1-a', 'L2-t']), ...everybody(6, ['L1-a']).slice(3)]);
    expect(sites).toMatchObject({ refused: 6, most: 0 });
  });

  test('nor is anybody taken out any more of a BQN that refuses it', async () => {
    const bqn = aBox(9);
    bqn.refuse = () => new WriteRefused(400, 'no');
    const { sites } = await bring(
      bqn,
      everybody(9, []).map((one) => ({ ...one, removed: ['L1-a'] })),
    );
    expect(written(bqn)).toHaveLength(3);
    expect(sites).toMatchObject({ left: 0, refused: 3, most: undefined });
    bqn.refuse = ({ key }) => (key === '100.64.0.1' ? undefined : new WriteRefused(400, 'no'));
    expect((await bring(bqn, everybody(9, []))).sites).toMatchObject({ left: 1, refused: 8 });
  });

  test.each([
    ['two refusals', 2, 400],
    ['what is no clear no', 6, 503],
    ['an entry that went', 6, 404],
  ])('%s teach nothing', async (_what, count, status) => {
    const bqn = aBox(6);
    bqn.refuse = () => new WriteRefused(status, 'no');
    const { sites } = await bring(bqn, everybody(count, ['L1-a']));
    expect(sites).toMatchObject({ joined: 0, refused: count, most: undefined });
  });

  test('nor refusals beside a success', async () => {
    const bqn = aBox(6);
    bqn.refuse = ({ key }) => (key === '100.64.0.1' ? undefined : new WriteRefused(422, 'no'));
    expect((await bring(bqn, everybody(6, ['L1-a']))).sites).toMatchObject({ joined: 1, refused: 5, most: undefined });
  });

  test('a defect of ours is not mistaken for the BQN’s', async () => {
    const bqn = aBox(1);
    bqn.refuse = () => {
      throw new TypeError('a defect');
    };
    await expect(bring(bqn, everybody(1, ['L1-a']))).rejects.toThrow(TypeError);
  });

  test('a BQN that stops answering, and an interruption, end it', async () => {
    const bqn = aBox(30);
    bqn.refuse = () => new WriteRefused(500, 'HTTP 500');
    expect((await bring(bqn, everybody(30, ['L1-a']))).stopped?.name).toBe('BqnGaveUp');
    const signal = AbortSignal.abort();
    expect((await bring(aBox(1), everybody(1, ['L1-a']), { signal })).stopped?.name).toBe('Interrupted');
  });
});
