// @ts-nocheck

import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aContract, addressAt, aLogin, anIsp, aPlan, startBqn, startIxc } from '../simulator/index.ts';
import { runInProcess } from '../support/in-process.ts';

export { aContract, addressAt, aLogin, anIsp, aPlan, existsSync, readFileSync, rmSync, writeFileSync };

export function ispOf(n, of = (i) => ({}), plans = undefined) {
  const isp = anIsp({
    plans: plans ?? [
      aPlan({ id: '1', name: 'Ouro', download: '100M', upload: '50M' }),
      aPlan({ id: '2', name: 'Prata', download: '20M', upload: '10M' }),
    ],
  });
  for (let i = 1; i <= n; i++) {
    const { status = 'A', plan = '1', prefix = '', speedStatus = 'N', contract: cid, ...rest } = of(i);
    const contract = aContract(cid ?? String(500 + i), { status, speedStatus });
    if (!isp.contracts.some((c) => c.id === contract.id)) isp.contracts.push(contract);
    isp.logins.push(aLogin({ id: String(90 + i), login: `c${i}`, ip: addressAt(i), prefix, plan, contract, ...rest }));
  }
  return isp;
}
export const A = addressAt;

export async function scene(
  isp,
  { bqns = 1, base = [], quiet = false, ixc: ixcOpt, bqn: bqnOpt, env: extraEnv = {} } = {},
) {
  const ixc = await startIxc(isp, ixcOpt);
  const boxes = [];
  for (let i = 0; i < bqns; i++) boxes.push(await startBqn({ password: 'p', ...bqnOpt }));
  const folder = mkdtempSync(join(tmpdir(), 'atk-'));
  const path = (n) => join(folder, n);
  copyFileSync(new URL('../../dist/sync-ixc-bqn.js', import.meta.url), path('sync-ixc-bqn.js'));
  writeFileSync(path('ca.pem'), ixc.certificate);
  writeFileSync(
    path('clock.cjs'),
    `'use strict';const a=Number(process.env.CLOCK_AHEAD_S||0)*1000;const R=Date;const n=()=>R.now()+a;globalThis.Date=class extends R{constructor(...g){if(g.length===0)super(n());else super(...g);}static now(){return n();}};`,
  );
  const env = {
    PATH: '/usr/bin:/bin',
    HOME: folder,
    TMPDIR: folder,
    IXC_SERVER: ixc.host,
    IXC_KEY: ixc.key,
    IXC_BQN_IXC_CA: path('ca.pem'),
    BQN_OAM_IP: boxes.map((b) => b.host).join(' '),
    BQN_REST_USER: boxes[0].user,
    BQN_REST_PW: 'p',
    ...extraEnv,
  };
  const s = {
    isp,
    ixc,
    boxes,
    bqn: boxes[0],
    folder,
    path,
    env,
    t: 0,
    state: path('sync-ixc-bqn.state.json'),
    login: (n) => isp.logins.find((l) => l.login === n || l.id === n),
    status(n, st) {
      const l = s.login(n);
      isp.contracts.find((c) => c.id === l.contract).status = st;
    },
    contract(n) {
      const l = s.login(n);
      return isp.contracts.find((c) => c.id === l.contract);
    },
    async run(args = [], { at, shown = !quiet, grep, env: e = {}, bundle } = {}) {
      if (at !== undefined) s.t = at;
      else s.t += 300;
      const opts = { ...env, NODE_OPTIONS: `--require=${path('clock.cjs')}`, CLOCK_AHEAD_S: String(s.t), ...e };
      for (const b of boxes) b.forgetWrites();
      let r;
      if (bundle) {
        copyFileSync(bundle, path('old.js'));
        copyFileSync(bundle, path('sync-ixc-bqn.js'));
        r = await new Promise((res) => {
          const p = spawn(process.execPath, [path('sync-ixc-bqn.js'), ...base, ...args], { env: opts, cwd: folder });
          let o = '';
          p.stdout.on('data', (d) => (o += d));
          p.stderr.on('data', (d) => (o += d));
          p.on('close', (code) => res({ code, output: o, stdout: o }));
        });
      } else r = await runInProcess({ program: path('sync-ixc-bqn.js'), args: [...base, ...args], env: opts });
      if (shown) {
        console.log(`--- t=${s.t} ${args.join(' ')} => ${r.code}`);
        console.log(
          r.output
            .split('\n')
            .map((l) => l.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ /, '  '))
            .filter(
              (l) =>
                l &&
                !/script starts|script ends|durations|IXC: \d|settings|is kept in sync|first sight|certificate/.test(
                  l,
                ) &&
                (!grep || grep.test(l)),
            )
            .join('\n'),
        );
        for (const b of boxes) if (b.violations.length) console.log('  VIOLATIONS', b.violations);
      }
      return r;
    },
    /** what the box says of an ip */
    under(ip, prefix, box = boxes[0]) {
      const e = box.subscribers.get(ip);
      const gs = [...box.groups].filter(
        ([, g]) => (g.subscriberMembers ?? []).includes(ip) || (prefix && (g.subscriberRanges ?? []).includes(prefix)),
      );
      return `${ip}: ${e ? `${e.subscriberId}->${e.policyRate || '""'}` : 'no entry'}${gs.map(([n, g]) => ` [${n} ${g.policyRate ?? ''}]`).join('')}`;
    },
    show(...names) {
      for (const n of names) {
        const l = s.login(n);
        for (const b of boxes) console.log('    ', n, l.online, s.under(l.ip, l.prefix, b));
      }
    },
    dump(box = boxes[0]) {
      console.log(
        '    pol',
        [...box.policies]
          .map(
            ([n, p]) =>
              `${n}=${p.rateLimitDownlink?.rate}/${p.rateLimitUplink?.rate}${p.rateLimitDownlink?.burstRate ? `+${p.rateLimitDownlink.burstRate}` : ''}`,
          )
          .join(' '),
      );
      console.log(
        '    sub',
        [...box.subscribers]
          .map(
            ([n, p]) =>
              `${n}:${p.subscriberId}->${p.policyRate}${p.policyAssignedBy === 'api' ? '' : `(${p.policyAssignedBy})`}`,
          )
          .join(' '),
      );
      console.log(
        '    grp',
        [...box.groups]
          .filter(([n]) => n !== 'all-subscribers')
          .map(([n, p]) => `${n}{${p.subscriberMembers ?? ''};${p.subscriberRanges ?? ''}}->${p.policyRate}`)
          .join(' '),
      );
    },
    off(n) {
      Object.assign(s.login(n), { online: 'N', ip: '' });
    },
    async end() {
      await ixc.close();
      for (const b of boxes) await b.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return s;
}
