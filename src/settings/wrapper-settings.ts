import { fstatSync, readFileSync, readSync, type Stats } from 'node:fs';
import { readRegularFile } from '../files/regular-file.ts';
import { readingTrouble } from '../files/trouble.ts';
import { say } from '../text/language.ts';
import { SettingsError } from './settings.ts';
import { type LineTrouble, readSettingsLines, settingsOf } from './settings-lines.ts';
import { type SettingsPart, settingsPart } from './wrapper-text.ts';

/** A wrapper with the settings that it holds. */
export interface WrapperSettings {
  readonly path: string;
  readonly settings: Readonly<Record<string, string>>;
  /** Of the first line that is no setting. */
  readonly trouble: LineTrouble | undefined;
  /** Undefined for one that came through a pipe. */
  readonly stat: Stats | undefined;
}

/** In bytes. */
const LARGEST_WRAPPER = 1_000_000;
/** Where a wrapper lies that nobody put into a file of its own. */
const DESCRIPTOR = /^\/dev\/(?:fd\/(\d{1,4})|stdin)$/;

/**
 * Reads the settings of a wrapper, or what is left of it where bash reads it through a pipe.
 * @returns undefined where this is not a wrapper of this program
 * @throws {SettingsError} when it cannot be read
 */
export function readWrapperSettings(path: string): WrapperSettings | undefined {
  const { text, stat } = wrapperText(path);
  const part = settingsPart(text);
  return part === undefined ? undefined : { path, stat, ...readPart(part) };
}

function readPart({ text, firstLine }: SettingsPart): Pick<WrapperSettings, 'settings' | 'trouble'> {
  const lines = readSettingsLines(text, firstLine);
  return { settings: settingsOf(lines), trouble: lines.trouble };
}

function wrapperText(path: string): { readonly text: string; readonly stat: Stats | undefined } {
  const [isDescriptor, number] = DESCRIPTOR.exec(path) ?? [];
  try {
    if (isDescriptor !== undefined) return { text: readDescriptor(Number(number ?? 0)), stat: undefined };
    let stat: Stats | undefined;
    const look = (found: Stats) => {
      stat = found;
    };
    // bash has begun with it already: who else may write to it is told.
    const text = readRegularFile(path, LARGEST_WRAPPER, look, 'anybody');
    return { text, stat };
  } catch (error) {
    throw new SettingsError(say`the settings of ${path} cannot be read (${readingTrouble(error)}).`, { cause: error });
  }
}

/** bash, which reads its commands there, leaves the rest; of a file all is read again. */
function readDescriptor(descriptor: number): string {
  if (!fstatSync(descriptor).isFile()) return readFileSync(descriptor, 'utf8');
  const bytes = Buffer.alloc(LARGEST_WRAPPER);
  return bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, bytes.length, 0));
}
