import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One test, as `cpu-by-test.ts` writes it down: CPU of its process and of what it started, in s. */
export interface TestCost {
  readonly file: string;
  readonly name: string;
  readonly cpu: number;
}

const MOST = 30;

/** The tests and the files that took the most CPU; empty where nothing was written down. */
export function slowestLines(folder: string): readonly string[] {
  const costs = readdirSync(folder)
    .filter((name) => name.endsWith('.cpu.json'))
    .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as readonly TestCost[]);
  const files = new Map<string, number>();
  for (const { file, cpu } of costs) files.set(file, (files.get(file) ?? 0) + cpu);
  const byFile = [...files].map(([name, cpu]) => ({ name, cpu }));
  const byTest = costs
    .filter(({ name }) => name !== '')
    .map(({ file, name, cpu }) => ({ name: `${file}: ${name}`, cpu }));
  return [
    'CPU s  file, with what it takes to load it',
    ...longest(byFile),
    '',
    'CPU s  test; what runs side by side shares evenly',
    ...longest(byTest),
  ];
}

function longest(costs: readonly { readonly name: string; readonly cpu: number }[]): string[] {
  const sorted = [...costs].sort((one, other) => other.cpu - one.cpu).slice(0, MOST);
  return sorted.map(({ name, cpu }) => `${cpu.toFixed(2).padStart(5)}  ${name}`);
}
