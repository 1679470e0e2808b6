/**
 * `npm run demo`: the main job, for real, on the embedded simulator, and then the bad days: the built bundle meets them, its
 * own screen is shown, and each step is held against what the BQN holds afterwards. `npm run demo -- --keep` leaves the two
 * systems running, to try `--init`, `--check` and whatever else; `npm run demo -- --fleet` shows many boxes on one page.
 */
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  addLogin,
  aLogin,
  type BqnSimulator,
  cut,
  type Isp,
  type IxcSimulator,
  reset,
  startBqn,
  startIxc,
} from '../simulator/index.ts';
import { startProcess } from '../support/process.ts';
import { showFleet } from './fleet-demo.ts';
import { smallIsp } from './small-isp.ts';

const DIST = new URL('../../dist/sync-ixc-bqn.js', import.meta.url);
const WRAPPER = new URL('../../sync-ixc-bqn.sh', import.meta.url);
/** How long the systems of `--keep` stay, in ms. */
const KEEP_MS = 3_600_000;
const BLOCK = 'Billing-Block';

const say = (text = '') => process.stdout.write(`${text}\n`);
const title = (text: string) => say(`\n== ${text}\n`);

/** A customer of the ISP, with what the demo changes of them. */
function customer(isp: Isp, name: string) {
  const login = isp.logins.find((entry) => entry.login === name);
  const contract = isp.contracts.find(({ id }) => id === login?.contract);
  if (login === undefined || contract === undefined) throw new Error(`no ${name}`);
  return { login, contract };
}

interface Stage {
  readonly ixc: IxcSimulator;
  readonly bqn: BqnSimulator;
  readonly env: Readonly<Record<string, string>>;
  readonly bundle: string;
  readonly folder: string;
  /** What was proved until now. */
  readonly proved: string[];
}

/** One start of the program, its screen shown. @returns how many writes reached the BQN */
async function run(stage: Stage, exitCode: number, ...args: string[]): Promise<number> {
  const { bundle, env, folder, bqn } = stage;
  const before = bqn.writes.length;
  say(`$ ./sync-ixc-bqn.sh ${args.join(' ')}`.trimEnd());
  const { code, output } = await startProcess(process.execPath, [bundle, ...args], { cwd: folder, env });
  for (const line of output.trimEnd().split('\n')) say(`  ${line.replace(/^\d{4}-\d\d-\d\d ([\d:]{8})\.\d+ /, '$1 ')}`);
  const writes = bqn.writes.length - before;
  say(`  (exit code ${code}, ${writes} writes reached the BQN)\n`);
  if (code !== exitCode) throw new Error(`the exit code should have been ${exitCode}`);
  return writes;
}

/** Ends the demo where the BQN does not hold what the step is to show. */
function prove({ proved }: Stage, text: string, isSo: boolean): void {
  if (!isSo) throw new Error(`not so: ${text}`);
  proved.push(text);
}

/** Names of whoever is blocked on the BQN. */
function blockedOn({ bqn }: Stage): string[] {
  const blocked = [...bqn.subscribers.values()].filter((entry) => entry['policyRate'] === BLOCK);
  return blocked.map((entry) => String(entry['subscriberId'])).sort();
}

async function aGoodDay(stage: Stage): Promise<void> {
  const { isp } = stage.ixc;
  title('Preview: what would be written to the empty BQN');
  prove(stage, 'a preview writes nothing', (await run(stage, 0, '--dry-run')) === 0);
  title('First synchronisation, and another right after it');
  await run(stage, 0);
  prove(stage, 'what agrees is not written again', (await run(stage, 0)) === 0);
  title('A day later: bruno owes, carla bought 1G, gil left, nina is new');
  customer(isp, 'bruno').contract.status = 'CA';
  customer(isp, 'carla').login.plan = isp.plans[1]?.id ?? '';
  customer(isp, 'gil').login.online = 'N';
  addLogin(isp, aLogin({ login: 'nina', ip: '100.64.0.40', plan: isp.plans[0] ?? '' }));
  await run(stage, 0);
  prove(stage, 'who owes is blocked, and nobody else', blockedOn(stage).join() === 'bruno,davi');
}

async function badDays(stage: Stage): Promise<void> {
  const { ixc, bqn } = stage;
  title('IXC breaks off in the middle of its answer');
  ixc.faults.on({ target: 'cliente_contrato' }, cut());
  prove(stage, 'a list that was not read whole leads to no write at all', (await run(stage, 3)) === 0);
  ixc.faults.clear();

  title('Everybody owes at once: a mistake in IXC, or the day of a mass block');
  const paying = ixc.isp.contracts.filter(({ status }) => status === 'A');
  for (const contract of paying) contract.status = 'CM';
  prove(stage, 'a mass block is held back', (await run(stage, 6)) === 0 && blockedOn(stage).length === 2);
  const count = paying.filter(({ id }) =>
    ixc.isp.logins.some((login) => login.contract === id && login.online === 'S'),
  ).length;
  await run(stage, 0, '--approve', `blocks=${count}`);
  prove(stage, 'it passes when somebody says that it is meant', blockedOn(stage).length === count + 2);

  title('They pay again, and the BQN dies before the first write, then in the middle of them; then the next run');
  for (const contract of paying) contract.status = 'A';
  const dead = bqn.faults.on({ method: 'PUT' }, reset());
  await run(stage, 4);
  prove(stage, 'a run of which no write arrived is no success', blockedOn(stage).length === count + 2);
  bqn.faults.off(dead);
  const dying = bqn.faults.on({ method: 'PUT', from: 4 }, reset());
  await run(stage, 5);
  const left = blockedOn(stage).length;
  bqn.faults.off(dying);
  await run(stage, 0);
  prove(
    stage,
    'what a dying BQN did not take, the next run writes',
    left > 2 && blockedOn(stage).join() === 'bruno,davi',
  );

  title('davi, who is blocked, goes offline; olga gets his address');
  const davi = customer(ixc.isp, 'davi').login;
  davi.online = 'N';
  addLogin(ixc.isp, aLogin({ login: 'olga', ip: davi.ip, plan: ixc.isp.plans[0] ?? '' }));
  await run(stage, 0);
  prove(stage, "nobody inherits another's block", blockedOn(stage).join() === 'bruno');
  await run(stage, 0, '--explain', 'olga');
}

/** Until Ctrl-C, or an hour is over. */
async function keep({ env, folder }: Stage): Promise<void> {
  say(`\nBoth systems stay for an hour, or until Ctrl-C. In another shell:\n\n  cd ${folder}`);
  for (const [name, value] of Object.entries(env)) say(`  export ${name}='${value}'`);
  say('  node sync-ixc-bqn.js --check\n  node sync-ixc-bqn.js --init\n  node sync-ixc-bqn.js --dry-run -v');
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, KEEP_MS);
    process.once('SIGINT', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

async function showDays(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sync-ixc-bqn-demo-'));
  const ixc = await startIxc(smallIsp());
  const bqn = await startBqn();
  const stage: Stage = {
    ixc,
    bqn,
    folder,
    bundle: join(folder, 'sync-ixc-bqn.js'),
    proved: [],
    env: {
      IXC_SERVER: ixc.host,
      IXC_KEY: ixc.key,
      IXC_BQN_IXC_CA: join(folder, 'ixc.pem'),
      IXC_DUAL_STACK: 'yes',
      BQN_OAM_IP: bqn.host,
      BQN_REST_USER: bqn.user,
      BQN_REST_PW: bqn.password,
    },
  };
  try {
    copyFileSync(DIST, stage.bundle);
    copyFileSync(WRAPPER, join(folder, 'sync-ixc-bqn.sh'));
    writeFileSync(join(folder, 'ixc.pem'), ixc.certificate);
    say(`An IXC (${ixc.host}) and a BQN (${bqn.host}), both simulated on this machine.`);
    await aGoodDay(stage);
    await badDays(stage);
    say('\nWhat was just proved, on the simulated BQN:');
    for (const text of stage.proved) say(`  - ${text}`);
    if (process.argv.includes('--keep')) await keep(stage);
  } finally {
    await Promise.all([ixc.close(), bqn.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv.includes('--fleet')) await showFleet(DIST);
else await showDays();
