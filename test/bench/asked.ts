import type { Finding } from './findings.ts';
import { openSite, type Site, type SiteOptions, type Which } from './site.ts';

/** An ISP by how its contracts stand, with the share of 2.0.0's rows that a run is to ask for at most (issue 16). */
interface Standing {
  readonly what: string;
  /** Contracts for each login. */
  readonly contracts: number;
  readonly blocked: number;
  readonly wanted: number;
}

const STANDINGS: readonly Standing[] = [
  { what: 'a third of the contracts out of service', contracts: 1.2, blocked: 0.2, wanted: 0.65 },
  { what: 'a tenth, and half of all cancelled', contracts: 2, blocked: 0.1, wanted: 0.75 },
];

/** Of the logins that are online. */
const SHARE = 0.95;

/** What an everyday run asks of IXC, in rows, by how the contracts of the ISP stand. */
export async function asked(options: Omit<SiteOptions, 'online'>, online: number): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { what, contracts, blocked, wanted } of STANDINGS) {
    const logins = Math.round(online / SHARE);
    const site = await openSite({
      ...options,
      online,
      share: SHARE,
      contracts: Math.round(logins * contracts),
      blocked,
    });
    try {
      const program = await rowsOf(site, 'bundle');
      const beside = site.has('beside') ? await rowsOf(site, 'beside') : undefined;
      findings.push({
        scenario: `asked ${online.toLocaleString('en-US')}`,
        what: `rows of IXC, ${what}`,
        unit: '',
        program,
        ...(beside !== undefined && { beside }),
        wanted: { kind: 'of the other at most', bound: wanted },
      });
    } finally {
      await site.close();
    }
  }
  return findings;
}

/** The second run: the first one brings the BQN into agreement, and reads all. */
async function rowsOf(site: Site, which: Which): Promise<number> {
  await site.run([], which);
  await site.reset();
  await site.run([], which);
  return (await site.counters()).ixc.rowsSent;
}
