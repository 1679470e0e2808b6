import { type Finding, median } from './findings.ts';
import { openSite, RIVALS, type Rival, type Site, type SiteOptions } from './site.ts';

/**
 * 1 % come and 1 % go, then a run. Each bundle has an ISP and a BQN of its own, all alike: on one BQN each would meet what the
 * others wrote as well, and put it right. They take turns.
 */
export async function stirred(options: SiteOptions, rounds: number): Promise<Finding[]> {
  const { online } = options;
  const cpu = new Map<Rival, number[]>();
  const sites = new Map<Rival, Site>();
  try {
    for (const rival of RIVALS) {
      const bundle = options[rival];
      if (bundle !== undefined) sites.set(rival, await settledSite({ ...options, bundle }));
    }
    const share = Math.round(online / 100);
    for (let round = 1; round <= rounds; round++) {
      for (const [rival, site] of sites) {
        await site.churn({ on: share, off: share, block: 0, seed: round });
        cpu.set(rival, [...(cpu.get(rival) ?? []), (await site.run()).cpuMs]);
        await site.run();
      }
    }
  } finally {
    for (const site of sites.values()) await site.close();
  }
  const of = (rival: Rival) => median(cpu.get(rival) ?? []);
  return [
    {
      scenario: `2 % changed ${online.toLocaleString('en-US')}`,
      what: 'CPU',
      unit: 'ms',
      program: of('bundle'),
      ...(sites.has('beside') && { beside: of('beside') }),
      ...(sites.has('last') && { last: of('last') }),
      wanted: { kind: 'of the other at most', bound: 0.6 },
    },
  ];
}

/** One whose bundle has brought all into agreement, and found it so. */
async function settledSite({
  beside: _beside,
  last: _last,
  withoutBooks: _without,
  ...options
}: SiteOptions): Promise<Site> {
  const site = await openSite(options);
  for (let run = 0; run < 3; run++) await site.run();
  return site;
}
