import { LogFile } from '../files/log-file.ts';
import { fileTrouble } from '../files/trouble.ts';
import type { Settings } from '../settings/settings.ts';
import { say } from '../text/language.ts';
import { asLines } from '../text/shown.ts';
import { Log, type Write } from './log.ts';
import type { Terminal } from './progress.ts';

/**
 * The log goes to its file, else to standard output; where a report goes to standard output, to standard error. A file
 * that cannot be written loses the file and not the run: the lines go to standard error.
 */
export function openLog({ log, report, secrets }: Settings, stdout: Terminal, stderr: Terminal): Log {
  const { file, format } = log;
  const terminal: Write = (text) => void (report === '-' ? stderr : stdout).write(text);
  return new Log({ format, secrets, write: file === undefined ? terminal : fileWriter(file, stderr) });
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
