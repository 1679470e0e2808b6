// @ts-nocheck
import { A, ispOf, readFileSync, rmSync, scene, writeFileSync } from './kit.ts';

for (const flags of [['-ds'], []])
  for (const c of ['CA', 'A', 'gone'])
    for (const way of ['prefix', 'id', 'own'])
      for (const left of [0, 1]) {
        const isp = ispOf(20, (i) => ({ prefix: `2001:db8:${i}::/64`, status: i === 1 ? 'CA' : 'A' }));
        const s = await scene(isp, { base: flags, quiet: true });
        await s.run([], { shown: false });
        if (left) {
          s.off('c1');
          await s.run([]);
        }
        if (c === 'gone') s.login('c1').contract = '99999';
        else s.status('c1', c);
        s.login('c1').ip = '';
        s.login('c1').online = 'S';
        if (way === 'own' && !left) {
          const e = s.bqn.subscribers.get(A(1));
          e.policyRate = '';
        }
        s.bqn.seedGroup(way === 'own' ? 'DS-c1' : 'DS-old', {
          subscriberRanges: ['100.64.0.0/24', ...(way !== 'id' ? ['2001:db8::/32'] : [])],
          ...(way === 'id' ? { subscriberIds: ['c1'] } : {}),
          policyRate: 'Billing-Block',
        });
        const r = await s.run(['--max-block', '1']);
        console.log(
          flags.join(' '),
          c,
          way,
          left ? 'left' : '',
          r.code,
          r.output
            .split('\n')
            .filter((l) => /opens|withheld|defect|held|deleted/.test(l))
            .map((l) => l.slice(27, 400))
            .join('\n   '),
        );
        await s.end();
      }
