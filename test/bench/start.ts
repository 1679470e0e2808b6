import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Finding, medians } from './findings.ts';
import { type Cost, OUT, runMetered, runNode } from './programs.ts';
import { openSite, type SiteOptions } from './site.ts';

type Taken = Readonly<Record<'wallMs' | 'cpuMs', number>>;

/**
 * How long the program takes before it has done anything, over Node itself. Wall is of the processes as they are; on a
 * busy machine CPU, taken under the meter, says more.
 */
export async function start(
  rounds: number,
  options: Pick<SiteOptions, 'bundle' | 'beside' | 'pageSize'>,
): Promise<Finding[]> {
  const empty = join(OUT, 'empty.cjs');
  writeFileSync(empty, '0\n');
  const site = await openSite({ ...options, online: 0, contracts: 0, columns: 'few' });
  const dryRun = ['--dry-run', '--dual-stack', '--state-file', '/dev/null'];
  const version = (bundle: string) => take([bundle, '--version'], bundle, ['--version'], {});
  const dry = (bundle: string) => take([bundle, ...dryRun], bundle, dryRun, site.env());
  const { bundle, beside = bundle } = options;
  const programs = {
    node: () => take(['-e', '0'], empty, [], {}),
    version: () => version(bundle),
    versionBeside: () => version(beside),
    dryRun: () => dry(bundle),
    dryRunBeside: () => dry(beside),
  };
  const taken: Record<keyof typeof programs, Taken[]> = {
    node: [],
    version: [],
    versionBeside: [],
    dryRun: [],
    dryRunBeside: [],
  };
  try {
    for (const act of Object.values(programs)) await act();
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, act] of Object.entries(programs)) taken[name as keyof typeof programs].push(await act());
    }
  } finally {
    await site.close();
  }
  const node = medians(taken.node);
  const finding = (what: string, program: Taken, other: Taken, bound: number): Finding[] => {
    const common = { scenario: 'start, against node -e 0', unit: 'ms' };
    const wanted = { kind: 'over the limit at most', bound } as const;
    return [
      { ...common, what: `${what}: wall`, program: program.wallMs, limit: node.wallMs, beside: other.wallMs, wanted },
      { ...common, what: `${what}: CPU`, program: program.cpuMs, limit: node.cpuMs, beside: other.cpuMs },
    ];
  };
  return [
    ...finding('--version', medians(taken.version), medians(taken.versionBeside), 50),
    ...finding('dry run, empty pair', medians(taken.dryRun), medians(taken.dryRunBeside), 150),
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
