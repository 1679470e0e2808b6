import { PORTUGUESE } from './portuguese.ts';
import { filled, filledIn, laidOut, type Shown, shown } from './shown.ts';

/** What the program speaks: English, or Brazilian Portuguese. */
export const LANGUAGES = ['en', 'pt'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One start speaks one language, which is chosen before anything is said; undefined for English. */
let catalogue: Readonly<Record<string, string>> | undefined;

/** Anything else than `pt` is English: whoever asked for it is told so in English. */
export function speak(language: string | undefined): void {
  catalogue = language === 'pt' ? PORTUGUESE : undefined;
}

/** What is spoken, for what is more than words, such as a spreadsheet's separators. */
export function language(): Language {
  return catalogue === undefined ? 'en' : 'pt';
}

/**
 * A text for people in the language that is spoken, whose values go through the gate. The English text is its key in the
 * catalogue, with {1}, {2} for the values, so that code reads as what it says. What the catalogue lacks is said in English
 * (test/told/language.test.ts finds it).
 */
export function say(parts: TemplateStringsArray, ...values: readonly unknown[]): Shown {
  const found = catalogue?.[keyOf(parts)];
  return found === undefined ? filled(parts, values) : filledIn(found, values);
}

/** What is said by one template is looked up again and again. */
const keys = new WeakMap<readonly string[], string>();

function keyOf(parts: readonly string[]): string {
  const known = keys.get(parts);
  if (known !== undefined) return known;
  const key = parts.reduce((text, part, at) => `${text}{${at}}${part}`);
  keys.set(parts, key);
  return key;
}

/** Marks a constant for the catalogue: it is made before the language is chosen, and said by `translated`. */
export function phrase(parts: TemplateStringsArray): Shown {
  return laidOut(parts.join(''));
}

/** A marked constant as somebody says it who may speak another language. */
export function inEachLanguage(marked: string): readonly string[] {
  return [marked, PORTUGUESE[marked] ?? marked];
}

/** A marked constant in the language that is spoken. */
export function translated(marked: string): Shown {
  const found = catalogue?.[marked];
  return found === undefined ? shown(marked) : laidOut(found);
}
