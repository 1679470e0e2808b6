/**
 * `npm run demo -- --fleet`: five boxes of an ISP, of which one is off and one holds a mass block back. Each that is on
 * synchronises a BQN of its own, for real, and its report is brought into one folder, as scp would; `--fleet` merges them.
 */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IxcSimulator, startBqn, startIxc } from '../simulator/index.ts';
import { startProcess } from '../support/process.ts';
import { smallIsp } from './small-isp.ts';

const BOXES = ['norte', 'sul', 'leste', 'oeste', 'centro'];
const OFF = 'oeste';
const HOLDS = 'sul';

const say = (text = '') => process.stdout.write(`${text}\n`);

/** @param dist the bundle */
export async function showFleet(dist: URL): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sync-ixc-bqn-demo-'));
  const bundle = join(folder, 'sync-ixc-bqn.js');
  const fleet = join(folder, 'fleet');
  try {
    copyFileSync(dist, bundle);
    mkdirSync(fleet);
    writeFileSync(join(fleet, 'boxes.txt'), `${BOXES.join('\n')}\n`);
    say(`${BOXES.length} boxes, each with a simulated IXC and BQN: ${BOXES.join(', ')}. ${OFF} is off.\n`);
    for (const name of BOXES.filter((box) => box !== OFF)) await aDayOf(name, folder, fleet);
    say('\n$ ./sync-ixc-bqn.sh --fleet fleet');
    const shown = await startProcess(process.execPath, [bundle, '--fleet', fleet], { cwd: folder, env: {} });
    for (const line of shown.output.trimEnd().split('\n')) say(`  ${line}`);
    await prove(bundle, fleet, shown.output);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A run, and on the box that holds another one after everybody was marked as owing. */
async function aDayOf(name: string, folder: string, fleet: string): Promise<void> {
  const [ixc, bqn] = await Promise.all([startIxc(smallIsp()), startBqn()]);
  try {
    const own = join(folder, name);
    mkdirSync(own);
    copyFileSync(join(folder, 'sync-ixc-bqn.js'), join(own, 'sync-ixc-bqn.js'));
    writeFileSync(join(own, 'ixc.pem'), ixc.certificate);
    const env = {
      IXC_SERVER: ixc.host,
      IXC_KEY: ixc.key,
      IXC_BQN_IXC_CA: join(own, 'ixc.pem'),
      IXC_BQN_REPORT: join(own, 'report.json'),
      BQN_OAM_IP: bqn.host,
      BQN_REST_USER: bqn.user,
      BQN_REST_PW: bqn.password,
    };
    const run = () => startProcess(process.execPath, [join(own, 'sync-ixc-bqn.js')], { cwd: own, env });
    const first = await run();
    if (name === HOLDS) everybodyOwes(ixc);
    const { code } = name === HOLDS ? await run() : first;
    say(`${name}: the last run ended with ${code}; scp ${name}:ixc/report.json fleet/${name}.json`);
    copyFileSync(join(own, 'report.json'), join(fleet, `${name}.json`));
  } finally {
    await Promise.all([ixc.close(), bqn.close()]);
  }
}

function everybodyOwes({ isp }: IxcSimulator): void {
  for (const contract of isp.contracts) contract.status = 'CM';
}

/** Ends the demo where page, metrics and screen do not say how it is. */
async function prove(bundle: string, fleet: string, screen: string): Promise<void> {
  const [page, metrics] = [join(fleet, 'fleet.html'), join(fleet, 'fleet.prom')];
  const args = [bundle, '--fleet', fleet, '--html', page, '--metrics-file', metrics];
  const { code } = await startProcess(process.execPath, args, { cwd: fleet, env: {} });
  const states = BOXES.map((name) => {
    const [, state] = new RegExp(`fleet_box_state\\{box="${name}"\\} (\\d)`).exec(readFileSync(metrics, 'utf8')) ?? [];
    return Number(state);
  });
  const wanted = BOXES.map((name) => (name === OFF ? 2 : name === HOLDS ? 1 : 0));
  const isFirst = screen.startsWith(`red ${OFF}`) && screen.indexOf(`amber ${HOLDS}`) < screen.indexOf('green ');
  // Each word of a command is a span of its own there.
  const isOnPage = readFileSync(page, 'utf8')
    .replaceAll(/<[^>]+>/g, '')
    .includes('--approve blocks=');
  if (code !== 0 || states.join() !== wanted.join() || !isFirst || !isOnPage) throw new Error(`not so: ${states}`);
  say('\nWhat was just proved: the box that is off stands first and is red, the one that holds comes next with the');
  say('command that lets it pass, the others are green; on the screen, on the page and in the metrics.');
}
