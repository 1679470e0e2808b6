// @ts-nocheck
import { scene, ispOf, A, readFileSync, rmSync, writeFileSync, existsSync, aLogin, aContract } from './kit.ts';
const g=/held|result|opens|blocks|slows|lifts|loses|would|customers:|subscribers \d|withheld|wrong|error|skipped|put off|offline/;
{
console.log('===== power cut with fixed ip debtors: home again');
const s = await scene(ispOf(40,(i)=>({status:i<=12?'CA':'A',extra:{fixar_ip:'S'}})), {base:['--fixed-ip']});
await s.run(['--force'],{shown:false});
for (let i=1;i<=12;i++) s.login('c'+i).online='N';
await s.run([],{grep:/held|result|customers:/});
for (let i=1;i<=12;i++) s.login('c'+i).online='S';
await s.run([],{grep:/held|result|customers:/});
await s.end();
}
{
console.log('===== slow lane -> block -> slow with table; reduced + slow + override plan; rate-factor change');
const isp=ispOf(14,(i)=>({prefix:`2001:db8:${i}::/64`,speedStatus:i<=4?'R':'N'}));
const s = await scene(isp, {base:['-ds','--reduced','--reduced-rate','10%','--rate-factor','1.5']});
const ov=(rows)=>writeFileSync(s.path('o.csv'),'login,what,until,by,why\n'+rows.map(([l,w])=>`${l},${w},2027-01-20,noc,x`).join('\n')+'\n',{mode:0o600});
ov([['c1','plan Prata'],['c2','rate 30M/15M'],['c3','open']]);
await s.run(['--overrides',s.path('o.csv')],{grep:g}); s.show('c1','c2','c3','c4'); s.dump();
s.isp.plans[0].download='200M'; await s.run(['--overrides',s.path('o.csv')],{grep:g}); s.dump();
ov([]); await s.run(['--overrides',s.path('o.csv')],{grep:g}); s.show('c1','c2','c3','c4');
s.isp.plans[0].download='0'; s.isp.plans[0].upload=''; await s.run([],{grep:g}); s.show('c1');
await s.run(['--force'],{grep:g}); s.show('c1','c5'); s.dump();
s.isp.plans[0].download='100'; await s.run(['--force'],{grep:g}); s.show('c1','c5'); s.dump();
await s.end();
}
