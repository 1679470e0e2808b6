// @ts-nocheck
import { A, ispOf, readFileSync, rmSync, scene, writeFileSync } from './kit.ts';

for (const flags of [['-ds'], []])
  for (const addr of ['kept', 'none']) {
    const isp = ispOf(40, (i) => ({ prefix: `2001:db8:${i}::/64`, status: i <= 10 ? 'CA' : 'A' }));
    const s = await scene(isp, { base: flags, quiet: true });
    await s.run(['--force'], { shown: false });
    for (let i = 1; i <= 10; i++) {
      s.login('c' + i).contract = String(99990 + i);
      if (addr === 'none') s.login('c' + i).ip = '';
    }
    console.log(flags, addr);
    const r = await s.run([], { shown: true });
    s.show('c1');
    console.log(s.under(A(1)));
    await s.end();
  }
