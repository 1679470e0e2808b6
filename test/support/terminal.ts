import { spawn, spawnSync } from 'node:child_process';
import type { Box, Systems } from './box.ts';
import { nodeUnderTest } from './process.ts';

/** A pseudo-terminal, made by util-linux's `script`; tests that need one are skipped where it is missing. */
export const HAS_TERMINAL = /util-linux/.test(String(spawnSync('script', ['--version']).stdout));

/** A run must end by itself well before this, in ms. */
const HANG_MS = 45_000;
const ESCAPE = '\u001b';

/** What to type once a text has appeared; the texts are waited for one after the other. */
export type Typing = readonly (readonly [seen: string, typed: string])[];

export interface Shown {
  readonly code: number | null;
  /** Every byte that the terminal got, standard output and standard error together. */
  readonly raw: string;
  /** Without colours and cursor movements. */
  readonly text: string;
}

export interface TerminalOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly typing?: Typing;
  readonly columns?: number;
}

/** Runs the box's bundle on a terminal, with the environment that the box gives. */
export function runOnTerminal(
  { folder, bundle, caFile, ixc, bqn }: Box & Systems,
  args: readonly string[],
  { env = {}, typing = [], columns = 200 }: TerminalOptions = {},
): Promise<Shown> {
  const all = {
    PATH: '/usr/bin:/bin',
    TERM: 'xterm',
    IXC_SERVER: ixc.host,
    IXC_KEY: ixc.key,
    IXC_BQN_IXC_CA: caFile,
    BQN_OAM_IP: bqn.host,
    BQN_REST_USER: bqn.user,
    BQN_REST_PW: bqn.password,
    ...env,
  };
  const words = [nodeUnderTest(), bundle, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`);
  const command = `stty cols ${columns} rows 50; exec ${words.join(' ')}`;
  return new Promise((resolve, reject) => {
    const child = spawn('script', ['-qefc', command, '/dev/null'], {
      cwd: folder,
      env: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let raw = '';
    let searched = 0;
    const left = [...typing];
    const take = (text: string) => {
      raw += text;
      for (let [next] = left; next !== undefined; [next] = left) {
        const at = raw.indexOf(next[0], searched);
        if (at < 0) return;
        searched = at + next[0].length;
        left.shift();
        child.stdin.write(next[1]);
      }
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.stdin.on('error', () => {});
    const limit = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the run on a terminal hangs:\n${raw}`));
    }, HANG_MS);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(limit);
      resolve({ code, raw, text: withoutEscapes(raw) });
    });
  });
}

function withoutEscapes(text: string): string {
  const [first = '', ...rest] = text.split(ESCAPE);
  return first + rest.map((part) => part.replace(/^\[[0-9;]*[A-Za-z]/, '')).join('');
}

/** Without what readline writes to move its own cursor. */
export function withoutCursor(raw: string): string {
  return raw
    .split('\u001b[')
    .map((part, at) => (at === 0 ? part : part.replace(/^\d*[A-GJK]|^\?\d+[hl]/, '')))
    .join('')
    .replace(/\r/g, '');
}
