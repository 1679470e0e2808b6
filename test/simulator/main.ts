/**
 * Both simulators as a process of their own, for a demo or a benchmark:
 *
 *   npx tsx test/simulator/main.ts --logins 60000 --bqn-delay 5 --bqn-parallel 4
 *   npx tsx test/simulator/main.ts --like support.txt
 *
 * Prints one line of JSON with all that a client needs, then answers each line of JSON on stdin with one on stdout:
 *   {"cmd":"counters"}                              requests, writes, lists, bytes, violations
 *   {"cmd":"churn","on":600,"off":600,"block":20}   changes the ISP; also "replan" and "seed"
 *   {"cmd":"warm"}                                  makes the pages of the next run beforehand; then send "reset"
 *   {"cmd":"reset"}                                 counters to zero
 * Ends when stdin closes.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { type BqnSimulator, startBqn } from './bqn.ts';
import { type Churn, churn } from './churn.ts';
import { generateIsp } from './generate.ts';
import { imitate, seedLike } from './imitate.ts';
import { type IxcSimulator, startIxc } from './ixc.ts';
import type { Traffic } from './server.ts';
import { warm } from './warm.ts';

const { values: flags } = parseArgs({
  options: {
    logins: { type: 'string', default: '1000' },
    contracts: { type: 'string' },
    /** Share of the logins whose contract is out of service; else about a fifth, oddities among them. */
    blocked: { type: 'string' },
    plans: { type: 'string', default: '60' },
    /** Logins with an IPv6 prefix: each becomes a dual-stack group. */
    groups: { type: 'string' },
    online: { type: 'string', default: '0.85' },
    seed: { type: 'string', default: '1' },
    columns: { type: 'string', default: 'real' },
    /** ms that one request takes. */
    'ixc-delay': { type: 'string', default: '0' },
    'bqn-delay': { type: 'string', default: '0' },
    /** How many requests the BQN serves at a time. */
    'bqn-parallel': { type: 'string' },
    /** A file that `--support` wrote: its installation is imitated. */
    like: { type: 'string' },
    /** Keeps every write and its body, for a test that looks at them. */
    record: { type: 'boolean', default: false },
  },
});

type Command = Churn & { cmd?: string };

const like =
  flags.like === undefined ? undefined : imitate(readFileSync(flags.like, 'utf8'), { seed: Number(flags.seed) });
const isp =
  like?.isp ??
  generateIsp({
    logins: Number(flags.logins),
    seed: Number(flags.seed),
    plans: Number(flags.plans),
    online: Number(flags.online),
    columns: flags.columns === 'few' ? 'few' : 'real',
    ...(flags.contracts === undefined ? {} : { contracts: Number(flags.contracts) }),
    ...(flags.blocked === undefined ? {} : { blocked: Number(flags.blocked) }),
    ...(flags.groups === undefined ? {} : { dualStack: Number(flags.groups) }),
  });
const parallel = flags['bqn-parallel'] === undefined ? {} : { parallel: Number(flags['bqn-parallel']) };
const ixc = await startIxc(isp, {
  cache: true,
  quirks: like?.ixcQuirks ?? {},
  latency: { ms: Number(flags['ixc-delay']) },
});
const bqn = await startBqn({ record: flags.record, latency: { ms: Number(flags['bqn-delay']), ...parallel } });
if (like !== undefined) seedLike(bqn, like);
const folder = mkdtempSync(join(tmpdir(), 'ixc-bqn-simulator-'));
print({
  ixc: describe(ixc, 'ixc'),
  bqn: describe(bqn, 'bqn'),
  logins: isp.logins.length,
  contracts: isp.contracts.length,
});

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() !== '') print(await obeySafely(line));
}
await Promise.all([ixc.close(), bqn.close()]);
rmSync(folder, { recursive: true });

function describe(server: IxcSimulator | BqnSimulator, name: string): Record<string, unknown> {
  const certificateFile = join(folder, `${name}.pem`);
  writeFileSync(certificateFile, server.certificate);
  const { host, port, fingerprint256 } = server;
  const login = 'key' in server ? { key: server.key } : { ip: server.ip, user: server.user, password: server.password };
  return { host, port, ...login, certificateFile, fingerprint256 };
}

async function obeySafely(line: string): Promise<unknown> {
  try {
    return await obey(JSON.parse(line) as Command);
  } catch (error) {
    return { error: String(error) };
  }
}

async function obey(command: Command): Promise<unknown> {
  switch (command.cmd) {
    case 'counters':
      return counters();
    case 'churn': {
      const done = churn(isp, command);
      ixc.changed('radusuarios');
      if (done.block > 0) ixc.changed('cliente_contrato');
      return done;
    }
    case 'warm':
      return { pages: await warm(ixc) };
    case 'reset':
      reset();
      return { reset: true };
    default:
      return { error: `unknown command ${String(command.cmd)}` };
  }
}

function counters(): Record<string, unknown> {
  const { lists, gets, counts, violations } = bqn;
  const held = { policies: bqn.policies.size, subscribers: bqn.subscribers.size, groups: bqn.groups.size };
  return {
    ixc: { ...ixc.traffic, inserts: ixc.inserts, rowsSent: ixc.rowsSent, complaints: ixc.complaints.length },
    bqn: {
      ...bqn.traffic,
      lists,
      gets,
      writes: counts,
      violations: violations.length,
      dangling: bqn.dangling().length,
    },
    held,
  };
}

function reset(): void {
  for (const { traffic } of [ixc, bqn]) zero(traffic);
  ixc.rowsSent = 0;
  bqn.forgetWrites();
  for (const kind of Object.keys(bqn.lists) as (keyof typeof bqn.lists)[]) bqn.lists[kind] = 0;
  bqn.gets = 0;
}

function zero(traffic: Traffic): void {
  Object.assign(traffic, {
    connections: 0,
    refusedHandshakes: 0,
    requests: 0,
    peak: 0,
    bytesReceived: 0,
    bytesSent: 0,
  });
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
