import { type Finding, medians } from './findings.ts';
import type { Cost } from './programs.ts';
import { leastWrites, type Site } from './site.ts';

/** The run that happens 288 times a day: everything is read, nothing has changed. */
export async function unchanged(site: Site, online: number, rounds: number, wanted: boolean): Promise<Finding[]> {
  await site.bareRead();
  const program: Costs[] = [];
  const bare: Costs[] = [];
  await site.reset();
  for (let round = 0; round < rounds; round += 1) {
    bare.push(costs(await site.bareRead()));
    program.push(costs(await site.run()));
  }
  const { bqn } = await site.counters();
  const writes = Object.values(bqn.writes).reduce((sum, count) => sum + count, 0);
  const [ours, limit] = [medians(program), medians(bare)];
  const scenario = `unchanged ${online.toLocaleString('en-US')}`;
  const ratio = wanted ? ({ wanted: { kind: 'ratio at most', bound: 1.3 } } as const) : {};
  return [
    { scenario, what: 'wall', unit: 'ms', program: ours.wallMs, limit: limit.wallMs, ...ratio },
    { scenario, what: 'CPU', unit: 'ms', program: ours.cpuMs, limit: limit.cpuMs, ...ratio },
    {
      scenario,
      what: 'peak RSS',
      unit: 'MB',
      program: ours.peakMb,
      limit: limit.peakMb,
      ...(wanted && { wanted: { kind: 'at most', bound: 200 } }),
    },
    { scenario, what: 'writes', unit: '', program: writes, wanted: { kind: 'exactly', bound: 0 } },
  ];
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

type Costs = Cost & Readonly<Record<string, number>>;

function costs({ wallMs, cpuMs, peakMb }: Cost): Costs {
  return { wallMs, cpuMs, peakMb };
}
