// @ts-nocheck
import { A, ispOf, readFileSync, rmSync, scene, writeFileSync } from './kit.ts';

{
  console.log('==== several BQNs with only-subnet each, a customer moves');
  const isp = ispOf(24, (i) => ({ ip: i <= 12 ? A(i) : `100.65.0.${i}`, prefix: i % 2 ? `2001:db8:${i}::/64` : '' }));
  const s = await scene(isp, { bqns: 2, base: ['-ds'] });
  s.env.IXC_BQN_ONLY_SUBNET = `${s.boxes[0].host}=100.64.0.0/16 ${s.boxes[1].host}=100.65.0.0/16`;
  const sh = () => {
    for (const b of s.boxes) s.dump(b);
  };
  await s.run([]);
  s.status('c3', 'CA');
  await s.run([]);
  // c3 (blocked) moves to box 2 ; c13 moves to box 1 at c3's address
  s.login('c3').ip = '100.65.0.99';
  s.login('c13').ip = A(3);
  await s.run([]);
  sh();
  s.status('c3', 'A');
  await s.run([]);
  s.login('c3').ip = A(40);
  await s.run([]);
  await s.run([]);
  sh();
  await s.run(['--explain', 'c3']);
  // c5 blocked, box1 lost ledger
  s.status('c5', 'CA');
  await s.run([]);
  rmSync(s.state);
  s.login('c5').ip = '100.65.0.98';
  s.status('c5', 'A');
  await s.run([]);
  await s.run([]);
  sh();
  await s.run(['--adopt']);
  sh();
  await s.end();
}
