import { expect, test } from 'vitest';
import type { Standing } from '../../src/billing/standing.ts';
import type { Why } from '../../src/customers/why.ts';
import { whyText } from '../../src/report/why-text.ts';

/** A reason is data until somebody reads it. */

const CUT: Standing = { kind: 'blocked', contract: 12, status: 'CA' };
const SILENT: Standing = { kind: 'silent', contract: 12 };
const override = { login: 'maria', wish: { kind: 'open' }, until: '2026-12-01', by: 'ana', why: 'moving' } as const;
const plan = { kind: 'plan', plan: 1, givesPolicy: true, found: 'their own', id: 'maria' } as const;
const group = { kind: 'follows', id: 'maria', blockedBy: undefined, letsGo: [] } as const;

test.each<[Why, string]>([
  [{ kind: 'blocked', standing: CUT }, 'contract 12: CA -> blocked'],
  [{ kind: 'blocked', standing: SILENT }, 'contract 12: no status -> blocked'],
  [{ kind: 'blocked', standing: { kind: 'unread', contract: 12 } }, 'contract 12: no status -> blocked'],
  [{ kind: 'let through', standing: { kind: 'none', contract: 12 } }, 'contract 12: unknown -> service'],
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
