// @ts-nocheck
import { A, ispOf, readFileSync, rmSync, scene, writeFileSync } from './kit.ts';

for (const c of ['CA', 'A', 'gone']) {
  const isp = ispOf(20, (i) => ({ prefix: `2001:db8:${i}::/64`, status: i === 1 ? 'CA' : 'A' }));
  const s = await scene(isp, { base: ['-ds'], quiet: true });
  await s.run([], { shown: false });
  s.off('c1');
  await s.run([]);
  if (c === 'gone') s.login('c1').contract = '99999';
  else s.status('c1', c);
  s.login('c1').ip = '';
  s.login('c1').online = 'S';
  s.bqn.seedGroup('DS-c1', { subscriberRanges: ['100.64.0.0/24', '2001:db8::/32'], policyRate: 'Billing-Block' });
  const r = await s.run(['--max-block', '1'], { shown: true });
  s.dump();
  await s.run(['--max-block', '1'], { shown: true });
  await s.end();
}
