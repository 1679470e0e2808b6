import { describe, expect, test } from 'vitest';
import { canonicalAddress, isAddress, parseIpv4, parsePrefix } from '../../src/address/address.ts';
import { readGroup, readPolicy, readSubscriber } from '../../src/bqn/resources.ts';
import { toBqnName } from '../../src/mapping/name.ts';
import { parseSpeed } from '../../src/mapping/speed.ts';
import { cutName, printable } from '../../src/text/printable.ts';
import { sentence, sentenceOfPage } from '../../src/text/sentence.ts';
import { sampled } from '../support/from-source.ts';

/**
 * Everything that looks at a text of a server, with a megabyte of what is worst for it. An expression that goes back over
 * what it saw would take hours here, and the limit of a test is a minute.
 */

const MEGABYTE = 1_000_000;

const WORST = [
  '<',
  '<a',
  '{',
  '[',
  '"',
  ' ',
  '\t',
  '0',
  '1.',
  'a',
  'f:',
  ':',
  '::',
  '/',
  '/1',
  '.',
  'M',
  '1,',
  '%',
  '\\',
  'ip liberad ',
  'Ã£',
  '\u0301',
  '\ud800',
];
/** Behind it, so that an expression that wants an end finds another. */
const ENDS = sampled(['!', '', '>', ' x'], 2);

const LOOKS: Readonly<Record<string, (text: string) => unknown>> = {
  sentence,
  sentenceOfPage,
  printable,
  cutName,
  parseIpv4,
  parsePrefix,
  canonicalAddress,
  isAddress,
  toBqnName,
  'parseSpeed, k = 1000': (text) => parseSpeed(text, { speedBase: 1000, bareUnit: undefined }),
  readPolicy: (text) => readPolicy({ policyName: text, rateLimitDownlink: { rate: text } }),
  readSubscriber: (text) => attempt(() => readSubscriber({ subscriberIp: text, policyRate: text })),
  readGroup: (text) => readGroup({ name: text, subscriberMembers: [text], subscriberRanges: [text] }),
};

function attempt(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

describe('is done with a megabyte of anything', () => {
  test.each(Object.entries(LOOKS))('%s', (_name, look) => {
    for (const piece of WORST) {
      for (const end of ENDS) {
        const text = piece.repeat(MEGABYTE / piece.length) + end;
        expect(() => look(text)).not.toThrow(RangeError);
      }
    }
  });
});

describe('a sentence of a server', () => {
  test.each([
    ['<div>Ocorreu um <b>erro</b><br />ao processar</div>', 'Ocorreu um erro ao processar'],
    ['line\r\nbreak', 'line break'],
    ['{"senha":"x"}', 'text that is not shown, as it may hold secrets'],
    [`key ${'a'.repeat(40)}`, 'text that is not shown, as it may hold secrets'],
    ['Authorization: Basic x', 'text that is not shown, as it may hold secrets'],
  ])('%j is shown as %j', (text, shown) => {
    expect(sentenceOfPage(text)).toBe(shown);
  });

  test('is cut at a blank: of half a secret the log would not know that it is one', () => {
    const text = `${'word '.repeat(30)}secret-that-is-longer-than-the-rest`;
    expect(sentence(text)).toBe(`${'word '.repeat(30).trim()}...`);
  });
});
