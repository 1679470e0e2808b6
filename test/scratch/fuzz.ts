// @ts-nocheck
import { A, aContract, aLogin, aPlan, existsSync, ispOf, readFileSync, rmSync, scene, writeFileSync } from './kit.ts';

function rng(seed) {
  let a = seed >>> 0;
  return () => {
    a |= 0;
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const N = 14;
const OLD = [undefined, '/tmp/old/2.0.js', '/tmp/old/2.5.js'];

const OPTIONS = {
  ds: [[], ['-ds']],
  status: [
    [],
    ['--status', 'A=open,FA=slow,CM=keep,*=block', '--slow-rate', '256k'],
    ['--no-block'],
    ['--allowed-status', 'A,FA,CM'],
  ],
  reduced: [[], ['--reduced'], ['--reduced', '--reduced-rate', '2M/1M'], ['--reduced', '--reduced-rate', '10%']],
  factor: [[], ['--rate-factor', '1.5/1.2']],
  v6: [[], ['--ipv6-subscribers', '64']],
  join: [[], ['--join', 'contract']],
  sites: [[], ['--site-groups', 'nas'], ['--site-groups', 'pop']],
  fixed: [[], ['--fixed-ip'], ['--fixed-ip', 'all']],
  burst: [[], ['--burst']],
  over: [[], ['--overrides', 'FILE']],
  conflict: [[], ['--ip-conflict', 'newest']],
  scope: [
    [],
    ['--only-subnet', '100.64.0.0/29'],
    ['--skip-subnet', '100.64.0.8/30'],
    ['--only-site', '1,2'],
    ['--skip-site', '3'],
    ['--skip-plan', 'Prata'],
    ['--skip-login', 'c2,id:95'],
  ],
  prune: [[], [], [], ['--prune', 'none'], ['--prune', 'all']],
  grace: [[], ['--offline-grace', '15m']],
  contracts: [[], ['--contracts', 'all']],
};
const NAMES = Object.keys(OPTIONS);

export async function story(seed, { verbose = false, steps = 7 } = {}) {
  const r = rng(seed);
  const int = (n) => Math.floor(r() * n);
  const pick = (l) => l[int(l.length)];
  const chance = (p) => r() < p;
  const plans = [
    aPlan({ id: '1', name: 'Ouro', download: '100M', upload: '50M', extra: { id_plano_atraso: '5' } }),
    aPlan({
      id: '2',
      name: 'Prata',
      download: '20M',
      upload: '10M',
      extra: {
        download_busrt: '40M',
        download_busrt_th: '15M',
        download_busrt_time: '10',
        upload_busrt: '20M',
        upload_busrt_th: '8M',
        upload_busrt_time: '10',
      },
    }),
    aPlan({ id: '3', name: 'Livre', download: '', upload: '' }),
    aPlan({ id: '4', name: 'Torto', download: '300', upload: '100M' }),
    aPlan({ id: '5', name: 'Lento', download: '1M', upload: '1M' }),
    aPlan({ id: '6', name: 'Bronze', download: '10M', upload: '5M' }),
  ];
  const isp = ispOf(
    N,
    (i) => ({
      status: pick(['A', 'A', 'A', 'A', 'FA', 'CA', 'CM']),
      speedStatus: chance(0.15) ? 'R' : 'N',
      plan: pick(['1', '1', '2', '2', '3', '4', '6', '6']),
      prefix: chance(0.4) ? `2001:db8:${i}::/64` : '',
      contract: chance(0.2) ? String(501) : undefined,
      ...(chance(0.2) ? { online: 'N', ip: chance(0.6) ? A(i) : '' } : {}),
      lastStart: `2026-01-05 08:${String(10 + int(40))}:${String(10 + i)}`,
      extra: { fixar_ip: pick(['S', 'N', 'H']), id_transmissor: String(int(3)), id_concentrador: String(1 + int(3)) },
    }),
    plans,
  );
  for (const id of ['1', '2']) isp.transmitters.push({ id, name: `Setor ${id}`, pop: id });
  isp.pops.push({ id: '1', name: 'Torre' });
  const two = chance(0.2);
  if (chance(0.35)) for (let i = 0; i < 2100; i++) isp.contracts.push(aContract(String(20000 + i), { status: 'D' }));
  const quirks = chance(0.5) ? {} : { putOnMissing: pick([404, 405, 'creates']), nestedOnPut: pick(['replaced', 'merged']), deleteStatus: pick([200, 204, '404 though done']), keyFields: pick(['long', 'short']), seenComesBack: chance(0.5), groupsOnPut: pick(['replaced', 'added']), groupsListed: chance(0.7), listOrder: pick(['sorted', 'reversed']), bodies: pick(['empty', 'resource']) };
  const s = await scene(isp, { quiet: !verbose, bqn: { quirks } });
  const prev = new Map();
  const say = (...a) => verbose && console.log(...a);
  const errors = [];
  const trace = [];
  try {
    const chosen = Object.fromEntries(NAMES.map((n) => [n, chance(0.6) ? 0 : int(OPTIONS[n].length)]));
    const over = {};
    const OVER = ['open', 'slow', 'rate 30M/15M', 'plan Bronze', 'skip'];
    const flagsNow = () => {
      const f = NAMES.flatMap((n) => OPTIONS[n][chosen[n]]).map((w) => (w === 'FILE' ? s.path('over.csv') : w));
      if (f.includes('--overrides') && Object.values(over).includes('slow') && !f.includes('--slow-rate'))
        f.push('--slow-rate', '256k');
      return f;
    };
    const writeOver = () =>
      writeFileSync(
        s.path('over.csv'),
        'login,what,until,by,why\n' +
          Object.entries(over)
            .map(([l, w]) => `${l},${w},2027-02-01,noc,x`)
            .join('\n') +
          '\n',
        { mode: 0o600 },
      );
    const on = (n) => OPTIONS[n][chosen[n]];
    // what others left there before
    if (chance(0.3))
      for (let i = 0; i < 4; i++) {
        const k = 1 + int(N);
        s.bqn.seedPolicy('Ouro', { policyId: 'x', rateLimitDownlink: { rate: 5000 }, rateLimitUplink: { rate: 900 } });
        s.bqn.seedSubscriber(A(1 + int(N)), { subscriberId: chance(0.5) ? `c${k}` : `c${k}@isp`, policyRate: 'Ouro' });
      }
    const old = chance(0.12) ? pick([1, 2]) : 0;
    let lostOwn = false;
    const wrote = false;
    let ranPruneAll = false;
    let restartOld = old;
    const opts = { at: 0 };
    for (let step = 0; step < steps; step++) {
      const ev = [];
      if (step > 0) {
        const n = int(4);
        for (let e = 0; e < n; e++) {
          const l = pick(isp.logins);
          const o = pick(isp.logins);
          const kind = pick([
            'off',
            'on',
            'at',
            'swap',
            'rename',
            'namesake',
            'plan',
            'status',
            'status',
            'red',
            'speed',
            'pname',
            'over',
            'over',
            'lost',
            'prefix',
            'fixed',
            'ghost',
            'noip',
            'radius',
            'dsgroup',
            'site',
            'contract',
            'quota',
            'burstgone',
            'long',
          ]);
          ev.push(`${kind} ${l.login}(${l.id}) ${o.login}`);
          if (kind === 'off') Object.assign(l, { online: 'N', ip: chance(0.5) ? l.ip : '' });
          else if (kind === 'on') {
            if (l.online !== 'S') Object.assign(l, { online: 'S', ip: l.ip || A(Number(l.id) - 90) });
          } else if (kind === 'at')
            Object.assign(l, {
              online: 'S',
              ip: o.ip || A(Number(o.id) - 90),
              lastStart: `2026-02-${10 + step} 09:00:${10 + e}`,
            });
          else if (kind === 'swap') {
            [l.ip, o.ip] = [o.ip, l.ip];
            [l.online, o.online] = [o.online, l.online];
          } else if (kind === 'rename') l.login = `${l.login}n`;
          else if (kind === 'namesake') {
            if (chance(0.4)) l.login = o.login;
          } else if (kind === 'plan') l.plan = pick(['1', '2', '3', '4', '6', '99']);
          else if (kind === 'status')
            isp.contracts.find((c) => c.id === l.contract).status = pick(['A', 'A', 'FA', 'CA', 'CM', 'D']);
          else if (kind === 'red') isp.contracts.find((c) => c.id === l.contract).speedStatus = pick(['N', 'R']);
          else if (kind === 'speed') plans[pick([0, 1, 2, 3, 5])].download = pick(['30M', '100M', '', 'x', '15M']);
          else if (kind === 'pname') {
            const p = plans[pick([0, 1, 5])];
            p.name = `${p.name.slice(0, 6)}${int(10)}`;
          } else if (kind === 'over') {
            if (over[l.login] && chance(0.5)) delete over[l.login];
            else over[l.login] = pick(OVER);
          } else if (kind === 'lost') {
            if (chance(0.3)) {
              rmSync(s.state, { force: true });
              lostOwn = true;
            } else ev.pop();
          } else if (kind === 'prefix') l.prefix = chance(0.5) ? `2001:db8:${1 + int(N)}::/64` : '';
          else if (kind === 'fixed') l.extra.fixar_ip = pick(['S', 'N', 'H']);
          else if (kind === 'ghost') isp.contracts = isp.contracts;
          else if (kind === 'noip') {
            if (l.online === 'S') l.ip = '';
          } else if (kind === 'radius') {
            if (s.bqn.policies.has('Ouro')) {
              s.bqn.seedSubscriber(A(1 + int(N)), {
                subscriberId: chance(0.5) ? `${l.login}@isp` : l.login,
                policyRate: 'Ouro',
                policyAssignedBy: 'radius',
              });
            }
          } else if (kind === 'dsgroup') {
            const p = pick(['Ouro', 'Billing-Block']);
            if (s.bqn.policies.has(p))
              s.bqn.seedGroup(`DS-${l.login}`, { subscriberMembers: [A(1 + int(N))], policyRate: p });
          } else if (kind === 'site') l.extra.id_concentrador = String(1 + int(3));
          else if (kind === 'contract') l.contract = o.contract;
          else if (kind === 'quota') {
            const e2 = s.bqn.subscribers.get(A(1 + int(N)));
            if (e2) e2.quota = { volume: 5 };
          } else if (kind === 'burstgone') {
            plans[1].extra = chance(0.5)
              ? {}
              : {
                  download_busrt: '40M',
                  download_busrt_th: '15M',
                  download_busrt_time: '10',
                  upload_busrt: '20M',
                  upload_busrt_th: '8M',
                  upload_busrt_time: '10',
                };
          } else if (kind === 'long') s.t += pick([3600, 90000, 400000]);
        }
        if (chance(0.5)) {
          const n2 = pick(NAMES);
          chosen[n2] = int(OPTIONS[n2].length);
          ev.push(`flag ${n2}=${OPTIONS[n2][chosen[n2]].join(' ')}`);
        }
        if (restartOld && chance(0.4)) {
          restartOld = 0;
          ev.push('upgraded');
        }
      }
      writeOver();
      const isOld = restartOld > 0;
      const fl = flagsNow();
      if (isOld) {
        const known = restartOld === 1 ? ['ds'] : NAMES.filter((n) => !['reduced', 'fixed'].includes(n));
        const oldFlags = known
          .flatMap((n) => OPTIONS[n][chosen[n]])
          .map((w) => (w === 'FILE' ? s.path('over.csv') : w));
        if (
          oldFlags.includes('--overrides') &&
          Object.values(over).includes('slow') &&
          !oldFlags.includes('--slow-rate')
        )
          oldFlags.push('--slow-rate', '256k');
        if (oldFlags.some((w) => /id:95/.test(w)))
          oldFlags.splice(
            oldFlags.findIndex((w) => /id:95/.test(w)),
            1,
            'c2',
          );
        say(`# step ${step} OLD`, oldFlags.join(' '), '|', ev.join('; '));
        await s.run([...oldFlags, '--force'], { bundle: OLD[restartOld] });
        continue;
      }
      say(`# step ${step}`, fl.join(' '), '|', ev.join('; '));
      trace.push(`step ${step}: ${fl.join(' ')} | ${ev.join('; ')}`);
      const dry = await s.run([...fl, '--force', '-n', '--report', s.path('dry.json')], { shown: false });
      s.t -= 300;
      const beforeStr = JSON.stringify([[...s.bqn.subscribers], [...s.bqn.groups]]);
      const run = await s.run([...fl, '--force', '--report', s.path('run.json')]);
      if (on('prune')[1] === 'all') ranPruneAll = true;
      const fail = (m) => errors.push(`step ${step}: ${m}`);
      if (![0, 5].includes(run.code)) fail(`exit ${run.code}: ${run.output.split('\n').slice(-14).join('\n')}`);
      if (dry.code !== run.code) fail(`dry ${dry.code} run ${run.code}`);
      const cnt = (o) =>
        o
          .split('\n')
          .filter((x) => /policies \d+ created/.test(x))
          .map((x) => x.replace(/.*policies/, 'policies'))
          .join();
      if (cnt(dry.output) !== cnt(run.output) && run.code === 0) fail(`dry ${cnt(dry.output)} run ${cnt(run.output)}`);
      for (const v of s.bqn.violations.splice(0)) fail(`violation ${v}`);
      for (const v of s.bqn.dangling?.() ?? []) fail(`dangling ${v}`);
      // effective
      const under = (ip, prefix) => {
        const out = [];
        const e = s.bqn.subscribers.get(ip);
        if (e) out.push(['entry', e.policyRate ?? '', e.subscriberId, e.policyAssignedBy]);
        for (const [n, g] of s.bqn.groups) {
          if (/^(L1-|L2-|all-sub)/.test(n)) continue;
          const m = [...(g.subscriberMembers ?? []), ...(g.subscriberRanges ?? [])];
          if ((ip && m.includes(ip)) || (prefix && m.includes(prefix)))
            out.push([n, g.policyRate ?? '', n.slice(3), 'group']);
        }
        if (prefix) {
          const k = prefix.replace('/64', '');
          const e6 = s.bqn.subscribers.get(k);
          if (e6) out.push([`v6 ${k}`, e6.policyRate ?? '', e6.subscriberId, e6.policyAssignedBy]);
        }
        return out;
      };
      const rates = (n) => {
        const p = s.bqn.policies.get(n);
        return p && `${p.rateLimitDownlink?.rate ?? -1}/${p.rateLimitUplink?.rate ?? -1}`;
      };
      const lg = isp.logins;
      const nameCount = (n) => lg.filter((x) => x.login === n).length;
      const inNet = (ip, from, to) => {
        const m = /^100\.64\.0\.(\d+)$/.exec(ip ?? '');
        return m && Number(m[1]) >= from && Number(m[1]) < to;
      };
      const ps = (t) => {
        const m = /^(\d+)M$/.exec(t);
        return t === '' ? -1 : m ? Number(m[1]) * 1000 : NaN;
      };
      const f = on('factor').length ? [1.5, 1.2] : [1, 1];
      const sc = (x, k) => (x === -1 ? -1 : Math.round(x * k));
      for (const l of lg) {
        if (l.online !== 'S') continue;
        const ip = l.ip;
        if (ip && lg.some((x) => x !== l && x.online === 'S' && x.ip === ip)) continue;
        const c = isp.contracts.find((x) => x.id === l.contract);
        const scp = on('scope');
        const plan = plans.find((p) => p.id === l.plan);
        let served = true;
        let elsewhere = false;
        if (scp[0] === '--only-subnet' && !inNet(ip, 0, 8)) {
          served = false;
          elsewhere = true;
        }
        if (scp[0] === '--skip-subnet' && inNet(ip, 8, 12)) served = false;
        if (scp[0] === '--only-site' && !['1', '2'].includes(l.extra.id_concentrador)) {
          served = false;
          elsewhere = true;
        }
        if (scp[0] === '--skip-site' && l.extra.id_concentrador === '3') served = false;
        if (scp[0] === '--skip-plan' && plan?.name === 'Prata') served = false;
        if (scp[0] === '--skip-login' && (l.login === 'c2' || l.id === '95')) served = false;
        const ov = on('over').length && nameCount(l.login) >= 1 ? over[l.login] : undefined;
        const onlineNamed = lg.filter((x) => x.login === l.login).length;
        const o = onlineNamed > 1 ? undefined : ov;
        if (ov && onlineNamed > 1) continue;
        if (o === 'skip') served = false;
        const code = c?.status;
        let st;
        const so = on('status');
        if (so[0] === '--no-block') st = 'open';
        else if (so[0] === '--status')
          st = code === 'A' ? 'open' : code === 'FA' ? 'slow' : code === 'CM' ? 'keep' : 'block';
        else if (so[0] === '--allowed-status') st = ['A', 'FA', 'CM'].includes(code) ? 'open' : 'block';
        else st = ['A', 'FA'].includes(code) ? 'open' : 'block';
        if (!c) st = 'open';
        if (o === 'open') st = 'open';
        if (o === 'slow') st = 'slow';
        // prefix shared?
        const pfx =
          l.prefix && !lg.some((x) => x !== l && x.online === 'S' && x.prefix === l.prefix) ? l.prefix : undefined;
        const us = under(ip, pfx);
        const what = `${l.login}(${l.id}) ${ip} ${pfx ?? ''} [contract ${code} plan ${plan?.name} ${c?.speedStatus} over ${o} ${served ? '' : 'NOT SERVED'}]: ${us.map((x) => x.join(' ')).join(', ') || 'nothing'}`;
        if (!served || !ip) {
          if (st !== 'block' && st !== 'keep')
            for (const [w, p, id, by] of us)
              if (p === 'Billing-Block' && by !== 'rules' && !elsewhere)
                fail(`blocked though skipped and due service: ${what}`);
          if (!served && !elsewhere)
            for (const [w, p, id, by] of us) {
              const other = lg.find((x) => x !== l && x.login === id && x.online === 'S');
              if (other && nameCount(l.login) === 1 && p !== '' && by === 'api' && !String(l.login).startsWith(id))
                fail(`another's entry over skipped: ${what}`);
            }
          continue;
        }
        if (st === 'keep') continue;
        let want;
        if (st === 'block') want = ['Billing-Block', '0/0'];
        else if (st === 'slow') want = ['Billing-Slow', '256/256'];
        if (st !== 'block' && o === 'rate 30M/15M') want = ['Override-30000-15000', '30000/15000'];
        if (st === 'slow' && o === 'rate 30M/15M') want = ['Override-30000-15000', '30000/15000'];
        if (!want) {
          let p = plan;
          if (o === 'plan Bronze') {
            const b = plans.find((x) => x.name === 'Bronze');
            if (b) p = b;
          } else if (!o && on('reduced').length && c?.speedStatus === 'R' && p && p.id !== '5') {
            const t = p.extra?.id_plano_atraso;
            if (t) p = plans.find((x) => x.id === t);
            else if (on('reduced').length > 1) {
              const rr = on('reduced')[2];
              if (rr === '2M/1M') want = [`${p.name}_RED`, '2000/1000'];
              else {
                const [d, u] = [sc(ps(p.download), f[0]), sc(ps(p.upload), f[1])];
                if (Number.isNaN(d) || Number.isNaN(u)) continue;
                if (!(d === -1 && u === -1))
                  want = [
                    `${p.name}_RED`,
                    `${d === -1 ? -1 : Math.max(1, Math.round(d / 10))}/${u === -1 ? -1 : Math.max(1, Math.round(u / 10))}`,
                  ];
              }
            }
          }
          if (!want) {
            if (!p) {
              // no plan: must not be under block
              for (const [w, q] of us) if (q === 'Billing-Block') fail(`blocked without plan: ${what}`);
              continue;
            }
            const [d, u] = [sc(ps(p.download), f[0]), sc(ps(p.upload), f[1])];
            if (Number.isNaN(d) || Number.isNaN(u)) {
              for (const [w, q] of us) if (q === 'Billing-Block') fail(`blocked on unreadable: ${what}`);
              continue;
            }
            want = [p.name, `${d}/${u}`];
            const twin = plans.filter((x) => x.name === p.name).length > 1;
            if (twin) want = [undefined, want[1]];
          }
        }
        if (run.code === 0 || run.code === 5) {
          if (!us.some(([w]) => w === 'entry')) fail(`no entry, want ${want}: ${what}`);
          for (const [w, p] of us) {
            if ((want[0] !== undefined && p !== want[0]) || rates(p) !== want[1])
              fail(`want ${want} got ${w} ${p} ${rates(p)}: ${what}`);
          }
          const e = us.find(([w]) => w === 'entry');
          if (e && e[2] !== l.login) fail(`id ${e[2]}: ${what}`);
          if (on('ds').length && pfx && !us.some(([, , , g]) => g === 'group')) {
            if (!on('join').length) fail(`no group: ${what}`);
          }
        }
      }
      // told
      const now = new Map();
      for (const l of lg) {
        if (l.online !== 'S') { continue; }
        if (l.ip && lg.some((x) => x !== l && x.online === 'S' && x.ip === l.ip)) continue;
        const pf = l.prefix && !lg.some((x) => x !== l && x.online === 'S' && x.prefix === l.prefix) ? l.prefix : undefined;
        const at = l.ip || prev.get(l.id)?.ip;
        if (!l.ip && at && lg.some((x) => x !== l && x.online === 'S' && x.ip === at)) continue;
        const us2 = under(at, pf).filter(([w]) => !w.startsWith('v6'));
        now.set(l.id, { ip: at, blocked: us2.some(([, p]) => p === 'Billing-Block'), entry: us2.find(([w]) => w === 'entry') });
        const b = prev.get(l.id);
        if (b && run.code === 0 && !lostOwn) {
          const line = (w) => run.output.split('\n').some((x) => x.includes(`${w} ${l.login} (`));
          if (b.blocked && !now.get(l.id).blocked && !line('opens') && us2.length) fail(`opened untold: ${l.login}(${l.id}) ${at} ${us2.map((x) => x.join(' '))}`);
          if (!b.blocked && now.get(l.id).blocked && now.get(l.id).entry?.[1] === 'Billing-Block' && !line('blocks')) fail(`blocked untold: ${l.login}(${l.id}) ${at} ${us2.map((x) => x.join(' '))}`);
        }
      }
      for (const [k, v] of now) prev.set(k, v);
      for (const k of [...prev.keys()]) if (!now.has(k)) prev.delete(k);
      // stable
      let again;
      for (let k = 0; k < 3; k++) {
        again = await s.run(fl, { shown: false });
        if (s.bqn.writes.length === 0) break;
      }
      if (s.bqn.writes.length && !(on('grace').length && s.bqn.writes.every((w) => w.method === 'DELETE')))
        fail(
          `again writes (${again.code}) ${s.bqn.writes
            .slice(0, 3)
            .map((w) => `${w.method} ${w.kind} ${w.key} ${JSON.stringify(w.body)}`)
            .join('; ')}\n${again.output.split('\n').slice(-6).join('\n')}`,
        );
      if (![0].includes(again.code) && run.code === 0)
        fail(`again exit ${again.code} ${again.output.split('\n').slice(-8).join('\n')}`);
      if (step === steps - 1 || chance(0.2)) {
        const l = pick(lg);
        const ex = await s.run([...fl, '--explain', `${l.login}`], { shown: false });
        s.t -= 300;
        if (ex.code !== 0 && !/several|no login/.test(ex.output))
          fail(`explain ${l.login} ${ex.code} ${ex.output.slice(-400)}`);
        if (ex.code === 0 && !/nothing for them|would write nothing/.test(ex.output))
          fail(
            `explain says: ${ex.output
              .split('\n')
              .filter((x) => /BQN/.test(x))
              .join('\n')}`,
          );
      }
      if (errors.length) break;
    }
  } catch (e) {
    errors.push(`CRASH ${e.stack}`);
  }
  await s.end();
  return { errors, trace };
}

if (process.argv[2]?.includes('-')) {
  const [from, to] = process.argv[2].split('-').map(Number);
  let bad = 0;
  const t0 = Date.now();
  for (let i = from; i < to; i++) {
    const { errors, trace } = await story(i);
    if (errors.length) {
      bad++;
      console.log(`SEED ${i}: ${errors.slice(0, 2).join('\n   ').slice(0, 1800)}`);
    }
  }
  console.log(`${to - from} stories, ${bad} bad, ${Math.round((Date.now() - t0) / 1000)} s`);
  process.exit(0);
} else if (process.argv[2]) {
  const { errors, trace } = await story(Number(process.argv[2]), { verbose: true });
  console.log(errors.join('\n'));
  process.exit(0);
}
