import { type Finding, medians } from './findings.ts';
import type { Cost } from './programs.ts';
import { openSite, type Site, type SiteOptions, type Which, writesFor } from './site.ts';

const CONCURRENCY = 8;

/**
 * A BQN that holds nothing yet. Rates are those of the writing itself; CPU a write is that of the whole process without
 * what the same process takes when it writes nothing (a dry run; the bare loop with no writes).
 */
export async function firstRun(writeMs: number, online: number, rounds: number, options: Options): Promise<Finding[]> {
  const program: Measured[] = [];
  const bare: Measured[] = [];
  const beside: Measured[] = [];
  const siteOptions: SiteOptions = {
    ...options,
    online,
    contracts: Math.round(online * 1.5),
    groups: online,
    columns: 'few',
    writeMs,
  };
  for (let round = 0; round < rounds; round += 1) {
    const written = await withSite(siteOptions, async (site) => {
      program.push(await measureProgram(site));
      return writesFor(await site.lists());
    });
    if (options.beside !== undefined)
      beside.push(await withSite(siteOptions, (site) => measureProgram(site, 'beside')));
    bare.push(
      await withSite(siteOptions, async (site) => {
        const idle = await site.bareWrite([], CONCURRENCY);
        const busy = await site.bareWrite(written, CONCURRENCY);
        const writes = written.reduce((sum, stage) => sum + stage.length, 0);
        return measured(writes, Number(busy.stdout), busy, idle.cpuMs);
      }),
    );
  }
  const [ours, limit] = [medians(program), medians(bare)];
  const other = beside.length > 0 ? medians(beside) : undefined;
  const scenario = `first run, ${writeMs} ms a write`;
  const both = (name: keyof Measured) => ({
    program: ours[name],
    limit: limit[name],
    ...(other && { beside: other[name] }),
  });
  return [
    {
      scenario,
      what: 'writes/s',
      unit: '',
      ...both('rate'),
      wanted: { kind: 'ratio at least', bound: writeMs === 0 ? 0.65 : 0.9 },
    },
    { scenario, what: 'CPU a write', unit: 'µs', ...both('cpuUs'), wanted: { kind: 'ratio at most', bound: 1.35 } },
    { scenario, what: 'wall, reading included', unit: 'ms', ...both('wallMs') },
    { scenario, what: 'peak memory', unit: 'MB', ...both('peakMb') },
    { scenario, what: 'writes', unit: '', ...both('writes') },
  ];
}

type Options = Pick<SiteOptions, 'bundle' | 'beside' | 'pageSize'>;

type Measured = Readonly<Record<'writes' | 'rate' | 'cpuUs' | 'wallMs' | 'peakMb', number>>;

/** @param busy the process that wrote; @param idleCpuMs what the same one takes when it writes nothing */
function measured(writes: number, writingMs: number, busy: Cost, idleCpuMs: number): Measured {
  const { wallMs, cpuMs, peakMb } = busy;
  return { writes, rate: writes / (writingMs / 1000), cpuUs: ((cpuMs - idleCpuMs) * 1000) / writes, wallMs, peakMb };
}

async function measureProgram(site: Site, which: Which = 'bundle'): Promise<Measured> {
  await site.run(['--dry-run'], which);
  const dry = await site.run(['--dry-run'], which);
  const run = await site.run(['--concurrency', String(CONCURRENCY)], which);
  const [bqn] = run.report.bqns;
  return measured(bqn?.writes ?? 0, run.report.durationsMs.write ?? 0, run, dry.cpuMs);
}

async function withSite<T>(options: SiteOptions, act: (site: Site) => Promise<T>): Promise<T> {
  const site = await openSite(options);
  try {
    return await act(site);
  } finally {
    await site.close();
  }
}
