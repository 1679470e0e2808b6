import { fileTrouble, readingTrouble } from '../files/trouble.ts';
import { say } from '../text/language.ts';
import { SettingsError } from './settings.ts';

/** What comes of reading a file that the operator named. @param flag that names it @throws {SettingsError} saying what is in the way */
export function readNamed<T>(flag: string, path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof SettingsError) throw error;
    throw new SettingsError(say`${flag}: ${path} cannot be read (${readingTrouble(error)}).`, { cause: error });
  }
}

/** The same of writing. */
export function writeNamed<T>(flag: string, path: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw new SettingsError(say`${flag}: ${path} cannot be written (${fileTrouble(error)}).`, { cause: error });
  }
}
