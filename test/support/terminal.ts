import { spawn, spawnSync } from 'node:child_process';
import type { Box, Systems } from './box.ts';
import { nodeUnderTest } from './process.ts';

/** A pseudo-terminal, made by util-linux's `script`; tests that need one are skipped where it is missing. */
export const HAS_TERMINAL = /util-linux/.test(String(spawnSync('script', ['--version']).stdout));

/** A run must end by itself well before this, in ms. */
const HANG_MS = 240_000;
const ESCAPE = '\u001b';

/** What to type once a text has appeared; the texts are waited for one after the other. */
export type Typing = readonly (readonly [seen: string, typed: string])[];

/** What `--init` asks about the systems, answered by somebody who trusts the BQN that they are shown. */
export function answersAbout({ ixc, bqn }: Systems): Typing {
  return [
    ['IXC server', `${ixc.host}\r`],
    ['API key', `${ixc.key}\r`],
    ['management address', `${bqn.host}\r`],
    ['trust this certificate', 'yes\r'],
    ['REST user', `${bqn.user}\r`],
    ['REST password', `${bqn.password}\r`],
  ];
}

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

/** A terminal at which somebody sits. */
export interface Terminal {
  /**
   * Waits for one of these texts, behind whatever was waited for until now.
   * @returns the one that came first, and what came before it; undefined once the terminal has ended without
   */
  until(...texts: readonly string[]): Promise<{ readonly seen: string; readonly before: string } | undefined>;
  type(text: string): void;
  readonly ended: Promise<Shown>;
}

export interface TerminalStart {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly columns: number;
  /** In ms. */
  readonly limitMs?: number;
}

/** Starts a command of the shell on a terminal of its own. */
export function openTerminal(command: string, { cwd, env, columns, limitMs = HANG_MS }: TerminalStart): Terminal {
  const child = spawn('script', ['-qefc', `stty cols ${columns} rows 50; exec ${command}`, '/dev/null'], {
    cwd,
    env: Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined)),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let raw = '';
  let searched = 0;
  let isOver = false;
  let wake = () => {};
  const take = (text: string) => {
    raw += text;
    wake();
  };
  child.stdout.setEncoding('utf8').on('data', take);
  child.stderr.setEncoding('utf8').on('data', take);
  child.stdin.on('error', () => {});
  const ended = new Promise<Shown>((resolve, reject) => {
    const limit = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the run on a terminal hangs:\n${raw}`));
    }, limitMs);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(limit);
      isOver = true;
      wake();
      resolve({ code, raw, text: withoutEscapes(raw) });
    });
  });
  // Whoever waits for a text hears of the end first.
  ended.catch(() => {});
  return {
    ended,
    type: (text) => void child.stdin.write(text),
    async until(...texts) {
      for (;;) {
        const found = texts.map((seen) => ({ seen, at: raw.indexOf(seen, searched) })).filter(({ at }) => at >= 0);
        const [first] = found.sort((a, b) => a.at - b.at);
        if (first !== undefined) {
          const before = withoutEscapes(raw.slice(searched, first.at));
          searched = first.at + first.seen.length;
          return { seen: first.seen, before };
        }
        if (isOver) return undefined;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

/** Runs the box's bundle on a terminal, with the environment that the box gives. */
export async function runOnTerminal(
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
  const { ended, type, until } = openTerminal(words.join(' '), { cwd: folder, env: all, columns });
  for (const [seen, typed] of typing) {
    if ((await until(seen)) === undefined) break;
    type(typed);
  }
  return await ended;
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
