import type { OnEnd } from '../support/world.ts';

const MINUTES = Number(process.env['FUZZ_MINUTES'] ?? '1');
const FIRST = Number(process.env['FUZZ_SEED'] ?? '1');

/**
 * Plays cases, each of a seed of its own, until the minutes are over, one at least.
 * @param play says in a word how a case ended
 */
export async function forMinutes(
  signal: AbortSignal,
  play: (seed: number, onEnd: OnEnd) => Promise<string>,
): Promise<void> {
  const until = Date.now() + MINUTES * 60_000;
  const found = new Map<string, number>();
  let seed = FIRST;
  do {
    const ends: (() => unknown)[] = [];
    try {
      const how = await play(seed, (act) => void ends.push(act));
      found.set(how, (found.get(how) ?? 0) + 1);
    } catch (error) {
      process.stdout.write(`\nfailed with seed ${seed}: npm run fuzz 0 ${seed}\n`);
      throw error;
    } finally {
      for (const end of ends.reverse()) await end();
    }
    seed++;
  } while (Date.now() < until && !signal.aborted);
  process.stdout.write(`${seed - FIRST} cases from seed ${FIRST}, which ended ${JSON.stringify([...found])}\n`);
}
