// @ts-nocheck
import { scene, ispOf, A, readFileSync, rmSync, writeFileSync, existsSync } from './kit.ts';
const g=/held|result|opens|blocks|would|adopt|subscribers \d|withheld|wrong|error/;
{
console.log('===== lost state in the middle of a held incident');
const s = await scene(ispOf(40));
await s.run([],{shown:false});
for (let i=1;i<=12;i++) s.status('c'+i,'CA');
await s.run([],{grep:g});
rmSync(s.state);
await s.run([],{grep:g});
rmSync(s.state); 
for (let i=1;i<=6;i++) s.status('c'+i,'A');
await s.run([],{grep:g});   // 6 of 40 = 15% passes: incident forgotten
await s.end();
}
{
console.log('===== adopt after lost ledger + prune none/all');
for (const prune of ['owned','none','all']) {
const s = await scene(ispOf(14,(i)=>({prefix:`2001:db8:${i}::/64`,status:i===3?'CA':'A'})), {base:['-ds','--prune',prune]});
await s.run([],{shown:false});
rmSync(s.state);
s.off('c1'); s.off('c3'); s.login('c2').ip=A(50);
s.bqn.seedSubscriber(A(77),{subscriberId:'vip',policyRate:'Ouro'});
s.bqn.seedSubscriber(A(78),{subscriberId:'vip2',policyRate:'Billing-Block'});
console.log('--', prune);
await s.run(['-n','--adopt'],{grep:g});
await s.run(['--adopt'],{grep:/adopt|ours|subscribers \d|result|held|put off|offline/});
s.dump();
await s.run([],{grep:/subscribers \d|result|held/});
s.dump();
await s.end();
}}
{
console.log('===== adopt with gate: half of the customers offline');
const s = await scene(ispOf(40), {base:['-ds']});
await s.run([],{shown:false});
rmSync(s.state);
for(let i=1;i<=20;i++) s.off('c'+i);
await s.run(['--adopt'],{grep:/adopt|ours|subscribers \d|result|held|put off|offline/});
await s.run([],{at:90000+900,grep:/adopt|ours|subscribers \d|result|held|put off|offline/});
await s.end();
}
