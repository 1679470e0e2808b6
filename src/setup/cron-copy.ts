import { join } from 'node:path';

/** Where another wrapper is kept that lay in cron's folder; it holds secrets. @param folder of the program */
export function cronCopyIn(folder: string): string {
  return join(folder, 'sync-ixc-bqn.cron-copy');
}
