import type { Churn } from '../simulator/churn.ts';
import type { Finding } from './findings.ts';
import { openSite, type SiteOptions } from './site.ts';

/** What touches nearly everybody in one run, and how much memory that may take. */
interface Peak {
  readonly what: string;
  /** Share of the customers of the largest size. */
  readonly share: number;
  /** What happens to an ISP that was in agreement; undefined for a first run. */
  readonly happens?: (customers: number) => Churn;
  readonly wantedMb: number;
}

const PEAKS: readonly Peak[] = [
  { what: 'first run', share: 0.5, wantedMb: 250 },
  { what: 'first run', share: 1, wantedMb: 350 },
  { what: 'every plan renamed', share: 1, happens: () => ({ rename: true }), wantedMb: 400 },
  { what: 'contracts that are gone', share: 0.25, happens: (customers) => ({ vanish: customers }), wantedMb: 200 },
];

/** The most memory that a run takes which writes much, or finds much to be said; of another version with `--bundle`. */
export async function peaks({ bundle, pageSize }: Pick<SiteOptions, 'bundle' | 'pageSize'>, largest: number) {
  const findings: Finding[] = [];
  for (const peak of PEAKS) {
    const online = Math.round(largest * peak.share);
    findings.push({
      scenario: `${peak.what}, ${online.toLocaleString('en-US')}`,
      what: 'peak RSS',
      unit: 'MB',
      program: await peakMb(peak, { bundle, pageSize, online, columns: 'few', contracts: online * 1.5 }),
      wanted: { kind: 'at most', bound: peak.wantedMb },
    });
  }
  return findings;
}

async function peakMb({ happens }: Peak, options: SiteOptions): Promise<number> {
  const site = await openSite(options);
  try {
    const first = await site.run();
    if (happens === undefined) return first.peakMb;
    await site.churn(happens(options.online));
    return (await site.run()).peakMb;
  } finally {
    await site.close();
  }
}
