// @ts-nocheck
import { A, ispOf, readFileSync, rmSync, scene } from './kit.ts';

function town() {
  const isp = ispOf(12, (i) => ({
    plan: i < 4 ? '2' : '1',
    prefix: i < 6 ? `2001:db8:${i}::/64` : '',
    contract: i >= 8 && i <= 9 ? '700' : undefined,
    extra: { id_concentrador: String(1 + (i % 2)), id_transmissor: String((i % 2) + 1) },
  }));
  isp.plans[1].extra = {
    download_busrt: '40M',
    download_busrt_th: '15M',
    download_busrt_time: '10',
    upload_busrt: '20M',
    upload_busrt_th: '8M',
    upload_busrt_time: '10',
  };
  for (const id of ['1', '2']) isp.transmitters.push({ id, name: `Setor ${id}`, pop: '1' });
  isp.pops.push({ id: '1', name: 'Torre' });
  return isp;
}
const flags = ['-ds', '--site-groups', 'pop', '--join', 'contract', '--burst', '--ipv6-subscribers', '64'];
function snap(s) {
  return JSON.stringify(
    ['policies', 'subscribers', 'subscriberGroups'].map((k) =>
      s.bqn
        .list(k)
        .map(({ policyAssignedBy: _, ...r }) => JSON.stringify(r))
        .sort(),
    ),
    null,
    1,
  );
}
for (const how of ['--restore', '--remove-all'])
  for (const withFlags of [true, false]) {
    console.log('=====', how, withFlags);
    const s = await scene(town());
    // past of the operator: burst on Prata, group memberships, L1 group of same name with members
    s.bqn.seedPolicy('Prata', {
      policyId: 'p',
      rateLimitDownlink: { rate: 7000, burstRate: 9000, burstDuration: 3, burstThreshold: 5000 },
      rateLimitUplink: { rate: 700 },
    });
    s.bqn.seedSubscriber(A(1), { subscriberId: 'c1', policyRate: 'Prata', subscriberGroups: ['VIP'] });
    s.bqn.seedGroup('VIP', { policyRate: '' });
    s.bqn.seedGroup('L2-Torre', { subscriberGroupType: 'tower' });
    s.bqn.seedGroup('DS-c2', { subscriberMembers: [A(2)], policyRate: 'Prata' });
    s.bqn.seedSubscriber('2001:db8:3::', { subscriberId: 'c3', policyRate: 'Prata' });
    const before = snap(s);
    await s.run([...flags, '--force'], { shown: false });
    await s.run([...flags, '--force'], { shown: false });
    s.dump();
    s.login('c4').plan = '2';
    s.status('c5', 'CA');
    s.off('c6');
    await s.run([...flags, '--force'], { shown: false });
    await s.run([...flags, '--force'], { shown: false });
    const f = withFlags ? flags : [];
    await s.run([...f, how, '-n', '--force'], { grep: /would|left|exit|held|- |\+ |~ / });
    await s.run([...f, how, '--force']);
    s.dump();
    const after = snap(s);
    if (how === '--restore')
      console.log('SAME', before === after, before === after ? '' : '\nBEFORE ' + before + '\nAFTER ' + after);
    else console.log(JSON.stringify([...s.bqn.subscribers].map(([k, v]) => [k, v.policyRate, v.subscriberGroups])));
    await s.run([...f, how, '--force']);
    await s.end();
  }
