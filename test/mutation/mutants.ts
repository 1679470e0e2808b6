/**
 * `npm run mutants`: which mutants of the pure rooms their tests let live. All of them take hours, so a part stands for the
 * whole: `npm run mutants -- mapping --share 15 --seed 7` tries the mutants in 15 % of the blocks of lines of one room.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { seededRandom } from '../simulator/random.ts';
import { COVERED_ROOMS } from '../tiers/rooms.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Lines that are tried, or left out, together: most functions fit. */
const BLOCK = 12;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    share: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_007) },
    concurrency: { type: 'string', default: String(cpus().length) },
  },
});
const rooms = positionals.length > 0 ? positionals : COVERED_ROOMS;
const share = Number(values.share) / 100;
if (!(share > 0 && share <= 1)) throw new Error('--share is a percentage above 0, of at most 100');
const files = rooms.flatMap((room) => filesOf(room));
if (files.length === 0) throw new Error(`no such room: ${rooms.join(', ')}`);
const mutate = share === 1 ? files : blocksOf(files, Number(values.seed));
process.stdout.write(`${rooms.join(', ')}: ${values.share} % of the lines, by seed ${values.seed}\n`);
const args = ['stryker', 'run', '.stryker.json', '--concurrency', values.concurrency, '--mutate', mutate.join(',')];
process.exitCode = spawnSync('npx', args, { cwd: ROOT, stdio: 'inherit' }).status ?? 1;

function filesOf(room: string): string[] {
  const names = readdirSync(`${ROOT}src/${room}`).filter((name) => name.endsWith('.ts'));
  return names.sort().map((name) => `src/${room}/${name}`);
}

function blocksOf(all: readonly string[], seed: number): string[] {
  const random = seededRandom(seed);
  return all.flatMap((file) => {
    const lines = readFileSync(`${ROOT}${file}`, 'utf8').split('\n').length;
    const starts = Array.from({ length: Math.ceil(lines / BLOCK) }, (_, at) => at * BLOCK + 1);
    return starts.filter(() => random.chance(share)).map((start) => `${file}:${start}-${start + BLOCK - 1}`);
  });
}
