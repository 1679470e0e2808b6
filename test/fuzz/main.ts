/**
 * `npm run fuzz [MINUTES] [SEED]`: answers, wires and flags at random against the shipped bundle, on loopback, until the
 * minutes are over, and beside that words of servers through every output. Each case prints its seed; `npm run fuzz 0 SEED` plays that one again.
 */
import { spawnSync } from 'node:child_process';

const [minutes = '5', seed = String(Date.now() % 1_000_000_007)] = process.argv.slice(2);
const env = { ...process.env, FUZZ_MINUTES: minutes, FUZZ_SEED: seed };
const { status } = spawnSync('npx', ['--no-install', 'vitest', 'run', '--config', 'test/fuzz/vitest.config.ts'], {
  stdio: 'inherit',
  env,
});
process.exitCode = status ?? 1;
