import type { BqnTarget } from '../bqn/client.ts';
import { BqnGone } from '../bqn/errors.ts';
import type { BqnState, KnownEntries } from '../bqn/resources.ts';
import { Interrupted } from '../interruption/interrupted.ts';

/** A BQN as it was read, or what kept it from being read. */
export type BqnReading =
  | { readonly target: BqnTarget; readonly state: BqnState }
  | { readonly target: BqnTarget; readonly state: undefined; readonly error: BqnGone | Interrupted };

/** Rejects only for a defect of ours. */
export async function readBqn(target: BqnTarget, known?: KnownEntries): Promise<BqnReading> {
  try {
    return { target, state: await target.read(known) };
  } catch (error) {
    if (error instanceof BqnGone || error instanceof Interrupted) return { target, state: undefined, error };
    throw error;
  }
}
