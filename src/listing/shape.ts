import { isObject } from '../text/json.ts';
import { isKnownColumn, looksLikeColumn } from './known-columns.ts';

/** Of a column so many forms are shown, and of a form so many characters. */
const MOST_FORMS = 10;
const LONGEST_FORM = 32;
/** Of a list so many elements are looked at, of an object so many fields, of a table so many columns. */
const MOST_ELEMENTS = 20;
const MOST_FIELDS = 16;
const MOST_COLUMNS = 400;
/** Values of columns with such names are secrets; not even their form is shown. */
const SECRET = /senha|pass|token|key|chave|secret/i;

/**
 * Columns whose values are a system's own codes, such as a contract's state: they say nothing of a customer by themselves,
 * and what an installation has there is what a stranger must know.
 */
const CODES: ReadonlyMap<string, RegExp> = new Map([
  ...[
    'online',
    'ativo',
    'fixar_ip',
    'tipo',
    'qos_ativo',
    'red_ativo',
    'status',
    'status_internet',
    'status_velocidade',
    'contrato_suspenso',
    'desbloqueio_confianca_ativo',
    'franquia_atingida',
  ].map((column) => [column, /^[A-Z]{1,2}$/] as const),
  ['policyAssignedBy', /^(api|default|radius|billing|rules)$/],
  ['subscriberGroupType', /^(generic|all-subscribers|access-point|tower)$/],
]);

/** A code as it is; whatever else stands in its column only by its form. */
function shownValue(column: string, value: unknown): string {
  return typeof value === 'string' && CODES.get(column)?.test(value) === true ? value : formOf(value);
}

interface Column {
  seen: number;
  empty: number;
  readonly types: Map<string, number>;
  readonly forms: Map<string, number>;
}

/**
 * A value with its letters as `a`, its digits as `9`, and what is neither nor a sign of ASCII as `*`: what it looks like, and
 * not what it is. Marks belong to their letters.
 */
export function formOf(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  const form = text
    .slice(0, LONGEST_FORM)
    .replace(/\p{L}\p{M}*/gu, 'a')
    .replace(/\p{N}\p{M}*/gu, '9')
    .replace(/[^ -~]+/gu, '*');
  return text.length > LONGEST_FORM ? `${form}... (${text.length})` : form;
}

/**
 * What the entries of a list look like: columns, types, how many are empty, forms of values, codes with their counts. No
 * customer's data.
 */
export class Shape {
  #rows = 0;
  readonly #columns = new Map<string, Column>();

  look(row: unknown): void {
    this.#rows++;
    if (!isObject(row)) {
      this.#add('(no object)', row);
      return;
    }
    for (const [name, value] of Object.entries(row)) this.#lookAt(name, value);
  }

  /** A value of a row, and what stands in it: `rateLimitDownlink.rate`, `subscriberMembers[]`. */
  #lookAt(name: string, value: unknown): void {
    this.#add(name, value);
    if (Array.isArray(value)) for (const element of value.slice(0, MOST_ELEMENTS)) this.#add(`${name}[]`, element);
    if (!isObject(value)) return;
    const inside = Object.entries(value);
    // More is a map, whose keys are somebody's names.
    if (inside.length <= MOST_FIELDS) for (const [field, held] of inside) this.#add(`${name}.${field}`, held);
  }

  #add(given: string, value: unknown): void {
    const name = this.#columns.has(given) || this.#columns.size < MOST_COLUMNS ? given : '(further columns)';
    const column = this.#columns.get(name) ?? { seen: 0, empty: 0, types: new Map(), forms: new Map() };
    this.#columns.set(name, column);
    column.seen++;
    if (value === '' || value === null) column.empty++;
    const type = typeOf(value);
    column.types.set(type, (column.types.get(type) ?? 0) + 1);
    if (value === '' || value === null || type === 'object' || SECRET.test(name)) return;
    const form = Array.isArray(value) ? `[${value.length}]` : shownValue(name, value);
    if (column.forms.has(form) || column.forms.size < 200) column.forms.set(form, (column.forms.get(form) ?? 0) + 1);
  }

  lines(): string[] {
    return [
      `  ${this.#rows} rows, ${this.#columns.size} columns`,
      ...[...this.#columns].map(([name, column]) => this.#line(name, column)),
    ];
  }

  #line(name: string, { seen, empty, types, forms }: Column): string {
    const counted = (counts: ReadonlyMap<string, number>) =>
      [...counts]
        .sort((one, other) => other[1] - one[1])
        .slice(0, MOST_FORMS)
        .map(([text, count]) => `${JSON.stringify(text)} x ${count}`)
        .join(', ');
    const isOfRow = !/[.[]/.test(name);
    const absent = isOfRow && seen < this.#rows ? `, missing in ${this.#rows - seen}` : '';
    // What only some rows have is a key, and perhaps somebody's name.
    const isUsual = this.#rows >= FEW_ROWS && seen >= this.#rows * USUAL;
    return `  ${shownName(name, isUsual)}: ${[...types.keys()].join('|')}, empty ${empty}${absent}${forms.size === 0 ? '' : `; ${counted(forms)}`}`;
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

/** A column of a table is in nearly all rows, and of few rows nobody can say. */
const USUAL = 0.9;
const FEW_ROWS = 10;

/** `quota.volume` and `subscriberMembers[]` word by word: what is the system's own as it is, all else by its form. */
function shownName(name: string, isUsual: boolean): string {
  if (OURS.has(name)) return name;
  const words = name.replace(/\[\]$/, '').split('.', 2);
  const shown = words.map((word) => (isKnownColumn(word) || (isUsual && looksLikeColumn(word)) ? word : formOf(word)));
  return `${shown.join('.')}${name.endsWith('[]') ? '[]' : ''}`;
}

/** What stands for a row or a column that is none. */
const OURS: ReadonlySet<string> = new Set(['(no object)', '(further columns)']);
