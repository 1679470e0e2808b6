/**
 * Measures the shipped bundle against bare limits and against version 2.0.0, with simulators in a process of their own:
 *
 *   npm run bench                       all of it, some ten minutes
 *   npm run bench -- --quick            small sizes, one round: does the benchmark still work?
 *   npm run bench -- --only first-run   unchanged | first-run | churn | asked | start | growth | scan
 *   npm run bench -- --json             JSON instead of tables
 *   npm run bench -- --sizes 60000 --rounds 5 --write-ms 0 --page-size 2000 --bundle /tmp/other.js
 *   npm run bench -- --beside FILE      another bundle in 2.0.0's place, or `none`
 *
 * Program and limit take turns, and medians are compared: believe ratios of one run, and no number alone. The JSON is
 * also left in `bench-out/`, with each growth as a picture. Nothing here fails for being slow.
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { FLAGS } from '../../src/settings/flags.ts';
import { asked } from './asked.ts';
import { type Finding, findingsTable, isMet, ratioOf } from './findings.ts';
import { firstRun } from './first-run.ts';
import { GROWING } from './growing.ts';
import { growth, growthFindings, growthPlot, growthSvg } from './growth.ts';
import type { GrowthPoint } from './growth-run.ts';
import { buildHelpers, bundleOf, NODE, OUT, ROOT, runNode } from './programs.ts';
import { scan } from './scan.ts';
import { openSite } from './site.ts';
import { start } from './start.ts';
import { churned, unchanged } from './unchanged.ts';

const SCENARIOS = ['unchanged', 'churn', 'first-run', 'asked', 'start', 'growth', 'scan'] as const;
type Scenario = (typeof SCENARIOS)[number];

/** What CHANGELOG calls the version that the lightness of later ones is measured by. */
const BESIDE = '2.0.0';

/** The wishes of issues 4 and 16 are for `main`. */
const FULL = {
  sizes: [20_000, 60_000, 200_000],
  main: 60_000,
  rounds: 3,
  firstRun: 20_000,
  asked: 10_000,
  starts: 21,
  growth: 1_000_000,
};
const QUICK = { sizes: [1000, 3000], main: 3000, rounds: 1, firstRun: 1000, asked: 3000, starts: 5, growth: 10_000 };

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [...SCENARIOS] },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    sizes: { type: 'string' },
    'write-ms': { type: 'string', default: '0,3' },
    beside: { type: 'string', default: BESIDE },
    bundle: { type: 'string', default: join(ROOT, 'dist/sync-ixc-bqn.js') },
    'page-size': { type: 'string', default: FLAGS.find((flag) => flag.name === 'page-size')?.fallback ?? '' },
  },
});
const unknown = flags.only.filter((name) => !SCENARIOS.some((scenario) => scenario === name));
if (unknown.length > 0) throw new Error(`--only ${unknown.join(', ')}: one of ${SCENARIOS.join(', ')}`);

const scale = flags.quick ? QUICK : FULL;
const rounds = Number(flags.rounds ?? scale.rounds);
const sizes = flags.sizes?.split(',').map(Number) ?? scale.sizes;
const findings: Finding[] = [];
const grown: (readonly GrowthPoint[])[] = [];

await buildHelpers();
const options = { bundle: resolve(flags.bundle), beside: besideFile(), pageSize: Number(flags['page-size']) };
if (wants('start')) add(await start(scale.starts, options));
if (wants('scan')) add(await scan());
for (const of of wants('growth') ? GROWING : []) {
  const points = await growth(of, scale.growth);
  grown.push(points);
  add(growthFindings(points));
}
if (wants('first-run'))
  for (const ms of flags['write-ms'].split(',')) add(await firstRun(Number(ms), scale.firstRun, rounds, options));
if (wants('asked')) add(await asked(options, scale.asked));
if (wants('unchanged') || wants('churn')) for (const online of sizes) await steady(online);
await print();

function wants(scenario: Scenario): boolean {
  return flags.only.includes(scenario);
}

/** The bundle to measure beside ours; said aloud where the history that holds it is not here. */
function besideFile(): string | undefined {
  if (flags.beside === 'none') return undefined;
  if (flags.beside !== BESIDE) return resolve(flags.beside);
  const file = bundleOf(BESIDE);
  if (file === undefined) say(`version ${BESIDE} is not in this clone's history: nothing is measured beside`);
  return file;
}

/** Brings one ISP into agreement, then measures runs that find it so, or nearly so. */
async function steady(online: number): Promise<void> {
  const isMain = online === scale.main;
  const isChurned = wants('churn') && (isMain || sizes.length === 1);
  if (!wants('unchanged') && !isChurned) return;
  say(`${online} online logins: the first run`);
  const site = await openSite({ ...options, online, share: 0.95, contracts: Math.round(online * 1.5) });
  try {
    await site.run();
    if (wants('unchanged')) add(await unchanged(site, online, rounds, isMain));
    if (isChurned) add(await churned(site, online));
  } finally {
    await site.close();
  }
}

function add(found: readonly Finding[]): void {
  for (const finding of found) say(`${finding.scenario}: ${finding.what} ${Number(finding.program.toPrecision(4))}`);
  findings.push(...found);
}

/** Where we are, for whoever waits. */
function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

async function print(): Promise<void> {
  const node = (await runNode(['--version'])).stdout.trim();
  const machine = {
    node,
    program: NODE,
    cpus: cpus().length,
    model: cpus()[0]?.model,
    pageSize: options.pageSize,
    rounds,
  };
  const judged = findings.map((finding) => ({ ...finding, ratio: ratioOf(finding), met: isMet(finding) }));
  const json = `${JSON.stringify({ ...machine, findings: judged, growth: grown.flat() }, null, 2)}\n`;
  writeFileSync(join(OUT, 'bench.json'), json);
  for (const points of grown) {
    const [first, ...others] = points;
    if (first !== undefined && others.length > 0) writeFileSync(join(OUT, `growth-${first.of}.svg`), growthSvg(points));
  }
  if (flags.json) {
    process.stdout.write(json);
    return;
  }
  process.stdout.write(
    `Node ${node}, ${machine.cpus} CPUs, pages of ${machine.pageSize} rows, medians of ${rounds}, beside: ${options.beside === undefined ? 'none' : flags.beside}\n\n`,
  );
  process.stdout.write(`${findingsTable(findings)}\n`);
  for (const points of grown) {
    const [first] = points;
    if (first === undefined) continue;
    const title = `Growth by ${first.of}, logarithmic: linear is one equal step a line`;
    process.stdout.write(`\n${title}\n${growthPlot(points)}\n`);
  }
}
