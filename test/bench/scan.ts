import type { Finding } from './findings.ts';
import { helper, runNode } from './programs.ts';

/** The reading of `registros` alone: no network, no unpacking, nothing kept. */
export async function scan(): Promise<Finding[]> {
  const { stdout } = await runNode([helper('scan-run')]);
  const wanted = { kind: 'at least', bound: 1200 } as const;
  return [{ scenario: 'scan', what: 'rows of 4 kB', unit: 'MB/s', program: Number(stdout), wanted }];
}
