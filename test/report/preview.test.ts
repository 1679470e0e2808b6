import { describe, expect, test } from 'vitest';
import { describeChange, preview } from '../../src/report/preview.ts';
import { aChange, aHeldBack, many } from '../support/builders.ts';
import { aBqnOutcome } from '../support/outcomes.ts';

const PLAIN = { colour: false, most: 50 };
const MOVE = aChange({
  fields: [{ field: 'policyRate', from: 'Gold', to: 'Billing-Block' }],
  why: { kind: 'blocked', standing: { kind: 'blocked', contract: 12, status: 'CA' } },
});

describe('a change in one line', () => {
  test('old -> new, with the reason', () => {
    expect(describeChange(MOVE)).toBe(
      '~ 100.64.0.1 maria: policyRate Gold -> Billing-Block (contract 12: CA -> blocked)',
    );
  });

  test('what is made shows what it gets', () => {
    const fields = [{ field: 'downlink', from: null, to: '1000' }];
    expect(
      describeChange(
        aChange({
          kind: 'policy',
          action: 'create',
          key: 'Gold',
          who: 'Gold',
          fields,
          why: { kind: 'plan policy', id: '1' },
        }),
      ),
    ).toBe('+ Gold: downlink 1000 (plan 1)');
  });

  test('what goes', () => {
    expect(describeChange(aChange({ action: 'delete', why: { kind: 'nobody online' } }))).toBe(
      '- 100.64.0.1 maria (no online login has this IP)',
    );
  });

  test('none in the place of nothing', () => {
    const fields = [
      { field: 'policyRate', from: null, to: 'Gold' },
      { field: 'ranges', from: 'a', to: null },
    ];
    expect(describeChange(aChange({ fields }))).toContain('policyRate none -> Gold, ranges a -> none');
  });
});

describe('a preview', () => {
  test('groups the changes by kind and action, with their numbers', () => {
    const changes = [
      MOVE,
      aChange({ action: 'create', key: '100.64.0.2' }),
      aChange({ kind: 'policy', action: 'delete', key: 'Old', who: 'Old' }),
    ];
    const lines = preview(aBqnOutcome(), changes, PLAIN);
    expect(lines.filter((line) => !line.startsWith('    '))).toEqual([
      'BQN 10.0.0.1:3443:',
      '  policies to delete (1)',
      '  subscribers to create (1)',
      '  subscribers to change (1)',
    ]);
  });

  test('shows what is held back, and by which flag', () => {
    const heldBack = [
      aHeldBack({
        count: 1,
        outOf: 10,
        limitPercent: 5,
        flag: '--max-block',
        changes: [MOVE],
      }),
    ];
    expect(preview(aBqnOutcome({ heldBack }), [], PLAIN)).toEqual([
      'BQN 10.0.0.1:3443:',
      '  held back by --max-block: subscribers newly blocked (1)',
      `    ${describeChange(MOVE)}`,
    ]);
  });

  test('nothing to write says so', () => {
    expect(preview(aBqnOutcome(), [], PLAIN)).toEqual(['BQN 10.0.0.1:3443: nothing to write, it agrees with IXC']);
  });

  test('shortened says how to see the rest', () => {
    const lines = preview(
      aBqnOutcome(),
      many(60, () => MOVE),
      PLAIN,
    );
    expect(lines).toHaveLength(2 + 50 + 1);
    expect(lines.at(-1)).toBe('    ... and 10 more; --dry-run -v shows all');
  });

  test('colours only where they are wanted', () => {
    expect(preview(aBqnOutcome(), [MOVE], { ...PLAIN, colour: true }).join()).toContain('\u001b[33m');
    expect(preview(aBqnOutcome(), [MOVE], PLAIN).join()).not.toContain('\u001b');
  });
});
