import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { worklistCsv } from '../../src/report/worklist.ts';
import { speak } from '../../src/text/language.ts';
import { aDesired } from '../support/builders.ts';
import { anOutcome } from '../support/outcomes.ts';
import { formulasIn } from '../support/outputs.ts';

/** The list to mend in IXC names customers as they named themselves: no spreadsheet may take a name for a formula. */

const JUDGING = {
  allowedStatus: new Set(['A']),
  block: true,
  dualStack: false,
  speedBase: 1000,
  ipConflict: 'skip',
} as const;

function listOf(login: string, detail: string, language: 'en' | 'pt'): string {
  const skipped = [
    { reason: 'no-ip', login: { id: 12, login }, ip: detail },
    { reason: 'no-ip', login: { id: 13, login: detail }, ip: login },
    { reason: 'unreadable-speed', plan: { id: 14, name: login, download: detail, upload: detail } },
  ] as const;
  speak(language);
  try {
    return worklistCsv(anOutcome({ desired: aDesired({ skipped }) }), JUDGING).replace(/^\uFEFF/, '');
  } finally {
    speak('en');
  }
}

describe('no cell is a formula, by whatever separator the file is read', () => {
  test.each([
    'x;=cmd|\u0027/c calc\u0027!A1',
    'x,=1+1',
    'x\t=1+1',
    'x\r\n=1+1',
    '=1+1',
    ' =1+1',
    '"=1+1"',
    'x;"=1+1"',
    'x; =1+1',
    'x";=1+1',
    'x,"";"=1+1',
    '+55 11',
    '@SUM(A1)',
    '-1+1',
    '\uff1d1+1',
    ';;;=1',
  ])('%j', (name) => {
    for (const language of ['en', 'pt'] as const) {
      expect(formulasIn(listOf(name, name, language))).toEqual([]);
    }
  });

  test('property: of any name and detail', () => {
    const name = fc.array(fc.constantFrom('=', '+', '-', '@', ',', ';', '\t', '"', "'", ' ', '\n', 'a', '1'), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(name, name, fc.constantFrom('en', 'pt'), (login, detail, language) => {
        expect(formulasIn(listOf(login.join(''), detail.join(''), language as 'en' | 'pt'))).toEqual([]);
      }),
    );
  });
});
