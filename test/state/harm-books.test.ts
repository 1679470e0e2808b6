import { describe, expect, test } from 'vitest';
import { eachHarm, eachLasting } from '../../src/changes/harm.ts';
import {
  type Approval,
  approvedBy,
  believed,
  booksAt,
  type Expected,
  gateMemory,
  type HarmBooks,
  holding,
  type LastSeen,
  lastFates,
  NO_BOOKS,
  offlineCount,
  rememberedPolicies,
} from '../../src/state/harm-books.ts';
import { APPROVALS, BOOKS, readOldBooks } from '../../src/state/harm-record.ts';
import { aBqn, aDesired, allOnline, many, policyItem } from '../support/builders.ts';

const { read: readBooks, write: writeBooks } = BOOKS;
const { read: readApprovals } = APPROVALS;

/** What the gate remembers from run to run. */

const NOW = 1_700_000_000;
const HOUR = 3600;
const DAY = 24 * HOUR;
const TODAY = Math.floor(NOW / DAY);
const SAID = { approved: approvedBy([]), expected: undefined, elsewhere: {} };

function seen(policy = 'Gold', day = TODAY): LastSeen {
  return { policy, rates: { downKbps: 100_000, upKbps: 50_000 }, day };
}

function reread(books: HarmBooks): HarmBooks {
  return readBooks(JSON.parse(JSON.stringify(writeBooks(books))));
}

describe('what everybody was last', () => {
  test('takes no more than 64 bytes a customer, whoever they are', () => {
    const groups = many(300, (number) => seen(`Plano_de_${number}_Mega_Fibra_Residencial`, TODAY - (number % 40)));
    const last = new Map(
      many(60_000, (number) => [`cliente.de.nome.comprido.${number}@provedor.example`, groups[number % 300] ?? seen()]),
    );
    const size = Buffer.byteLength(JSON.stringify(writeBooks({ ...NO_BOOKS, last })['last']));
    expect(size / 60_000).toBeLessThan(64);
    expect(new Map(reread({ ...NO_BOOKS, last }).last)).toEqual(last);
  });

  test('comes whole through an unchanged run of 60,000 customers, and grows by nothing', () => {
    const last = new Map(many(60_000, (number) => [`cliente${number}`, seen(`Plano_${number % 60}`)]));
    const text = JSON.stringify(writeBooks({ ...NO_BOOKS, last }));
    const books = booksAt(readBooks(JSON.parse(text)), NOW);
    const { last: fates } = gateMemory(books, NOW, SAID);
    const again = JSON.stringify(writeBooks(books));
    expect([fates.size, again.length]).toEqual([60_000, text.length]);
  });

  test('is a fate where its speed is known; a block always is', () => {
    const last = new Map<string, LastSeen>([
      ['open', seen()],
      ['old', { ...seen(), rates: undefined }],
      ['blocked', { policy: 'Billing-Block', rates: undefined, day: TODAY }],
    ]);
    expect([...lastFates({ last })].map(([name, { kind }]) => [name, kind])).toEqual([
      ['open', 'limited'],
      ['blocked', 'blocked'],
    ]);
  });

  test('goes to the planner for the blocked and for those who are held back', () => {
    const last = new Map([
      ['held', seen()],
      ['other', seen()],
      ['blocked', seen('Billing-Block')],
    ]);
    const there = { bqn: aBqn({ policies: [policyItem()] }), desired: aDesired() };
    const names = ['held', 'other', 'blocked', 'nobody'];
    const policies = (remembered: ReturnType<typeof rememberedPolicies>) => names.map((name) => remembered.get(name));
    expect(policies(rememberedPolicies({ last }, there))).toEqual(['Gold', 'Gold', 'Billing-Block', undefined]);
    const gone = { bqn: aBqn(), desired: aDesired() };
    const left = [undefined, undefined, 'Billing-Block', undefined];
    expect(policies(rememberedPolicies({ last }, gone)), 'a policy that is there no more').toEqual(left);
  });

  test('says who of the last day is offline', () => {
    const last = new Map([
      ['here', seen()],
      ['away', seen()],
      ['long ago', seen('Gold', TODAY - 3)],
    ]);
    expect(offlineCount(last, allOnline(['here']), NOW)).toBe(1);
  });
});

describe('a clock', () => {
  test('that was set back has left times of the future, which are forgotten', () => {
    const future = NOW + 3650 * DAY;
    const members = new Map([['maria', future]]);
    const books: HarmBooks = {
      ...NO_BOOKS,
      since: future,
      at: future,
      recent: {
        ...eachHarm(() => new Map()),
        blocks: new Map([
          ['a', future],
          ['b', NOW - HOUR],
          ['c', NOW - 2 * DAY],
        ]),
      },
      incidents: { blocks: { mark: 'm', began: future, most: 1, told: 1, members } },
      last: new Map([
        ['a', seen('Gold', TODAY + 3650)],
        ['b', seen('Gold', TODAY - 3)],
      ]),
      agreed: new Map([['Gold', { rates: { downKbps: 1, upKbps: 1 }, otherSince: future }]]),
      gross: new Map([['Gold 1/1', future]]),
      announced: { made: future, used: eachHarm(() => new Set<string>()) },
      dark: future,
    };
    const now = booksAt(books, NOW);
    expect(now).toMatchObject({ since: NOW, at: undefined, announced: undefined, dark: undefined });
    expect(now.recent.blocks).toEqual(new Map([['b', NOW - HOUR]]));
    expect(now.incidents.blocks).toMatchObject({ began: NOW, members: new Map([['maria', NOW]]) });
    expect([...now.last.values()].map(({ day }) => day)).toEqual([TODAY, TODAY - 3]);
    expect(now.agreed.get('Gold')?.otherSince).toBeUndefined();
    expect(now.gross.get('Gold 1/1')).toBe(NOW);
  });

  test('that was set back by hours forgets nobody who met a harm before, and no announcement', () => {
    const announced = { made: NOW + HOUR, used: eachHarm(() => new Set(['a'])) };
    const recent = { ...NO_BOOKS.recent, blocks: new Map([['a', NOW + 3 * HOUR]]) };
    const now = booksAt({ ...NO_BOOKS, recent, announced }, NOW);
    expect(now.recent.blocks).toEqual(new Map([['a', NOW]]));
    expect(now.announced).toEqual(announced);
    expect(booksAt({ ...NO_BOOKS, recent, announced }, NOW - DAY)).toMatchObject({ announced: undefined });
  });

  test('that was not believed has left those of its run under the time before: they are of now', () => {
    const recent = {
      ...NO_BOOKS.recent,
      blocks: new Map([
        ['a', NOW - 9 * DAY],
        ['b', NOW - 8 * DAY],
      ]),
    };
    const books = { ...NO_BOOKS, at: NOW - 8 * DAY, leap: NOW - 300, recent };
    expect(booksAt(books, NOW).recent.blocks).toEqual(new Map([['b', NOW]]));
    expect(booksAt({ ...books, leap: undefined }, NOW).recent.blocks).toEqual(new Map());
  });

  test('that is right leaves all as it is', () => {
    const announced = { made: NOW - 1, used: eachHarm(() => new Set<string>()) };
    const books: HarmBooks = {
      ...NO_BOOKS,
      since: NOW - DAY,
      at: NOW - 300,
      last: new Map([['a', seen()]]),
      announced,
      dark: NOW - 1,
    };
    expect(booksAt(books, NOW)).toEqual(books);
  });

  test('that leaps by more than a week is believed when the next run says so again', () => {
    const books = { ...NO_BOOKS, at: NOW };
    expect(believed(NO_BOOKS, NOW)).toBe(NOW);
    expect(believed(books, NOW + 6 * DAY)).toBe(NOW + 6 * DAY);
    const ahead = NOW + 3650 * DAY;
    expect(believed(books, ahead)).toBe(NOW);
    expect(believed({ ...books, leap: ahead }, ahead + 300)).toBe(ahead + 300);
    expect(believed({ ...books, leap: ahead }, ahead + 2 * DAY)).toBe(NOW);
  });
});

describe('what is said', () => {
  const expected: Expected = {
    made: NOW - 60,
    until: NOW + HOUR,
    counts: new Map([['blocks', 30]]),
    by: '',
    reason: '',
  };

  test('of a billing day holds until its time, with those who were met by the same', () => {
    const used = { ...eachHarm(() => new Set<string>()), blocks: new Set(['a']) };
    const books = { ...NO_BOOKS, announced: { made: NOW - 60, used } };
    const of = (now: number, one: HarmBooks = books) => gateMemory(one, now, { ...SAID, expected }).expected;
    expect(of(NOW).get('blocks')).toEqual({ count: 30, used: new Set(['a']) });
    expect(of(NOW, { ...books, announced: { made: 1, used } }).get('blocks')?.used.size).toBe(0);
    expect(of(NOW + HOUR).size).toBe(0);
    expect(of(NOW - 61).size).toBe(0);
  });

  test('by what was never before, once the books are 40 days old', () => {
    const of = (since: number | undefined) => gateMemory({ ...NO_BOOKS, since }, NOW, SAID).most;
    expect([of(undefined), of(NOW - 39 * DAY)]).toEqual([undefined, undefined]);
    expect(of(NOW - 40 * DAY)).toEqual(NO_BOOKS.most);
  });

  test('by an approval holds for a day', () => {
    const approval: Approval = {
      at: NOW,
      customers: { ...eachLasting(() => []), blocks: ['a'] },
      policies: ['Gold 1/1'],
    };
    expect(holding([approval], NOW + DAY - 1)).toEqual([approval]);
    expect([holding([approval], NOW + DAY), holding([approval], NOW - 1)]).toEqual([[], []]);
    expect(approvedBy([approval])).toMatchObject({
      policies: new Set(['Gold 1/1']),
      customers: { blocks: new Set(['a']) },
    });
    expect(readApprovals(JSON.parse(JSON.stringify([approval])))).toEqual([approval]);
    expect(readApprovals([{ at: 'x' }, 3, null])).toEqual([]);
    expect(readApprovals('x')).toEqual([]);
  });
});

describe('the state file', () => {
  test('of the versions before 3 says who is blocked, and from whom what is held back', () => {
    const books = readOldBooks({
      remembered: { jose: ['Billing-Block', NOW], ana: ['Gold', NOW], odd: 3, odder: [1, 2] },
      recent: { blocks: { jose: NOW - 9 } },
      held: { blocks: { a: NOW - 5, b: NOW - 7 }, opens: {} },
    });
    expect(books.last.get('jose')).toEqual({ policy: 'Billing-Block', rates: { downKbps: 0, upKbps: 0 }, day: TODAY });
    expect(books.last.get('ana')?.rates).toBeUndefined();
    expect(books.last.size).toBe(2);
    expect(books.incidents.blocks).toMatchObject({ began: NOW - 7, most: 2, members: { size: 2 } });
    expect(books.recent.blocks.get('jose')).toBe(NOW - 9);
  });

  test.each([[undefined], [3], [[]], [{ last: 3, incidents: 4, agreed: 'x', most: null, announced: 3 }]])(
    'that holds something else (%j) holds nothing',
    (value) => {
      expect(readBooks(value)).toEqual(NO_BOOKS);
    },
  );

  test('of which parts are odd gives the others', () => {
    const books = readBooks({
      last: [['Gold', 1, 1, TODAY, '5||x|6', ['a', 3]], ['Gold'], 7],
      incidents: {
        blocks: { mark: 'm', began: 1, members: {} },
        opens: { began: 1 },
        plans: { mark: 'm', began: 1, members: { a: 2 } },
      },
      agreed: { Gold: [1], Lead: [1, 2, 3] },
    });
    expect([...books.last.keys()]).toEqual(['login 5', 'login 6', 'a']);
    expect(books.incidents).toEqual({ plans: { mark: 'm', began: 1, most: 1, told: 1, members: new Map([['a', 2]]) } });
    expect([...books.agreed]).toEqual([['Lead', { rates: { downKbps: 1, upKbps: 2 }, otherSince: 3 }]]);
  });
});
