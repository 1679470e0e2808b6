/**
 * `npm run pictures`, at each version: the pictures of README and LEIAME, from real runs of the bundle on the simulator: a
 * preview, a mass block held back, one customer explained; and the page, where there is a Chromium to take it. It also puts
 * the version into the samples of both documents. test/told/documents.test.ts looks whether it was done.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import packageJson from '../../package.json' with { type: 'json' };
import { type BqnSimulator, type IxcSimulator, startBqn, startIxc } from '../simulator/index.ts';
import { openTerminal } from '../support/terminal.ts';
import { smallIsp } from './small-isp.ts';
import { terminalPicture } from './terminal-picture.ts';

const BUNDLE = fileURLToPath(new URL('../../dist/sync-ixc-bqn.js', import.meta.url));
const WRAPPER = fileURLToPath(new URL('../../sync-ixc-bqn.sh', import.meta.url));
const PICTURES = fileURLToPath(new URL('../../.github/pictures/', import.meta.url));
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path));
/** As many as the fingerprint of a certificate takes behind the clock. */
const COLUMNS = 105;

const DOCUMENTS = ['README.md', 'LEIAME.md'].map((name) => fileURLToPath(new URL(`../../${name}`, import.meta.url)));

for (const language of ['en', 'pt']) await picture(language);
for (const document of DOCUMENTS) {
  const text = readFileSync(document, 'utf8');
  writeFileSync(document, text.replace(/(?<=script starts \(v)[^)]*/g, packageJson.version));
}

async function picture(language: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sync-ixc-bqn-pictures-'));
  const [ixc, bqn] = [await startIxc(smallIsp()), await startBqn()];
  const stage = { folder, ixc, bqn, language };
  try {
    mkdirSync(PICTURES, { recursive: true });
    copyFileSync(BUNDLE, join(folder, 'sync-ixc-bqn.js'));
    copyFileSync(WRAPPER, join(folder, 'sync-ixc-bqn.sh'));
    writeFileSync(join(folder, 'ixc.pem'), ixc.certificate);
    save(`preview-${language}.svg`, 'sync-ixc-bqn --dry-run', await screen(stage, '--dry-run'));
    await screen(stage, '--force');
    for (const contract of ixc.isp.contracts) contract.status = 'CM';
    save(`held-back-${language}.svg`, 'sync-ixc-bqn', await screen(stage, '--html', 'page.html'));
    save(`explain-${language}.svg`, 'sync-ixc-bqn --explain davi', await screen(stage, '--explain', 'davi'));
    photograph(stage, `page-${language}.png`);
  } finally {
    await Promise.all([ixc.close(), bqn.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Stage {
  readonly folder: string;
  readonly ixc: IxcSimulator;
  readonly bqn: BqnSimulator;
  readonly language: string;
}

/** As it stands on a box, with addresses of the documentation in the place of the simulator's. */
function asOnABox(text: string, { folder, ixc, bqn }: Stage): string {
  const shown = text.replaceAll(bqn.host, '192.0.2.7:3443').replaceAll(ixc.host, 'ixc.example');
  return shown.replaceAll(folder, '/root/ixc');
}

/** What a start shows on a terminal, with an address of the documentation in the place of the simulator's. */
async function screen(stage: Stage, ...args: string[]): Promise<string> {
  const { folder, ixc, bqn, language } = stage;
  const env = {
    PATH: '/usr/bin:/bin',
    TERM: 'xterm',
    IXC_SERVER: ixc.host,
    IXC_KEY: ixc.key,
    IXC_BQN_IXC_CA: join(folder, 'ixc.pem'),
    IXC_BQN_LANG: language,
    BQN_OAM_IP: bqn.host,
    BQN_REST_USER: bqn.user,
    BQN_REST_PW: bqn.password,
  };
  const command = [process.execPath, 'sync-ixc-bqn.js', '--no-progress', ...args].join(' ');
  const { text } = await openTerminal(command, { cwd: folder, env, columns: COLUMNS }).ended;
  const lines = asOnABox(text.replaceAll('\r', '').trimEnd(), stage).split('\n');
  const typed = args.filter((arg) => arg !== '--html' && arg !== 'page.html');
  return [`$ ./sync-ixc-bqn.sh ${typed.join(' ')}`.trimEnd(), ...lines].join('\n');
}

function save(name: string, title: string, text: string): void {
  writeFileSync(join(PICTURES, name), terminalPicture(title, text, COLUMNS));
  process.stdout.write(`${name}\n`);
}

function photograph(stage: Stage, name: string): void {
  if (CHROMIUM === undefined) {
    process.stdout.write(`${name} is not made: no Chromium on this machine\n`);
    return;
  }
  const page = join(stage.folder, 'page.html');
  writeFileSync(page, asOnABox(readFileSync(page, 'utf8'), stage));
  const flags = [
    '--headless',
    '--no-sandbox',
    '--hide-scrollbars',
    '--window-size=1000,930',
    `--screenshot=${join(PICTURES, name)}`,
  ];
  const { status } = spawnSync(CHROMIUM, [
    ...flags,
    `--user-data-dir=${join(stage.folder, 'browser')}`,
    `file://${page}`,
  ]);
  if (status !== 0) throw new Error(`Chromium ended with ${status}`);
  // Of pixels nobody can read a version.
  writeFileSync(join(PICTURES, name.replace(/\.png$/, '.version')), `${packageJson.version}\n`);
  process.stdout.write(`${name}\n`);
}
