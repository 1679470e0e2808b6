import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/changes/change-plan.ts';
import { isShown, isThere, signatureOf, tryingOne, withoutUntaken } from '../../src/changes/second-look.ts';
import type { Fate } from '../../src/customers/fate.ts';
import {
  aBqn,
  aChangePlan,
  aCreation,
  aDeletion,
  aFate,
  anUpdate,
  groupItem,
  policyItem,
  subscriberItem,
} from '../support/builders.ts';

/** What a BQN made of what was written. */

const IP = '100.64.0.1';
const entry = aBqn({
  policies: [policyItem('Lead')],
  subscribers: [subscriberItem(IP, 'maria', 'Gold')],
  groups: [groupItem('DS-there')],
});
const group = aBqn({
  groups: [groupItem('DS-maria', { subscriberMembers: [IP], subscriberRanges: ['2001:db8::/56'], policyRate: 'Gold' })],
});

describe('isThere', () => {
  test.each<[string, Change, boolean]>([
    ['an entry as written', anUpdate({ body: { subscriberId: 'maria', policyRate: 'Gold' } }), true],
    ['one of which a part was written', anUpdate({ body: { policyRate: 'Gold' } }), true],
    ['one that is under another policy', anUpdate({ body: { policyRate: 'Lead' } }), false],
    ['one that is another’s', anUpdate({ body: { subscriberId: 'jose' } }), false],
    ['one that is to have none', anUpdate({ body: { policyRate: '' } }), false],
    ['one that is not listed', aCreation({ key: '100.64.0.9', body: {} }), false],
    ['one that was to go', aDeletion({ key: IP }), false],
    ['one that went', aDeletion({ key: '100.64.0.9' }), true],
    ['a policy that went', aDeletion({ kind: 'policy', key: 'Gold' }), true],
    ['a policy that was to go', aDeletion({ kind: 'policy', key: 'Lead' }), false],
    ['a group that went', aDeletion({ kind: 'group', key: 'DS-maria' }), true],
    ['a group that was to go', aDeletion({ kind: 'group', key: 'DS-there' }), false],
  ])('%s', (_name, change, expected) => {
    expect(isThere(change, entry)).toBe(expected);
  });

  test('an address that the BQN merely sees went', () => {
    const seen = aBqn({ subscribers: [subscriberItem(IP, '', '', { policyAssignedBy: 'rules' })] });
    expect(isThere(aDeletion({ key: IP }), seen)).toBe(true);
  });

  test('an entry without a policy is as written', () => {
    const bare = aBqn({ subscribers: [subscriberItem(IP, 'maria', '')] });
    expect(isThere(anUpdate({ body: { policyRate: '' } }), bare)).toBe(true);
  });

  const whole = { subscriberMembers: [IP], subscriberRanges: ['2001:DB8::/56'], policyRate: 'Gold' };
  test.each([
    ['as written, in whatever spelling', whole, true],
    ['under another policy', { ...whole, policyRate: 'Lead' }, false],
    ['with other members', { ...whole, subscriberMembers: [] }, false],
    ['with other ranges', { ...whole, subscriberRanges: [] }, false],
    ['of which no list was written', { policyRate: 'Gold' }, true],
    ['without ids, as written', { ...whole, subscriberIds: [] }, true],
    ['with other ids', { ...whole, subscriberIds: ['maria'] }, false],
  ])('a group %s', (_name, body, expected) => {
    expect(isThere(anUpdate({ kind: 'group', key: 'DS-maria', body }), group)).toBe(expected);
    expect(isThere(anUpdate({ kind: 'group', key: 'DS-jose', body }), group)).toBe(false);
  });

  test('a group of a BQN that drops its policy', () => {
    const dropping = aBqn({ groups: [groupItem('DS-maria', { subscriberMembers: [IP] })] });
    expect(isThere(anUpdate({ kind: 'group', key: 'DS-maria', body: { policyRate: 'Gold' } }), dropping)).toBe(true);
  });
});

describe('withoutUntaken', () => {
  const block = anUpdate({ fields: [{ field: 'policyRate', from: 'Gold', to: 'Billing-Block' }] });
  const fates = [aFate({ ip: IP }), aFate({ ip: '100.64.0.2' })];
  const noted = new Map([[`subscriber ${IP}`, signatureOf(block)]]);

  test('what came to nothing is left, told, and so is what waits for it', () => {
    const old = aDeletion({ key: '100.64.0.7', after: IP });
    const other = aDeletion({ key: '100.64.0.8', after: '100.64.0.2' });
    const plan = withoutUntaken(aChangePlan([block, old, other], { fates }), noted);
    expect(plan.changes).toEqual([other]);
    expect(plan.fates.map(({ ip }) => ip)).toEqual(['100.64.0.2']);
    expect(plan.stuck).toMatchObject([
      { kind: 'subscriber', key: IP, why: { kind: 'came to nothing' }, harmful: true },
    ]);
  });

  test('but whoever stays under a policy whose speed changes is hit by that', () => {
    const gold = (kbps: number): Fate => ({ kind: 'limited', policy: 'Gold', downKbps: kbps, upKbps: kbps });
    const set = (kbps: number, key = 'Gold') =>
      anUpdate({ kind: 'policy', key, body: { rateLimitDownlink: { rate: kbps }, rateLimitUplink: { rate: kbps } } });
    const fatesOf = (policy: Change, from = gold(100_000)) => {
      const all = [aFate({ ip: IP, from, to: { kind: 'blocked' } })];
      return withoutUntaken(aChangePlan([policy, block], { fates: all }), noted).fates;
    };
    expect(fatesOf(set(40_000))).toMatchObject([{ ip: IP, to: gold(40_000), effect: 'slows' }]);
    const unlimited: Fate = { kind: 'unlimited', policy: 'Gold' };
    expect(fatesOf(set(40_000), unlimited)).toMatchObject([{ to: gold(40_000), effect: 'slows' }]);
    expect(fatesOf(set(100_000)), 'at the same speed').toEqual([]);
    const twice = [gold(100_000), gold(90_000)].map((from) => aFate({ ip: IP, from, to: { kind: 'blocked' } }));
    const told = withoutUntaken(aChangePlan([set(40_000), block], { fates: twice }), noted).fates;
    expect(told, 'once').toMatchObject([{ from: gold(100_000) }]);
    expect(fatesOf(set(40_000, 'Lead')), 'another').toEqual([]);
    expect(fatesOf(aDeletion({ kind: 'policy', key: 'Gold' })), 'one that goes').toEqual([]);
    expect(fatesOf(set(40_000), { kind: 'unsaid' }), 'of none').toEqual([]);
  });

  test('and so is the group of whose entry came to nothing, but where it is made or lets go', () => {
    const group = { kind: 'group', key: 'DS-maria', belongsTo: [IP] } as const;
    const waiting: readonly Change[] = [anUpdate(group), aDeletion(group)];
    const going: readonly Change[] = [
      aCreation(group),
      anUpdate({ ...group, letsGo: true }),
      aDeletion({ ...group, letsGo: true }),
      anUpdate({ ...group, belongsTo: ['100.64.0.2'] }),
    ];
    expect(withoutUntaken(aChangePlan([block, ...waiting, ...going]), noted).changes).toEqual(going);
  });

  test('but no entry or deletion beside it that does not wait for it', () => {
    const beside: readonly Change[] = [
      aDeletion({ key: '100.64.0.9' }),
      anUpdate({ key: '100.64.0.3', belongsTo: ['100.64.0.3', IP] }),
      aCreation({ kind: 'policy', key: 'New', belongsTo: [IP] }),
    ];
    expect(withoutUntaken(aChangePlan([block, ...beside]), noted).changes).toEqual(beside);
  });

  test('but what lets go of somebody else is tried again in each run', () => {
    const group = aDeletion({ kind: 'group', key: 'DS-maria', belongsTo: [IP], letsGo: true });
    const plan = aChangePlan([group]);
    expect(withoutUntaken(plan, new Map([['group DS-maria', 'delete']]))).toMatchObject({
      changes: [group],
      stuck: [],
    });
  });

  test('and so is the entry of a prefix, but where it blocks: then it is told', () => {
    const prefix = { key: '2001:db8:0:10::', belongsTo: ['2001:db8:0:10::', IP] } as const;
    const made = aCreation({ ...prefix, policy: 'Gold' });
    expect(withoutUntaken(aChangePlan([block, made], { fates }), noted)).toMatchObject({
      changes: [],
      fates: [{ ip: '100.64.0.2' }],
    });
    const blocking = aCreation({ ...prefix, policy: 'Billing-Block' });
    expect(withoutUntaken(aChangePlan([block, blocking], { fates }), noted)).toMatchObject({
      changes: [blocking],
      fates: [{ ip: IP }, { ip: '100.64.0.2' }],
    });
  });

  test('what was to become of whoever has the entry of a prefix, which waits, is not told', () => {
    const key = '2001:db8:0:10::';
    const plan = aChangePlan([block, anUpdate({ key, belongsTo: [key, IP] })], { fates: [aFate({ ip: key })] });
    expect(withoutUntaken(plan, noted)).toMatchObject({ changes: [], fates: [] });
  });

  test('a deletion is tried again once something else is written for its customer', () => {
    const group = aDeletion({ kind: 'group', key: 'DS-maria', belongsTo: [IP] });
    const inVain = new Map([['group DS-maria', 'delete']]);
    expect(withoutUntaken(aChangePlan([{ ...block, belongsTo: [IP] }, group]), inVain)).toMatchObject({
      changes: [block, group].map(({ key }) => ({ key })),
      stuck: [],
    });
    const another = aChangePlan([{ ...block, belongsTo: ['100.64.0.2'] }, group]);
    expect(withoutUntaken(another, inVain)).toMatchObject({
      changes: [{ key: IP }],
      stuck: [{ kind: 'group', key: 'DS-maria' }],
    });
    // What waits itself is nothing that is written.
    const both = aChangePlan([{ ...block, belongsTo: [IP] }, group]);
    expect(withoutUntaken(both, new Map([...noted, ...inVain]))).toMatchObject({
      changes: [],
      stuck: [{ key: IP }, { key: 'DS-maria' }],
    });
  });

  test('nor does a group stay behind when the entry of one whom it holds changes', () => {
    const group = anUpdate({ kind: 'group', key: 'DS-maria', belongsTo: [IP] });
    const inVain = new Map([['group DS-maria', signatureOf(group)]]);
    const entry = anUpdate({ key: IP, belongsTo: [IP] });
    expect(withoutUntaken(aChangePlan([entry, group]), inVain)).toMatchObject({ changes: [entry, group], stuck: [] });
    const another = anUpdate({ key: '100.64.0.2', belongsTo: ['100.64.0.2'] });
    expect(withoutUntaken(aChangePlan([another, group]), inVain)).toMatchObject({
      changes: [another],
      stuck: [{ key: 'DS-maria' }],
    });
  });

  test('an entry is tried again where the group of its customer goes at once, and leaves them nothing else', () => {
    const group = aDeletion({ kind: 'group', key: 'DS-maria', belongsTo: [IP], letsGo: true });
    const entry = { ...block, belongsTo: [IP] };
    const stays = { ...group, belongsTo: ['100.64.0.9'] };
    const update = anUpdate({ kind: 'group', key: 'DS-maria', belongsTo: [IP], letsGo: true });
    expect(withoutUntaken(aChangePlan([group, entry]), noted)).toMatchObject({ changes: [group, entry], stuck: [] });
    for (const other of [stays, update])
      expect(withoutUntaken(aChangePlan([other, entry]), noted)).toMatchObject({
        changes: [other],
        stuck: [{ key: IP }],
      });
  });

  test('and where it becomes that of another who has their name, but not where it goes on holding them', () => {
    const becomes = (to: string) =>
      anUpdate({
        ...{ kind: 'group', key: 'DS-maria', belongsTo: ['100.64.0.9'], letsGo: true },
        fields: [{ field: 'members', from: `${IP} 100.64.0.8`, to }],
      });
    const entry = { ...block, belongsTo: [IP] };
    const [anothers, shared] = [becomes('100.64.0.9'), becomes(`${IP} 100.64.0.9`)];
    expect(withoutUntaken(aChangePlan([anothers, entry]), noted)).toMatchObject({
      changes: [anothers, entry],
      stuck: [],
    });
    expect(withoutUntaken(aChangePlan([shared, entry]), noted)).toMatchObject({
      changes: [shared],
      stuck: [{ key: IP }],
    });
  });

  test('but not once IXC asks for something else, or the BQN holds something else', () => {
    for (const [from, to] of [
      ['Gold', 'Lead'],
      ['Lead', 'Billing-Block'],
    ] as const) {
      const plan = aChangePlan([anUpdate({ fields: [{ field: 'policyRate', from, to }] })], { fates });
      expect(withoutUntaken(plan, noted)).toBe(plan);
      expect(withoutUntaken(plan, new Map())).toBe(plan);
    }
  });

  test('a deletion harms nobody', () => {
    const gone = aDeletion({ kind: 'policy', key: 'Old' });
    expect(withoutUntaken(aChangePlan([gone]), new Map([['policy Old', 'delete']])).stuck).toMatchObject([
      { key: 'Old', harmful: false },
    ]);
  });
});

test('of groups that lack their policy alone one is tried', () => {
  const lacking = (key: string) =>
    anUpdate({ kind: 'group', key, fields: [{ field: 'policyRate', from: null, to: 'Gold' }] });
  const moved = anUpdate({ kind: 'group', key: 'DS-b', fields: [{ field: 'members', from: '', to: IP }] });
  const other = anUpdate();
  const policy = { field: 'policyRate', from: null, to: 'Gold' };
  const more = anUpdate({ kind: 'group', key: 'DS-e', fields: [policy, { field: 'ids', from: null, to: 'ana' }] });
  const changed = anUpdate({ kind: 'group', key: 'DS-f', fields: [{ ...policy, from: 'Lead' }] });
  const plan = aChangePlan([other, lacking('DS-a'), moved, lacking('DS-c'), lacking('DS-d'), more, changed]);
  expect(tryingOne(plan).changes.map(({ key }) => key)).toEqual([IP, 'DS-a', 'DS-b', 'DS-e', 'DS-f']);
});

test('what an earlier run wrote is shown by the list, or not', () => {
  expect(isShown('subscriberId=maria policyRate=Gold', IP, entry)).toBe(true);
  expect(isShown('policyRate=Lead', IP, entry)).toBe(false);
  expect(isShown('subscriberId=maria policyRate=Lead', IP, entry)).toBe(false);
  expect(isShown('policyRate=Gold', '100.64.0.9', entry)).toBe(false);
});
