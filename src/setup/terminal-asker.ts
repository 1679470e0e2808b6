import { read } from 'read';
import { Interrupted } from '../interruption/interrupted.ts';
import { shown } from '../text/shown.ts';
import type { Asker } from './asker.ts';

/** Asks on the terminal; what is typed for a secret is not echoed. */
export const TERMINAL_ASKER: Asker = {
  async ask(question, usual, secret) {
    // What stands in a file may be anything: it is shown as it may be, and kept as it is.
    const offered = shown(usual);
    try {
      const answer = await read({ prompt: question, silent: secret, ...(usual !== '' && { default: offered }) });
      return answer === offered ? usual : answer;
    } catch (error) {
      // Ctrl-C, or the end of the input.
      throw error instanceof Error && error.message === 'canceled' ? new Interrupted() : error;
    }
  },
};
