import { compress, type SentAnswer } from './sending.ts';
import type { TableName } from './tables.ts';

interface KeptPage {
  readonly headers: SentAnswer['headers'];
  readonly gzipped: Buffer;
  readonly rows: number;
}

/** The most that the cache keeps, in bytes. */
const LIMIT = 1 << 30;

/**
 * Pages kept as gzip, by request: so that a benchmark measures the program and not the simulator. The plain text of
 * 200,000 rows would be 800 MB, so it is not kept: a client that asks for no gzip gets no help from here.
 */
export class PageCache {
  readonly #pages = new Map<TableName, Map<string, KeptPage>>();
  #size = 0;

  /** `compute` is called only when the same request has not been answered since the table last changed. */
  async answer(table: TableName, body: unknown, compute: () => SentAnswer): Promise<SentAnswer> {
    const pages = this.#pages.get(table) ?? new Map<string, KeptPage>();
    this.#pages.set(table, pages);
    const request = JSON.stringify(body);
    const known = pages.get(request);
    if (known !== undefined) return kept(known, compute);
    const answer = compute();
    const gzipped = await compress(answer.body);
    if (answer.status === 200 && this.#size + gzipped.length <= LIMIT) {
      pages.set(request, { headers: answer.headers, gzipped, rows: answer.rows ?? 0 });
      this.#size += gzipped.length;
    }
    return { ...answer, gzipped };
  }

  forget(table?: TableName): void {
    const tables = table === undefined ? [...this.#pages.keys()] : [table];
    for (const name of tables) {
      for (const page of this.#pages.get(name)?.values() ?? []) this.#size -= page.gzipped.length;
      this.#pages.delete(name);
    }
  }
}

/** Computes the plain text only if somebody wants it. */
function kept({ headers, gzipped, rows }: KeptPage, compute: () => SentAnswer): SentAnswer {
  return {
    status: 200,
    headers,
    gzipped,
    rows,
    get body() {
      return compute().body;
    },
  };
}
