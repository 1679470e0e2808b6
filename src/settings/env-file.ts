import type { Stats } from 'node:fs';
import { readRegularFile } from '../files/regular-file.ts';
import { say } from '../text/language.ts';
import { readNamed } from './named-file.ts';
import { SettingsError } from './settings.ts';
import { lineTroubleText, readSettingsLines, settingsOf } from './settings-lines.ts';

/**
 * The environment with what `--env-file` adds; what is set already stays. The file holds secrets, so one that others
 * may read, or that another user may have written, is refused; so is one with a line that is no setting.
 * @throws {SettingsError}
 */
export function withEnvFile(
  path: string | undefined,
  env: NodeJS.ProcessEnv,
  uid: number | undefined,
): NodeJS.ProcessEnv {
  if (path === undefined || path.trim() === '') return env;
  const lines = readSettingsLines(readPrivate(path, uid));
  if (lines.trouble !== undefined) {
    throw new SettingsError(`--env-file: ${lineTroubleText(path, lines.trouble, false)}.`);
  }
  return { ...settingsOf(lines), ...withoutEmpty(env) };
}

/** In bytes; one has a few lines. */
const LARGEST = 1_000_000;

function readPrivate(path: string, uid: number | undefined): string {
  const look = ({ mode, uid: owner }: Stats) => {
    if ((mode & 0o077) !== 0)
      throw new SettingsError(say`--env-file: others may read or write ${path}. Close it first: chmod 600 ${path}`);
    if (uid !== undefined && owner !== uid)
      throw new SettingsError(
        say`--env-file: ${path} belongs to another user. Make it yours first: chown ${uid} ${path}`,
      );
  };
  return readNamed('--env-file', path, () => readRegularFile(path, LARGEST, look));
}

/** An empty variable is one that is not set: so the wrapper exports those. */
function withoutEmpty(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
}
