import { expect, test } from 'vitest';
import { type OneBoxPorts, uniteBoxes } from '../../src/run/one-box.ts';
import { toSettings } from '../../src/settings/to-settings.ts';
import { Ledger } from '../../src/state/ledger.ts';

/** Names and what they lead to; documentation addresses. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'bqn.example': ['203.0.113.5', '2001:db8::5'],
  'pool.example': ['203.0.113.5', '203.0.113.6'],
  localhost: ['::1', '127.0.0.1'],
};
const SHOWN = 'AA:BB';

function settingsOf(hosts: string) {
  const env = { IXC_SERVER: 'ixc.example', IXC_KEY: '1:ab', BQN_OAM_IP: hosts, BQN_REST_USER: 'u', BQN_REST_PW: 'p' };
  return toSettings({ kind: 'run', flags: {}, bqns: [], positionals: [] }, { env, program: '/nowhere/x.js' });
}

async function unite(hosts: string, ledger = Ledger.open('/dev/null', () => {})) {
  const warnings: string[] = [];
  const ports: OneBoxPorts = {
    async resolve(host) {
      const found = NAMES[host];
      if (found === undefined) throw new Error('ENOTFOUND');
      return found;
    },
    fingerprintOf: async () => SHOWN,
    warn: (text) => warnings.push(text),
  };
  const { bqns } = await uniteBoxes(settingsOf(hosts), ledger, ports);
  return { labels: bqns.map(({ label }) => label), warnings, ledger };
}

test.each([
  ['::1 0:0:0::1', 1],
  ['localhost 127.0.0.1', 1],
  ['::1 localhost 127.0.0.1', 1],
  ['127.0.0.1 localhost ::1', 1],
  ['bqn.example 203.0.113.5', 1],
  ['203.0.113.5 bqn.example', 1],
  ['bqn.example [2001:db8:0::5]:3443', 1],
  ['bqn.example 203.0.113.5:3444', 2],
  ['203.0.113.5 203.0.113.6', 2],
  ['pool.example 203.0.113.5 203.0.113.6', 3],
  ['nobody.example other.example', 2],
] as const)('%s: boxes', async (hosts, count) => {
  const { labels, warnings } = await unite(hosts);
  expect(labels).toHaveLength(count);
  expect(warnings).toHaveLength(hosts.split(' ').length - count);
});

function aLedger(label: string, fingerprint?: string): Ledger {
  const ledger = Ledger.open('/dev/null', () => {});
  ledger.update(label, fingerprint === undefined ? {} : { fingerprint });
  return ledger;
}

test('what an old state file knows under another spelling stays known', async () => {
  for (const old of ['203.0.113.5:3443', '[2001:db8:0:0::5]:3443']) {
    const { ledger, warnings } = await unite('bqn.example', aLedger(old, SHOWN));
    expect(ledger.labels()).toEqual(['bqn.example:3443']);
    expect(warnings.join()).toContain(`was known as ${old}`);
  }
  expect((await unite('bqn.example', aLedger('203.0.113.5:3443'))).ledger.labels()).toEqual(['bqn.example:3443']);
});

test('a box with another certificate is another box, wherever its name leads', async () => {
  const { ledger, warnings } = await unite('203.0.113.5', aLedger('bqn.example:3443', 'CC:DD'));
  expect(ledger.labels()).toEqual(['bqn.example:3443']);
  expect(warnings).toEqual([]);
});

test('a record under its own name is left as it is', async () => {
  const ledger = aLedger('bqn.example:3443', SHOWN);
  ledger.update('203.0.113.5:3443', { fingerprint: 'CC:DD' });
  expect((await unite('203.0.113.5', ledger)).ledger.labels()).toEqual(['bqn.example:3443', '203.0.113.5:3443']);
});
