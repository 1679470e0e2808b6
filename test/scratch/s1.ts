// @ts-nocheck
import { A, ispOf, scene } from './kit.ts';

const s = await scene(
  ispOf(12, (i) => ({ status: i === 1 ? 'CA' : 'A', prefix: i < 4 ? `2001:db8:${i}::/64` : '' })),
  { base: ['-ds'] },
);
console.time('x');
await s.run();
s.dump();
await s.run();
await s.run(['--explain', 'c1']);
console.timeEnd('x');
await s.end();
