import { setMaxListeners } from 'node:events';
import { say } from '../text/language.ts';
import { type Cause, EXIT, type ExitCode, exitCodeOfInterruption } from './exit-code.ts';
import type { Outcome } from './outcome.ts';

/** What ends a run before its time: the operator, the system, or its own time limit. */
export class Interruption {
  readonly #controller = new AbortController();
  readonly #warn: (text: string) => void;
  readonly #limitS: number;
  readonly #timer: NodeJS.Timeout;
  #cause: Cause | undefined;

  /** @param limitS time that the whole run may take, in s */
  constructor(limitS: number, warn: (text: string) => void) {
    this.#warn = warn;
    this.#limitS = limitS;
    // Every pause and every server listens to it.
    setMaxListeners(0, this.#controller.signal);
    this.#timer = setTimeout(() => this.#stop('time', say`--max-time: ${limitS} s are over`), limitS * 1000);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The first signal lets writes under way come to an end and the ledger be saved; the second calls `exit` at once. */
  onSignal(signal: 'SIGINT' | 'SIGTERM', exit: (code: ExitCode) => void): void {
    if (this.#cause === 'SIGINT' || this.#cause === 'SIGTERM') exit(exitCodeOfInterruption(this.#cause, false));
    else this.#stop(signal, say`${signal} received`);
  }

  /** The exit code of a run, when it was ended by this. */
  exitCode(outcome: Pick<Outcome, 'exitCode' | 'billing'>): ExitCode {
    if (outcome.exitCode !== EXIT.interrupted) return outcome.exitCode;
    return exitCodeOfInterruption(this.#cause, outcome.billing !== undefined);
  }

  /** What to tell in place of a bare "interrupted". */
  explain(): string {
    return this.#cause === 'time'
      ? say`The run took longer than --max-time (${this.#limitS} s) and was ended; the next run goes on from there.`
      : say`The run was interrupted; the next run goes on from there.`;
  }

  /** Breaks off all that is under way because something else has failed: what comes of that is no interruption. */
  readonly abandon = (): void => this.#controller.abort();

  end(): void {
    clearTimeout(this.#timer);
  }

  #stop(cause: Cause, why: string): void {
    this.#cause = cause;
    this.#warn(say`${why}: stopping`);
    this.#controller.abort();
  }
}
