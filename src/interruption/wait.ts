import { Interrupted } from './interrupted.ts';

/** Waits `ms`; rejects with Interrupted. */
export type Wait = (ms: number) => Promise<void>;

/** Waits, unless the run is interrupted. */
export function waitUnless(signal: AbortSignal): Wait {
  return (ms) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(new Interrupted());
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', interrupt);
        resolve();
      }, ms);
      const interrupt = () => {
        clearTimeout(timer);
        reject(new Interrupted());
      };
      signal.addEventListener('abort', interrupt, { once: true });
    });
}
