import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { causeOf } from '../../src/report/cause.ts';
import { EXIT } from '../../src/run/exit-code.ts';
import { synchronise } from '../../src/run/sync.ts';
import { toSettings } from '../../src/settings/to-settings.ts';
import { Ledger } from '../../src/state/ledger.ts';
import { aContract, aLogin, aPlan } from '../support/builders.ts';
import { jsonSource } from '../support/json-source.ts';
import { MemoryBqn } from '../support/memory-bqn.ts';

const ENV = {
  IXC_SERVER: 'ixc.example',
  IXC_KEY: '1:ab',
  BQN_OAM_IP: '192.0.2.7',
  BQN_REST_USER: 'u',
  BQN_REST_PW: 'pw',
};

interface RunOptions {
  readonly flags?: Readonly<Record<string, string>>;
  /** Called when it is known what is wanted, before it is planned. */
  readonly mapped?: (stop: AbortController) => void;
}

/** One run of the whole engine, from a file to a BQN. */
async function run(path: string, bqn: MemoryBqn, { flags = {}, mapped = () => {} }: RunOptions = {}) {
  const commandLine = { kind: 'run', flags, bqns: [], positionals: [] } as const;
  const settings = toSettings(commandLine, { env: ENV, program: '/nowhere/sync-ixc-bqn.js' });
  const stop = new AbortController();
  return await synchronise(settings, {
    source: jsonSource(path),
    targets: [bqn],
    ledger: Ledger.open(`${path}.state`, () => {}),
    signal: stop.signal,
    abandon: () => stop.abort(),
    now: () => 1_704_714_160,
    watch: { page() {}, note() {}, mapped: () => mapped(stop), written() {} },
  });
}

function aFile(content: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'sync-ixc-bqn-source-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'billing.json');
  writeFileSync(path, JSON.stringify(content));
  return path;
}

test('another billing system goes through the whole engine to a BQN, without a word of IXC', async () => {
  const bqn = new MemoryBqn();
  const logins = [
    aLogin({ plan: 1, contract: 1 }),
    aLogin({ id: 2, login: 'jose', ip: '100.64.0.2', plan: 1, contract: 2 }),
  ];
  const contracts = [aContract(), aContract({ id: 2, status: 'CA' })];
  const outcome = await run(aFile({ logins, plans: [aPlan()], contracts }), bqn);
  expect(outcome.exitCode).toBe(EXIT.done);
  expect(bqn.store.subscriber('100.64.0.1')?.policyRate).toBe('Gold');
  expect(bqn.store.subscriber('100.64.0.2')?.policyRate).toBe('Billing-Block');
});

test('its failures end the run before the first write, with the code of a source', async () => {
  const bqn = new MemoryBqn();
  const unreadable = await run('/nowhere/billing.json', bqn);
  const empty = await run(aFile({ logins: [aLogin()], plans: [], contracts: [] }), bqn);
  expect([unreadable.exitCode, empty.exitCode, bqn.writes]).toEqual([EXIT.sourceUnreadable, EXIT.sourceUnreadable, []]);
  expect(causeOf(empty.exitCode, empty)).toContain('the file has no speed plan');
});

test('a time limit that comes while it computes is heard before the next piece of computing', async () => {
  const bqn = new MemoryBqn();
  const file = aFile({ logins: [aLogin()], plans: [aPlan()], contracts: [aContract()] });
  const mapped = (stop: AbortController) => void setImmediate(() => stop.abort());
  const outcome = await run(file, bqn, { flags: { 'dry-run': 'true' }, mapped });
  expect(outcome.error).toMatchObject({ name: 'Interrupted' });
  expect(outcome.bqns).toEqual([]);
});
