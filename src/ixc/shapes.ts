import { Interrupted } from '../interruption/interrupted.ts';
import { Shape } from '../listing/shape.ts';
import type { IxcApi } from './client.ts';
import { disobedience, keysetQuery, readChecked } from './keyset.ts';
import { TABLES, type Table } from './tables.ts';

/** Rows that are looked at: enough to see what is usual. */
const ROWS = 500;
/** Rows that are asked for by id, to see whether that is obeyed. */
const FEW = 20;

/** What the tables of an IXC look like, a line each; of one that cannot be read, why. @throws {Interrupted} */
export async function ixcShapes(api: IxcApi): Promise<string[]> {
  const lines: string[] = [];
  for (const table of Object.values<Table<{ readonly id: number }>>(TABLES)) {
    lines.push(...(await shapeOf(api, table)), `  (by id: ${await byId(api, table)})`);
  }
  return lines;
}

async function shapeOf(api: IxcApi, { name }: Table<unknown>): Promise<string[]> {
  let shape = new Shape();
  const sink = {
    columns: undefined,
    reset() {
      shape = new Shape();
    },
    take: (row: unknown) => shape.look(row),
  };
  const started = performance.now();
  try {
    const { total } = await api.list(name, { page: '1', rp: String(ROWS) }, ROWS, sink);
    return [`IXC ${name}: total ${total}, ${(performance.now() - started).toFixed(0)} ms`, ...shape.lines()];
  } catch (error) {
    return [`IXC ${name}: ${nameOf(error)}`];
  }
}

/** Whether this IXC pages by id, which nobody public does (src/ixc/README.md, "Asking for a list"). */
async function byId<T extends { readonly id: number }>(api: IxcApi, table: Table<T>): Promise<string> {
  const kept: ReturnType<typeof readChecked<T>>[] = [];
  const sink = {
    columns: table.columns,
    reset: () => void kept.splice(0),
    take: (row: Parameters<Table<T>['read']>[0]) => void kept.push(readChecked(table, row)),
  };
  try {
    const page = await api.list(table.name, keysetQuery(table, 0, FEW), FEW, sink);
    return disobedience({ ...page, kept }, 0) ?? `${page.rows} rows of ${page.total}, as asked`;
  } catch (error) {
    return nameOf(error);
  }
}

function nameOf(error: unknown): string {
  if (error instanceof Interrupted) throw error;
  return error instanceof Error ? error.name : 'unknown';
}
