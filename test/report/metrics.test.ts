import { describe, expect, test } from 'vitest';
import type { Subscriber } from '../../src/mapping/desired.ts';
import { isFailure, isSuccess, metricsText } from '../../src/report/metrics.ts';
import { EXIT } from '../../src/run/exit-code.ts';
import {
  aChange,
  aChangePlan,
  aDesired,
  aHeldBack,
  aLogin,
  anIxc,
  aPolicy,
  aSubscriber,
  BLOCKED,
  many,
} from '../support/builders.ts';
import { aBqnOutcome, anApplied, anOutcome, FACTS, refusal } from '../support/outcomes.ts';

/** Samples without help and type, as `name{labels}` to value. */
function samples(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [
      line.slice('sync_ixc_bqn_'.length, line.lastIndexOf(' ')),
      Number(line.slice(line.lastIndexOf(' '))),
    ]),
  );
}

describe('metrics', () => {
  test('of the run itself', () => {
    expect(Object.fromEntries(samples(metricsText({ ...FACTS, exitCode: 6, failuresInARow: 3 }, undefined)))).toEqual({
      'info{version="2.0.0"}': 1,
      last_attempt_timestamp_seconds: FACTS.ended,
      last_success_timestamp_seconds: FACTS.lastSuccess,
      last_exit_code: 6,
      consecutive_failures: 3,
      run_duration_seconds: 5,
      paused_until_timestamp_seconds: 0,
      interval_seconds: 300,
    });
  });

  test('failures are what IXC or a BQN did: an interruption says nothing of them', () => {
    const codes = Object.values(EXIT);
    expect(codes.filter((exitCode) => isFailure({ exitCode }))).toEqual([
      EXIT.defect,
      EXIT.usage,
      EXIT.sourceUnreadable,
      EXIT.bqnFailed,
    ]);
  });

  test('before the first success its time is 0: without a series no alarm would be raised', () => {
    expect(metricsText({ ...FACTS, lastSuccess: undefined }, undefined)).toMatch(/last_success_timestamp_seconds 0\n/);
  });

  test('of each table, stage, kind and BQN', () => {
    const done = [aChange({ action: 'create' }), aChange({ kind: 'group', action: 'delete' })];
    const plan = aChangePlan(done, { unchanged: { policy: 4, subscriber: 5, group: 6 } });
    const heldBack = [7, 2].map((count) => aHeldBack({ count }));
    const outcome = anOutcome({
      billing: anIxc({ logins: many(3, (id) => aLogin({ id })) }),
      desired: aDesired({
        policies: [aPolicy()],
        skipped: [{ reason: 'no-ip', login: { id: 1, login: 'x' }, ip: '' }],
      }),
      bqns: [
        aBqnOutcome({
          label: 'a',
          plan,
          heldBack,
          applied: anApplied({ done, refused: [refusal({ kind: 'policy' }, 'x')] }),
        }),
        aBqnOutcome({ label: 'b', plan: undefined, error: new Error('gone') }),
      ],
    });
    const found = samples(metricsText(FACTS, outcome));
    for (const [name, value] of [
      ['stage_duration_seconds{stage="read"}', 1.5],
      ['ixc_rows{table="radusuarios"}', 3],
      ['ixc_rows{table="radgrupos"}', 0],
      ['entries{kind="policies"}', 1],
      ['changes{bqn="a",kind="subscribers",action="created"}', 1],
      ['changes{bqn="a",kind="groups",action="deleted"}', 1],
      ['changes{bqn="a",kind="policies",action="changed"}', 0],
      ['unchanged{bqn="a",kind="groups"}', 6],
      ['refused{bqn="a",kind="policies"}', 1],
      ['held_back{bqn="a"}', 9],
      ['held_back{bqn="b"}', 0],
      ['skipped{reason="no-ip"}', 1],
      ['bqn_up{bqn="a"}', 1],
      ['bqn_up{bqn="b"}', 0],
    ] as const) {
      expect([name, found.get(name)]).toEqual([name, value]);
    }
  });

  test('customers are counted by what they get, where they are served: those of another BQN are not of this one', () => {
    const [open, blocked] = [aSubscriber(), aSubscriber({ ip: '100.64.0.2', loginId: 2 })];
    const held = aSubscriber({ ip: '100.64.0.3', loginId: 3, standing: BLOCKED });
    const of = (...subscribers: Subscriber[]) => aDesired({ subscribers });
    const isBlocked = (customer: string) => customer === 'login 2';
    const bqns = [
      aBqnOutcome({ label: 'a', desired: of(open, blocked, held), isBlocked }),
      aBqnOutcome({ label: 'b', desired: of(blocked), isBlocked }),
      aBqnOutcome({ label: 'c', plan: undefined }),
    ];
    const text = metricsText(FACTS, anOutcome({ desired: of(open, blocked), bqns }));
    expect([...samples(text)].filter(([name]) => name.startsWith('customers'))).toEqual([
      ['customers{bqn="a",fate="blocked"}', 1],
      ['customers{bqn="a",fate="open"}', 2],
      ['customers{bqn="b",fate="blocked"}', 1],
      ['customers{bqn="b",fate="open"}', 0],
    ]);
  });

  test('each has help and type before its samples, and none stands twice', () => {
    const text = metricsText(FACTS, anOutcome({ bqns: [aBqnOutcome()] }));
    const names = [...text.matchAll(/^# TYPE (\S+) gauge$/gm)].map(([, name]) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names)
      expect(text).toMatch(new RegExp(`# HELP ${name} [^\\n]+\\.\\n# TYPE ${name} gauge\\n${name}[ {]`));
    expect(text.endsWith('\n')).toBe(true);
  });

  test('label values are escaped', () => {
    expect(metricsText({ ...FACTS, version: 'a"b\\c\nd' }, undefined)).toContain('{version="a\\"b\\\\c\\nd"}');
  });

  test('a run that read and wrote is a success, also where entries were refused or held back', () => {
    expect(Object.values(EXIT).filter((exitCode) => isSuccess({ exitCode }))).toEqual([0, 5, 6]);
  });
});
