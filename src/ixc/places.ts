import { SourceError } from '../billing/errors.ts';
import { type Billing, isWhole, type Reading } from '../billing/reading.ts';
import { say } from '../text/language.ts';
import type { IxcApi } from './client.ts';
import { readTable } from './read-table.ts';
import type { ReadingOptions } from './reading-options.ts';
import { POPS, type Table, TRANSMITTERS } from './tables.ts';

/**
 * Transmitters and the POPs that they stand at. No customer's service hangs on them, so that what cannot be read whole is
 * told and left out: the groups of sites stay as they are then.
 */
export async function readPlaces(source: IxcApi, options: ReadingOptions): Promise<Pick<Billing, 'places'>> {
  const transmitters = await readOrTell(source, TRANSMITTERS, options);
  const pops = transmitters && (await readOrTell(source, POPS, options));
  if (transmitters === undefined || pops === undefined) return {};
  return { places: { transmitters: byId(transmitters), pops: byId(pops) } };
}

async function readOrTell<T extends { readonly id: number }>(
  source: IxcApi,
  table: Table<T>,
  options: ReadingOptions,
): Promise<Reading<T> | undefined> {
  try {
    const reading = await readTable(source, table, options);
    if (isWhole(reading)) return reading;
    options.onNote(say`${table.name} moved while it was read: the groups of sites stay as they are`);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    options.onNote(say`${table.name} cannot be read, so the groups of sites stay as they are: ${error.message}`);
  }
  return undefined;
}

function byId<T extends { readonly id: number }>({ rows }: Reading<T>): ReadonlyMap<number, T> {
  return new Map(rows.map((row) => [row.id, row]));
}
