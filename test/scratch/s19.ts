// @ts-nocheck
import { scene, ispOf, A, readFileSync, rmSync, writeFileSync, existsSync, aLogin, aContract } from './kit.ts';
const g=/held|result|opens|blocks|slows|lifts|loses|would|customers:|subscribers \d|withheld|wrong|error|skipped|put off|offline|taken|sites/;
{
console.log('===== BQN before R4.22 (drops group policy) with nowhere/skip; 2 BQNs member away with approvals of nowhere');
const s = await scene(ispOf(40,(i)=>({prefix:`2001:db8:${i}::/64`,status:i<=10?'CA':'A'})), {base:['-ds'], bqns:2});
await s.run(['--force'],{shown:false});
for (let i=1;i<=10;i++){ s.login('c'+i).contract=String(99000+i); s.login('c'+i).ip='';}
await s.run([],{grep:/held|result/});
const b2=s.boxes[1]; 
await s.run(['--approve','opens=10'],{grep:/held|result|customers/});
console.log(s.under(A(1),'2001:db8:1::/64',s.boxes[0]), s.under(A(1),'2001:db8:1::/64',s.boxes[1]));
await s.end();
}
{
console.log('===== site-groups where operator limits the group; join; skip');
const isp=ispOf(14,(i)=>({extra:{id_concentrador:String(1+i%2)}}));
const s = await scene(isp, {base:['--site-groups','nas']});
s.bqn.seedPolicy('Cap',{policyId:'cap',rateLimitDownlink:{rate:1000},rateLimitUplink:{rate:1000}});
s.bqn.seedGroup('L1-1',{policyRate:'Cap'});
await s.run([],{grep:g});await s.run([],{grep:g});
console.log(JSON.stringify([...s.bqn.subscribers].slice(0,3)), JSON.stringify([...s.bqn.groups]));
await s.run(['--explain','c2']);
await s.end();
}
{
console.log('===== namesake + override by id + skip by id with renamed');
const isp=ispOf(14,(i)=>({status:i<=2?'CA':'A'}));
isp.logins[1].login='c1';
const s = await scene(isp,{});
const ov=(rows)=>writeFileSync(s.path('o.csv'),'login,what,until,by,why\n'+rows.map(([l,w])=>`${l},${w},2027-01-20,noc,x`).join('\n')+'\n',{mode:0o600});
ov([['id:91','open'],['c1','skip']]);
await s.run(['--overrides',s.path('o.csv')],{grep:/./}); console.log(s.under(A(1)),s.under(A(2)));
s.login('91').login='novo';
await s.run(['--overrides',s.path('o.csv')],{grep:/./}); console.log(s.under(A(1)),s.under(A(2)));
await s.run(['--skip-login','id:92'],{grep:/./}); console.log(s.under(A(1)),s.under(A(2)));
await s.end();
}
