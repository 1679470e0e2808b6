// @ts-nocheck
import { scene, ispOf, A, readFileSync, rmSync, writeFileSync, existsSync } from './kit.ts';
const g=/held|result|opens|blocks|would|expected|subscribers \d|withheld|wrong|error|let pass/;
{
console.log('===== expect with flags: opens, leaves, speeds, plans');
const s = await scene(ispOf(40,(i)=>({status:i<=10?'CA':'A'})), {});
await s.run(['--force'],{shown:false});
await s.run(['--expect','opens=10','--until',new Date(Date.now()+6*3600e3).toISOString().slice(0,16)],{grep:g});
for (let i=1;i<=10;i++) s.login('c'+i).contract=String(99000+i);
await s.run([],{grep:g});
await s.run(['--expect','leaves=20','--until',new Date(Date.now()+6*3600e3).toISOString().slice(0,16)],{grep:g});
for (let i=11;i<=30;i++) s.off('c'+i);
await s.run([],{grep:g});
await s.run(['--expect','speeds=30','--until',new Date(Date.now()+6*3600e3).toISOString().slice(0,16)],{grep:g});
s.isp.plans[0].download='40M'; 
await s.run([],{grep:g});
s.isp.plans[0].download='4M'; 
await s.run([],{grep:g});
await s.run(['--approve','speeds=20'],{grep:g});
await s.run(['--held'],{grep:/./});
await s.end();
}
{
console.log('===== expect then expectation used in two runs; then restart; also 2 BQNs');
const s = await scene(ispOf(40), {bqns:2});
await s.run(['--force'],{shown:false});
await s.run(['--expect','blocks=20','--until',new Date(Date.now()+6*3600e3).toISOString().slice(0,16)],{grep:g});
for (let i=1;i<=10;i++) s.status('c'+i,'CA');
await s.run([],{grep:/held|result|customers/});
for (let i=11;i<=20;i++) s.status('c'+i,'CA');
await s.run([],{grep:/held|result|customers/});
for (let i=21;i<=25;i++) s.status('c'+i,'CA');
await s.run([],{grep:/held|result|customers/});
await s.end();
}
{
console.log('===== held blocks; then skip-login of half; unskip; override; renamed; dual');
const s = await scene(ispOf(40,(i)=>({prefix:`2001:db8:${i}::/64`})), {base:['-ds']});
await s.run(['--force'],{shown:false});
for (let i=1;i<=12;i++) s.status('c'+i,'CA');
await s.run([],{grep:/held|result|customers/});
const sk=['--skip-login',Array.from({length:11},(_,i)=>'c'+(i+1)).join(',')];
await s.run(sk,{grep:/held|result|customers/});
await s.run([],{grep:/held|result|customers/});
await s.run(['--only-subnet','100.64.0.12/30'],{grep:/held|result|customers/});
await s.run([],{grep:/held|result|customers/});
await s.run(['--no-block'],{grep:/held|result|customers/});
await s.run([],{grep:/held|result|customers/});
await s.run(['--status','CA=keep,*=open'],{grep:/held|result|customers/});
await s.run([],{grep:/held|result|customers/});
await s.end();
}
