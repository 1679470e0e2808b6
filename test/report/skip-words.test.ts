import { expect, test } from 'vitest';
import type { LoginTrouble, PlanSkip } from '../../src/mapping/skip.ts';
import { skipDetail, skippedText } from '../../src/report/skip-words.ts';

/** What is skipped is data; what people read of it is said here, each reason in its own words. */

const override = {
  login: 'maria',
  wish: { kind: 'plan', name: 'Nova' },
  until: '2026-12-31',
  by: 'ana',
  why: 'y',
} as const;

test.each<[LoginTrouble, string]>([
  [{ reason: 'no-ip', ip: '' }, ''],
  [{ reason: 'bad-ip', ip: 'x' }, 'x'],
  [{ reason: 'no-name', ip: '100.64.0.1' }, '100.64.0.1'],
  [{ reason: 'fixed-ip-taken', ip: '100.64.0.1' }, '100.64.0.1'],
  [{ reason: 'shared-ip', ip: '100.64.0.1' }, '100.64.0.1, left as it is on the BQN'],
  [{ reason: 'same-ip', ip: '100.64.0.1', winner: 'ana' }, '100.64.0.1, taken by ana'],
  [{ reason: 'fixed-ip-blocked', contract: 5 }, 'contract 5'],
  [{ reason: 'unknown-contract', contract: 5 }, 'contract 5: not blocked for it'],
  [{ reason: 'no-status', contract: 5 }, 'contract 5: left as it is'],
  [{ reason: 'no-plan' }, 'no policy'],
  [{ reason: 'unknown-plan', planId: 7 }, 'plan 7: no policy'],
  [
    { reason: 'plan-left-alone', planId: 7 },
    'plan 7, by an override or at reduced speed: its policy only where the BQN has it',
  ],
  [
    { reason: 'no-reduced-plan', why: { kind: 'none named', plan: 1 } },
    'plan 1 names no reduced plan: it keeps its speed',
  ],
  [{ reason: 'no-reduced-plan', why: { kind: 'not there', plan: 9 } }, 'plan 9 is not there: it keeps its speed'],
  [
    { reason: 'no-reduced-plan', why: { kind: 'unlimited', plan: 1 } },
    'plan 1 is unlimited, of which there is no part: it keeps its speed',
  ],
  [{ reason: 'odd-speed-status', contract: 5, status: 'V' }, 'contract 5: status_velocidade V is not obeyed'],
  [{ reason: 'no-such-plan', override }, 'override plan Nova until 2026-12-31 by ana: y: it keeps its plan'],
  [{ reason: 'bad-prefix', prefix: 'x' }, 'x'],
  [{ reason: 'shared-prefix', prefix: '2001:db8::/56' }, '2001:db8::/56'],
  [{ reason: 'wide-prefix', prefix: '2001:db8::/48', bits: 56 }, '2001:db8::/48: a subscriber here is a /56'],
  [{ reason: 'shared-group', group: 'DS-maria' }, 'DS-maria'],
  [{ reason: 'other-plan', contract: 5, lead: 'ana' }, 'contract 5, ana'],
])('of a login: %j', (trouble, said) => {
  const skip = { login: { id: 12, login: 'maria' }, ...trouble };
  expect([skippedText(skip), skipDetail(skip)]).toEqual(['login 12 (maria)', said]);
});

const plan = { id: 3, name: 'Gold', download: 'much', upload: null };
const burst = {
  reason: 'bad-burst',
  plan,
  way: 'upload',
  texts: { rate: '9M', threshold: '', time: '5' },
} as const;
const SHOWN = 'upload: burst "9M", threshold "", time "5": ';

test.each<[PlanSkip, string]>([
  [{ reason: 'bad-plan-name', plan }, 'its subscribers get no policy'],
  [{ reason: 'unreadable-speed', plan }, 'download "much", upload "null": write a number and k, M or G in IXC'],
  [{ ...burst, why: 'unlimited' }, 'upload: the plan has no limit to go beyond'],
  [{ ...burst, why: 'speed' }, `${SHOWN}write a number and k, M or G in IXC`],
  [{ ...burst, why: 'time' }, `${SHOWN}the time is no whole number of seconds`],
  [{ ...burst, why: 'below' }, `${SHOWN}below the plan's own speed`],
])('of a plan: %j', (skip, said) => {
  expect([skippedText(skip), skipDetail(skip)]).toEqual(['plan 3 (Gold)', said]);
});
