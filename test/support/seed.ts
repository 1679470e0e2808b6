import fc from 'fast-check';

/**
 * The same random cases in each run, so that a build passes or fails for its own sake. `SEED=random` looks for new ones,
 * `SEED=123` for those of a failure.
 */
const seed = process.env['SEED'] ?? '20261122';
if (seed !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
