import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Held, heldBy, KINDS } from './held.ts';
import { textsIn } from './texts-in.ts';
import type { World } from './world.ts';

/**
 * What a first run leaves on the BQN and in the folder, laid down in the next world of the same file that begins the same
 * way: the run itself is tried once, not again before each fault.
 */
interface Beginning {
  readonly bqnHost: string;
  readonly held: Held;
  readonly files: ReadonlyMap<string, string>;
}

const known = new Map<string, Promise<Beginning>>();

/** Brings the world to where its first run ends. `likeness` is equal for worlds that are; undefined for one of its own. */
export async function beginAs(
  likeness: string | undefined,
  world: World,
  firstRun: () => Promise<void>,
): Promise<void> {
  const earlier = likeness === undefined ? undefined : known.get(likeness);
  if (earlier !== undefined) return layDown(await earlier, world);
  const beginning = firstRun().then(() => beginningOf(world));
  if (likeness !== undefined) known.set(likeness, beginning);
  await beginning;
}

function beginningOf({ bqn, folder }: World): Beginning {
  const files = new Map(textsIn(folder).map(([path, text]) => [relative(folder, path), text]));
  return { bqnHost: bqn.host, held: heldBy(bqn), files };
}

function layDown({ bqnHost, held, files }: Beginning, { bqn, folder }: World): void {
  for (const kind of KINDS) {
    bqn[kind].clear();
    for (const [key, entry] of structuredClone(held[kind])) bqn[kind].set(key, entry);
  }
  // Each simulator listens on a port of its own, and a BQN is known by where it listens.
  for (const [name, text] of files) {
    writeFileSync(join(folder, name), text.replaceAll(bqnHost, bqn.host), { encoding: 'latin1', mode: 0o600 });
  }
}
