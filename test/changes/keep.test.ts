import { describe, expect, test } from 'vitest';
import { type Change, policyAfter } from '../../src/changes/change-plan.ts';
import type { DiffOptions } from '../../src/changes/diff.ts';
import type { Other, Subscriber } from '../../src/customers/customer.ts';
import { whyText } from '../../src/report/why-text.ts';
import type { JsonObject } from '../../src/text/json.ts';
import {
  anOther,
  aSubscriber,
  BLOCKED,
  type DesiredParts,
  DIFF,
  groupItem,
  OPEN,
  type OwnedNames,
  owning,
  subscriberItem,
} from '../support/builders.ts';
import { keeping, plan, TWO_PLANS } from '../support/planning.ts';

/** What becomes of an entry that nobody wants at its address: it goes, it stays for one reason, or it says something else. */

const IP = '100.64.0.1';
const PREFIX = '2001:db8:0:1::';
const BLOCK = 'Billing-Block';
const PRESUMED = { kind: 'open', contract: 1, status: 'A', isPresumed: true } as const;

interface Case {
  readonly people: DesiredParts;
  readonly entry: JsonObject;
  readonly owned?: OwnedNames;
  readonly options?: Partial<DiffOptions>;
  readonly at?: string;
}

/** `stays: by hand`, `none: by hand` for one that says nothing any more, `gone`; with why. */
function become({ people, entry, owned = [], options, at = IP }: Case): readonly [what: string, why?: string] {
  const made = plan(
    { policies: TWO_PLANS.wanted, ...people },
    { policies: TWO_PLANS.listed, subscribers: [entry] },
    { ...DIFF, ...options },
    owning({ policy: TWO_PLANS.owned, subscriber: owned }),
  );
  const change = made.changes.find(({ kind, key }) => kind === 'subscriber' && key === at);
  const because = made.kept.get(at);
  if (change === undefined) return [`stays: ${because}`];
  if (change.action === 'delete') return [change.letsGo ? 'lets go' : 'gone', whyText(change.why)];
  return [`${policyAfter(change) ?? 'none'}: ${because}`, whyText(change.why)];
}

const entry = (id: string, policy: string, fields: JsonObject = {}) => subscriberItem(IP, id, policy, fields);
const byHand = (fields: Partial<Other> = {}) =>
  anOther({ id: 'vip', loginId: 9, ip: IP, served: 'by hand', ...fields });

describe('at the address of somebody whom this program leaves alone', () => {
  const people = { others: [byHand()] };
  const ours = { [IP]: { id: 'ana', login: 7 } };

  test('their own entry stays, and so does what another hand wrote there under a name that nobody knows', () => {
    expect(become({ people, entry: entry('vip', 'Gold') })).toEqual(['stays: by hand']);
    expect(become({ people, entry: entry('vip@isp', 'Gold') })).toEqual(['stays: by hand']);
  });

  test('what this program made there for somebody else goes, and lets go before anything else', () => {
    expect(become({ people, entry: entry('ana', 'Gold'), owned: ours })).toEqual(['lets go', 'vip is at this IP now']);
  });

  test.each<[string, Partial<Case>]>([
    ['that holds a quota', { entry: entry('ana', 'Gold', { quota: { volume: 5 } }) }],
    ['where nothing is deleted', { options: { prune: 'none' } }],
    ['while the list of logins is not whole', { people: { ...people, proven: { logins: 'cut' } } }],
  ])('one %s says nothing any more', (_what, more) => {
    const one = { people, entry: entry('ana', 'Gold'), owned: ours, ...more };
    expect(become(one)).toEqual(['none: by hand', 'vip is at this IP now']);
  });

  test('the entry of a customer of ours who is online elsewhere lets go, whatever it names', () => {
    const maria = aSubscriber({ ip: '100.64.0.2' });
    const both = { ...people, subscribers: [maria] };
    expect(become({ people: both, entry: entry('maria', 'VIP') })[0]).toBe('none: by hand');
    expect(become({ people: both, entry: entry('maria', '') })[0], 'it says nothing').toBe('stays: by hand');
  });

  test('of a name that several have it stays where one of them is there', () => {
    const others = [byHand({ id: 'cpe' }), byHand({ id: 'cpe', loginId: 10, ip: '100.64.0.3' })];
    const twins = [2, 3].map((n) => aSubscriber({ id: 'cpe', ip: `100.64.1.${n}`, loginId: n }));
    expect(become({ people: { others }, entry: entry('cpe', 'Gold') })).toEqual(['stays: by hand']);
    expect(become({ people: { ...people, subscribers: twins }, entry: entry('cpe', 'Gold') })[0]).toBe('none: by hand');
  });

  test('nothing of another hand’s is touched', () => {
    expect(become({ people, entry: entry('ana', 'VIP') })).toEqual(['stays: by hand']);
    expect(become({ people, entry: entry('ana', 'VIP'), options: { prune: 'all' } })).toEqual(['stays: by hand']);
  });
});

describe('a block of ours over somebody who is left alone', () => {
  const lead = { kind: 'named', name: 'Lead' } as const;
  const owned = { [IP]: { id: 'vip', login: 9, isBlocked: true } };
  const blocked = entry('vip', BLOCK);
  const of = (fields: Partial<Other>, more: Partial<Case> = {}) =>
    become({ people: { others: [byHand(fields)] }, entry: blocked, owned, ...more });

  test('goes as soon as they are due service: to their plan, or to none where it has no policy', () => {
    const why = 'contract 1: service, out of its scope now';
    expect(of({ standing: OPEN, choice: lead })).toEqual(['Lead: by hand', why]);
    expect(of({ standing: OPEN, choice: { kind: 'named', name: 'New' } })).toEqual(['none: by hand', why]);
    expect(of({ standing: OPEN, choice: { kind: 'none' } })).toEqual(['none: by hand', why]);
  });

  test('to none where another who is left alone is there, too', () => {
    const both = [
      byHand({ standing: OPEN, choice: lead }),
      byHand({ id: 'ana', loginId: 7, standing: OPEN, choice: lead }),
    ];
    expect(become({ people: { others: both }, entry: blocked, owned })[0]).toBe('none: by hand');
  });

  test('also where it names nobody', () => {
    const nameless = { subscriberIp: IP, policyRate: BLOCK, policyAssignedBy: 'api' };
    const people = { others: [byHand({ standing: OPEN, choice: lead })] };
    expect(become({ people, entry: nameless, owned: { [IP]: { isBlocked: true } } })[0]).toBe('Lead: by hand');
  });

  test('stays while they are due it, on a presumption, and where another hand blocked them', () => {
    expect(of({ standing: BLOCKED })).toEqual(['stays: by hand']);
    expect(of({ standing: PRESUMED })).toEqual(['stays: by hand']);
    expect(of({ standing: { kind: 'unread', contract: 1 } })).toEqual(['stays: by hand']);
    expect(of({ standing: OPEN }, { owned: { [IP]: { id: 'vip', login: 9 } } })).toEqual(['stays: by hand']);
    expect(of({ standing: OPEN }, { owned: [] })).toEqual(['stays: by hand']);
  });

  test('of which another hand has made something else stays so', () => {
    expect(of({ standing: OPEN, choice: lead }, { entry: entry('vip', 'VIP') })).toEqual(['stays: by hand']);
  });

  test('is ours by a ledger from before 3.0 where it says their name, and by no other', () => {
    const old = { [IP]: {} };
    expect(of({ standing: OPEN, choice: lead }, { owned: old })[0]).toBe('Lead: by hand');
    const nameless = { subscriberIp: IP, policyRate: BLOCK, policyAssignedBy: 'api' };
    expect(of({ standing: OPEN, choice: lead }, { owned: old, entry: nameless })).toEqual(['stays: by hand']);
  });

  test('stays, and is told as before, while the gate keeps it', () => {
    const holds = keeping('login 9', 'opens');
    expect(of({ standing: OPEN, choice: lead }, { options: { holds } })).toEqual(['stays: by hand']);
  });

  test('is told as another BQN’s where that serves them', () => {
    expect(of({ standing: BLOCKED, served: 'elsewhere' })).toEqual(['stays: outside']);
  });

  test('stays over one of whom nothing is known, where another BQN serves the address', () => {
    const people = { outside: { hasAddress: () => true } };
    const gone = { [IP]: { id: 'ana', login: 7, isBlocked: true } };
    expect(become({ people, entry: entry('ana', BLOCK), owned: gone })).toEqual(['stays: outside']);
  });

  test('of somebody who is known to be outside though they are not online', () => {
    const people = { outside: { ids: new Set(['ana']) } };
    expect(become({ people, entry: entry('ana', 'Gold'), owned: { [IP]: { id: 'ana' } } })).toEqual(['stays: by hand']);
  });
});

describe('at an address in doubt', () => {
  const rival = (fields: Partial<Subscriber> = {}) => aSubscriber(fields);
  const jose = aSubscriber({ id: 'jose', loginId: 2 });
  const due = 'and this is due to none of them';
  const inDoubt = (rivals: DesiredParts['doubts'], one: JsonObject, more: Partial<Case> = {}) =>
    become({ people: { doubts: rivals ?? [] }, entry: one, ...more });

  test('the block of one of them stays while one of them is due it', () => {
    const doubts = [[rival({ standing: BLOCKED }), jose]];
    expect(inDoubt(doubts, entry('maria', BLOCK))).toEqual(['stays: in doubt']);
    const [what, why] = inDoubt([[rival(), jose]], entry('maria', BLOCK));
    expect([what, why]).toEqual(['none: in doubt', expect.stringContaining(due)]);
  });

  test('but not over one who is left alone and in service, unless it is their own', () => {
    const vip = { ...byHand({ standing: OPEN }), ip: IP };
    const doubts = [[rival({ standing: BLOCKED }), vip]];
    expect(inDoubt(doubts, entry('maria', BLOCK))[0]).toBe('none: in doubt');
    expect(inDoubt(doubts, entry('vip', BLOCK)), 'the operator’s own word').toEqual(['stays: in doubt']);
    const dueToo = [[rival({ standing: BLOCKED }), { ...vip, standing: BLOCKED }]];
    expect(inDoubt(dueToo, entry('maria', BLOCK))).toEqual(['stays: in doubt']);
    const unread = [[rival({ standing: BLOCKED }), { ...vip, standing: { kind: 'silent', contract: 1 } as const }]];
    expect(inDoubt(unread, entry('maria', BLOCK))).toEqual(['stays: in doubt']);
  });

  test('whoever is left alone keeps a block of another hand, under their name or none', () => {
    const vip = { ...byHand({ standing: OPEN }), ip: IP };
    const ours = { [IP]: { id: 'vip', login: 9, isBlocked: true } };
    const nameless = { subscriberIp: IP, policyRate: BLOCK, policyAssignedBy: 'api' };
    expect(inDoubt([[rival(), vip]], entry('vip', BLOCK))).toEqual(['stays: in doubt']);
    expect(inDoubt([[rival(), vip]], nameless)).toEqual(['stays: in doubt']);
    expect(inDoubt([[rival(), vip]], entry('vip', BLOCK), { owned: ours })[0]).toBe('none: in doubt');
    expect(inDoubt([[rival(), jose]], nameless)[0]).toBe('none: in doubt');
  });

  test('of a prefix whoever is due service is not blocked for another', () => {
    const at = { ip: PREFIX, main: PREFIX };
    const one = subscriberItem(PREFIX, 'maria', BLOCK);
    const doubts = (standing: Other['standing']) => [
      [rival({ ...at, standing: BLOCKED }), aSubscriber({ ...at, id: 'jose', loginId: 2, standing })],
    ];
    expect(inDoubt(doubts(OPEN), one, { at: PREFIX })[0]).toBe('none: in doubt');
    expect(inDoubt(doubts(BLOCKED), one, { at: PREFIX })).toEqual(['stays: in doubt']);
    const vip = { ...byHand({ standing: BLOCKED }), ...at };
    const theirs = { entry: subscriberItem(PREFIX, 'vip', BLOCK), owned: { [PREFIX]: { id: 'vip', isBlocked: true } } };
    expect(
      inDoubt([[rival({ ...at }), vip]], theirs.entry, { at: PREFIX, owned: theirs.owned }),
      'of one who is left alone',
    ).toEqual(['stays: in doubt']);
  });
});

describe('the entry of a prefix', () => {
  const at = (policy: string, id = 'maria') => ({ entry: subscriberItem(PREFIX, id, policy), at: PREFIX });
  const ours = { [PREFIX]: { id: 'maria', login: 1 } };
  const claimed = (...claims: readonly (readonly [string, string, number])[]) => ({ claims, others: [] });
  const maria = claimed(['maria', '2001:db8:0:1::/64', 1]);
  const kept = { prune: 'none' } as const;

  test('is their own though another login has their address', () => {
    expect(become({ people: maria, ...at('Gold'), owned: ours })[0]).toBe('gone');
    expect(become({ people: maria, ...at('Gold'), owned: ours, options: kept })).toEqual(['stays: not to be deleted']);
    const byName = { [PREFIX]: { id: 'maria' } };
    expect(become({ people: maria, ...at('Gold'), owned: byName, options: kept })).toEqual([
      'stays: not to be deleted',
    ]);
    expect(become({ people: maria, ...at('Gold'), owned: [] }), 'the ledger was lost').toEqual(['stays: foreign']);
  });

  test('says nothing any more where the prefix is somebody else’s', () => {
    const lost = ['none: in doubt', "its prefix is somebody else's now"];
    const jose = claimed(['jose', '2001:db8:0:1::/64', 2]);
    expect(become({ people: jose, ...at('Gold'), owned: ours })).toEqual(lost);
    expect(become({ people: jose, ...at('Gold'), owned: { [PREFIX]: { id: 'maria' } } })).toEqual(lost);
    expect(become({ people: jose, ...at('Gold'), owned: [] })).toEqual(lost);
    const namesake = claimed(['maria', '2001:db8:0:1::/64', 2]);
    expect(become({ people: namesake, ...at('Gold'), owned: ours }), 'of the same name').toEqual(lost);
  });

  test('of one who is left alone says nothing any more where the prefix is that of one who is served, and of nobody else', () => {
    const jose = { id: 'jose', loginId: 2, ip: '100.64.0.2' };
    const others = [byHand({ id: 'maria', loginId: 1 })];
    const of = (policy: string, claims: readonly (readonly [string, string, number])[], served = true) => {
      const subscribers = served ? [aSubscriber(jose)] : [];
      const alone = served ? others : [...others, anOther({ ...jose, served: 'by hand' })];
      return become({ people: { subscribers, others: alone, claims }, ...at(policy), owned: ours })[0];
    };
    const its = ['jose', '2001:db8:0:1::/64', 2] as const;
    expect(of(BLOCK, [its])).toBe('none: in doubt');
    expect(of('', [its]), 'it says nothing').toBe('stays: by hand');
    expect(of('Gold', [its], false), 'of one who is left alone, too').toBe('stays: by hand');
    expect(of('Gold', [['jose', '2001:db8::/48', 2]]), 'a pool').toBe('stays: by hand');
    expect(of('Gold', [['jose', its[1], 8]]), 'of one who is not there').toBe('stays: by hand');
    expect(of('Gold', [its, ['maria', its[1], 1]]), 'of both').toBe('stays: by hand');
    expect(of('Gold', [])).toBe('stays: by hand');
    const people = { subscribers: [aSubscriber(jose)], others, claims: [its] };
    expect(become({ people, ...at('Gold') })[0], 'the ledger was lost').toBe('none: in doubt');
    const away = { subscribers: [aSubscriber(jose)], claims: [its], outside: { ids: new Set(['maria']) } };
    expect(become({ people: away, ...at('VIP') }), 'another hand made it').toEqual(['stays: by hand']);
  });
});

describe('an entry that another hand wrote, under a name that nobody knows', () => {
  const vip = byHand({ ip: undefined });
  const claim = ['vip', '2001:db8:0:1::/64', 9] as const;
  const at = { entry: subscriberItem(PREFIX, 'vip@isp', 'Gold'), at: PREFIX };

  test('stays where the prefix is of one who is left alone, and of nobody else', () => {
    expect(become({ people: { others: [vip], claims: [claim] }, ...at })).toEqual(['stays: by hand']);
    const nameless = { subscriberIp: PREFIX, policyRate: 'Gold', policyAssignedBy: 'api' };
    expect(become({ people: { others: [vip], claims: [claim] }, ...at, entry: nameless })).toEqual(['stays: by hand']);
    const shared = {
      others: [vip, byHand({ id: 'eva', loginId: 11, ip: undefined })],
      claims: [claim, ['eva', claim[1], 11] as const],
    };
    expect(become({ people: shared, ...at }), 'of two who are').toEqual(['stays: by hand']);
    const two = [vip, byHand({ id: 'ana', loginId: 10, ip: undefined, served: 'nowhere' })];
    const nested = ['ana', '2001:db8:0:1::/80', 10] as const;
    expect(become({ people: { others: two, claims: [claim, nested] }, ...at })[0]).toBe('none: in doubt');
    expect(become({ people: { others: [], claims: [claim] }, ...at })[0], 'of one who is not there').toBe(
      'none: in doubt',
    );
  });

  test('stays there under a policy of another hand too, whatever may go', () => {
    const foreign = { ...at, entry: subscriberItem(PREFIX, 'vip@isp', 'VIP'), options: { prune: 'all' } as const };
    expect(become({ people: { others: [vip], claims: [claim] }, ...foreign })).toEqual(['stays: by hand']);
    expect(become({ people: { others: [], claims: [claim] }, ...foreign })[0], 'of nobody').toBe('gone');
  });

  test('stays where it says what its customer gets, whose prefix it is alone', () => {
    const gold = aSubscriber({ id: 'vip', loginId: 9, choice: { kind: 'named', name: 'Gold' } });
    const claims = [claim];
    const nested = [claim, ['ana', '2001:db8:0:1::/80', 10] as const];
    const none = 'none: in doubt';
    expect(become({ people: { subscribers: [gold], others: [], claims }, ...at })).toEqual(['stays: foreign']);
    expect(become({ people: { subscribers: [gold], others: [], claims: nested }, ...at })[0], 'shared').toBe(none);
    const lead = { ...gold, choice: { kind: 'named', name: 'Lead' } } as const;
    expect(become({ people: { subscribers: [lead], others: [], claims }, ...at })[0], 'another plan').toBe(none);
  });

  test('but not what the books name', () => {
    const owned = { [PREFIX]: { id: 'vip@isp', login: 7 } };
    expect(become({ people: { others: [vip], claims: [claim] }, ...at, owned })[0]).toBe('none: in doubt');
  });
});

describe('an entry of one who is online without an address', () => {
  const of = (fields: Partial<Other>, policy = BLOCK) =>
    become({ people: { others: [anOther({ loginId: 1, ...fields })] }, entry: entry('maria', policy) });
  const gold = { kind: 'named', name: 'Gold' } as const;

  test('stays, and blocks them no longer than they are due it', () => {
    expect(of({ standing: OPEN, choice: gold })).toEqual(['Gold: no address', 'maria has this entry as well']);
    expect(of({ standing: OPEN, choice: { kind: 'none' } })[0]).toBe('none: no address');
    expect(of({ standing: BLOCKED, choice: gold })).toEqual(['stays: no address']);
    expect(of({ standing: PRESUMED, choice: gold })).toEqual(['stays: no address']);
    expect(of({ standing: OPEN, choice: gold }, 'Lead')).toEqual(['stays: no address']);
  });
});

describe('while not all logins were read', () => {
  const moved = aSubscriber({ ip: '100.64.0.2', choice: { kind: 'named', name: 'Gold' } });
  const people = { subscribers: [moved], proven: { logins: 'moving', plans: 'whole' } } as const;
  const blocked = { people, entry: entry('maria', BLOCK) };

  test('a block goes only where it is certain whose it is: another may have the name', () => {
    expect(become({ ...blocked, owned: { [IP]: { id: 'maria' } } })).toEqual(['stays: unread']);
    expect(become({ ...blocked, owned: [] })).toEqual(['stays: foreign']);
    expect(become({ ...blocked, owned: { [IP]: { id: 'maria', login: 1 } } })[0]).toBe('Gold: unread');
    const whole = { subscribers: [moved] };
    expect(become({ ...blocked, people: whole, owned: [] })[0]).toBe('Gold: foreign');
  });

  test('or whose prefix', () => {
    const at = { entry: subscriberItem(PREFIX, 'maria', BLOCK), at: PREFIX };
    expect(become({ people, ...at })).toEqual(['stays: foreign']);
    const claims = [['maria', '2001:db8:0:1::/64', 1]] as const;
    expect(become({ people: { ...people, claims }, ...at })[0]).toBe('Gold: foreign');
  });
});

describe('an entry that goes', () => {
  test('says where its customer is now, by the name that it has, if any', () => {
    const maria = aSubscriber({ ip: '100.64.0.2' });
    const owned = { [IP]: { id: 'maria', login: 1 } };
    const people = { subscribers: [maria] };
    expect(become({ people, entry: entry('maria', 'Gold'), owned })).toEqual(['gone', 'maria is at 100.64.0.2 now']);
    const nameless = { subscriberIp: IP, policyRate: 'Gold', policyAssignedBy: 'api' };
    expect(become({ people, entry: nameless, owned: { [IP]: { login: 1 } } })).toEqual([
      'gone',
      `${IP} is at 100.64.0.2 now`,
    ]);
  });

  test('of one who is offline says that nobody has the address', () => {
    const one = { people: {}, entry: entry('ana', 'Gold'), owned: { [IP]: { id: 'ana', login: 7 } } };
    expect(become(one)).toEqual(['gone', 'no online login has this IP']);
    expect(become({ ...one, options: { grace: { seconds: 60, now: 1000 } } })).toEqual(['stays: grace']);
    expect(become({ ...one, people: { proven: { logins: 'cut' } } })).toEqual(['stays: unread']);
    expect(become({ ...one, options: { prune: 'none' } })).toEqual(['stays: not to be deleted']);
    expect(become({ ...one, owned: [] })).toEqual(['stays: foreign']);
  });

  test('is the same customer as their group, which waits with it', () => {
    const made = plan(
      { policies: TWO_PLANS.wanted },
      {
        policies: TWO_PLANS.listed,
        groups: [groupItem('DS-ana', { subscriberMembers: [IP], policyRate: 'Gold' })],
      },
      DIFF,
      owning({ policy: TWO_PLANS.owned, group: { 'DS-ana': { login: 7 } } }),
    );
    const shown = ({ action, key }: Change) => `${action} ${key}`;
    expect(made.changes.map(shown)).toContain('delete DS-ana');
  });
});
