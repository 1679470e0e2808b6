/**
 * `npm run newcomer`, `npm run newcomer -- pt`: the ten minutes of somebody who has README (or LEIAME), the release's package
 * and a BQN without a Node. What the document says is typed on a terminal of 80 columns, at a BQN's box with a root folder of
 * its own; ends with how long each step took. Only `ssh` and `scp` are stand-ins, and cron is started by hand.
 */
import { execFile, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type BqnSimulator, generateIsp, type IxcSimulator, startBqn, startIxc } from '../simulator/index.ts';
import { onABqn } from '../support/bqn-root.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PACKAGE = 'sync-ixc-bqn-linux-x64.tar.gz';
const COLUMNS = 80;
/** For all of it, in ms. */
const LIMIT_MS = 600_000;
const LOGINS = 1000;
/** What a person does in a second, about: 200 words a minute are read, of the last screen that each step leaves. */
const KEYS_A_SECOND = 3;
const WORDS_A_SECOND = 200 / 60;
const SCREEN_LINES = 24;

const ON_COMPUTER = 'computer$ ';
const ON_BOX = 'box# ';

export type Language = 'en' | 'pt';

/** A step of the document: its commands as they stand there, and what is answered to what they ask. */
interface Script {
  readonly title: string;
  readonly commands: readonly string[];
  readonly answers?: readonly (readonly [asked: Readonly<Record<Language, string>>, typed: string])[];
  /** That cron starts what lies in its folder, before this is typed. */
  readonly afterCron?: true;
}

export interface Step {
  readonly title: string;
  /** Of the machine: from the last key of each line until there is something to type again. */
  readonly seconds: number;
  readonly keys: number;
  /** All that stood on the terminal meanwhile. */
  readonly shown: string;
}

export interface Walk {
  readonly steps: readonly Step[];
  /** Of the BQN: after the first run, and at the end. */
  readonly subscribers: readonly [number, number];
  /** What is left of us at the end, by its path on the box. */
  readonly left: readonly string[];
}

const both = (text: string) => ({ en: text, pt: text });

function scripts({ ixc, bqn }: Systems, language: Language): Script[] {
  const yes = language === 'pt' ? 'sim' : 'yes';
  const certificate = { en: 'trust this certificate? (yes or no) (no)', pt: 'neste certificado? (sim ou não) (não)' };
  return [
    {
      title: 'the package is copied and unpacked',
      commands: [
        'ssh root@<BQN-OAM-IP> mkdir -p -m 700 ixc',
        `scp ${PACKAGE} root@<BQN-OAM-IP>:ixc`,
        `ssh root@<BQN-OAM-IP> tar -xzf ixc/${PACKAGE} -C ixc`,
        `ssh root@<BQN-OAM-IP> rm ixc/${PACKAGE}`,
      ],
    },
    {
      title: '--init asks, tries, shows, saves',
      commands: ['ssh root@<BQN-OAM-IP>', 'cd /root/ixc', 'chmod 700 sync-ixc-bqn.sh', './sync-ixc-bqn.sh --init'],
      answers: [
        [both('(en)'), language],
        [{ en: 'IXC server', pt: 'Servidor IXC' }, ixc.host],
        [certificate, yes],
        [{ en: 'API key', pt: 'Chave da API' }, ixc.key],
        [{ en: 'management address', pt: 'Endereço de gerência' }, bqn.host],
        [certificate, yes],
        [{ en: 'REST user', pt: 'Usuário REST' }, bqn.user],
        [{ en: 'REST password', pt: 'Senha REST' }, bqn.password],
        [{ en: 'Join IPv4 and IPv6', pt: 'Juntar o IPv4' }, yes],
        [{ en: 'Save these settings?', pt: 'Salvar estas configurações?' }, yes],
      ],
    },
    { title: '--check', commands: ['./sync-ixc-bqn.sh --check'] },
    { title: '--dry-run', commands: ['./sync-ixc-bqn.sh --dry-run'] },
    {
      title: 'the first run',
      commands: ['./sync-ixc-bqn.sh'],
      answers: [[{ en: 'Write this to the BQN?', pt: 'Gravar isto no BQN?' }, yes]],
    },
    { title: 'the log, after cron', commands: ['tail /root/ixc/sync-ixc-bqn.log'], afterCron: true },
    { title: '--explain', commands: ['./sync-ixc-bqn.sh --explain LOGIN'] },
    { title: '--support', commands: ['./sync-ixc-bqn.sh --support FILE'] },
    { title: 'it is stopped', commands: ['rm /bqn/root/etc/cron.5/sync-ixc-bqn.sh', 'cd /root/ixc'] },
    { title: '--restore --dry-run', commands: ['./sync-ixc-bqn.sh --restore --dry-run'] },
    { title: '--restore --force', commands: ['./sync-ixc-bqn.sh --restore --force'] },
    { title: 'it is removed', commands: ['cd /root', 'rm -r /root/ixc', 'rm -f /tmp/sync-ixc-bqn.log*'] },
  ];
}

interface Systems {
  readonly ixc: IxcSimulator;
  readonly bqn: BqnSimulator;
}

/**
 * Types the document from top to bottom.
 * @param release the package
 * @throws {Error} where it lacks a command, or something ends otherwise than well
 */
export async function walk(language: Language, release: string): Promise<Walk> {
  const folder = mkdtempSync(join(tmpdir(), 'sync-ixc-bqn-newcomer-'));
  const [ixc, bqn] = [await startIxc(generateIsp({ logins: LOGINS, blocked: 0.05 })), await startBqn()];
  try {
    const computer = layOutComputer(folder, release);
    const [command = '', ...args] = onABqn(join(folder, 'root'), '*/5 * * * * root run-parts /etc/cron.5');
    const words = [command, ...args, '/bin/bash', '-c', BOX, 'box', computer].map(
      (word) => `'${word.replaceAll("'", "'\\''")}'`,
    );
    const env = { PATH: '/usr/bin:/bin', TERM: 'xterm' };
    const terminal = openTerminal(words.join(' '), { cwd: folder, env, columns: COLUMNS, limitMs: LIMIT_MS });
    await terminal.until(ON_COMPUTER);
    const onBox = boxOf(computer);
    const document = readFileSync(join(ROOT, language === 'pt' ? 'LEIAME.md' : 'README.md'), 'utf8');
    const steps: Step[] = [];
    const held: number[] = [];
    for (const script of scripts({ ixc, bqn }, language)) {
      for (const line of script.commands) if (!document.includes(line)) throw new Error(`the document has no ${line}`);
      if (script.afterCron) await onBox('cd /; for job in /bqn/root/etc/cron.5/*; do env -i "$job" </dev/null; done');
      steps.push(await play(script, terminal, language, (text) => filledIn(text, bqn, ixc)));
      held.push(bqn.subscribers.size);
    }
    const left = await onBox('find /root /tmp /bqn -newer /mnt/began -not -type d; ls -A /root');
    terminal.type('exit\rexit\r');
    await terminal.ended;
    return {
      steps,
      subscribers: [Math.max(...held), held.at(-1) ?? 0],
      left: left.split('\n').filter((path) => path !== ''),
    };
  } finally {
    await Promise.all([ixc.close(), bqn.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the document leaves to its reader. */
function filledIn(text: string, bqn: BqnSimulator, { isp }: IxcSimulator): string {
  const known = isp.logins.find(({ online, contract }) => online === 'S' && contract !== '')?.login ?? '';
  return text.replace('<BQN-OAM-IP>', bqn.ip).replace('LOGIN', `'${known}'`).replace('FILE', 'support.txt');
}

async function play(
  { title, commands, answers = [] }: Script,
  { type, until }: Terminal,
  language: Language,
  fill: (text: string) => string,
): Promise<Step> {
  let [ms, keys, shown] = [0, 0, ''];
  const left = answers.map(([asked, typed]) => ({ asked: asked[language], typed }));
  const enter = async (text: string) => {
    type(`${text}\r`);
    keys += text.length + 1;
    const started = performance.now();
    const [next] = left;
    const found = await until(...[ON_BOX, ON_COMPUTER, ...(next === undefined ? [] : [next.asked])]);
    ms += performance.now() - started;
    if (found === undefined) throw new Error(`${title}: the terminal ended after ${text}:\n${shown}`);
    shown += found.before + found.seen;
    if (found.seen !== next?.asked) return;
    left.shift();
    await enter(next.typed);
  };
  for (const command of commands) await enter(fill(command));
  if (left[0] !== undefined) throw new Error(`${title}: nobody asked ${left[0].asked}:\n${shown}`);
  return { title, seconds: ms / 1000, keys, shown };
}

/** The package of a release, as `npm run pack` makes it. */
export function packRelease(folder: string): string {
  const release = join(folder, 'artifact');
  done(process.execPath, ['build.mjs', '--artifact', release]);
  done(process.execPath, ['--import', 'tsx', 'test/nodes/pack.ts', release]);
  return join(release, PACKAGE);
}

/** The package, and the stand-ins. @returns the folder */
function layOutComputer(folder: string, release: string): string {
  const computer = join(folder, 'computer');
  const tools = join(computer, 'tools');
  mkdirSync(tools, { recursive: true });
  copyFileSync(release, join(computer, PACKAGE));
  const shell = `env -i HOME=/root TERM=xterm PATH=/usr/bin:/bin PS1='${ON_BOX}' /bin/bash --norc --noprofile`;
  tool('ssh', `shift; cd /root; if [ $# -eq 0 ]; then exec ${shell} -i; else exec ${shell} -c "$*"; fi`);
  tool('scp', 'exec cp "$1" "/root/$(echo "$2" | cut -d: -f2)"');
  return computer;

  function tool(name: string, body: string): void {
    writeFileSync(join(tools, name), `#!/bin/sh\nset -e\n${body}\n`, { mode: 0o755 });
  }
}

/** The box in its own root: nobody's files, no Node. The technician's computer is a shell beside it. */
const BOX = `
set -e
mount --bind "$1" /mnt
for folder in /root /tmp; do mount -t tmpfs none "$folder"; done
for node in $(type -ap node); do mount --bind /dev/null "$node"; done
echo $$ > /mnt/pid
touch /mnt/began
cd /mnt
PATH=/mnt/tools:$PATH PS1='${ON_COMPUTER}' exec /bin/bash --norc --noprofile -i
`;

/** Runs a command on the box while somebody sits at its terminal. */
function boxOf(computer: string): (command: string) => Promise<string> {
  return async (command) => {
    const pid = readFileSync(join(computer, 'pid'), 'utf8').trim();
    const { stdout } = await promisify(execFile)('nsenter', ['-t', pid, '-m', '-r', '/bin/bash', '-c', command]);
    return stdout;
  };
}

function done(command: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stdout}${stderr}`);
}

/** As a table: what the machine took, and what a person would who types it and reads what then stands on the screen. */
export function tableOf(steps: readonly Step[]): string {
  const rows = steps.map((step) => ({ ...step, words: screenOf(step).split(/\s+/).length }));
  const all = {
    title: 'all of it',
    seconds: rows.reduce((sum, { seconds }) => sum + seconds, 0),
    keys: rows.reduce((sum, { keys }) => sum + keys, 0),
    words: rows.reduce((sum, { words }) => sum + words, 0),
  };
  const lines = [...rows, all].map(({ title, seconds, keys, words }) => {
    const person = seconds + keys / KEYS_A_SECOND + words / WORDS_A_SECOND;
    return `${title.padEnd(36)}${seconds.toFixed(1).padStart(9)}${String(keys).padStart(7)}${String(words).padStart(7)}${person.toFixed(0).padStart(10)}`;
  });
  return `${'step'.padEnd(36)}machine s   keys  words  person s\n${lines.join('\n')}\n`;
}

function screenOf({ shown }: Step): string {
  return shown.split('\n').slice(-SCREEN_LINES).join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = mkdtempSync(join(tmpdir(), 'sync-ixc-bqn-release-'));
  try {
    const { steps, subscribers, left } = await walk(process.argv.includes('pt') ? 'pt' : 'en', packRelease(folder));
    if (process.argv.includes('--show'))
      for (const { title, shown } of steps) process.stdout.write(`\n== ${title}\n\n${shown}\n`);
    process.stdout.write(`\n${tableOf(steps)}\n`);
    process.stdout.write(
      `${LOGINS} logins; on the BQN ${subscribers[0]} subscribers, at the end ${subscribers[1]}; left on the box: ${left.join(' ') || 'nothing'}\n`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
