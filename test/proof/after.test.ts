import { expect, test } from 'vitest';
import { stateAfter } from '../../src/proof/after.ts';
import { aBqn, anUpdate, groupItem, policyItem, subscriberItem } from '../support/builders.ts';
import { drops, groups, makes, speeds, turns } from './proving.ts';

const IP = '100.64.0.1';
const bqn = aBqn({
  policies: [policyItem('Gold', { maxFlows: 9 })],
  subscribers: [subscriberItem(IP, 'maria', 'Gold', { quota: { volume: 5 } })],
  groups: [groupItem('DS-maria', { subscriberMembers: [IP], policyRate: 'Gold' })],
});

test('what is not written of a thing stays', () => {
  const after = stateAfter(bqn, [
    turns(IP, { policyRate: 'Lead' }),
    anUpdate({ kind: 'group', key: 'DS-maria', body: { policyRate: 'Lead' } }),
    anUpdate({ kind: 'policy', key: 'Gold', body: { rateLimitUplink: { rate: 7 } } }),
  ]);
  expect(after.entry(IP)).toMatchObject({ id: 'maria', policy: 'Lead', listed: { quota: { volume: 5 } } });
  expect(after.group('DS-maria')).toMatchObject({ members: [IP], policy: 'Lead' });
  expect(after.policy('Gold')).toMatchObject({ downKbps: 100_000, upKbps: 7, listed: { maxFlows: 9 } });
});

test('what is made begins anew, what is deleted is gone, and all else is as it was', () => {
  const made = stateAfter(bqn, [
    makes(IP, 'jose', ''),
    groups('DS-maria', { policy: '' }),
    speeds('Gold', 5, 'create'),
  ]);
  expect(made.entry(IP)).toMatchObject({ id: 'jose', policy: null, listed: undefined });
  expect(made.group('DS-maria')).toMatchObject({ members: [], policy: null });
  expect(made.policy('Gold')?.listed).not.toHaveProperty('maxFlows');
  const gone = stateAfter(bqn, [drops('subscriber', IP), drops('group', 'DS-maria'), drops('policy', 'Gold')]);
  expect([gone.entry(IP), gone.group('DS-maria'), gone.policy('Gold')]).toEqual([undefined, undefined, undefined]);
  const same = stateAfter(bqn, []);
  expect([same.entry(IP)?.id, same.group('DS-maria')?.policy, same.policy('Gold')?.upKbps]).toEqual([
    'maria',
    'Gold',
    50_000,
  ]);
});
