import { describe, expect, test } from 'vitest';
import type { DiffOptions } from '../../src/changes/diff.ts';
import type { Holds } from '../../src/changes/holds.ts';
import { writeOf } from '../../src/changes/second-look.ts';
import type { OwnedEntry } from '../../src/customers/owned.ts';
import { whyText } from '../../src/report/why-text.ts';
import type { JsonObject } from '../../src/text/json.ts';
import {
  address,
  anOther,
  aSubscriber,
  BLOCKED,
  type DesiredParts,
  DIFF,
  groupItem,
  many,
  OPEN,
  owning,
  subscriberItem,
} from '../support/builders.ts';
import { plan, TWO_PLANS } from '../support/planning.ts';

/** What it is to whoever is served nowhere, or left alone, that a block of theirs ends: it counts, and is held back, as anybody's. */

const IP = '100.64.0.1';
const PREFIX = '2001:db8:0:1::';
const RANGE = `${PREFIX}/64`;
const BLOCK = 'Billing-Block';
const LEAD = { kind: 'named', name: 'Lead' } as const;
const GONE = { kind: 'none', contract: 9 } as const;
const HELD: Holds = { customers: new Map([['login 1', new Set(['opens'] as const)]]), policies: new Set() };

interface Case {
  readonly people: DesiredParts;
  readonly subscribers?: readonly JsonObject[];
  readonly groups?: readonly JsonObject[];
  readonly owned?: Partial<OwnedEntry>;
  readonly options?: Partial<DiffOptions>;
}

/** Of whom a block ends, as the gate counts it, and what is written. */
function become({ people, subscribers = [], groups = [], owned, options }: Case) {
  const made = plan(
    { policies: TWO_PLANS.wanted, ...people },
    { policies: TWO_PLANS.listed, subscribers, groups },
    { ...DIFF, ...options },
    owning({
      policy: TWO_PLANS.owned,
      ...(owned && { subscriber: { [IP]: owned }, group: { 'DS-maria': owned } }),
    }),
  );
  const fates = made.fates.map(({ customer, ip, effect, contractGone }) =>
    [effect, customer, ip, ...(contractGone ? ['gone'] : [])].join(' '),
  );
  return { fates, written: made.changes.map(({ kind, action }) => `${action} ${kind}`), made };
}

const blocked = subscriberItem(IP, 'maria', BLOCK);
const group = (fields: JsonObject = {}) =>
  groupItem('DS-maria', { subscriberMembers: [IP], subscriberRanges: [RANGE], policyRate: BLOCK, ...fields });
const nowhere = (fields: Parameters<typeof anOther>[0] = {}) => ({
  others: [anOther({ choice: LEAD, standing: GONE, ...fields })],
});

describe('one who is online without an address', () => {
  test('is let through by entry and group, counts once, and only by their contract’s being gone for the gate', () => {
    const both = { subscribers: [blocked], groups: [group()] };
    expect(become({ people: nowhere(), ...both })).toMatchObject({
      fates: [`opens login 1 ${IP} gone`],
      written: ['update subscriber', 'update group'],
    });
    expect(become({ people: nowhere({ standing: OPEN }), ...both }).fates).toEqual([`opens login 1 ${IP}`]);
    const { made } = become({ people: nowhere({ standing: OPEN }), ...both });
    expect(made.fates).toMatchObject([{ why: { kind: 'let through', standing: OPEN } }]);
    expect(become({ people: nowhere({ standing: BLOCKED }), ...both })).toMatchObject({ fates: [], written: [] });
  });

  test('is told of at the address that a group has, or by its name', () => {
    expect(become({ people: nowhere(), groups: [group()] }).fates).toEqual([`opens login 1 ${IP} gone`]);
    const ofPrefix = [group({ subscriberMembers: [] })];
    expect(become({ people: nowhere(), groups: ofPrefix }).fates).toEqual(['opens login 1 DS-maria gone']);
    const elsewhere = { groups: ofPrefix, subscribers: [subscriberItem('100.64.0.8', 'maria', 'Gold')] };
    expect(become({ people: nowhere(), ...elsewhere }).fates).toEqual(['opens login 1 100.64.0.8 gone']);
  });

  test('is let through by the write of their group, where no entry of theirs blocks them', () => {
    const writes = (subscribers: readonly JsonObject[]) =>
      become({ people: nowhere(), subscribers, groups: [group()] }).made.fates.map(writeOf);
    expect(writes([])).toEqual(['group DS-maria']);
    expect(writes([blocked])).toEqual([`subscriber ${IP}`]);
  });

  test('is named as whom the group is of, where it loses a block; whoever uninstalls this program is the reason', () => {
    const { made } = become({ people: nowhere(), groups: [group()] });
    expect(made.changes.map(({ why }) => whyText(why))).toEqual(['dual stack of maria']);
    const reason = { kind: 'asked', flag: '--remove-all' } as const;
    const options = { reason, prune: 'none' } as const;
    const removed = become({ people: {}, groups: [group()], owned: { id: 'maria', login: 1 }, options }).made;
    expect(removed.changes.flatMap(({ kind, why }) => (kind === 'group' ? [whyText(why)] : []))).toEqual([
      '--remove-all',
    ]);
  });

  test('stays blocked by both while the gate holds them back', () => {
    const both = { subscribers: [blocked], groups: [group()] };
    expect(become({ people: nowhere(), ...both, options: { holds: HELD } })).toMatchObject({ fates: [], written: [] });
  });

  test('keeps the prefix and the id that a group of theirs has, when it lets go of a pool', () => {
    const others = nowhere({ standing: BLOCKED }).others;
    const jose = aSubscriber({ ip: '100.64.0.2', id: 'jose', loginId: 2 });
    const pool = ['100.64.0.0/24', '2001:db8::/32'];
    const people = { others, subscribers: [jose], claims: [['maria', RANGE, 1]] } as const;
    const of = (fields: JsonObject, more: Partial<DesiredParts> = {}) => {
      const groups = [group({ subscriberMembers: [], subscriberRanges: pool, ...fields })];
      const { made } = become({ people: { ...people, ...more }, groups });
      const change = made.changes.find(({ kind }) => kind === 'group');
      return change?.action === 'update' ? change.body : change?.action;
    };
    expect(of({})).toMatchObject({ subscriberMembers: [], subscriberRanges: [RANGE], policyRate: BLOCK });
    expect(of({ subscriberIds: ['maria'] }, { claims: [] })).toMatchObject({ subscriberRanges: [], policyRate: BLOCK });
    expect(of({}, { claims: [] }), 'nothing of it is theirs').toBe('delete');
    const shared = { claims: [...people.claims, ['jose', RANGE, 2]] } as const;
    expect(of({}, shared), 'the prefix is somebody else’s as well').toBe('delete');
    expect(of({ subscriberRanges: ['100.64.0.0/24', '2001:db8:9::/32'] }, { claims: [] })).toBe('delete');
  });
});

describe('one of whom a session shows prefixes alone', () => {
  const v6 = (fields: Partial<ReturnType<typeof aSubscriber>> = {}) => ({
    subscribers: [aSubscriber({ ip: PREFIX, main: PREFIX, choice: LEAD, ...fields })],
  });

  test('keeps the entry and the group of their address, and is blocked there while they are blocked', () => {
    const both = { subscribers: [blocked], groups: [group()], owned: { id: 'maria', login: 1, isBlocked: true } };
    expect(become({ people: v6({ standing: BLOCKED }), ...both }).written).toEqual(['create subscriber']);
    expect(become({ people: v6(), ...both }).written.sort()).toEqual([
      'create subscriber',
      'update group',
      'update subscriber',
    ]);
    expect(become({ people: v6({ standing: GONE }), ...both, options: { holds: HELD } }).written).toEqual([
      'create subscriber',
    ]);
    expect(become({ people: v6(), subscribers: [subscriberItem(IP, 'maria', 'Gold')] }).written).toEqual([
      'create subscriber',
    ]);
  });

  test('has the same by the group that holds a prefix', () => {
    const { made } = become({ people: v6({ standing: BLOCKED }), groups: [group({ policyRate: 'Gold' })] });
    expect(made.changes.find(({ kind }) => kind === 'group')).toMatchObject({ policy: BLOCK });
  });

  test('who has no plan is blocked by their group no more; where nobody can tell whose a prefix is, it stays as it is', () => {
    const planless = become({ people: v6({ choice: { kind: 'none' } }), groups: [group()] });
    expect(planless.made.changes.find(({ kind }) => kind === 'group')).toMatchObject({ policy: null });
    const one = aSubscriber({ ip: PREFIX, main: PREFIX, standing: BLOCKED });
    const doubts = [[one, { ...one, id: 'jose', loginId: 2 }]];
    expect(become({ people: { doubts }, groups: [group()] }).written).toEqual([]);
  });
});

describe('one whose address another login has got', () => {
  const winner = aSubscriber({ id: 'jose', loginId: 2, choice: LEAD });
  const moved = group({ subscriberMembers: ['100.64.0.9'] });
  const ousted = (fields: Partial<ReturnType<typeof aSubscriber>>, options: Partial<DiffOptions> = {}) =>
    become({
      people: {
        subscribers: [winner],
        ousted: [aSubscriber({ choice: LEAD, ...fields })],
        claims: [['maria', RANGE, 1]],
      },
      subscribers: [subscriberItem(IP, 'jose', 'Lead'), subscriberItem('100.64.0.9', 'maria', BLOCK)],
      groups: [moved],
      owned: { id: 'maria', login: 1 },
      options,
    });

  test('stays blocked at their prefix while they are blocked, and leaves only where their entry of before goes', () => {
    const { fates, written } = ousted({ standing: BLOCKED });
    expect([fates, written]).toEqual([[], []]);
    const gone = ousted({ standing: BLOCKED }, { prune: 'all' });
    expect(gone.fates, 'as one who is offline, for the gate to count').toEqual(['leaves login 1 100.64.0.9']);
  });

  test('does not go past the gate with all others: one address for everybody would delete them all at once', () => {
    const all = many(40, (number) => aSubscriber({ loginId: number, id: `l${number}`, ip: IP }));
    const own = all.map(({ id }, at) => subscriberItem(address(at + 10), id, 'Gold'));
    const subscriber = Object.fromEntries(all.map(({ id, loginId }, at) => [address(at + 10), { id, login: loginId }]));
    const bqn = { policies: TWO_PLANS.listed, subscribers: own };
    const owned = owning({ policy: TWO_PLANS.owned, subscriber });
    for (const people of [
      { subscribers: all.slice(0, 1), ousted: all.slice(1) },
      { subscribers: [], doubts: [all] },
    ]) {
      const { changes, fates } = plan(
        { policies: TWO_PLANS.wanted, ...people },
        bqn,
        { ...DIFF, prune: 'owned' },
        owned,
      );
      const deleted = changes.filter(({ kind, action }) => kind === 'subscriber' && action === 'delete');
      const leaving = fates.filter(({ effect }) => effect === 'leaves');
      // Who has the address is served there: their entry of before is no loss.
      expect([deleted.length, leaving.length]).toEqual([40, people.subscribers.length === 0 ? 40 : 39]);
    }
    const late = { ...DIFF, prune: 'owned', grace: { seconds: 600, now: 1000 } } as const;
    const waiting = plan({ policies: TWO_PLANS.wanted, subscribers: [], doubts: [all] }, bqn, late, owned);
    expect([waiting.changes, waiting.kept.size], 'and waits as who is offline').toEqual([[], 40]);
  });

  test('is let through by their group, counts, and is held back', () => {
    expect(ousted({ standing: OPEN })).toMatchObject({ fates: [`opens login 1 ${IP}`], written: ['update group'] });
    expect(ousted({ standing: GONE }).fates).toEqual([`opens login 1 ${IP} gone`]);
    expect(ousted({ standing: GONE }, { holds: HELD })).toMatchObject({ fates: [], written: [] });
  });

  test('is known by what their contract says', () => {
    expect(ousted({ standing: BLOCKED }).made.unserved()).toEqual(new Map([['login 1', BLOCKED]]));
  });
});

describe('one who is left alone, or at an address in doubt', () => {
  test('is known by what their contract says, as is who is online without an address', () => {
    const rivals = [aSubscriber({ loginId: 2, standing: GONE }), aSubscriber({ loginId: 3, standing: OPEN })];
    const jose = aSubscriber({ ip: '100.64.0.2', id: 'jose', loginId: 4 });
    const others = [anOther({ standing: BLOCKED }), anOther({ loginId: 4, served: 'by hand', ip: IP })];
    const { made } = become({ people: { subscribers: [jose], doubts: [rivals], others } });
    const known = [['login 1', BLOCKED] as const, ['login 2', GONE] as const, ['login 3', OPEN] as const];
    expect(made.unserved()).toEqual(new Map(known));
  });

  test('counts, and stays blocked while the gate holds them back', () => {
    const people = nowhere({ served: 'by hand', ip: IP });
    const one = {
      people,
      subscribers: [blocked],
      groups: [group()],
      owned: { id: 'maria', login: 1, isBlocked: true },
    };
    expect(become(one)).toMatchObject({ fates: [`opens login 1 ${IP} gone`] });
    expect(become({ ...one, options: { holds: HELD } })).toMatchObject({ fates: [], written: [] });
  });

  test('so does one of several who show an address', () => {
    const rivals = [aSubscriber({ standing: GONE }), aSubscriber({ id: 'jose', loginId: 2, standing: GONE })];
    const one = { people: { doubts: [rivals] }, subscribers: [blocked] };
    expect(become(one).fates).toEqual([`opens login 1 ${IP} gone`]);
    expect(become({ ...one, options: { holds: HELD } })).toMatchObject({ fates: [], written: [] });
    const nameless = { subscriberIp: IP, policyRate: BLOCK, policyAssignedBy: 'api' };
    expect(become({ ...one, subscribers: [nameless] }), 'nobody knows whose it is').toMatchObject({ fates: [] });
    const paid = [rivals.slice(0, 1), aSubscriber({ id: 'jose', loginId: 2, standing: OPEN })].flat();
    const held = { people: { doubts: [paid] }, subscribers: [blocked], options: { holds: HELD } };
    expect(become(held).written, 'who has paid is not blocked for another').toEqual(['update subscriber']);
  });
});
