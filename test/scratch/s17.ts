// @ts-nocheck
import { scene, ispOf, A, readFileSync, rmSync, writeFileSync, existsSync } from './kit.ts';
const g=/held|result|opens|blocks|would|subscribers \d|withheld|wrong|error|skipped/;
for (const ds of [[],['-ds']]) {
console.log('===== fixed ip debtor goes offline', ds);
const s = await scene(ispOf(14,(i)=>({prefix:`2001:db8:${i}::/64`,status:i<=2?'CA':'A',extra:{fixar_ip:'S'}})), {base:['--fixed-ip','all',...ds]});
await s.run([],{grep:g});
s.login('c1').online='N'; 
await s.run([],{grep:g}); s.show('c1');
await s.run(['--explain','c1']);
s.login('c1').online='S'; await s.run([],{grep:g}); s.show('c1');
// skip while offline
s.login('c1').online='N';
await s.run(['--skip-login','c1'],{grep:g}); s.show('c1');
await s.run(['--offline-grace','1h'],{grep:g}); s.show('c1');
// flag away
await s.run(['--prune','none'],{grep:g}); s.show('c1');
s.login('c3').online='N'; s.login('c4').ip=A(3);  // someone online takes c3's fixed ip
await s.run([],{grep:g}); s.show('c3','c4');
s.login('c4').ip=A(4);
await s.run([],{grep:g}); s.show('c3','c4');
await s.end();
}
