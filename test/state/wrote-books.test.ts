import { expect, test } from 'vitest';
import { wroteAfter, wroteSettled } from '../../src/state/wrote-books.ts';
import { aCreation, anUpdate, owning } from '../support/builders.ts';
import { anApplied } from '../support/outcomes.ts';

/** What is on entries that stood there before the first run, by our hand. */

const IP = '100.64.0.1';
const found = { owned: owning({}), wrote: new Map(), isPutBack: false };

test('what was written in the place of what was refused is known as ours', () => {
  const planned = anUpdate({ key: IP, body: { policyRate: 'Gold' }, otherwise: { policyRate: '' } });
  const applied = anApplied({
    refused: [{ change: planned, why: { kind: 'policy not there', policy: 'Gold' }, unanswered: false }],
    otherwise: [{ ...planned, body: { policyRate: '' }, policy: null }],
  });
  const wrote = wroteSettled(wroteAfter(new Map(), found, [planned]), found, applied);
  expect([...wrote]).toEqual([[`subscriber ${IP}`, { policyRate: null }]]);
});

test('where nothing of it is written the books stay the ones that they were', () => {
  const wrote = new Map([['subscriber 100.64.0.9', { policyRate: 'Gold' }]]);
  expect(wroteAfter(wrote, { ...found, wrote }, [aCreation({ key: IP })])).toBe(wrote);
});
