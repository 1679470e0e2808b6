// @ts-nocheck
import { scene, ispOf, A, readFileSync, rmSync, writeFileSync, existsSync } from './kit.ts';
{
console.log('===== nowhere held: held, explain, history, report, html, metrics');
const s = await scene(ispOf(40,(i)=>({prefix:`2001:db8:${i}::/64`,status:i<=10?'CA':'A'})), {base:['-ds']});
await s.run(['--force'],{shown:false});
for (let i=1;i<=10;i++){ s.login('c'+i).contract=String(99000+i); s.login('c'+i).ip='';}
await s.run(['--report',s.path('r.json'),'--metrics-file',s.path('m'),'--html',s.path('h.html'),'--zabbix-file',s.path('z')],{grep:/held|result/});
const r=JSON.parse(readFileSync(s.path('r.json'),'utf8')); console.log(JSON.stringify(r.bqns[0].heldBack??r.bqns[0].held).slice(0,600));
console.log(readFileSync(s.path('m'),'utf8').split('\n').filter(l=>/held|blocked|waiting/.test(l)&&!/#/.test(l)).join('\n'));
await s.run(['--held']);
await s.run(['--explain','c1']);
await s.run(['--explain',A(1)]);
await s.run(['-n'],{grep:/held|result|~|\+|-/});
s.login('c1').login='c1renamed';
await s.run([],{grep:/held|result/});
await s.run(['--history','c1renamed']);
await s.run(['--history','c1','--since','1h']);
await s.run(['--history',A(1)]);
await s.run(['--approve','opens=10'],{grep:/held|result|opens/});
s.show('c1renamed'); console.log(s.under(A(1),'2001:db8:1::/64'));
await s.run([],{grep:/subscribers \d|result/});
await s.run(['--explain','c1renamed']);
await s.end();
}
