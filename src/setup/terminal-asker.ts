import { read } from 'read';
import { Interrupted } from '../interruption/interrupted.ts';
import type { Asker } from './asker.ts';

/** Asks on the terminal; what is typed for a secret is not echoed. */
export const TERMINAL_ASKER: Asker = {
  async ask(question, usual, secret) {
    try {
      return await read({ prompt: question, silent: secret, ...(usual !== '' && { default: usual }) });
    } catch (error) {
      // Ctrl-C, or the end of the input.
      throw error instanceof Error && error.message === 'canceled' ? new Interrupted() : error;
    }
  },
};
