import { rmSync } from 'node:fs';
import { replaceFile } from '../files/atomic-file.ts';
import { readRegularFile } from '../files/regular-file.ts';
import { recordOf, text } from '../text/form.ts';
import { parseJson } from '../text/json.ts';

/** Where the answers of an interview that came to nothing are kept, beside the wrapper: no secret is among them. */
export function draftOf(wrapper: string): string {
  return `${wrapper}.answers.json`;
}

/** In bytes. */
const LARGEST = 100_000;
const MODE = 0o600;

/** What cannot be read was never answered. */
export function readDraft(path: string, names: readonly string[]): Record<string, string> {
  try {
    const answers = recordOf(text).read(parseJson(readRegularFile(path, LARGEST))) ?? {};
    return Object.fromEntries(Object.entries(answers).filter(([name]) => names.includes(name)));
  } catch {
    return {};
  }
}

/** Trouble with it costs typing, and nothing else. */
export function keepDraft(path: string, answers: Readonly<Record<string, string>>): void {
  try {
    replaceFile(path, `${JSON.stringify(answers)}\n`, MODE);
  } catch {
    // The interview goes on.
  }
}

export function dropDraft(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It holds no secret.
  }
}
