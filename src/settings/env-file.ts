import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { fileTrouble } from '../files/trouble.ts';
import { SettingsError } from './settings.ts';

/**
 * The environment with what `--env-file` adds; what is set already stays. The file holds secrets, so one that others
 * may read, or that another user may have written, is refused.
 * @throws {SettingsError}
 */
export function withEnvFile(
  path: string | undefined,
  env: NodeJS.ProcessEnv,
  uid: number | undefined,
): NodeJS.ProcessEnv {
  if (path === undefined || path.trim() === '') return env;
  return { ...parse(readPrivate(path, uid)), ...withoutEmpty(env) };
}

function readPrivate(path: string, uid: number | undefined): string {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    throw new SettingsError(`--env-file: ${path} cannot be read (${fileTrouble(error)}).`, { cause: error });
  }
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw new SettingsError(`--env-file: ${path} is no file.`);
    if ((stat.mode & 0o077) !== 0) {
      throw new SettingsError(`--env-file: others may read or write ${path}. Close it first: chmod 600 ${path}`);
    }
    if (uid !== undefined && stat.uid !== uid) {
      throw new SettingsError(`--env-file: ${path} belongs to another user. Make it yours first: chown ${uid} ${path}`);
    }
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

/** An empty variable is one that is not set: so the wrapper exports those. */
function withoutEmpty(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
}
