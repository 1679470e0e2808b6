import { parse } from 'dotenv';
import { readRegularFile } from '../files/regular-file.ts';
import { fileTrouble } from '../files/trouble.ts';
import { say } from '../text/language.ts';
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
  return { ...parse(quoteHashes(readPrivate(path, uid))), ...withoutEmpty(env) };
}

/** In bytes; one has a few lines. */
const LARGEST = 1_000_000;

function readPrivate(path: string, uid: number | undefined): string {
  try {
    return readRegularFile(path, LARGEST, ({ mode, uid: owner }) => {
      if ((mode & 0o077) !== 0)
        throw new SettingsError(say`--env-file: others may read or write ${path}. Close it first: chmod 600 ${path}`);
      if (uid !== undefined && owner !== uid)
        throw new SettingsError(
          say`--env-file: ${path} belongs to another user. Make it yours first: chown ${uid} ${path}`,
        );
    });
  } catch (error) {
    if (error instanceof SettingsError) throw error;
    throw new SettingsError(say`--env-file: ${path} cannot be read (${fileTrouble(error)}).`, { cause: error });
  }
}

/**
 * `abc#def` is a value, of which the parser would take `abc`: to a shell, which reads the same file, a comment begins
 * with a blank and a `#`. Such a value is put in quotes before it is parsed.
 */
function quoteHashes(text: string): string {
  let open: string | undefined;
  return text
    .split(/\r?\n/)
    .map((line) => {
      if (open !== undefined) {
        if (line.includes(open)) open = undefined;
        return line;
      }
      const [, name = '', value = ''] = /^(\s*(?:export\s+)?[\w.-]+\s*=\s*)(.*)$/.exec(line) ?? [];
      const first = value.charAt(0);
      if (first === '"' || first === "'" || first === '`') {
        if (value.indexOf(first, 1) < 0) open = first;
        return line;
      }
      const plain = value.replace(/\s#.*$/, '').trim();
      if (!plain.includes('#') || plain.startsWith('#')) return line;
      const quote = ["'", '`', '"'].find((mark) => !plain.includes(mark));
      if (quote === undefined) throw new SettingsError(say`--env-file: put the value of ${name.trim()} in quotes.`);
      return `${name}${quote}${plain}${quote}`;
    })
    .join('\n');
}

/** An empty variable is one that is not set: so the wrapper exports those. */
function withoutEmpty(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
}
