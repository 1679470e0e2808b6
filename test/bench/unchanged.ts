import { type Finding, median, medians } from './findings.ts';
import type { Cost } from './programs.ts';
import { leastWrites, type Site } from './site.ts';

/** What peak memory is wanted at these sizes, in MB. */
const WANTED_MB = new Map([
  [60_000, 120],
  [200_000, 260],
]);

/** The run that happens 288 times a day: everything is read, nothing has changed. */
export async function unchanged(site: Site, online: number, rounds: number, isMain: boolean): Promise<Finding[]> {
  const measured = await takeTurns(site, rounds);
  const [ours, limit] = [medians(measured.program), medians(measured.bare)];
  const other = measured.beside.length > 0 ? medians(measured.beside) : undefined;
  const scenario = `unchanged ${online.toLocaleString('en-US')}`;
  const bound = WANTED_MB.get(online);
  const finding = (what: string, unit: string, name: keyof Run): Finding => ({
    scenario,
    what,
    unit,
    program: ours[name],
    limit: limit[name],
    ...(other && { beside: other[name] }),
  });
  return [
    { ...finding('wall', 'ms', 'wallMs'), ...(isMain && { wanted: { kind: 'ratio at most', bound: 1.3 } }) },
    { ...finding('CPU', 'ms', 'cpuMs'), ...(isMain && { wanted: { kind: 'of the other at most', bound: 0.5 } }) },
    { ...finding('peak RSS', 'MB', 'peakMb'), ...(bound !== undefined && { wanted: { kind: 'at most', bound } }) },
    finding('requests to IXC', '', 'requests'),
    finding('rows of IXC', '', 'rows'),
    { ...finding('MB from IXC', '', 'mb'), ...(isMain && { wanted: { kind: 'of the other at most', bound: 0.65 } }) },
    ...(isMain ? [await booksOf(site, rounds, scenario)] : []),
    { scenario, what: 'writes', unit: '', program: measured.writes, wanted: { kind: 'exactly', bound: 0 } },
  ];
}

/** What the ledger and the journal cost: the same run with both of them off is the limit. */
async function booksOf(site: Site, rounds: number, scenario: string): Promise<Finding> {
  const [withBooks, without]: [number[], number[]] = [[], []];
  const off = ['--state-file', '/dev/null', '--journal', 'off', '--contracts', 'all'];
  for (let round = 0; round < rounds; round++) {
    withBooks.push((await site.run(['--contracts', 'all'])).cpuMs);
    without.push((await site.run(off)).cpuMs);
  }
  const wanted = { kind: 'ratio at most', bound: 1.02 } as const;
  const what = 'CPU, against no ledger and journal';
  return { scenario, what, unit: 'ms', program: median(withBooks), limit: median(without), wanted };
}

/** The bare loop, the program and the bundle beside it, one after the other, round for round; the first one is warming up. */
async function takeTurns(site: Site, rounds: number): Promise<Turns> {
  const turns = { program: [] as Run[], bare: [] as Run[], beside: [] as Run[], writes: 0 };
  await site.bareRead();
  if (site.hasBeside) await site.run([], 'beside');
  for (let round = 0; round < rounds; round += 1) {
    turns.bare.push(await withTraffic(site, () => site.bareRead()));
    turns.program.push(
      await withTraffic(site, async () => {
        const run = await site.run();
        turns.writes += writesOf(run.report);
        return run;
      }),
    );
    if (site.hasBeside) turns.beside.push(await withTraffic(site, () => site.run([], 'beside')));
  }
  return turns;
}

type Turns = Readonly<Record<'program' | 'bare' | 'beside', readonly Run[]>> & { readonly writes: number };

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
