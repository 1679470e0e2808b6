import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isUsableName, toBqnName } from '../../src/mapping/name.ts';

describe('name: every white-space character becomes _, nothing else', () => {
  test.each([
    ['Plano Ouro', 'Plano_Ouro'],
    [' Ouro  Mais ', '_Ouro__Mais_'],
    ['a\tb\nc\u00a0d\u3000e', 'a_b_c_d_e'],
    ['Fibra/100%#?', 'Fibra/100%#?'],
    ['São João Ção', 'São_João_Ção'],
    ['Ouro-10.5_M', 'Ouro-10.5_M'],
  ])('%j becomes %j', (text, name) => {
    expect(toBqnName(text)).toBe(name);
  });

  test('property: the length stays, white space is gone, and every other character is where it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const name = toBqnName(text);
        expect(name).toHaveLength(text.length);
        expect(name).not.toMatch(/\s/);
        const others = [...text].filter((character, at) => character !== [...name][at]);
        expect(others.every((character) => /^\s$/.test(character))).toBe(true);
        expect(toBqnName(name)).toBe(name);
      }),
    );
  });
});

describe('name: must be able to stand in the path of a request', () => {
  test.each(['Gold', 'a/b', '%', '...', 'ção', '🚀', '_', '.a'])('%j can', (name) => {
    expect(isUsableName(name)).toBe(true);
  });

  test.each(['', '.', '..', 'a\u0000b', '\u007f', 'a\u0085b', '\ud800', 'a\udc00b'])('%j cannot', (name) => {
    expect(isUsableName(name)).toBe(false);
  });

  test('property: what is usable survives percent-encoding', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        if (isUsableName(name)) expect(decodeURIComponent(encodeURIComponent(name))).toBe(name);
      }),
    );
  });
});
