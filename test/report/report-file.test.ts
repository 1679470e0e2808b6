import { describe, expect, test } from 'vitest';
import { reportJson } from '../../src/report/report-file.ts';
import { redact } from '../../src/text/secrets.ts';
import { aChange, aChangePlan, aDesired, aHeldBack, many } from '../support/builders.ts';
import { aBqnOutcome, anApplied, anOutcome, FACTS, refusal } from '../support/outcomes.ts';

describe('the report', () => {
  test('of a run that did not come far says how it ended', () => {
    const error = Object.assign(new Error('ixc.test refused the key'), { name: 'IxcKeyRefused' });
    const outcome = anOutcome({ exitCode: 3, error, billing: undefined, durations: {} });
    const report = JSON.parse(reportJson({ ...FACTS, exitCode: 3, lastSuccess: undefined }, outcome));
    expect(report).toMatchObject({
      schema: 1,
      program: 'sync-ixc-bqn',
      version: '2.0.0',
      mode: 'sync',
      started: '2024-01-08T11:42:40.000Z',
      ended: '2024-01-08T11:42:45.000Z',
      seconds: 5,
      exitCode: 3,
      result: 'IXC could not be read whole, nothing written',
      error: { name: 'IxcKeyRefused', message: 'ixc.test refused the key' },
      lastSuccess: null,
      read: null,
      wanted: null,
      bqns: [],
    });
  });

  test('without any outcome, as when another run holds the lock', () => {
    expect(JSON.parse(reportJson({ ...FACTS, exitCode: 7 }, undefined))).toMatchObject({
      exitCode: 7,
      error: null,
      bqns: [],
      skipped: {},
    });
  });

  test('names what was read, wanted, skipped, done, refused, held back and left as it is', () => {
    const change = aChange({ action: 'create' });
    const plan = aChangePlan([change], {
      stuck: [{ kind: 'policy', key: 'VIP', why: { kind: 'static policy' }, harmful: false }],
    });
    const heldBack = [
      aHeldBack({
        kind: 'groups',
        count: 9,
        outOf: 10,
        limitPercent: 30,
        flag: '--max-delete',
        changes: [change],
      }),
    ];
    const applied = anApplied({ done: [change], refused: [refusal({ key: '100.64.0.2' }, 'HTTP 400')], writes: 2 });
    const desired = aDesired({ skipped: [{ reason: 'no-ip', login: { id: 1, login: 'x' }, ip: '' }] });
    const report = JSON.parse(
      reportJson(FACTS, anOutcome({ desired, bqns: [aBqnOutcome({ plan, heldBack, applied })] })),
    );
    expect(report).toMatchObject({
      read: { radusuarios: { rows: 0, pages: 1, completeness: 'whole', how: 'keyset' } },
      wanted: { policies: 0, subscribers: 0, groups: 0 },
      skipped: { 'no-ip': 1 },
      bqns: [
        {
          bqn: '10.0.0.1:3443',
          counts: { subscribers: { created: 1, changed: 0, deleted: 0, unchanged: 0, refused: 1 } },
          writes: 2,
          heldBack: [{ count: 9, outOf: 10, flag: '--max-delete' }],
          refused: [{ key: '100.64.0.2', reason: 'HTTP 400' }],
          leftAsItIs: [{ key: 'VIP', reason: expect.stringContaining('a static policy'), harmful: false }],
          changes: [{ kind: 'subscriber', action: 'create', key: '100.64.0.1', who: 'maria' }],
          changesInAll: 1,
        },
      ],
    });
    expect(report.bqns[0].heldBack[0]).not.toHaveProperty('changes');
  });

  test('stays short: a hundred changes and problems, and how many there are in all', () => {
    const changes = many(150, (number) => aChange({ key: String(number) }));
    const problems = many(150, () => ({ level: 'warning', text: 'x' }) as const);
    const report = JSON.parse(
      reportJson({ ...FACTS, problems }, anOutcome({ bqns: [aBqnOutcome({ plan: aChangePlan(changes) })] })),
    );
    expect([report.bqns[0].changes.length, report.bqns[0].changesInAll]).toEqual([100, 150]);
    expect([report.problems.length, report.problemsInAll]).toEqual([100, 150]);
  });

  test('of a BQN that could not be read names the error', () => {
    const bqns = [aBqnOutcome({ plan: undefined, exitCode: 4, error: new Error('it is gone') })];
    expect(JSON.parse(reportJson(FACTS, anOutcome({ bqns }))).bqns[0]).toMatchObject({
      exitCode: 4,
      error: { message: 'it is gone' },
      changes: [],
    });
  });

  test('is cleaned before it is made JSON, in which quotes and backslashes of a password would be escaped', () => {
    const password = 'pass"word\\1';
    const bqns = [aBqnOutcome({ plan: undefined, error: new Error(`refused: ${password}`) })];
    const problems = [{ level: 'error', text: `said ${password}` }] as const;
    const error = new Error(password);
    const text = reportJson({ ...FACTS, problems }, anOutcome({ bqns, error }), (part) => redact(part, [password]));
    expect(text).not.toContain('word');
    expect(JSON.parse(text)).toMatchObject({
      error: { message: '***' },
      bqns: [{ error: { message: 'refused: ***' } }],
    });
  });
});
