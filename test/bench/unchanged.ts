import { type Finding, median, medians } from './findings.ts';
import type { Cost } from './programs.ts';
import { leastWrites, RIVALS, type Rival, type Site } from './site.ts';

/** What peak memory is wanted at these sizes, in MB. */
const WANTED_MB = new Map([
  [60_000, 105],
  [200_000, 170],
]);

/** What CPU is wanted at these sizes, of 2.0.0's. */
const WANTED_CPU = new Map([
  [20_000, 0.45],
  [60_000, 0.4],
]);

/** The run that happens 288 times a day: everything is read, nothing has changed. */
export async function unchanged(site: Site, online: number, rounds: number, isMain: boolean): Promise<Finding[]> {
  const measured = await takeTurns(site, rounds);
  const [ours, limit] = [medians(measured.bundle), medians(measured.bare)];
  const scenario = `unchanged ${online.toLocaleString('en-US')}`;
  const [mb, cpu] = [WANTED_MB.get(online), WANTED_CPU.get(online)];
  const finding = (what: string, unit: string, name: keyof Run): Finding => ({
    scenario,
    what,
    unit,
    program: ours[name],
    limit: limit[name],
    ...(measured.beside.length > 0 && { beside: medians(measured.beside)[name] }),
    ...(measured.last.length > 0 && { last: medians(measured.last)[name] }),
  });
  return [
    { ...finding('wall', 'ms', 'wallMs'), ...(isMain && { wanted: { kind: 'ratio at most', bound: 1.3 } }) },
    {
      ...finding('CPU', 'ms', 'cpuMs'),
      ...(cpu !== undefined && { wanted: { kind: 'of the other at most', bound: cpu } }),
    },
    { ...finding('peak RSS', 'MB', 'peakMb'), ...(mb !== undefined && { wanted: { kind: 'at most', bound: mb } }) },
    finding('requests to IXC', '', 'requests'),
    finding('rows of IXC', '', 'rows'),
    { ...finding('MB from IXC', '', 'mb'), ...(isMain && { wanted: { kind: 'of the other at most', bound: 0.65 } }) },
    ...(isMain && site.has('withoutBooks')
      ? [
          await booksOf(site, rounds, scenario, [], ''),
          await booksOf(site, rounds, scenario, ['--full'], ', of a run that looks at everybody'),
        ]
      : []),
    { scenario, what: 'writes', unit: '', program: measured.writes, wanted: { kind: 'exactly', bound: 0 } },
  ];
}

/**
 * What it costs to keep books: the limit is the same source, built so that it notes nothing in them. It reads the same ledger
 * first: of a run that knows nothing to be ours the plan is another.
 * @param args under which runs are measured: an everyday one, or one that looks at everybody
 */
async function booksOf(
  site: Site,
  rounds: number,
  scenario: string,
  args: readonly string[],
  of: string,
): Promise<Finding> {
  const [withBooks, without]: [number[], number[]] = [[], []];
  const off = [...args, '--journal', 'off'];
  await site.run(args);
  site.handLedger('bundle', 'withoutBooks');
  await site.run(off, 'withoutBooks');
  for (let round = 0; round < rounds; round++) {
    withBooks.push((await site.run(args)).cpuMs);
    without.push((await site.run(off, 'withoutBooks')).cpuMs);
  }
  const wanted = { kind: 'ratio at most', bound: 1.05 } as const;
  const what = `CPU, against no new entry in the books${of}`;
  return { scenario, what, unit: 'ms', program: median(withBooks), limit: median(without), wanted };
}

/** The bare loop and the bundles, one after the other, round for round; the first one is warming up. */
async function takeTurns(site: Site, rounds: number): Promise<Turns> {
  const turns = { bundle: [] as Run[], bare: [] as Run[], beside: [] as Run[], last: [] as Run[], writes: 0 };
  const rivals = RIVALS.filter((which) => site.has(which));
  await site.bareRead();
  for (const which of rivals) if (which !== 'bundle') await site.run([], which);
  for (let round = 0; round < rounds; round += 1) {
    turns.bare.push(await withTraffic(site, () => site.bareRead()));
    for (const which of rivals) {
      const act = async () => {
        const run = await site.run([], which);
        if (which === 'bundle') turns.writes += writesOf(run.report);
        return run;
      };
      turns[which].push(await withTraffic(site, act));
    }
  }
  return turns;
}

type Turns = Readonly<Record<Rival | 'bare', readonly Run[]>> & { readonly writes: number };

/** What one run cost this machine and IXC. */
type Run = Readonly<Record<'wallMs' | 'cpuMs' | 'peakMb' | 'requests' | 'rows' | 'mb', number>>;

async function withTraffic(site: Site, act: () => Promise<Cost>): Promise<Run> {
  await site.reset();
  const { wallMs, cpuMs, peakMb } = await act();
  const { requests, rowsSent, bytesSent } = (await site.counters()).ixc;
  return { wallMs, cpuMs, peakMb, requests, rows: rowsSent, mb: bytesSent / 1e6 };
}

/** Five minutes of an ISP: 1 % come, 1 % go, 20 are blocked. */
export async function churned(site: Site, online: number): Promise<Finding[]> {
  const share = Math.round(online / 100);
  const before = await site.lists();
  await site.churn({ on: share, off: share, block: 20 });
  const bare = await site.bareRead();
  const run = await site.run();
  const { bqn } = await site.counters();
  const least = leastWrites(before, await site.lists());
  const again = await site.run();
  const scenario = `churn ${online.toLocaleString('en-US')}`;
  const writes = Object.values(bqn.writes).reduce((sum, count) => sum + count, 0);
  return [
    { scenario, what: 'writes', unit: '', program: writes, limit: least, wanted: { kind: 'exactly', bound: least } },
    {
      scenario,
      what: 'writes of the run after',
      unit: '',
      program: writesOf(again.report),
      wanted: { kind: 'exactly', bound: 0 },
    },
    {
      scenario,
      what: 'moments without policy',
      unit: '',
      program: bqn.violations,
      wanted: { kind: 'exactly', bound: 0 },
    },
    { scenario, what: 'wall, against reading alone', unit: 'ms', program: run.wallMs, limit: bare.wallMs },
    { scenario, what: 'CPU, against reading alone', unit: 'ms', program: run.cpuMs, limit: bare.cpuMs },
    { scenario, what: 'peak RSS', unit: 'MB', program: run.peakMb },
  ];
}

function writesOf(report: { readonly bqns: readonly { readonly writes: number }[] }): number {
  return report.bqns.reduce((sum, bqn) => sum + bqn.writes, 0);
}
