import type { Finding } from './findings.ts';
import type { Growing } from './growing.ts';
import type { GrowthPoint } from './growth-run.ts';
import { helper, runNode } from './programs.ts';

/** How far each grows. */
const SIZES: Readonly<Record<Growing, readonly number[]>> = {
  subscribers: [1000, 10_000, 100_000, 200_000, 1_000_000],
  plans: [1000, 5000, 20_000],
  contracts: [100_000, 300_000, 1_000_000],
  renamed: [2000, 20_000, 200_000],
};

/** Time and memory of mapping and planning, by what grows. @param most sizes above it are left out */
export async function growth(of: Growing, most: number): Promise<readonly GrowthPoint[]> {
  const points: GrowthPoint[] = [];
  for (const size of SIZES[of].filter((one) => one <= most)) {
    const args = ['--expose-gc', '--max-old-space-size=8000', helper('growth-run')];
    const { stdout } = await runNode(args, { GROWTH: String(size), GROWTH_OF: of });
    points.push(JSON.parse(stdout) as GrowthPoint);
  }
  return points;
}

/** Customers of whom a plan is to take two seconds at most. */
const MANY = 190_000;

/**
 * Twice the time for each is not linear any more, from 10,000 subscribers on: below that it is Node warming up, above it
 * caches and the collector take their share.
 */
export function growthFindings(points: readonly GrowthPoint[]): Finding[] {
  const settled = points.filter(({ of, size }) => of !== 'subscribers' || size >= 10_000);
  const [small, large] = [settled[0], settled.at(-1)];
  if (small === undefined || large === undefined || small === large) return [];
  const scenario = `growth, ${short(small.size)} to ${short(large.size)} ${large.of}`;
  const each = (what: string, unit: string, bound: number, read: (point: GrowthPoint) => number): Finding => ({
    scenario,
    what,
    unit,
    program: read(large) / large.size,
    limit: read(small) / small.size,
    wanted: { kind: 'ratio at most', bound },
  });
  const many = points.find(({ of, size }) => of === 'subscribers' && size >= MANY && size < 2 * MANY);
  return [
    each('plan, for each', 'µs', 2, (point) => 1000 * (point.mapMs + point.churnMs)),
    each('memory, for each', 'bytes', 1.3, (point) => 1024 * 1024 * point.heapMb),
    ...(many === undefined ? [] : [planOfMany(many, scenario)]),
  ];
}

/** The plan of a first run, in CPU. */
function planOfMany({ size, firstMs }: GrowthPoint, scenario: string): Finding {
  const what = `plan of ${short(size)}, empty BQN`;
  return { scenario, what, unit: 'ms', program: firstMs, wanted: { kind: 'at most', bound: 2000 } };
}

const SERIES = [
  ['map', (point: GrowthPoint) => point.mapMs, 'ms'],
  ['plan, empty BQN', (point: GrowthPoint) => point.firstMs, 'ms'],
  ['plan, a part differs', (point: GrowthPoint) => point.churnMs, 'ms'],
  ['live heap', (point: GrowthPoint) => point.heapMb, 'MB'],
] as const;

const WIDTH = 50;

/** Bars on a logarithmic scale: linear growth is one equal step a line. */
export function growthPlot(points: readonly GrowthPoint[]): string {
  return SERIES.map(([name, read, unit]) => {
    const values = points.map(read);
    const least = Math.log10(Math.min(...values)) - 0.5;
    const span = Math.log10(Math.max(...values)) - least;
    const lines = points.map((point) => {
      const value = read(point);
      const bar = '#'.repeat(Math.max(1, Math.round((WIDTH * (Math.log10(value) - least)) / span)));
      const each = unit === 'ms' ? `${((1000 * value) / point.size).toFixed(2)} µs` : `${kb(value, point)} kB`;
      return `  ${short(point.size).padStart(5)} ${bar.padEnd(WIDTH)} ${value.toFixed(1)} ${unit}, ${each} each`;
    });
    return [name, ...lines].join('\n');
  }).join('\n');
}

const [WIDE, HIGH, EDGE] = [720, 420, 60];
const COLOURS = ['#1f77b4', '#d62728', '#2ca02c', '#9467bd'];

/** The same as a picture: both scales logarithmic, so that what is linear rises like the dashed line. */
export function growthSvg(points: readonly GrowthPoint[]): string {
  const sizes = points.map(({ size }) => Math.log10(size));
  const all = SERIES.flatMap(([, read]) => points.map(read)).map(Math.log10);
  const [left, right, low, high] = [Math.min(...sizes), Math.max(...sizes), Math.min(...all), Math.max(...all)];
  const across = (size: number) => EDGE + ((size - left) / (right - left)) * (WIDE - 4 * EDGE);
  const up = (value: number) => HIGH - EDGE - ((value - low) / (high - low)) * (HIGH - 2 * EDGE);
  const line = (values: readonly number[]) =>
    values.map((value, at) => `${across(sizes[at] ?? 0).toFixed(1)},${up(value).toFixed(1)}`).join(' ');
  const curves = SERIES.map(([name, read, unit], at) => {
    const values = points.map((point) => Math.log10(read(point)));
    const end = values.at(-1) ?? 0;
    return (
      `<polyline points="${line(values)}" fill="none" stroke="${COLOURS[at]}" stroke-width="2"/>` +
      `<text x="${across(right) + 8}" y="${up(end) + 4}" fill="${COLOURS[at]}">${name}, ${unit}</text>`
    );
  });
  const marks = points.map((point, at) => {
    const x = across(sizes[at] ?? 0).toFixed(1);
    return `<text x="${x}" y="${HIGH - EDGE / 2}" text-anchor="middle">${short(point.size)}</text>`;
  });
  const rise = Math.min(high - low, right - left);
  const linear = `<line x1="${across(left)}" y1="${up(low)}" x2="${across(left + rise)}" y2="${up(low + rise)}" stroke="#888" stroke-dasharray="4 4"/>`;
  const style = 'font-family="sans-serif" font-size="12"';
  const title = `<title>Growth by ${points[0]?.of ?? ''}, logarithmic</title>`;
  const paper = `<rect width="${WIDE}" height="${HIGH}" fill="#fff"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDE}" height="${HIGH}" ${style}>${title}${paper}${linear}${curves.join('')}${marks.join('')}</svg>\n`;
}

function kb(mb: number, { size }: GrowthPoint): string {
  return ((1024 * mb) / size).toFixed(2);
}

function short(count: number): string {
  return count >= 1_000_000 ? `${count / 1_000_000}M` : `${Math.round(count / 1000)}k`;
}
