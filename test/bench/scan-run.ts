/**
 * Reads rows that are in memory, by the reader that ships, in a process of its own without the transformer that the
 * benchmark itself runs under; prints MB/s.
 */
import { CONTRACTS } from '../../src/ixc/tables.ts';
import { ListingReader } from '../../src/listing/listing-reader.ts';
import { generateIsp } from '../simulator/generate.ts';
import { IXC_TABLES } from '../simulator/tables.ts';
import { median } from './findings.ts';

/** As the transport hands it over, in bytes. */
const CHUNK = 128 * 1024;
const ROWS = 8000;

const ROUNDS = 5;

const isp = generateIsp({ logins: ROWS, contracts: ROWS, columns: 'real' });
const table = IXC_TABLES.cliente_contrato;
const rows = table.rows(isp).map((row) => table.json(row, 'real'));
const body = Buffer.from(`{"page":"1","total":"${rows.length}","registros":[${rows.join(',')}]}`);
const rates: number[] = [];
// The first one warms up.
for (let round = 0; round <= ROUNDS; round++) {
  const started = process.cpuUsage();
  readOnce(body);
  const { user, system } = process.cpuUsage(started);
  if (round > 0) rates.push(body.length / (user + system));
}
process.stdout.write(String(median(rates)));

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
