// @ts-nocheck
import { scene, ispOf, A, readFileSync, rmSync, writeFileSync, existsSync } from './kit.ts';
const s = await scene(ispOf(14), {quiet:true});
await s.run([]);
for (const a of ['--status A=open --no-block','--status A=open --allowed-status A','--reduced-rate 10%','--reduced --reduced-rate 0%','--reduced --reduced-rate 200%','--until 12:00','--expect blocks=3','--expect blocks=3 --until 25:00','--expect xx=3 --until 23:59','--since 7d','--history all --since 0d','--detailed-exit-code','--reason x','--from x','--resume --pause 2h','--held -n','--held --approve blocks=2','--held --force','--explain c1 --held','--explain c1 -n','--explain c1 --history c1','--check --explain c1','--slow-rate 256k','--restore --adopt','--remove-all --adopt','--restore --approve leaves=2','--prune all --remove-all -n','--adopt -n','--pause 25h','--pause 0','--pause 2h --force','--pause 2h --approve blocks=2','--pause 2h --expect blocks=1 --until 23:59','--resume','--join contract --dual-stack','--join x','--ipv6-subscribers 64 --ipv6-subscribers 56','--fixed-ip none','--fixed-ip all','--fixed-ip','--only-site 9','--only-subnet 100.64.0.0/33','--overrides /nope','--max-block 20/10','--max-block 120','--offline-grace 1h --prune none','--approve leaves','--approve blocks=0','--approve deletes=3','--max-pages 1 --prune all','--max-pages 1 --adopt','--html x --fleet .','--burst --max-pages 1','--no-block --slow-rate 256k --status FA=slow','--status FA=slow','--status A=open,FA=slow --slow-rate 0','--contracts some','--report - --lang pt','--support /dev/null','--expect blocks=3 --until 23:59 -n','--held --report -','--check --report -','--explain c1 --report -','--history all --report -','-n --report - --log-format json','--pause','--approve','--explain','--force=no','--dual-stack=no','--rate-factor 5','--site-groups pop --only-site 1','--init -n','--dry-run --pause 1h','--restore --prune none','--remove-all --prune none']) {
  const r = await s.run(a.split(' '));
  console.log(String(r.code).padEnd(3), a, '::', r.output.split('\n').map(l=>l.replace(/^\d{4}-\S+ \S+ /,'')).filter(l=>l&&!/script starts|durations|read:|unchanged$|^\{|customers: /.test(l)).slice(0,3).join(' | ').slice(0,260));
  s.t=300;
  await s.run(['--resume']);
  rmSync(s.state+'.expected',{force:true});
}
await s.end();
