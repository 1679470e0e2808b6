import { describe, expect, test } from 'vitest';
import { darkText, heldBackText, heldLines, lackingLines, putOffText } from '../../src/report/held-lines.ts';
import { aChangePlan, aFate, aHeldBack, aLogin, allOnline, anIxc, aPlan, many } from '../support/builders.ts';
import { aBqnOutcome } from '../support/outcomes.ts';

/** What people read of what is held back. */

const NOW = 1_700_000_000;

function ofMany(count: number) {
  const fates = many(count, (number) =>
    aFate({ customer: `login ${number}`, login: `l_${number}`, status: number === 1 ? 'CM' : 'CA' }),
  );
  const members = new Map(fates.map(({ customer }) => [customer, NOW]));
  const incident = { mark: 'blocks-1', began: NOW, most: count + 5, told: count, members };
  const who = fates.map(({ customer }) => customer);
  return aHeldBack({ fates, who, count, outOf: 338, limitPercent: 20, incident, since: NOW, joined: [] });
}

describe('--held', () => {
  const billing = anIxc({
    plans: [aPlan({ id: 1, name: 'Ouro' })],
    logins: many(30, (number) =>
      aLogin({
        id: number,
        login: number % 2 === 0 ? `l ${number}` : 'cpe',
        site: { column: 'id_concentrador', value: number > 20 ? '4' : '3' },
      }),
    ),
  });

  test('shows the first 20, and what most have in common', () => {
    const lines = heldLines(aBqnOutcome(), ofMany(30), billing, false);
    expect(lines.filter((line) => line.includes('blocks l_'))).toHaveLength(20);
    expect(lines.join('\n')).toMatch(/29 of 30 turned CA; 30 have plan Ouro; 20 are of site 3; 30 since .*:00/);
    expect(lines.join('\n')).toMatch(
      /35 at most, 30 with those who are away[\s\S]*and 10 more; --held -v[\s\S]*--approve blocks=30/,
    );
  });

  test('-v shows all', () => {
    const lines = heldLines(aBqnOutcome(), ofMany(30), billing, true);
    expect(lines.filter((line) => line.includes('blocks l_'))).toHaveLength(30);
  });

  test.each([
    ['blocks', '1 subscriber newly blocked', '2 subscribers newly blocked'],
    ['opens', '1 blocked subscriber whose contract is gone', '2 blocked subscribers whose contract is gone'],
    ['speeds', '1 subscriber slowed to less than half', '2 subscribers slowed to less than half'],
    ['plans', '1 subscriber losing their plan', '2 subscribers losing their plan'],
    ['leaves', '1 subscriber to delete', '2 subscribers to delete'],
    ['policies', '1 policy to delete', '2 policies to delete'],
    ['groups', '1 group to delete', '2 groups to delete'],
  ] as const)('one of %s is not several', (kind, one, two) => {
    const said = (count: number) => heldLines(aBqnOutcome(), { ...ofMany(count), kind }, billing, false).join('\n');
    expect(said(1)).toContain(`: ${one}`);
    expect(said(2)).toContain(`: ${two}`);
    const state = kind === 'blocks' ? '1 of 1 turned CM' : '1 of 1 has contract state CM';
    expect(said(1)).toContain(`${state}; 1 has plan Ouro; 1 is of site 3`);
  });

  test('says nothing of what nothing is known of', () => {
    const fates = [aFate({ plan: 0, status: '' }), aFate({ plan: 9, status: '' }), aFate({ plan: 8, status: '' })];
    const lines = heldLines(aBqnOutcome(), aHeldBack({ fates, count: 3 }), undefined, false);
    expect(lines).toHaveLength(5);
  });
});

describe('why it is too much', () => {
  test.each([
    [undefined, 'limit 5 %, --max-block'],
    [{ kind: 'hour', limitPercent: 5 }, 'limit 5 %, --max-block'],
    [{ kind: 'day', limitPercent: 7.5 }, 'limit 7.5 % within a day'],
    [{ kind: 'never before', most: 9 }, 'the most of any hour so far was 9'],
    [{ kind: 'gross' }, 'looks like a slip'],
  ] as const)('%j', (crossing, said) => {
    expect(heldBackText(aHeldBack({ crossing }))).toContain(said);
  });

  test('since when, unless it begins now, and both speeds of a plan', () => {
    expect(heldBackText(ofMany(3))).toMatch(/--max-block\), since \d{4}/);
    expect(heldBackText({ ...ofMany(3), joined: ['login 1', 'login 2', 'login 3'] })).not.toContain('since');
    const plans = [
      {
        policy: 'Ouro',
        under: 'Ouro',
        before: { downKbps: 9, upKbps: 8 },
        after: { downKbps: -1, upKbps: 8 },
        who: ['a'],
        fates: [],
      },
    ];
    expect(heldBackText(aHeldBack({ plans }))).toContain('plan Ouro: 9/8 -> no limit/8 Kbps (1 customer)');
    const unnamed = heldBackText(aHeldBack({ plans, who: ['maria'] }), false);
    expect(unnamed).toContain('; a plan: 9/8 -> no limit/8 Kbps (1 customer); if');
    expect(unnamed).not.toMatch(/Ouro|maria/);
  });
});

test('what is put off, and that a fifth is offline for two hours', () => {
  expect(putOffText({ putOff: undefined })).toBeUndefined();
  expect(putOffText({ putOff: { count: 3, blocked: 3, since: undefined } })).toContain('3 blocked customers');
  expect(putOffText({ putOff: { count: 30, blocked: 2, since: NOW } })).toMatch(/30 customers .*2 of them blocked/);
  const dark = (darkSince: number | undefined, at: number) => darkText({ offline: { count: 9, darkSince, at } });
  expect([dark(undefined, NOW), dark(NOW, NOW + 7199), darkText({})]).toEqual([undefined, undefined, undefined]);
  expect(dark(NOW, NOW + 7200)).toContain('9 customers');
});

test('members of a cluster that differ are told', () => {
  const held = ofMany(10);
  const plan = aChangePlan([], { online: allOnline(held.who) });
  const [one, other] = [
    aBqnOutcome({ label: '192.0.2.8:3443', heldBack: [held], plan }),
    aBqnOutcome({ label: '192.0.2.9:3443', plan }),
  ];
  expect(lackingLines([one, other])).toEqual([expect.stringMatching(/192\.0\.2\.8:3443 lacks 10 blocks/)]);
  expect(lackingLines([one, { ...other, heldBack: [held] }])).toEqual([]);
  expect(lackingLines([one])).toEqual([]);
});
