import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Finding, median, medians } from './findings.ts';
import { type Cost, OUT, runMetered, runNode } from './programs.ts';
import { openSite, type SiteOptions } from './site.ts';

/** Prints what Node itself takes to make sense of the authorities that it carries, in ms. */
const AUTHORITIES =
  "const { createSecureContext } = require('tls'); const started = performance.now(); createSecureContext(); console.log(performance.now() - started);";

type Taken = Readonly<Record<'wallMs' | 'cpuMs', number>>;

/**
 * How long the program takes before it has done anything, over Node itself. Wall is of the processes as they are; on a
 * busy machine CPU, taken under the meter, says more.
 */
export async function start(rounds: number, options: Pick<SiteOptions, 'bundle' | 'pageSize'>): Promise<Finding[]> {
  const empty = join(OUT, 'empty.cjs');
  writeFileSync(empty, '0\n');
  const site = await openSite({ ...options, online: 0, contracts: 0, columns: 'few' });
  const dryRun = ['--dry-run', '--dual-stack', '--state-file', '/dev/null'];
  const programs = {
    node: () => take(['-e', '0'], empty, [], {}),
    version: () => take([options.bundle, '--version'], options.bundle, ['--version'], {}),
    dryRun: () => take([options.bundle, ...dryRun], options.bundle, dryRun, site.env()),
  };
  const taken: Record<keyof typeof programs, Taken[]> = { node: [], version: [], dryRun: [] };
  const authorities: number[] = [];
  try {
    for (const act of Object.values(programs)) await act();
    for (let round = 0; round < rounds; round += 1) {
      taken.node.push(await programs.node());
      taken.version.push(await programs.version());
      taken.dryRun.push(await programs.dryRun());
      authorities.push(Number((await runNode(['-e', AUTHORITIES])).stdout));
    }
  } finally {
    await site.close();
  }
  const node = medians(taken.node);
  const finding = (what: string, program: Taken): Finding[] => {
    const common = { scenario: 'start, against node -e 0', unit: 'ms' };
    const wanted = { kind: 'over the limit at most', bound: 60 } as const;
    return [
      { ...common, what: `${what}: wall`, program: program.wallMs, limit: node.wallMs, wanted },
      { ...common, what: `${what}: CPU`, program: program.cpuMs, limit: node.cpuMs },
    ];
  };
  return [
    ...finding('--version', medians(taken.version)),
    ...finding('dry run, empty pair', medians(taken.dryRun)),
    {
      scenario: 'start, against node -e 0',
      what: 'of which Node reads its authorities',
      unit: 'ms',
      program: median(authorities),
    },
  ];
}

async function take(
  bare: readonly string[],
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Taken> {
  const { wallMs } = await runNode(bare, env);
  const { cpuMs }: Cost = await runMetered(program, args, env);
  return { wallMs, cpuMs };
}
