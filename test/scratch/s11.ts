// @ts-nocheck
import { A, ispOf, readFileSync, rmSync, scene, writeFileSync } from './kit.ts';

for (const old of ['/tmp/old/2.5.js', '/tmp/old/2.0.js', undefined])
  for (const how of ['skip in old', 'skip at upgrade', 'skip after'])
    for (const ds of [[], ['-ds']]) {
      const isp = ispOf(14, (i) => ({ prefix: `2001:db8:${i}::/64`, status: i <= 2 ? 'CA' : 'A' }));
      const s = await scene(isp, { quiet: true, base: ds });
      await s.run([], { bundle: old });
      await s.run([], { bundle: old });
      const skip = ['--skip-login', 'c1'];
      if (how === 'skip in old' && !old?.includes('2.0')) {
        await s.run(skip, { bundle: old });
        await s.run(skip, { bundle: old });
      }
      if (old && how === 'skip in old' && old.includes('2.5')) {
        const st = JSON.parse(readFileSync(s.state, 'utf8'));
        const r = Object.values(st.bqns)[0];
        if (!ds.length)
          console.log(JSON.stringify({ rem: r.remembered, e: r.subscribers?.[A(1)], keys: Object.keys(r) }));
      }
      if (how === 'skip after') await s.run([]);
      await s.run(skip);
      s.status('c1', 'A');
      const r = await s.run(skip);
      console.log(old, how, ds.join(), r.code, s.under(A(1), '2001:db8:1::/64'));
      await s.end();
    }
