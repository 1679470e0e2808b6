/** What was measured, beside its limit, the version before and what issues 4 and 16 want of it. */
export interface Finding {
  readonly scenario: string;
  readonly what: string;
  readonly unit: string;
  readonly program: number;
  /** What nothing can be better than, measured in the same run. */
  readonly limit?: number;
  /** The same of another bundle (`--beside`), by default 2.0.0, measured in the same run. */
  readonly beside?: number;
  /** The same of the last release. */
  readonly last?: number;
  readonly wanted?: Wanted;
}

/** A bound on program/limit, on program/beside, on program - limit, or on the program alone. */
export type Wanted =
  | { readonly kind: 'ratio at most' | 'ratio at least' | 'of the other at most'; readonly bound: number }
  | { readonly kind: 'over the limit at most'; readonly bound: number }
  | { readonly kind: 'at most' | 'at least' | 'exactly'; readonly bound: number };

export function ratioOf({ program, limit }: Finding): number | undefined {
  return limit === undefined || limit === 0 ? undefined : program / limit;
}

export function lastRatioOf({ program, last }: Finding): number | undefined {
  return last === undefined || last === 0 ? undefined : program / last;
}

export function besideRatioOf({ program, beside }: Finding): number | undefined {
  return beside === undefined || beside === 0 ? undefined : program / beside;
}

/** Undefined where nothing is wanted, or what it is wanted of was not measured. */
export function isMet(finding: Finding): boolean | undefined {
  const { wanted, program, limit = 0 } = finding;
  const ratio = ratioOf(finding) ?? Number.NaN;
  switch (wanted?.kind) {
    case undefined:
      return undefined;
    case 'ratio at most':
      return ratio <= wanted.bound;
    case 'ratio at least':
      return ratio >= wanted.bound;
    case 'of the other at most': {
      const other = besideRatioOf(finding);
      return other === undefined ? undefined : other <= wanted.bound;
    }
    case 'over the limit at most':
      return program - limit <= wanted.bound;
    case 'at most':
      return program <= wanted.bound;
    case 'at least':
      return program >= wanted.bound;
    case 'exactly':
      return program === wanted.bound;
  }
}

function wantedText({ wanted, unit }: Finding): string {
  switch (wanted?.kind) {
    case undefined:
      return '';
    case 'ratio at most':
      return `<= ${wanted.bound} x`;
    case 'ratio at least':
      return `>= ${wanted.bound} x`;
    case 'of the other at most':
      return `<= ${wanted.bound} x beside`;
    case 'over the limit at most':
      return `<= limit + ${wanted.bound} ${unit}`;
    case 'at most':
      return `<= ${wanted.bound} ${unit}`;
    case 'at least':
      return `>= ${wanted.bound} ${unit}`;
    case 'exactly':
      return `= ${wanted.bound}`;
  }
}

const HEADINGS = [
  'scenario',
  'what',
  'program',
  'limit',
  'ratio',
  'beside',
  'ratio',
  'last release',
  'ratio',
  'wanted',
  '',
] as const;
const LEFT = new Set([0, 1, 9, 10]);

export function findingsTable(findings: readonly Finding[]): string {
  const all = [[...HEADINGS], ...findings.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map((row) =>
    row
      .map((cell, column) => (LEFT.has(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  const [heading = '', ...body] = lines;
  return [heading, '-'.repeat(heading.length + 6), ...body].join('\n');
}

/** The same table for a document. */
export function findingsMarkdown(findings: readonly Finding[], names: { beside: string; last: string }): string {
  const headings = HEADINGS.map((heading) =>
    heading === 'beside' ? names.beside : heading === 'last release' ? names.last : heading,
  );
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = `|${HEADINGS.map((_, column) => (LEFT.has(column) ? ' --- ' : ' ---: ')).join('|')}|`;
  return [line(headings), rule, ...findings.map((finding, index) => line(cellsOf(finding, index, findings)))].join(
    '\n',
  );
}

function cellsOf(finding: Finding, index: number, findings: readonly Finding[]): readonly string[] {
  const { scenario, what, unit, program, limit, beside, last } = finding;
  const met = isMet(finding);
  const shown = (value: number | undefined) => (value === undefined ? '' : `${number(value)} ${unit}`.trimEnd());
  const ratio = (value: number | undefined) => value?.toFixed(2) ?? '';
  return [
    findings[index - 1]?.scenario === scenario ? '' : scenario,
    what,
    shown(program),
    shown(limit),
    ratio(ratioOf(finding)),
    shown(beside),
    ratio(besideRatioOf(finding)),
    shown(last),
    ratio(lastRatioOf(finding)),
    wantedText(finding),
    met === undefined ? '' : met ? 'met' : 'MISSED',
  ];
}

function number(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const high = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? (high + (sorted[middle - 1] ?? high)) / 2 : high;
}

/** The median of each number of several measurements. */
export function medians<T extends Readonly<Record<string, number>>>(measured: readonly T[]): T {
  const names = Object.keys(measured[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, median(measured.map((one) => one[name] ?? Number.NaN))])) as T;
}
