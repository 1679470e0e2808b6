import { expect, test } from 'vitest';
import type { Standing } from '../../src/billing/standing.ts';
import type { Remark } from '../../src/changes/remark.ts';
import type { WhyNot } from '../../src/changes/why-not.ts';
import type { Why } from '../../src/customers/why.ts';
import { remarkText, wasAndBecomes } from '../../src/report/remark-text.ts';
import { whyNotText, whyText } from '../../src/report/why-text.ts';
import { speak } from '../../src/text/language.ts';

/** A reason is data until somebody reads it. */

const CUT: Standing = { kind: 'blocked', contract: 12, status: 'CA' };
const SILENT: Standing = { kind: 'silent', contract: 12 };
const override = { login: 'maria', wish: { kind: 'open' }, until: '2026-12-01', by: 'ana', why: 'moving' } as const;
const plan = { kind: 'plan', plan: 1, givesPolicy: true, found: 'their own', id: 'maria' } as const;
const group = { kind: 'follows', id: 'maria', blockedBy: undefined, letsGo: [] } as const;

test.each<[Why, string]>([
  [{ kind: 'blocked', standing: CUT }, 'contract 12: CA -> blocked'],
  [{ kind: 'blocked', standing: SILENT }, 'contract 12: no status, stays blocked'],
  [{ kind: 'blocked', standing: { kind: 'unread', contract: 12 } }, 'contract 12: not read, stays blocked'],
  [{ kind: 'blocked', standing: { kind: 'none', contract: 12 } }, 'contract 12: unknown, stays blocked'],
  [{ kind: 'let through', standing: { kind: 'none', contract: 12 } }, 'contract 12: unknown -> service'],
  [{ kind: 'let through', standing: { kind: 'none', contract: 0 } }, 'no contract -> service'],
  [{ kind: 'blocked', standing: { kind: 'none', contract: 0 } }, 'no contract, stays blocked'],
  [{ kind: 'out of scope', contract: 0 }, 'no contract: service, out of its scope now'],
  [
    { kind: 'let through', standing: { kind: 'open', contract: 12, status: '', isPresumed: true } },
    'contract 12: in service -> service',
  ],
  [plan, 'plan 1'],
  [{ ...plan, givesPolicy: false }, 'plan 1 gives no policy'],
  [{ ...plan, plan: 0, givesPolicy: false }, 'no plan'],
  [{ ...plan, found: 'nothing' }, 'online, plan 1'],
  [{ ...plan, found: 'another' }, 'login maria, plan 1'],
  [{ ...plan, override }, 'plan 1 (override open until 2026-12-01 by ana: moving)'],
  [group, 'dual stack of maria'],
  [{ ...group, blockedBy: CUT }, 'dual stack of maria, contract 12: CA -> blocked'],
  [{ ...group, letsGo: ['a', 'b'] }, "dual stack of maria; lets go of what is somebody else's now: a b"],
  [{ ...group, id: undefined, letsGo: ['a'] }, "lets go of what is somebody else's now: a"],
  [{ kind: 'not needed' }, 'no online login needs it'],
  [{ kind: "held another's", parts: ['a', 'b'] }, "it held what is somebody else's now: a b"],
  [{ kind: 'site' }, 'the site of its customers'],
  [{ kind: 'nobody online' }, 'no online login has this IP'],
  [{ kind: 'quota' }, 'no online login has this IP; it holds a quota, so it stays'],
  [{ kind: "another's prefix" }, "its prefix is somebody else's now"],
  [{ kind: 'moved', id: 'maria', ip: '100.64.0.2' }, 'maria is at 100.64.0.2 now'],
  [{ kind: 'in doubt', logins: 2 }, '2 logins show this IP, and this is due to none of them'],
  [{ kind: 'taken', by: ['ana', 'vip'] }, 'ana, vip is at this IP now'],
  [{ kind: 'out of scope', contract: 12 }, 'contract 12: service, out of its scope now'],
  [{ kind: 'as well', id: 'maria' }, 'maria has this entry as well'],
  [{ kind: 'block policy' }, 'for blocked customers'],
  [{ kind: 'plan policy', id: '7' }, 'plan 7'],
  [{ kind: 'no such plan' }, 'no plan in IXC has this name'],
  [{ kind: 'policy changed', policy: 'Gold', why: { kind: 'plan policy', id: '7' } }, 'policy Gold, plan 7'],
  [{ kind: 'left behind', policy: 'Gold' }, 'policy Gold changed, and the move away from it was refused'],
  [{ kind: 'asked', flag: '--remove-all' }, '--remove-all'],
  [{ kind: 'as before' }, 'as it stood before the first run'],
])('%j', (why, said) => {
  expect(whyText(why)).toBe(said);
});

test.each<[WhyNot, string]>([
  [{ kind: 'policy not there', policy: 'Gold' }, 'its policy Gold is not on the BQN'],
  [{ kind: 'held back' }, 'held back'],
  [{ kind: 'speed held back', policy: 'Gold' }, 'the new speed of policy Gold is held back'],
  [{ kind: "rules' policy" }, "without a plan, it keeps the policy of the BQN's rules"],
  [{ kind: 'unread' }, 'its contract or plan was not among the rows read'],
  [{ kind: 'group of one not read' }, 'it was made for another login of this name, who was not among the rows read'],
  [{ kind: 'static policy' }, 'the BQN took the last such write without effect: a static policy, made in its GUI'],
  [
    { kind: 'came to nothing' },
    'the BQN said yes to the last such write and kept nothing of it; it is tried again within a day',
  ],
  [{ kind: 'deleted since' }, 'somebody else deleted it since, so it stays away'],
  [{ kind: 'changed since', field: 'policyRate', now: 'VIP' }, 'somebody else changed policyRate since: it stays VIP'],
  [{ kind: 'changed since', field: 'ids', now: null }, 'somebody else changed ids since: it stays none'],
  [{ kind: 'in use' }, 'it is still in use'],
  [{ kind: 'entry not there', ip: '100.64.0.1' }, "the customer's entry at 100.64.0.1 is not there yet"],
  [{ kind: "another plan's", policy: 'Gold' }, "its policy Gold is still another plan's"],
  [{ kind: 'not left', customers: 3 }, '3 customers who are to leave it first could not be moved'],
  [{ kind: 'no effect' }, 'the BQN took the write without effect: a static policy, made in its GUI?'],
  [{ kind: 'nothing of it' }, 'the BQN said yes and kept nothing of it'],
  [
    { kind: 'nothing of all' },
    'the BQN said yes and kept nothing of what was written: it may not write now (cluster, upgrade, full disk)?',
  ],
  [{ kind: 'refused', said: 'HTTP 400' }, 'HTTP 400'],
])('why not: %j', (why, said) => {
  expect(whyNotText(why)).toBe(said);
});

const who = ['a', 'b', 'c', 'd'].map((id) => ({ id, at: `at ${id}` }));
const contrary = { kind: 'contrary group', group: 'Condo', policy: 'VIP' } as const;

test.each<[Remark, string]>([
  [{ kind: 'out of scope', logins: 2 }, '2 online logins are out of its scope: left alone'],
  [{ kind: 'in grace', customers: 2 }, '2 customers who are offline keep their entries a while (--offline-grace)'],
  [
    { kind: 'passed over', odd: ['a group has no name', 'x'] },
    '2 entries are passed over, as they are not what they should be: a group has no name',
  ],
  [
    { ...contrary, who: who.slice(0, 3) },
    'group Condo gives policy VIP to a at a, b at b, c at c, who should have another',
  ],
  [{ ...contrary, who }, 'group Condo gives policy VIP to a at a, b at b, c at c and 1 more, who should have another'],
  [
    { kind: 'group lets go', group: 'DS-a', goes: false, of: ['1', '2', '3', '4'] },
    'group DS-a, which another hand made, lets go of 1, 2, 3 and 1 more',
  ],
  [
    { kind: 'group lets go', group: 'DS-a', goes: true, of: ['1'] },
    'group DS-a, which another hand made, goes: it holds 1',
  ],
  [
    { kind: 'drops group policy', customers: 2 },
    'it takes groups without their policy (BQN before R4.22?), so the IPv6 of 2 customers is neither limited nor blocked; update the BQN, or switch dual stack off',
  ],
  [
    { kind: 'limited site', group: 'L1-a', policy: 'Cap', customers: 1 },
    "group L1-a has a policy, Cap, which is not its customers': 1 of them is not put into it",
  ],
  [
    { kind: 'hides sites' },
    'it does not show the groups that its subscribers are put into, so those of sites are not written again',
  ],
  [
    { kind: 'left behind', under: ['100.64.0.9 (Gold)', 'a (Gold)', 'b (Gold)', 'c (Gold)'], sites: [] },
    "what stays, since it is not this program's to delete: under a policy of this program: 100.64.0.9 (Gold), a (Gold), b (Gold) and 1 more",
  ],
  [
    { kind: 'left behind', under: ['Condo (Gold)'], sites: ['L1-3'] },
    "what stays, since it is not this program's to delete: under a policy of this program: Condo (Gold); groups of sites that it does not know as its own: L1-3",
  ],
])('a remark: %j', (remark, said) => {
  expect(remarkText(remark)).toBe(said);
});

test('what stood there, and says nothing, is nothing in the other language as well', () => {
  const was = { policy: null, members: [], ranges: [] };
  const taken = { kind: 'group', key: 'DS-maria', was, becomes: was } as unknown as Parameters<typeof wasAndBecomes>[0];
  speak('pt');
  try {
    expect(wasAndBecomes(taken).was).toBe('política nada, membros nada, faixas nada');
    expect(whyNotText({ kind: 'changed since', field: 'ids', now: null })).toMatch(/nada$/);
  } finally {
    speak('en');
  }
});
