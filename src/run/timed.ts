import type { Durations } from './outcome.ts';

/** Notes how long a stage took, in ms; of one that comes in parts, all of them. */
export async function timed<T>(durations: Durations, stage: keyof Durations, act: () => Promise<T>): Promise<T> {
  const started = performance.now();
  try {
    return await act();
  } finally {
    durations[stage] = (durations[stage] ?? 0) + performance.now() - started;
  }
}
