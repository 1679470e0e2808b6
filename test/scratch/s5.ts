// @ts-nocheck
import { A, ispOf, readFileSync, rmSync, scene } from './kit.ts';

const isp = ispOf(12, (i) => ({ plan: i < 4 ? '2' : '1', prefix: i < 6 ? `2001:db8:${i}::/64` : '' }));
const s = await scene(isp, { base: ['-ds', '--ipv6-subscribers', '64', '--force'] });
await s.run([], { shown: false });
isp.plans[1].download = '5M';
await s.run([]);
await s.run(['--remove-all']);
await s.end();
