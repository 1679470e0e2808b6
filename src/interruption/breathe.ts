import { Interrupted } from './interrupted.ts';

/**
 * Between two long pieces of computing: lets signals and clocks be heard, of which the process is deaf while it computes.
 * @throws {Interrupted} when the run is over
 */
export async function breathe(signal: AbortSignal): Promise<void> {
  // Twice: between the two lies the turn of the clocks.
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  if (signal.aborted) throw new Interrupted();
}
