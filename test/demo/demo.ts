/**
 * `npm run demo`: the main job, for real, on the embedded simulator. The built bundle previews, synchronises, meets a
 * few changed customers and synchronises again; each time it is shown what was written and why.
 */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  aContract,
  addLogin,
  aLogin,
  anIsp,
  aPlan,
  type BqnSimulator,
  type Isp,
  type IxcSimulator,
  startBqn,
  startIxc,
} from '../simulator/index.ts';
import { startProcess } from '../support/process.ts';

const BUNDLE = fileURLToPath(new URL('../../dist/sync-ixc-bqn.js', import.meta.url));

const say = (text = '') => process.stdout.write(`${text}\n`);
const title = (text: string) => say(`\n== ${text}`);

function smallIsp(): Isp {
  const [home, office] = [
    aPlan({ name: 'Casa 300M', download: '300M', upload: '150M' }),
    aPlan({ name: 'Loja 1G', download: '1G', upload: '1G' }),
  ];
  const names = ['ana', 'bruno', 'carla', 'davi', 'elisa', 'fabio', 'gil', 'helena', 'igor', 'julia', 'lia', 'marcos'];
  const logins = names.map((login, at) =>
    aLogin({
      login,
      ip: `100.64.0.${at + 10}`,
      plan: at % 4 === 0 ? office : home,
      contract: aContract(`c${at + 1}`, { status: login === 'davi' ? 'CA' : 'A' }),
      prefix: at < 3 ? `2001:db8:0:${at + 1}0::/60` : '',
    }),
  );
  return anIsp({
    plans: [home, office],
    logins,
    contracts: names.map((login, at) => aContract(`c${at + 1}`, { status: login === 'davi' ? 'CA' : 'A' })),
  });
}

/** One starts to owe, one buys more speed, one leaves, one is new. */
function aDayLater(isp: Isp): void {
  const login = (name: string) => isp.logins.find((entry) => entry.login === name);
  const bruno = isp.contracts.find((contract) => contract.id === login('bruno')?.contract);
  if (bruno) bruno.status = 'CA';
  const carla = login('carla');
  if (carla) carla.plan = isp.plans[1]?.id ?? '';
  const gil = login('gil');
  if (gil) gil.online = 'N';
  addLogin(isp, aLogin({ login: 'nina', ip: '100.64.0.40', plan: isp.plans[0] ?? '' }));
}

interface Report {
  readonly bqns: readonly { readonly changes: readonly { readonly text: string }[] }[];
}

async function demonstrate(folder: string, ixc: IxcSimulator, bqn: BqnSimulator): Promise<void> {
  const bundle = join(folder, 'sync-ixc-bqn.js');
  const report = join(folder, 'report.json');
  copyFileSync(BUNDLE, bundle);
  writeFileSync(join(folder, 'ixc.pem'), ixc.certificate);
  const run = async (...args: string[]) => {
    const before = bqn.writes.length;
    const { code, output } = await startProcess(
      process.execPath,
      [bundle, '--dual-stack', ...args, '--report', report],
      {
        cwd: folder,
        env: {
          IXC_SERVER: ixc.host,
          IXC_KEY: ixc.key,
          IXC_BQN_IXC_CA: join(folder, 'ixc.pem'),
          BQN_OAM_IP: bqn.host,
          BQN_REST_USER: bqn.user,
          BQN_REST_PW: bqn.password,
        },
      },
    );
    if (code !== 0) throw new Error(`the run ended with exit code ${code}:\n${output}`);
    const { bqns } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    for (const { text } of bqns.flatMap((entry) => entry.changes)) say(`   ${text}`);
    say(`   exit code ${code}, ${bqn.writes.length - before} writes reached the BQN`);
  };
  title('Preview (--dry-run): what would be written to the empty BQN');
  await run('--dry-run');
  title('First synchronisation');
  await run();
  title('Again, nothing has changed');
  await run();
  aDayLater(ixc.isp);
  title('A day later: bruno owes, carla bought 1G, gil left, nina is new');
  await run();
  const blocked = [...bqn.subscribers.values()].filter((subscriber) => subscriber['policyRate'] === 'Billing-Block');
  say(`\n${bqn.subscribers.size} subscribers on the BQN, ${blocked.length} of them blocked; the BQN agrees with IXC.`);
}

const folder = mkdtempSync(join(tmpdir(), 'sync-ixc-bqn-demo-'));
const ixc = await startIxc(smallIsp());
const bqn = await startBqn();
try {
  say(`An IXC (${ixc.host}) and a BQN (${bqn.host}), both simulated on this machine.`);
  await demonstrate(folder, ixc, bqn);
} finally {
  await Promise.all([ixc.close(), bqn.close()]);
  rmSync(folder, { recursive: true, force: true });
}
