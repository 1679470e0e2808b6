/**
 * The limit for writing: the program's writes, stage by stage and as many at a time, over `node:https` alone. Takes its
 * orders as JSON in BARE, the writes from the file that they name; prints what the writing itself took, in ms.
 */
import { readFileSync } from 'node:fs';
import { type BareServer, bareClient } from './bare-request.ts';

export interface BareWriteOrders extends BareServer {
  readonly concurrency: number;
  /** JSON: stages of `[path, body]`, each to be POSTed. */
  readonly file: string;
}

export type BareStages = readonly (readonly (readonly [path: string, body: string])[])[];

const { concurrency, file, ...server } = JSON.parse(process.env['BARE'] ?? '') as BareWriteOrders;
const stages = JSON.parse(readFileSync(file, 'utf8')) as BareStages;
const { ask, close } = bareClient(server, concurrency);

async function writeAll(): Promise<void> {
  const started = performance.now();
  for (const stage of stages) {
    const queue = stage.values();
    const worker = async () => {
      for (const [path, body] of queue) {
        const { status } = await ask('POST', path, body, { 'content-type': 'application/json' });
        if (status >= 300) throw new Error(`HTTP ${status} for ${path}`);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
  }
  process.stdout.write(String(performance.now() - started));
  close();
}

void writeAll();
