import { Shape } from '../listing/shape.ts';
import type { IxcApi } from './client.ts';
import { TABLES } from './tables.ts';

/** Rows that are looked at: enough to see what is usual. */
const ROWS = 500;

/** What the tables of an IXC look like, a line each; of one that cannot be read, why. */
export async function ixcShapes(api: IxcApi): Promise<string[]> {
  const lines: string[] = [];
  for (const { name } of Object.values(TABLES)) {
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
      lines.push(`IXC ${name}: total ${total}, ${(performance.now() - started).toFixed(0)} ms`, ...shape.lines());
    } catch (error) {
      lines.push(`IXC ${name}: ${error instanceof Error ? error.name : 'unknown'}`);
    }
  }
  return lines;
}
