import { read } from 'read';
import { Interrupted } from '../interruption/interrupted.ts';
import { onScreen } from '../report/log.ts';
import { screenOf } from '../report/open-log.ts';
import { say } from '../text/language.ts';
import { line, shown } from '../text/shown.ts';
import type { Asker } from './asker.ts';

/** Asks on the terminal; what is typed for a secret is not echoed. */
export const TERMINAL_ASKER: Asker = {
  async ask(question, usual, secret) {
    // What stands in a file may be anything: it is shown as it may be, and kept as it is.
    const offered = shown(usual);
    // What is there to keep is said in our words, and a secret not at all.
    const whole = usual === '' ? question : line`${question} (${secret ? say`Enter keeps it` : offered})`;
    const prompt = onScreen(whole, screenOf(process.stdout), 2);
    let end = () => {};
    try {
      // The end of the input ends the reading without an answer: all that was under way is over then.
      const ended = new Promise<never>((_, reject) => {
        end = () => reject(new Interrupted());
        process.once('beforeExit', end);
      });
      const answer = await Promise.race([read({ prompt, silent: secret }), ended]);
      return answer === '' || answer === offered ? usual : answer;
    } catch (error) {
      // Ctrl-C.
      throw error instanceof Error && error.message === 'canceled' ? new Interrupted() : error;
    } finally {
      process.off('beforeExit', end);
    }
  },
};
