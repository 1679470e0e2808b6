import { SourceError } from '../billing/errors.ts';
import { BqnGone } from '../bqn/errors.ts';
import { Interrupted } from '../interruption/interrupted.ts';
import { ApprovalRefused } from './approval-refused.ts';

/** How a run ended, for whoever started it (src/run/README.md, "Exit codes"). */
export const EXIT = {
  done: 0,
  defect: 1,
  usage: 2,
  sourceUnreadable: 3,
  bqnFailed: 4,
  refused: 5,
  heldBack: 6,
  locked: 7,
  checkFailed: 8,
  wouldChange: 9,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** From harmless to grave: with several BQNs, or several things at one, the gravest counts. */
const GRAVITY: readonly ExitCode[] = [
  EXIT.done,
  EXIT.refused,
  EXIT.heldBack,
  EXIT.usage,
  EXIT.bqnFailed,
  EXIT.sourceUnreadable,
  EXIT.interrupted,
  EXIT.terminated,
  EXIT.defect,
];

export function gravest(codes: readonly ExitCode[]): ExitCode {
  return codes.reduce((one, other) => (GRAVITY.indexOf(other) > GRAVITY.indexOf(one) ? other : one), EXIT.done);
}

/** The code of what may end a run early; undefined for a defect of ours. */
export function exitCodeOf(error: unknown): ExitCode | undefined {
  if (error instanceof SourceError) return EXIT.sourceUnreadable;
  if (error instanceof BqnGone) return EXIT.bqnFailed;
  if (error instanceof ApprovalRefused) return EXIT.usage;
  return error instanceof Interrupted ? EXIT.interrupted : undefined;
}

/** What came of one BQN, as far as its code depends on it. */
export interface Ending {
  readonly heldBack: boolean;
  /** Whether an entry was refused, or could not be brought to what IXC wants. */
  readonly refused: boolean;
  /** Whether a part of the plan was not as it must be: a defect of ours. */
  readonly defect?: boolean;
  readonly stopped: Error | undefined;
}

export function exitCodeOfBqn({ heldBack, refused, defect, stopped }: Ending): ExitCode {
  const codes: ExitCode[] = [];
  if (defect === true) codes.push(EXIT.defect);
  if (refused) codes.push(EXIT.refused);
  if (heldBack) codes.push(EXIT.heldBack);
  if (stopped !== undefined) codes.push(exitCodeOf(stopped) ?? EXIT.defect);
  return gravest(codes);
}

/** What ended a run before its time. */
export type Cause = 'SIGINT' | 'SIGTERM' | 'time';

/**
 * The code of an interruption. A run whose time is over counts as what it waited for.
 * @param wasRead whether the billing system had been read whole by then
 */
export function exitCodeOfInterruption(cause: Cause | undefined, wasRead: boolean): ExitCode {
  switch (cause) {
    case 'time':
      return wasRead ? EXIT.bqnFailed : EXIT.sourceUnreadable;
    case 'SIGTERM':
      return EXIT.terminated;
    default:
      return EXIT.interrupted;
  }
}
