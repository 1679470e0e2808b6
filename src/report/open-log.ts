import { LogFile } from '../files/log-file.ts';
import { fileTrouble } from '../files/trouble.ts';
import type { Settings } from '../settings/settings.ts';
import { say } from '../text/language.ts';
import { asLines, type Shown } from '../text/shown.ts';
import { Log, onScreen, type Write } from './log.ts';
import type { Terminal } from './progress.ts';

/**
 * The log goes to its file, else to standard output; where a report goes to standard output, to standard error. A file
 * that cannot be written loses the file and not the run: the lines go to standard error.
 */
export function openLog({ log, report, secrets }: Settings, stdout: Terminal, stderr: Terminal): Log {
  const { file, format } = log;
  const out = report === '-' ? stderr : stdout;
  const terminal: Write = (text) => void out.write(text);
  if (file !== undefined) return new Log({ format, secrets, write: fileWriter(file, stderr) });
  return new Log({ format, secrets, write: terminal, columns: format === 'text' ? screenOf(out) : undefined });
}

/** Terminals that do not say how wide they are. */
const USUAL_COLUMNS = 80;
/** Below this nothing can be laid out. */
const FEWEST_COLUMNS = 40;

/** How wide a terminal is that a person reads; undefined where it is none. */
export function screenOf({ isTTY, columns }: Terminal): number | undefined {
  return isTTY === true ? Math.max(FEWEST_COLUMNS, columns || USUAL_COLUMNS) : undefined;
}

/** Sentences that are in no log. */
export function tellOn(terminal: Terminal, ...sentences: readonly Shown[]): void {
  terminal.write(asLines(sentences.map((one) => onScreen(one, screenOf(terminal), 2))));
}

function fileWriter(file: string, stderr: Terminal): Write {
  const logFile = new LogFile(file);
  let broken = false;
  return (text) => {
    try {
      logFile.append(text);
    } catch (error) {
      if (!broken)
        stderr.write(asLines([say`sync-ixc-bqn: --log-file ${file} cannot be written (${fileTrouble(error)})`]));
      broken = true;
      stderr.write(text);
    }
  };
}
