// @ts-nocheck
import { A, ispOf, readFileSync, rmSync, scene } from './kit.ts';

console.log('===== pause + gate');
{
  const s = await scene(ispOf(40));
  await s.run([], { shown: false });
  for (let i = 1; i <= 12; i++) s.status('c' + i, 'CA');
  await s.run([], { at: 600 });
  await s.run(['--pause', '2h', '--reason', 'x'], { at: 700 });
  await s.run([], { at: 900 });
  await s.run(['--approve', 'blocks=12'], { at: 1000 });
  await s.run(['--held'], { at: 1000 });
  await s.run([], { at: 1200 });
  for (let i = 1; i <= 12; i++) s.status('c' + i, 'A');
  await s.run([], { at: 1500 });
  for (let i = 1; i <= 6; i++) s.status('c' + i, 'CA');
  await s.run([], { at: 1800 });
  await s.run(['--expect', 'blocks=30', '--until', '23:59'], { at: 1900 });
  await s.run(['--explain', 'c1'], { at: 1900 });
  await s.run(['-n'], { at: 1950 });
  await s.run(['--resume'], { at: 2000 });
  await s.run([], { at: 2300 });
  console.log(
    readFileSync(s.path('sync-ixc-bqn.journal.jsonl'), 'utf8')
      .split('\n')
      .slice(40)
      .map((l) => l.slice(0, 300))
      .join('\n'),
  );
  await s.end();
}
