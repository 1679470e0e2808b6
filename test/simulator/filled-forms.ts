import type { Random } from './random.ts';
import type { Column, ToldShape } from './told-shapes.ts';

/** Values that look like those of which only the form is known: letters as `a`, digits as `9`. */

/** What a table or list is filled with: its columns' values in the shares that they have, in an order of their own. */
export class Filling {
  readonly random: Random;
  readonly #columns: ReadonlyMap<string, Column>;
  readonly #rows: number;
  readonly #decks = new Map<string, Card[]>();
  readonly #used = new Set<string>();

  constructor({ columns, rows }: ToldShape, random: Random) {
    this.#columns = columns;
    this.#rows = rows;
    this.random = random;
  }

  /** One more value of a column; undefined where it is absent. */
  next(name: string): unknown {
    const column = this.#columns.get(name);
    if (column === undefined) return undefined;
    const card = this.#draw(name, column);
    if (card.kind === 'missing') return undefined;
    if (card.kind !== 'value') return this.#emptyFor(column);
    if (name === 'login' || KEY.test(name)) return this.another(name, card.form);
    return typed(filled(name, card.form, this.random), column);
  }

  /** One that was not there before, where there is one. */
  another(name: string, form: string): string {
    let made = filled(name, form, this.random);
    for (let tries = 0; this.#used.has(made) && tries < 100; tries++) made = filled(name, form, this.random);
    this.#used.add(made);
    return made;
  }

  #draw(name: string, column: Column): Card {
    const known = this.#decks.get(name) ?? [];
    const deck = known.length > 0 ? known : this.#shuffled(deckOf(column, name, this.#rows));
    this.#decks.set(name, deck);
    return deck.pop() ?? { kind: 'empty' };
  }

  #shuffled(deck: readonly Card[]): Card[] {
    return deck
      .map((card) => ({ card, place: this.random.next() }))
      .sort((one, other) => one.place - other.place)
      .map(({ card }) => card);
  }

  #emptyFor({ types }: Column): string | null {
    if (!types.includes('null')) return '';
    return types.includes('string') && this.random.chance(0.5) ? '' : null;
  }
}

type Card =
  | { readonly kind: 'missing' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'value'; readonly form: string };

/** What is told of each row, or of each object that holds a field. */
function deckOf({ missing, empty, forms, types }: Column, name: string, rows: number): Card[] {
  const cards: Card[] = [];
  const add = (card: Card, count: number) => {
    for (let left = count; left > 0; left--) cards.push(card);
  };
  add({ kind: 'missing' }, missing);
  add({ kind: 'empty' }, empty);
  for (const [form, count] of forms) add({ kind: 'value', form }, count);
  // Rarer forms are not told, and those of secrets not at all.
  const usual = forms[0]?.[0] ?? (types.includes('string') ? 'x' : '');
  if (!/[.[]/.test(name)) add({ kind: 'value', form: usual }, rows - cards.length);
  return cards;
}

const KEY = /^(ip|name|policyName|subscriberIp|subscriberGroupName)$/;

/** Ids rise, and are as long as most are. */
export function firstId({ forms }: Column): number {
  const [usual = '9'] = [...forms].sort((one, other) => other[1] - one[1])[0] ?? [];
  return 10 ** (usual.length - 1);
}

const UNITS: Readonly<Record<number, readonly string[]>> = { 1: ['M'], 2: ['Mb'], 4: ['Mbps', 'Mega'] };

/** A value of this form. A form that was cut is filled as far as it goes. */
function filled(name: string, whole: string, random: Random): string {
  const form = whole.replace(/\.\.\. \(\d+\)$/, '');
  if (/^9{1,3}\.9{1,3}\.9{1,3}\.9{1,3}$/.test(form.trim())) return form.replace(/\S+/, (ip) => address(ip, random));
  if (/^(download|upload)/.test(name)) {
    return form
      .replace(/a+/g, (letters) => random.pick(UNITS[letters.length] ?? ['M']))
      .replace(/9+/g, (run) => number(run.length, random));
  }
  if (/pd_ipv6|Range|ubscriberIp/.test(name) && form.includes(':')) return prefix(form, random);
  // Less than nothing is only said of a rate without a limit.
  if (form === '-9') return '-1';
  if (!/[a9]/.test(form)) return form;
  return form.replace(/[a9]/g, (sign) => (sign === '9' ? String(random.below(10)) : letter(random)));
}

/** In 100.64.0.0/10 where there is room for it. */
function address(form: string, random: Random): string {
  const [first = 1, second = 1, ...rest] = form.split('.').map((part) => part.length);
  const head =
    first === 3 && second < 3 ? ['100', second === 2 ? '64' : '9'] : [number(first, random), number(second, random)];
  return [...head, ...rest.map((length) => number(length, random))].join('.');
}

/** Of so many digits, none of them a leading zero; at most 255 where it has three. */
function number(length: number, random: Random): string {
  if (length === 1) return String(1 + random.below(9));
  if (length === 3) return String(100 + random.below(155));
  return String(1 + random.below(9)) + Array.from({ length: length - 1 }, () => random.below(10)).join('');
}

function prefix(form: string, random: Random): string {
  const [groups = '', length] = form.trim().split('/');
  const text = groups.replace(/[a9]/g, () => random.below(16).toString(16)).replace(/^[0-9a-f]{4}/, '2804');
  return length === undefined
    ? text
    : `${text}/${length.length === 2 ? random.pick(['56', '60', '64']) : length.replace(/9/g, '1')}`;
}

function letter(random: Random): string {
  return String.fromCharCode(97 + random.below(26));
}

function typed(value: string, { types }: Column): unknown {
  if (types.includes('boolean') && (value.length === 4 || value.length === 5)) return value.length === 4;
  if (types.includes('string')) return value;
  return types.includes('number') && value !== '' ? Number(value) : value;
}
