// @ts-nocheck
import { A, ispOf, readFileSync, rmSync, scene, writeFileSync } from './kit.ts';

for (const [name, flags, change] of [
  ['skip', ['--skip-plan', 'Prata'], () => {}],
  [
    'doubt',
    [],
    (s) => {
      for (let i = 1; i <= 10; i++)
        s.isp.logins.push({
          ...s.login('c' + i),
          id: String(500 + i),
          login: 'd' + i,
          plan: '1',
          contract: String(99980 + i),
        });
    },
  ],
  [
    'doubt ds',
    ['-ds'],
    (s) => {
      for (let i = 1; i <= 10; i++)
        s.isp.logins.push({
          ...s.login('c' + i),
          id: String(500 + i),
          login: 'd' + i,
          plan: '1',
          contract: String(99980 + i),
        });
    },
  ],
  ['skip ds', ['-ds', '--skip-plan', 'Prata'], () => {}],
  ['only-subnet', ['--only-subnet', '10.0.0.0/8'], () => {}],
  [
    'skip ds paid',
    ['-ds', '--skip-plan', 'Prata'],
    (s) => {
      for (let i = 1; i <= 10; i++) {
        s.login('c' + i).contract = String(500 + i);
        s.status('c' + i, 'A');
      }
    },
  ],
  [
    'skip ds paid moved',
    ['-ds', '--skip-plan', 'Prata'],
    (s) => {
      for (let i = 1; i <= 10; i++) {
        s.login('c' + i).contract = String(500 + i);
        s.status('c' + i, 'A');
        s.login('c' + i).ip = A(100 + i);
      }
    },
  ],
  [
    'v6',
    ['--ipv6-subscribers', '64'],
    (s) => {
      for (let i = 1; i <= 10; i++) {
        s.login('c' + i).contract = String(500 + i);
        s.login('c' + i).ip = '';
      }
    },
  ],
  [
    'v6 ds',
    ['-ds', '--ipv6-subscribers', '64'],
    (s) => {
      for (let i = 1; i <= 10; i++) {
        s.login('c' + i).contract = String(500 + i);
        s.login('c' + i).ip = '';
      }
    },
  ],
]) {
  const isp = ispOf(40, (i) => ({
    prefix: `2001:db8:${i}::/64`,
    status: i <= 10 ? 'CA' : 'A',
    plan: i <= 10 ? '2' : '1',
  }));
  const s = await scene(isp, { quiet: true });
  await s.run(['--force', ...flags.filter((f) => /^-ds$|^--ipv6|^64/.test(f))], { shown: false });
  for (let i = 1; i <= 10; i++) {
    s.login('c' + i).contract = String(99990 + i);
  }
  change(s);
  console.log('=====', name);
  const r = await s.run(flags, { shown: true });
  s.show('c1');
  console.log(s.under(A(1), '2001:db8:1::/64'));
  await s.run(flags, { shown: true, grep: /subscribers \d|held/ });
  s.show('c1');
  console.log(s.under(A(1), '2001:db8:1::/64'));
  await s.end();
}
