// @ts-nocheck
import { A, ispOf, scene } from './kit.ts';

// skipped customer at an address under another's entry, that others wrote, with a policy of ours
const s = await scene(ispOf(12, (i) => ({ plan: i === 3 ? '2' : '1', ...(i === 12 ? { online: 'N', ip: '' } : {}) })));
s.bqn.seedPolicy('Ouro', { policyId: 'x', rateLimitDownlink: { rate: 5000 }, rateLimitUplink: { rate: 900 } });
s.bqn.seedSubscriber(A(3), { subscriberId: 'c12', policyRate: 'Ouro' });
await s.run(['--skip-plan', 'Prata', '--force']);
await s.run(['--skip-plan', 'Prata', '--explain', 'c3']);
s.show('c3');
s.login('c12').online = 'S';
s.login('c12').ip = A(12);
await s.run(['--skip-plan', 'Prata', '--force']);
s.show('c3');
await s.end();
