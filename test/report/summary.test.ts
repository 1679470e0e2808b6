import { describe, expect, test } from 'vitest';
import { heldBackText } from '../../src/report/held-lines.ts';
import { summary } from '../../src/report/summary.ts';
import { EXIT } from '../../src/run/exit-code.ts';
import { EXIT_MEANINGS } from '../../src/settings/exit-codes.ts';
import { aChange, aChangePlan, aDesired, aHeldBack, anIxc, aPlan, MAPPING, many } from '../support/builders.ts';
import { aBqnOutcome, anApplied, anOutcome, refusal } from '../support/outcomes.ts';

const HELD = aHeldBack({
  kind: 'leaves',
  count: 90,
  outOf: 100,
  limitPercent: 30,
  flag: '--max-delete',
});

describe('the last lines of a run', () => {
  test('what was read, with what is unusual about it', () => {
    const ixc = anIxc({ plans: [aPlan()], completeness: { logins: 'moving', contracts: 'cut' } });
    const billing = { ...ixc, logins: { ...ixc.logins, pages: 3, retries: 2 } };
    expect(summary(anOutcome({ billing }), false, MAPPING)[0]).toBe(
      'read: radusuarios 0 rows (3 pages, 2 asked again, moving), radgrupos 1 row (1 page), cliente_contrato 0 rows (1 page, cut)',
    );
  });

  test('everything skipped is counted with its reason, the most frequent first', () => {
    const skipped = [
      { reason: 'no-plan', login: { id: 1, login: 'a' } },
      { reason: 'no-ip', login: { id: 2, login: 'b' }, ip: '' },
      { reason: 'no-ip', login: { id: 3, login: 'c' }, ip: '' },
    ] as const;
    expect(summary(anOutcome({ desired: aDesired({ skipped }) }), false, MAPPING)).toContain(
      'skipped: 2 login without an IP, 1 login without a plan',
    );
    expect(summary(anOutcome({ desired: aDesired() }), false, MAPPING).join()).not.toContain('skipped');
  });

  test('what was done with each kind of entry', () => {
    const done = [
      aChange({ kind: 'policy', action: 'create' }),
      aChange({ action: 'create' }),
      aChange({ action: 'update' }),
      aChange({ kind: 'group', action: 'delete' }),
    ];
    const plan = aChangePlan(done, { unchanged: { policy: 4, subscriber: 5, group: 6 } });
    const lines = summary(anOutcome({ bqns: [aBqnOutcome({ plan, applied: anApplied({ done }) })] }), false, MAPPING);
    expect(lines).toContain(
      'BQN 10.0.0.1:3443: policies 1 created, 0 changed, 0 deleted, 4 unchanged; ' +
        'subscribers 1 created, 1 changed, 0 deleted, 5 unchanged; groups 0 created, 0 changed, 1 deleted, 6 unchanged',
    );
    expect(lines.join()).not.toContain('left for the next run');
  });

  test('of a dry run: what would be done, and that nothing was', () => {
    const plan = aChangePlan([aChange({ action: 'create' })]);
    const lines = summary(anOutcome({ bqns: [aBqnOutcome({ plan })] }), true, MAPPING).join('\n');
    expect(lines).toMatch(/dry run, nothing written.*subscribers 1 created/);
    expect(lines).not.toContain('left for the next run');
  });

  test('what a BQN that stopped answering leaves for the next run', () => {
    const changes = many(10, (number) => aChange({ key: String(number) }));
    const applied = anApplied({ done: changes.slice(0, 3), refused: [refusal({}, 'HTTP 500')] });
    const lines = summary(anOutcome({ bqns: [aBqnOutcome({ plan: aChangePlan(changes), applied })] }), false, MAPPING);
    expect(lines).toContain('BQN 10.0.0.1:3443: 6 changes left for the next run');
  });

  test('one line a reason, with an example: a single refusal is not hidden among a thousand alike', () => {
    const refused = [
      ...many(3, (number) => refusal({ key: `100.64.0.${number}` }, 'HTTP 500')),
      refusal({ kind: 'policy', key: 'Gold' }, 'HTTP 400: no'),
    ];
    const stuck = [
      { kind: 'group', key: 'DS-x', why: { kind: 'policy not there', policy: 'Gold' }, harmful: false },
    ] as const;
    const plan = aChangePlan([], { stuck });
    const lines = summary(
      anOutcome({ bqns: [aBqnOutcome({ plan, applied: anApplied({ refused }) })] }),
      false,
      MAPPING,
    );
    expect(lines).toContain('BQN 10.0.0.1:3443: refused: 100.64.0.1 and 2 more (subscribers, HTTP 500)');
    expect(lines).toContain('BQN 10.0.0.1:3443: refused: Gold (policies, HTTP 400: no)');
    expect(lines).toContain('BQN 10.0.0.1:3443: left as it is: DS-x (groups, its policy Gold is not on the BQN)');
  });

  test('not more than a dozen reasons', () => {
    const refused = many(15, (number) => refusal({ key: String(number) }, `HTTP 400: ${number}`));
    const lines = summary(anOutcome({ bqns: [aBqnOutcome({ applied: anApplied({ refused }) })] }), false, MAPPING);
    expect(lines.filter((line) => line.includes(': refused:'))).toHaveLength(13);
    expect(lines).toContain('BQN 10.0.0.1:3443: refused: 3 further reasons');
  });

  test('not more than a dozen remarks, and how many there are', () => {
    const remarks = many(
      14,
      (number) => ({ kind: 'group lets go', group: `DS-${number}`, goes: true, of: ['x'] }) as const,
    );
    const linesOf = (shown: typeof remarks) =>
      summary(anOutcome({ bqns: [aBqnOutcome({ plan: aChangePlan([], { remarks: shown }) })] }), false, MAPPING);
    expect(linesOf(remarks).filter((line) => line.includes(': group DS-'))).toHaveLength(12);
    expect(linesOf(remarks)).toContain('BQN 10.0.0.1:3443: and 2 more');
    expect(linesOf(remarks.slice(0, 12)).join()).not.toContain(' more');
  });

  test('what is held back says n of m, the limit, and the flags that let it pass', () => {
    const lines = summary(anOutcome({ bqns: [aBqnOutcome({ heldBack: [HELD] })] }), false, MAPPING);
    expect(lines).toContain(`BQN 10.0.0.1:3443: ${heldBackText(HELD)}`);
    for (const part of ['90 of 100 subscribers to delete', '30 %', '--max-delete', '--force'])
      expect(heldBackText(HELD)).toContain(part);
  });

  test('of a run that failed: what there is, and how it ended', () => {
    const failed = anOutcome({ exitCode: EXIT.sourceUnreadable, billing: undefined, durations: {} });
    expect(summary(failed, false, MAPPING)).toEqual([
      'result: IXC could not be read whole, nothing written (exit code 3)',
    ]);
  });

  test('a BQN that could not be read has nothing to count', () => {
    const bqns = [aBqnOutcome({ plan: undefined, exitCode: EXIT.bqnFailed, error: new Error('gone') })];
    expect(summary(anOutcome({ bqns }), false, MAPPING).filter((line) => line.startsWith('BQN'))).toEqual([]);
  });

  test('durations', () => {
    expect(summary(anOutcome(), false, MAPPING)).toContain('durations: read 1.5 s, write 0.3 s');
  });

  test('every exit code has words', () => {
    for (const code of Object.values(EXIT)) expect(EXIT_MEANINGS[code]).toMatch(/\w/);
  });
});
