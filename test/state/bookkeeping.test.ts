import { describe, expect, test } from 'vitest';
import { apply } from '../../src/apply/apply.ts';
import { WriteRefused } from '../../src/bqn/errors.ts';
import { planChanges } from '../../src/changes/diff.ts';
import { gate } from '../../src/changes/gate.ts';
import { NO_MEMORY } from '../../src/changes/gate-memory.ts';
import { isOurs } from '../../src/changes/ownership.ts';
import type { Desired } from '../../src/mapping/desired.ts';
import { EVERYBODY, type ScopeRule } from '../../src/mapping/scope-rule.ts';
import { announced, isToBeAnnounced, outsideNow, settled } from '../../src/state/bookkeeping.ts';
import { type BqnRecord, NEW_BQN, readRecord, writeRecord } from '../../src/state/record.ts';
import {
  aDesired,
  aGroup,
  aLogin,
  aPlan,
  aPolicy,
  aSubscriber,
  DIFF,
  mapped,
  policyItem,
  subscriberItem,
} from '../support/builders.ts';
import { MemoryBqn } from '../support/memory-bqn.ts';
import { applying } from '../support/planning.ts';

/** What a ledger says of a BQN after a run. */

const IP = '100.64.0.1';
const LIMITS = { maxDelete: 100, maxBlock: 100, maxSpeed: 100, approved: new Map(), force: true };

/** One run of which the BQN takes the writes without effect. */
async function afterDropped(record: BqnRecord, bqn: MemoryBqn, desired: Desired): Promise<BqnRecord> {
  const write = bqn.write;
  bqn.write = async () => {};
  const dropped = await after(record, bqn, desired);
  bqn.write = write;
  return dropped;
}

/** One run that is killed behind its last write: its books are those of before the first. */
async function afterKilled(record: BqnRecord, bqn: MemoryBqn, desired: Desired): Promise<BqnRecord> {
  const plan = planChanges(desired, bqn.state, record.owned, DIFF);
  const books = announced(record, { desired, bqn: bqn.state, plan, now: 1000, stood: { ...record, isPutBack: false } });
  expect(isToBeAnnounced(plan)).toBe(true);
  bqn.carryOut(plan);
  return books;
}

/** One run, as `run/sync.ts` keeps its books. */
async function after(record: BqnRecord, bqn: MemoryBqn, desired: Desired, state = bqn.state): Promise<BqnRecord> {
  const planWith = () => planChanges(desired, state, record.owned, DIFF);
  const gated = gate(planWith(), LIMITS, NO_MEMORY, state, planWith);
  const run = { desired, bqn: state, plan: gated.plan, now: 1000 };
  const before = announced(record, run);
  return settled(before, run, await apply(gated.plan, state, desired.policies, bqn, applying()));
}

const MARIA = aDesired({ policies: [aPolicy()], subscribers: [aSubscriber()] });
const JOSE = aDesired({ policies: [aPolicy()], subscribers: [aSubscriber({ id: 'jose', loginId: 2 })] });
const NOBODY = aDesired({ policies: [aPolicy()] });
const SEEN = { subscriberIp: IP, policyAssignedBy: 'rules' };

describe('an entry of ours is so though the run that gave it to somebody was killed, and they left', () => {
  test('one that was another customer’s, whichever of the two the list shows by then', async () => {
    const first = async () => {
      const bqn = new MemoryBqn();
      return { bqn, record: await after(NEW_BQN, bqn, MARIA) };
    };
    const written = await first();
    const killed = await afterKilled(written.record, written.bqn, JOSE);
    expect(killed.owned.subscriber.get(IP)).toMatchObject({ id: 'maria', login: 1, former: 'jose', formerLogin: 2 });
    await after(killed, written.bqn, NOBODY);
    expect(written.bqn.store.subscriber(IP)).toBeUndefined();
    const lagging = await first();
    await after(killed, lagging.bqn, NOBODY);
    expect(lagging.bqn.store.subscriber(IP)).toBeUndefined();
  });

  test('a policy that was another plan’s', async () => {
    const under = (id: string) => aDesired({ policies: [aPolicy({ id })] });
    const bqn = new MemoryBqn();
    const killed = await afterKilled(await after(NEW_BQN, bqn, under('1')), bqn, under('2'));
    expect(bqn.store.policy('Gold')).toMatchObject({ policyId: '2' });
    await after(killed, bqn, aDesired());
    expect(bqn.store.policy('Gold')).toBeUndefined();
  });

  test('one of an address that was merely seen; refused, it is nobody’s', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem()], subscribers: [SEEN] });
    const killed = await afterKilled(NEW_BQN, bqn, MARIA);
    expect(killed.owned.subscriber.get(IP)).toMatchObject({ id: 'maria', isFound: true });
    await after(killed, bqn, NOBODY);
    expect(bqn.store.subscriber(IP)).not.toMatchObject({ subscriberId: 'maria' });
    const other = new MemoryBqn({ policies: [policyItem()], subscribers: [SEEN] });
    other.refuse = ({ kind }) => (kind === 'subscriber' ? new WriteRefused(400, 'HTTP 400') : undefined);
    expect((await after(NEW_BQN, other, MARIA)).owned.subscriber.has(IP)).toBe(false);
  });

  test('so is who is in the group of a site by us, though the run that put them there was killed', async () => {
    const inSite = (name: string) =>
      aDesired({
        policies: [aPolicy()],
        subscribers: [aSubscriber()],
        sites: { kind: 'wanted', types: new Map([[name, 'access-point']]), of: new Map([[IP, [name]]]) },
      });
    const bqn = new MemoryBqn();
    const listed = () => bqn.store.subscriber(IP)?.['subscriberGroups'];
    const first = await after(await after(NEW_BQN, bqn, inSite('L1-a')), bqn, inSite('L1-a'));
    // A group is there before anybody comes into it.
    const moved = await after(first, bqn, inSite('L1-b'));
    expect(listed()).toContain('L1-a');
    const wish = inSite('L1-b');
    const plan = planChanges(wish, bqn.state, moved.owned, DIFF);
    const books = announced(moved, { desired: wish, bqn: bqn.state, plan, now: 1000 });
    expect(isToBeAnnounced(plan)).toBe(true);
    expect(books.owned.subscriber.get(IP)?.sites).toEqual(['L1-b', 'L1-a']);
    const [membership] = plan.memberships;
    bqn.store.put('subscribers', IP, { subscriberGroups: [...(membership?.groups ?? [])] });
    expect(listed()).toContain('L1-b');
    await after(books, bqn, MARIA);
    expect(listed()).toEqual(['all-subscribers']);
  });

  test('but not what stood there by another hand', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem()], subscribers: [subscriberItem(IP, 'old', 'Gold')] });
    const plan = planChanges(MARIA, bqn.state, NEW_BQN.owned, DIFF);
    expect(announced(NEW_BQN, { desired: MARIA, bqn: bqn.state, plan, now: 1000 }).owned.subscriber.has(IP)).toBe(
      false,
    );
    bqn.refuse = () => new WriteRefused(400, 'HTTP 400');
    expect((await after(NEW_BQN, bqn, MARIA)).owned.subscriber.has(IP)).toBe(false);
  });
});

describe('one run counts once', () => {
  test('a list that misses an entry of ours', async () => {
    const bqn = new MemoryBqn();
    const first = await after(NEW_BQN, bqn, MARIA);
    const empty = { ...bqn.state, subscribers: new Map() };
    const second = await after(first, bqn, NOBODY, empty);
    expect(second.owned.subscriber.get(IP)).toMatchObject({ missed: 1 });
    const third = await after(second, bqn, NOBODY, empty);
    expect(third.owned.subscriber.get(IP)).toMatchObject({ missed: 2 });
    expect((await after(third, bqn, NOBODY, empty)).owned.subscriber.has(IP)).toBe(false);
  });

  test('a reading in which nobody had the address', async () => {
    const bqn = new MemoryBqn();
    const moving = { ...NOBODY, proven: { logins: 'moving', plans: 'whole' } } as const;
    const first = await after(await after(NEW_BQN, bqn, MARIA), bqn, moving);
    expect(first.owned.subscriber.get(IP)).toMatchObject({ unseen: 1 });
    const second = await after(first, bqn, moving);
    expect(bqn.store.subscriber(IP)).toBeDefined();
    await after(second, bqn, moving);
    expect(bqn.store.subscriber(IP), 'three in a row').toBeUndefined();
  });
});

describe('where nothing changed', () => {
  const wanted = () => {
    const maria = aSubscriber();
    return aDesired({ policies: [aPolicy()], subscribers: [maria], groups: [aGroup(maria, ['2001:db8:0:1::/64'])] });
  };

  /** A BQN on which all agrees, as the books have it. */
  async function agreed() {
    const bqn = new MemoryBqn();
    return { bqn, record: await after(await after(NEW_BQN, bqn, wanted()), bqn, wanted()) };
  }

  test('the books are what they were, and not even copied', async () => {
    const { bqn, record } = await agreed();
    const { owned } = await after(record, bqn, wanted());
    expect(owned.subscriber).toBe(record.owned.subscriber);
    expect(owned.group).toBe(record.owned.group);
  });

  test.each([
    ['another id', { id: 'jose' }],
    ['the id of before', { former: 'jose' }],
    ['a login that it was made for', { login: 9 }],
    ['no login', { login: undefined }],
    ['that no list has shown it yet', { isUnproven: true }],
    ['lists that missed it', { missed: 2 }],
    ['readings that missed its customer', { unseen: 2 }],
    ['since when nobody needs it', { since: 7 }],
    ['a block', { isBlocked: true }],
    ['no hand that wrote it', { by: undefined }],
  ] as const)('but for an entry of which they have %s', async (_what, other) => {
    const { bqn, record } = await agreed();
    const known = record.owned.subscriber.get(IP);
    if (known === undefined) throw new Error('nothing is owned');
    const subscriber = new Map([[IP, { ...known, ...other }]]);
    const { owned } = await after({ ...record, owned: { ...record.owned, subscriber } }, bqn, wanted());
    expect(owned.subscriber.get(IP)).toEqual(known);
  });
});

test('a namesake who wants a group does not show that its customer is there', async () => {
  const bqn = new MemoryBqn();
  const maria = aSubscriber();
  const twin = aSubscriber({ loginId: 7, ip: '100.64.0.7' });
  const wanting = (one: typeof maria, ranges: readonly string[], logins: 'whole' | 'moving') =>
    aDesired({
      policies: [aPolicy()],
      subscribers: [one],
      groups: [aGroup(one, ranges)],
      proven: { logins },
    });
  const prefix = '2001:db8:0:1::/64';
  const first = await after(NEW_BQN, bqn, wanting(maria, [prefix], 'whole'));
  const own = await after(first, bqn, wanting(maria, [prefix], 'moving'));
  expect(own.owned.group.get('DS-maria')).toMatchObject({ login: 1, unseen: 0 });
  const second = await after(own, bqn, wanting(twin, ['2001:db8:0:7::/64'], 'moving'));
  expect(second.owned.group.get('DS-maria')).toMatchObject({ login: 1, unseen: 1 });
  expect(bqn.store.group('DS-maria')).toMatchObject({ subscriberRanges: [prefix] });
  const third = await after(second, bqn, wanting(twin, ['2001:db8:0:7::/64'], 'whole'));
  expect(third.owned.group.get('DS-maria')).toMatchObject({ login: 7 });
});

test('an entry whose new id was taken without effect is still ours, under the id of before', async () => {
  const bqn = new MemoryBqn();
  const first = await after(NEW_BQN, bqn, MARIA);
  const second = await afterDropped(first, bqn, JOSE);
  expect(bqn.store.subscriber(IP)).toMatchObject({ subscriberId: 'maria' });
  expect(second.owned.subscriber.get(IP)).toMatchObject({ id: 'jose', former: 'maria' });
  const kept = readRecord(JSON.parse(JSON.stringify(writeRecord(second))));
  expect(kept?.owned.subscriber.get(IP)).toMatchObject({ id: 'jose', former: 'maria' });
  const third = await after(second, bqn, { ...NOBODY, proven: { logins: 'cut', plans: 'cut' } });
  expect(third.owned.subscriber.get(IP), 'the list may only lag').toMatchObject({ id: 'maria', former: 'jose' });
  const fourth = await after(third, bqn, NOBODY);
  expect(bqn.store.subscriber(IP)).toBeUndefined();
  expect(fourth.owned.subscriber.get(IP)?.former, 'two lists have shown which it was').toBeUndefined();
  expect(isOurs({ kind: 'subscriber', key: IP, id: 'stranger' }, second.owned)).toBe(false);
});

describe('for whom an entry was made', () => {
  test('is known when it is written, and stays with them where an heir is refused', async () => {
    const bqn = new MemoryBqn();
    const first = await after(NEW_BQN, bqn, MARIA);
    expect(first.owned.subscriber.get(IP)).toMatchObject({ id: 'maria', login: 1 });
    bqn.refuse = ({ kind }) => (kind === 'subscriber' ? new WriteRefused(400, 'HTTP 400') : undefined);
    const second = await after(first, bqn, JOSE);
    expect(second.owned.subscriber.get(IP)).toMatchObject({ id: 'maria', login: 1 });
    bqn.refuse = () => undefined;
    expect((await after(second, bqn, JOSE)).owned.subscriber.get(IP)).toMatchObject({ id: 'jose', login: 2 });
  });

  test('is known again where an heir was taken without effect', async () => {
    const bqn = new MemoryBqn();
    const first = await after(NEW_BQN, bqn, MARIA);
    const second = await afterDropped(first, bqn, JOSE);
    const heir = { id: 'jose', login: 2, former: 'maria', formerLogin: 1 };
    const kept = readRecord(JSON.parse(JSON.stringify(writeRecord(second))));
    expect(kept.owned.subscriber.get(IP)).toMatchObject(heir);
    const cut = { ...NOBODY, proven: { logins: 'cut', plans: 'whole' } } as const;
    const third = await after(second, bqn, cut);
    const again = { id: 'maria', login: 1, former: 'jose', formerLogin: 2 };
    expect(third.owned.subscriber.get(IP)).toMatchObject(again);
    expect((await afterDropped(third, bqn, JOSE)).owned.subscriber.get(IP), 'and once more').toMatchObject(heir);
    expect((await after(third, bqn, MARIA)).owned.subscriber.get(IP)).toMatchObject({ login: 1, former: undefined });
  });
});

test('what should be there, though the list does not show it, is written without resetting what others set of it', async () => {
  const bqn = new MemoryBqn({ policies: [policyItem()] });
  const first = await after(NEW_BQN, bqn, MARIA);
  bqn.store.put('subscribers', IP, { quota: { volume: 7 } });
  const lagging = { ...bqn.state, subscribers: new Map() };
  bqn.writes.splice(0);
  await after(first, bqn, JOSE, lagging);
  expect(bqn.store.subscriber(IP)).toMatchObject({ subscriberId: 'jose', quota: { volume: 7 } });
  bqn.store.delete('subscribers', IP);
  await after(first, bqn, JOSE);
  expect(
    bqn.writes.map(({ method }) => method),
    'and made anew where it is gone',
  ).toEqual(['PUT', 'PUT', 'POST']);
});

test('a PUT on such an entry that fails otherwise is not followed by a POST', async () => {
  const bqn = new MemoryBqn({ policies: [policyItem()], subscribers: [subscriberItem(IP, 'maria', 'Gold')] });
  const { WriteRefused } = await import('../../src/bqn/errors.ts');
  bqn.refuse = () => new WriteRefused(500, 'HTTP 500');
  await after(await after(NEW_BQN, bqn, MARIA), bqn, JOSE, { ...bqn.state, subscribers: new Map() });
  expect(bqn.writes.map(({ method }) => method)).toEqual(['PUT']);
});

test('nor does an entry stop being ours that no list showed while its new id was taken without effect', async () => {
  const bqn = new MemoryBqn();
  const first = await after(NEW_BQN, bqn, MARIA);
  const write = bqn.write.bind(bqn);
  bqn.write = async () => {};
  const second = await after(first, bqn, JOSE, { ...bqn.state, subscribers: new Map() });
  bqn.write = write;
  expect(second.owned.subscriber.get(IP)).toMatchObject({ id: 'jose', former: 'maria' });
  await after(second, bqn, NOBODY);
  expect(bqn.store.subscriber(IP)).toBeUndefined();
});

test('what agrees is ours, though a list that lagged told the ledger that it was another’s', async () => {
  const bqn = new MemoryBqn({ policies: [policyItem()], subscribers: [subscriberItem(IP, 'jose', 'Gold')] });
  const first = await after(NEW_BQN, bqn, MARIA, { ...bqn.state, subscribers: new Map() });
  bqn.store.put('subscribers', IP, { subscriberId: 'jose' });
  expect(first.owned.subscriber.get(IP)).toMatchObject({ id: 'maria' });
  const second = await after(first, bqn, JOSE);
  expect(second.owned.subscriber.get(IP)).toMatchObject({ id: 'jose', takenOver: false });
  await after(second, bqn, NOBODY);
  expect(bqn.store.subscriber(IP)).toBeUndefined();
});

describe('a policy that stood there before us under a name that we need', () => {
  const OTHERS = aDesired({ policies: [aPolicy({ id: '3', downKbps: 40_000 })] });
  const none = aDesired();
  const taken = async () => {
    const bqn = new MemoryBqn({ policies: [policyItem('Gold', { policyId: 'hand' })] });
    return { bqn, record: await after(NEW_BQN, bqn, NOBODY) };
  };

  test('stays when no plan is called so any more', async () => {
    const { bqn, record } = await taken();
    await after(record, bqn, none);
    expect(bqn.store.policy('Gold')).toBeDefined();
  });

  test('also when the name has been that of another plan meanwhile', async () => {
    const { bqn, record } = await taken();
    const second = await after(record, bqn, OTHERS);
    expect(second.owned.policy.get('Gold')).toMatchObject({ id: '3', takenOver: true });
    await after(await after(second, bqn, OTHERS), bqn, none);
    expect(bqn.store.policy('Gold')).toBeDefined();
  });

  test('also where the run that gave it that id was killed', async () => {
    const { bqn, record } = await taken();
    await after(record, bqn, OTHERS);
    const next = await after(record, bqn, OTHERS);
    expect(next.owned.policy.get('Gold')).toMatchObject({ id: '3', takenOver: true });
  });
});

describe('whoever is left alone and goes offline', () => {
  const north = { column: 'id_concentrador', value: 'north' };
  const logins = [aLogin({ id: 9, login: 'v i p', plan: 1, ip: '100.64.0.9', site: north }), aLogin({ plan: 1 })];
  const under = (rule: Partial<ScopeRule>, online = logins) =>
    mapped({ logins: online, plans: [aPlan()] }, { scope: { ...EVERYBODY, said: JSON.stringify(rule), ...rule } });
  const skipSites = (...sites: string[]) => ({ said: `skip-site ${sites}`, skipSites: new Set(sites) });
  const seen = async (rule: Partial<ScopeRule>) => {
    const bqn = new MemoryBqn({
      policies: [policyItem()],
      subscribers: [subscriberItem('100.64.0.9', 'v_i_p', 'Gold')],
    });
    const first = await after(NEW_BQN, bqn, under(rule));
    // As the state file keeps it.
    const record = readRecord(JSON.parse(JSON.stringify(writeRecord(first))));
    return { bqn, record, now: (other: Partial<ScopeRule>) => [...outsideNow(record, under(other, []))] };
  };

  test('is so as long as the operator’s word leaves them alone, whomever else it concerns', async () => {
    const { now } = await seen(skipSites('north'));
    expect(now(skipSites('north'))).toEqual(['v_i_p']);
    expect(now({ ...skipSites('north', 'south'), said: 'other' })).toEqual(['v_i_p']);
    expect(now({ ...skipSites('north'), said: 'other', skipLogins: new Set(['jose']) })).toEqual(['v_i_p']);
    expect(now({ said: 'other', onlySites: new Set(['south']) })).toEqual(['v_i_p']);
    expect(now({ said: 'other', skipLogins: new Set(['id:9']) })).toEqual(['v_i_p']);
    expect(now({ said: 'other', skipPlans: new Set(['gold']) })).toEqual(['v_i_p']);
    expect(now({ said: 'other', skipSubnets: [{ first: 0x64400009, last: 0x64400009 }] })).toEqual(['v_i_p']);
  });

  test('and not when it does no more, though others are left alone', async () => {
    const { now, bqn, record } = await seen(skipSites('north'));
    expect(now(skipSites('south'))).toEqual([]);
    expect(now({ said: 'skip-site north' }), 'the same word, by an override that is over').toEqual([]);
    expect([...outsideNow(record, aDesired())]).toEqual([]);
    const later = await after(record, bqn, under(skipSites('south'), []));
    expect(later.outside.ids.size).toBe(0);
  });

  test('goes on being known while they are offline', async () => {
    const { bqn, record } = await seen(skipSites('north'));
    const later = await after(record, bqn, under({ ...skipSites('north', 'south'), said: 'other' }, []));
    expect([...outsideNow(later, under(skipSites('north'), []))]).toEqual(['v_i_p']);
  });

  test('of whom an older version kept no more than the name, while the word is the same', async () => {
    const record = { ...NEW_BQN, outside: { said: 'skip-site north', ids: new Map([['v_i_p', undefined]]) } };
    expect([...outsideNow(record, under(skipSites('north'), []))]).toEqual(['v_i_p']);
    expect([...outsideNow(record, under({ ...skipSites('north'), said: 'other' }, []))]).toEqual([]);
  });

  test('what is odd in the state file counts as not known', () => {
    const { outside } = readRecord({
      outside: ['said', 'old', 5, [7], ['odd', '9', 'odd', '', 1], ['whole', 9, 'whole', '', 1, 'conexao', 7]],
    });
    expect(outside.said).toBe('said');
    expect([...outside.ids]).toEqual([
      ['old', undefined],
      ['odd', undefined],
      ['whole', { id: 9, login: 'whole', ip: '', plan: 1 }],
    ]);
    expect(readRecord({ outside: [3] }).outside).toEqual({ said: '', ids: new Map() });
    expect(readRecord({ wrote: { 'policy Gold': [5, 'deleted'], 'policy Lead': 7 } }).wrote).toEqual(
      new Map([['policy Gold', ['deleted']]]),
    );
  });
});
