import { CONTRACTS } from '../../src/ixc/tables.ts';
import { ListingReader } from '../../src/listing/listing-reader.ts';
import { generateIsp } from '../simulator/generate.ts';
import { IXC_TABLES } from '../simulator/tables.ts';
import { type Finding, median } from './findings.ts';

/** As the transport hands it over, in bytes. */
const CHUNK = 128 * 1024;
const ROWS = 8000;

/** The reading of `registros` alone: no network, no unpacking, nothing kept. */
export function scan(rounds: number): Finding[] {
  const isp = generateIsp({ logins: ROWS, contracts: ROWS, columns: 'real' });
  const table = IXC_TABLES.cliente_contrato;
  const rows = table.rows(isp).map((row) => table.json(row, 'real'));
  const body = Buffer.from(`{"page":"1","total":"${rows.length}","registros":[${rows.join(',')}]}`);
  const rates: number[] = [];
  // The first one warms up.
  for (let round = 0; round <= Math.max(rounds, 3); round++) {
    const started = process.cpuUsage();
    readOnce(body);
    const { user, system } = process.cpuUsage(started);
    if (round > 0) rates.push(body.length / (user + system));
  }
  const wanted = { kind: 'at least', bound: 400 } as const;
  return [{ scenario: 'scan', what: 'rows of 4 kB', unit: 'MB/s', program: median(rates), wanted }];
}

function readOnce(body: Buffer): void {
  let taken = 0;
  const reader = new ListingReader(
    () => {
      taken++;
    },
    { columns: CONTRACTS.columns },
  );
  for (let at = 0; at < body.length; at += CHUNK) reader.write(body.subarray(at, at + CHUNK));
  reader.end();
  if (taken !== ROWS) throw new Error(`${taken} rows`);
}
