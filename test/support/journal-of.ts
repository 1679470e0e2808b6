import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { World } from './world.ts';

/** All that the journal of a world holds, oldest first: what is of a month that has ended meanwhile is packed. */
export function journalOf(world: Pick<World, 'path'>): string {
  const open = world.path('sync-ixc-bqn.journal.jsonl');
  const packed = readdirSync(world.path('.'))
    .filter((name) => /^sync-ixc-bqn\.journal\..*\.gz$/.test(name))
    .sort();
  const months = packed.map((name) => gunzipSync(readFileSync(world.path(name))).toString());
  return [...months, existsSync(open) ? readFileSync(open, 'utf8') : ''].join('');
}
