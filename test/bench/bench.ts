/**
 * Measures the shipped bundle against bare limits, version 2.0.0 and the last release, with simulators in a process of their own:
 *
 *   npm run bench                       all of it, some ten minutes
 *   npm run bench -- --quick            small sizes, one round: does the benchmark still work?
 *   npm run bench -- --only first-run   unchanged | stirred | first-run | peaks | churn | asked | start | growth | scan
 *   npm run bench -- --json             JSON instead of tables
 *   npm run bench -- --sizes 60000 --rounds 5 --write-ms 0 --page-size 2000 --bundle /tmp/other.js
 *   npm run bench -- --beside FILE      another bundle (a version or a file) in 2.0.0's place, or `none`
 *   npm run bench -- --last FILE        the same for the last release
 *   npm run bench -- --figures          writes the table into test/bench/README.md, and the pictures of growth beside it
 *
 *   npm run bench -- --no-worse 1.25    fails where an unchanged run takes more CPU than so much of the last release's
 *
 * Program and limit take turns, and medians are compared: believe ratios of one run, and no number alone. The JSON is
 * also left in `bench-out/`, with each growth as a picture. Nothing else here fails for being slow.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { FLAGS } from '../../src/settings/flags.ts';
import { asked } from './asked.ts';
import { type Finding, findingsMarkdown, findingsTable, isMet, lastRatioOf, ratioOf } from './findings.ts';
import { firstRun } from './first-run.ts';
import { GROWING } from './growing.ts';
import { growth, growthFindings, growthPlot, growthSvg } from './growth.ts';
import type { GrowthPoint } from './growth-run.ts';
import { peaks } from './peaks.ts';
import { buildHelpers, bundleWithoutBooks, NODE, OUT, ROOT, releasedFile, runNode } from './programs.ts';
import { isVersion } from './released.ts';
import { scan } from './scan.ts';
import { openSite } from './site.ts';
import { start } from './start.ts';
import { stirred } from './stirred.ts';
import { churned, unchanged } from './unchanged.ts';

const SCENARIOS = ['unchanged', 'stirred', 'churn', 'first-run', 'peaks', 'asked', 'start', 'growth', 'scan'] as const;
type Scenario = (typeof SCENARIOS)[number];

/** What CHANGELOG calls the version that the lightness of later ones is measured by. */
const BESIDE = '2.0.0';
const LAST = '2.5.0';

/** What is wanted is wanted at `main`. */
const FULL = {
  sizes: [20_000, 60_000, 200_000],
  main: 60_000,
  rounds: 5,
  firstRun: 20_000,
  peaks: 200_000,
  asked: 10_000,
  starts: 21,
  growth: 1_000_000,
};
const QUICK = {
  sizes: [1000, 3000],
  main: 3000,
  rounds: 1,
  firstRun: 1000,
  peaks: 2000,
  asked: 3000,
  starts: 5,
  growth: 10_000,
};

/** Where what was measured is told. */
const HERE = join(ROOT, 'test/bench');

/** Between these two lines of the document stands what this command measured, and nothing else. */
const FIGURES = /(<!-- figures: npm run bench -- --figures -->\n)[\s\S]*?(<!-- end of figures -->)/;

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [...SCENARIOS] },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    sizes: { type: 'string' },
    'write-ms': { type: 'string', default: '0,3' },
    beside: { type: 'string', default: BESIDE },
    last: { type: 'string', default: LAST },
    figures: { type: 'boolean', default: false },
    'no-worse': { type: 'string' },
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
const options = {
  bundle: resolve(flags.bundle),
  beside: fileFor(flags.beside),
  last: fileFor(flags.last),
  pageSize: Number(flags['page-size']),
};
if (wants('start')) add(await start(scale.starts, options));
if (wants('scan')) add(await scan());
for (const of of wants('growth') ? GROWING : []) {
  const points = await growth(of, scale.growth);
  grown.push(points);
  add(growthFindings(points));
}
if (wants('first-run'))
  for (const ms of flags['write-ms'].split(',')) add(await firstRun(Number(ms), scale.firstRun, rounds, options));
if (wants('peaks')) add(await peaks(options, scale.peaks));
if (wants('asked')) add(await asked(options, scale.asked));
if (wants('unchanged') || wants('stirred') || wants('churn')) for (const online of sizes) await steady(online);
await print();
refuseWorse(Number(flags['no-worse'] ?? Number.POSITIVE_INFINITY));

function wants(scenario: Scenario): boolean {
  return flags.only.includes(scenario);
}

/** A bundle to measure beside ours; said aloud where the history that holds it is not here. */
function fileFor(given: string): string | undefined {
  if (given === 'none') return undefined;
  if (!isVersion(given)) return resolve(given);
  const file = releasedFile(given);
  if (file === undefined) say(`version ${given} is not in this clone's history: nothing is measured beside`);
  return file;
}

/** Brings one ISP into agreement, then measures runs that find it so, or nearly so. */
async function steady(online: number): Promise<void> {
  const isMain = online === scale.main;
  const isChurned = wants('churn') && (isMain || sizes.length === 1);
  const isp = { ...options, online, share: 0.95, contracts: Math.round(online * 1.5) };
  if (wants('stirred')) add(await stirred(isp, rounds));
  if (!wants('unchanged') && !isChurned) return;
  say(`${online} online logins: the first run`);
  const withoutBooks = wants('unchanged') && isMain ? await bundleWithoutBooks() : undefined;
  const site = await openSite({ ...isp, withoutBooks });
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
    if (first === undefined || others.length === 0) continue;
    for (const folder of flags.figures ? [OUT, HERE] : [OUT])
      writeFileSync(join(folder, `growth-${first.of}.svg`), growthSvg(points));
  }
  if (flags.figures) writeFigures();
  if (flags.json) {
    process.stdout.write(json);
    return;
  }
  process.stdout.write(
    `Node ${node}, ${machine.cpus} CPUs, pages of ${machine.pageSize} rows, medians of ${rounds}, beside: ${options.beside === undefined ? 'none' : flags.beside}, last release: ${options.last === undefined ? 'none' : flags.last}\n\n`,
  );
  process.stdout.write(`${findingsTable(findings)}\n`);
  for (const points of grown) {
    const [first] = points;
    if (first === undefined) continue;
    const title = `Growth by ${first.of}, logarithmic: linear is one equal step a line`;
    process.stdout.write(`\n${title}\n${growthPlot(points)}\n`);
  }
}

function writeFigures(): void {
  const document = join(HERE, 'README.md');
  const table = findingsMarkdown(findings, { beside: flags.beside, last: flags.last });
  const text = readFileSync(document, 'utf8');
  if (!FIGURES.test(text)) throw new Error(`no place for figures in ${document}`);
  writeFileSync(
    document,
    text.replace(FIGURES, (_all, from, to) => `${from}\n${table}\n\n${to}`),
  );
}

/** What creeps in a percent at a time is seen by nobody: a limit wide enough for a busy machine, held at every change. */
function refuseWorse(limit: number): void {
  const worse = findings.filter(
    (finding) =>
      /^(unchanged|2 % changed)/.test(finding.scenario) &&
      finding.what === 'CPU' &&
      (lastRatioOf(finding) ?? 0) > limit,
  );
  for (const finding of worse) say(`${finding.scenario}: ${lastRatioOf(finding)?.toFixed(2)} of ${flags.last}'s CPU`);
  if (worse.length > 0) process.exitCode = 1;
}
