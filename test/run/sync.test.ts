import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { BillingSource } from '../../src/billing/source.ts';
import { BqnListUnreadable, WriteRefused } from '../../src/bqn/errors.ts';
import { explain } from '../../src/commands/explain.ts';
import { IxcKeyRefused } from '../../src/ixc/errors.ts';
import type { PagingLimits } from '../../src/ixc/paging.ts';
import { ixcSource } from '../../src/ixc/source.ts';
import { describeChange } from '../../src/report/preview.ts';
import { EXIT, gravest } from '../../src/run/exit-code.ts';
import type { BqnOutcome } from '../../src/run/outcome.ts';
import type { Ports } from '../../src/run/ports.ts';
import { synchronise } from '../../src/run/sync.ts';
import type { Settings } from '../../src/settings/settings.ts';
import { toSettings } from '../../src/settings/to-settings.ts';
import { parseCommandLine } from '../../src/settings/yargs.ts';
import { NOTHING_TOLD } from '../../src/state/journal-memory.ts';
import { Ledger } from '../../src/state/ledger.ts';
import { readRecord } from '../../src/state/record.ts';
import type { JsonObject } from '../../src/text/json.ts';
import { lists } from '../support/arbitraries.ts';
import { address, many, policyItem, subscriberItem } from '../support/builders.ts';
import { casesOf } from '../support/from-source.ts';
import { MemoryBqn, written } from '../support/memory-bqn.ts';
import { contractRow, loginRow, MemoryIxc, planRow, type RawRow } from '../support/memory-ixc.ts';

const ENV = { IXC_SERVER: 'ixc.test', IXC_KEY: '1:ab', BQN_OAM_IP: '10.0.0.1', BQN_REST_USER: 'u', BQN_REST_PW: 'pw' };

function settings(...argv: string[]): Settings {
  const commandLine = parseCommandLine(argv);
  if (commandLine.kind !== 'run') throw new Error('it asks for information');
  return toSettings(commandLine, { env: ENV, program: '/nowhere/sync-ixc-bqn.js' });
}

/** A ledger in a folder of its own, which ends with the test. */
function aLedger(): { readonly ledger: Ledger; readonly path: string } {
  const folder = mkdtempSync(join(tmpdir(), 'sync-ixc-bqn-sync-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'state.json');
  return { ledger: Ledger.open(path, () => {}), path };
}

function ports(
  source: MemoryIxc,
  targets: readonly MemoryBqn[],
  ledger = aLedger().ledger,
  { pageSize, maxPages }: PagingLimits = settings(),
): Ports {
  const watch = { page() {}, note() {}, mapped() {}, written() {} };
  const stop = new AbortController();
  const abandon = () => stop.abort();
  const billing = ixcSource(source, undefined, { pageSize, maxPages }, { wait: async () => {}, abandon });
  return { source: billing, targets, ledger, signal: stop.signal, abandon, now: () => 1_704_714_160, watch };
}

/** So many customers of one plan, each with a contract. */
function anIxc(
  count: number,
  tables: Partial<Record<'radusuarios' | 'radgrupos' | 'cliente_contrato', RawRow[]>> = {},
) {
  return new MemoryIxc({
    radusuarios: many(count, (id) => loginRow(id, { ip: address(id), id_contrato: String(id) })),
    radgrupos: [planRow(1, { grupo: 'Gold' })],
    cliente_contrato: many(count, (id) => contractRow(id)),
    ...tables,
  });
}

test('the name of a plan that was not read goes to no other, in a run as in --explain', async () => {
  const bqn = new MemoryBqn();
  const logins = (plan: string) =>
    many(30, (id) => loginRow(id, { ip: address(id), id_contrato: String(id), id_grupo: id === 1 ? plan : '1' }));
  const [ours, other] = [planRow(1, { grupo: 'Gold' }), planRow(2, { grupo: 'Lead', download: '1M', upload: '1M' })];
  const first = ports(anIxc(30, { radusuarios: logins('2'), radgrupos: [ours, other] }), [bqn]);
  expect((await synchronise(settings(), first)).exitCode).toBe(EXIT.done);
  const renamed = planRow(2, { grupo: 'Gold', download: '1M', upload: '1M' });
  const { source, ...rest } = ports(anIxc(30, { radusuarios: logins('2'), radgrupos: [renamed] }), [bqn], first.ledger);
  const cut: BillingSource = {
    ...source,
    async read(watch, sparing) {
      const billing = await source.read(watch, sparing);
      return { ...billing, plans: { ...billing.plans, completeness: 'cut' } };
    },
  };
  const asked = settings('--explain', 'l1');
  const connections = { source: cut, targets: [bqn], close() {} };
  const looking = { connections, ledger: first.ledger, now: rest.now, describe: describeChange };
  const { lines: said } = await explain(asked, looking);
  const before = bqn.writes.length;
  await synchronise(settings(), { ...rest, source: cut });
  expect(written(bqn).slice(before)).toEqual([]);
  expect(said.join('\n')).toContain('would write nothing');
});

test('--explain says what is written to the policy that a customer is under', async () => {
  const bqn = new MemoryBqn();
  const logins = many(30, (id) =>
    loginRow(id, { ip: address(id), id_contrato: String(id), id_grupo: id === 1 ? '2' : '1' }),
  );
  const plans = (download: string) => [planRow(1, { grupo: 'Gold', download }), planRow(2, { grupo: 'Lead' })];
  const run = ports(anIxc(30, { radusuarios: logins, radgrupos: plans('10M') }), [bqn]);
  await synchronise(settings(), run);
  const { source } = ports(anIxc(30, { radusuarios: logins, radgrupos: plans('8M') }), [bqn], run.ledger);
  const connections = { source, targets: [bqn], close() {} };
  const looking = { connections, ledger: run.ledger, now: run.now, describe: describeChange };
  const said = async (who: string) => (await explain(settings('--explain', who), looking)).lines.join('\n');
  expect(await said('l2')).toContain('would write: ~ Gold');
  expect(await said('l2')).not.toContain('would write nothing');
  expect(await said('l1'), 'under another').toContain('would write nothing');
});

describe('one run', () => {
  test('reads, maps, plans, writes: the BQN agrees, and the next run writes nothing', async () => {
    const bqn = new MemoryBqn();
    const run = ports(anIxc(30), [bqn]);
    const first = await synchronise(settings(), run);
    expect([first.exitCode, bqn.writes.length, bqn.store.violations]).toEqual([EXIT.done, 32, []]);
    const second = await synchronise(settings(), run);
    expect([second.exitCode, bqn.writes.length]).toEqual([EXIT.done, 32]);
  });

  test('a lost ledger costs nothing but a few stale entries: whatever still agrees is taken up again', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem('Old')] });
    await synchronise(settings(), ports(anIxc(30), [bqn]));
    const { ledger } = aLedger();
    await synchronise(settings(), ports(anIxc(30), [bqn], ledger));
    expect(bqn.writes).toHaveLength(32);
    expect(ledger.bqn(bqn.label).owned.subscriber.size).toBe(30);
    await synchronise(settings('--max-delete', '100'), ports(anIxc(29), [bqn], ledger));
    expect(written(bqn).slice(32)).toEqual([`DELETE subscriber ${address(30)}`]);
    expect(bqn.store.policy('Old')).toBeDefined();
  });

  test('the ledger names what will be made before the first write: a run that is killed leaves no orphans', async () => {
    const { ledger, path } = aLedger();
    const bqn = new MemoryBqn();
    let atFirstWrite = '';
    bqn.refuse = () => {
      atFirstWrite ||= readFileSync(path, 'utf8');
      return undefined;
    };
    await synchronise(settings(), ports(anIxc(3), [bqn], ledger));
    const { bqns } = JSON.parse(atFirstWrite) as { bqns: Record<string, JsonObject> };
    const { owned } = readRecord(bqns[bqn.label] ?? {});
    expect([...owned.policy.keys()].sort()).toEqual(['Billing-Block', 'Gold']);
    expect([...owned.subscriber.keys()].sort()).toEqual([address(1), address(2), address(3)]);
  });
});

describe('whom a group of theirs blocks is blocked, whatever their entry says', () => {
  const logins = many(14, (id) =>
    loginRow(id, { ip: address(id), id_contrato: String(id), pd_ipv6: `2001:db8:${id}::/64` }),
  );
  const withState = (state: string) =>
    anIxc(14, {
      radusuarios: logins,
      cliente_contrato: many(14, (id) => contractRow(id, id === 1 ? { status_internet: state } : {})),
    });

  /** What is told of the one whose contract turns, in the run in which one kind is refused, and in the next. */
  async function told(from: string, to: string, refused: string) {
    const bqn = new MemoryBqn();
    const { ledger } = aLedger();
    const run = async (state: string) =>
      (await synchronise(settings('--dual-stack'), ports(withState(state), [bqn], ledger))).bqns.map(({ fates }) =>
        fates.map(({ effect, ip }) => `${effect} ${ip}`),
      );
    await run(from);
    bqn.refuse = ({ kind }) => (kind === refused ? new WriteRefused(400, 'HTTP 400') : undefined);
    const first = await run(to);
    bqn.refuse = () => undefined;
    return [first, await run(to)].flat();
  }

  test.each([
    ['A', 'CA', 'subscriber', [[`blocks ${address(1)}`], []]],
    ['A', 'CA', 'group', [[`blocks ${address(1)}`], []]],
    ['CA', 'A', 'subscriber', [[], [`opens ${address(1)}`]]],
    ['CA', 'A', 'group', [[], [`opens ${address(1)}`]]],
  ])(
    'from %s to %s while each %s is refused: told once, in the run in which it came',
    async (from, to, kind, fates) => {
      expect(await told(from, to, kind)).toEqual(fates);
    },
  );

  test('what is written in the place of entry and group ends their block, and that is told', async () => {
    const bqn = new MemoryBqn();
    const { ledger } = aLedger();
    await synchronise(settings('--dual-stack'), ports(withState('CA'), [bqn], ledger));
    bqn.store.policies.delete('Gold');
    bqn.refuse = ({ kind }) => (kind === 'policy' ? new WriteRefused(400, 'HTTP 400') : undefined);
    const { bqns } = await synchronise(settings('--dual-stack'), ports(withState('A'), [bqn], ledger));
    expect(bqns[0]?.applied?.otherwise).toMatchObject([{ kind: 'subscriber' }, { kind: 'group' }]);
    expect(bqn.store.group('DS-l1')).toMatchObject({ policyRate: '' });
    expect(bqns[0]?.fates).toMatchObject([{ effect: 'opens', ip: address(1), to: { kind: 'unsaid' } }]);
  });
});

test('whom a run let through is not blocked again by what a version before 3.0 remembers of their name', async () => {
  const tables = (contract: string) => ({
    radusuarios: many(14, (id) => {
      const mine = id === 1 ? { id_contrato: contract, id_grupo: '2' } : { id_contrato: String(id) };
      return loginRow(id, { ip: address(id), ...mine });
    }),
    radgrupos: [planRow(1, { grupo: 'Gold' }), planRow(2, { grupo: 'Odd', download: '300' })],
    cliente_contrato: many(14, (id) => contractRow(id, id === 1 ? { status_internet: 'CA' } : {})),
  });
  const bqn = new MemoryBqn();
  const { ledger } = aLedger();
  await synchronise(settings(), ports(anIxc(14, tables('1')), [bqn], ledger));
  const { harm } = ledger.bqn(bqn.label);
  const blocked = harm.last.get('login 1');
  expect(blocked).toMatchObject({ policy: 'Billing-Block' });
  if (blocked !== undefined)
    ledger.update(bqn.label, { harm: { ...harm, last: new Map([...harm.last, ['l1', blocked]]) } });
  await synchronise(settings('--force'), ports(anIxc(14, tables('99')), [bqn], ledger));
  expect(ledger.bqn(bqn.label).harm.last.get('l1')).toBeUndefined();
  const again = await synchronise(settings(), ports(anIxc(14, tables('99')), [bqn], ledger));
  expect([again.exitCode, bqn.store.subscriber(address(1))?.['policyRate']]).toEqual([EXIT.done, '']);
});

describe('a run that is killed', () => {
  /** The ledger as it was at the first write of the second run, and the BQN as that run leaves it but for what it refuses. */
  async function killed(from: string, to: string, refused: string, ...argv: readonly string[]) {
    const bqn = new MemoryBqn();
    const { ledger, path } = aLedger();
    await synchronise(settings(...argv), ports(ofStates(from), [bqn], ledger));
    // The journal has been told of the first.
    ledger.update(bqn.label, { journal: NOTHING_TOLD });
    let atFirstWrite = '';
    bqn.refuse = ({ kind, key }) => {
      atFirstWrite ||= readFileSync(path, 'utf8');
      return `${kind} ${key}` === refused ? new WriteRefused(400, 'HTTP 400') : undefined;
    };
    await synchronise(settings(...argv), ports(ofStates(to), [bqn], ledger));
    bqn.refuse = () => undefined;
    writeFileSync(path, atFirstWrite);
    const left = Ledger.open(path, () => {});
    const [first] = (await synchronise(settings(...argv), ports(ofStates(to), [bqn], left))).bqns;
    const shown = (fates: BqnOutcome['fates'] = []) =>
      fates.map(({ effect, ip, why }) => `${effect} ${ip} ${why.kind}`);
    return { unheard: shown(first?.unheard), fates: shown(first?.fates), untold: left.bqn(bqn.label).journal.untold };
  }

  const ofStates = (state: string) =>
    anIxc(14, {
      radusuarios: many(14, (id) =>
        loginRow(id, { ip: address(id), id_contrato: String(id), pd_ipv6: `2001:db8:${id}::/64` }),
      ),
      cliente_contrato: many(14, (id) => contractRow(id, id < 3 ? { status_internet: state } : {})),
    });

  test('has what came of it told by the next one, and what did not by whichever does it', async () => {
    const { unheard, fates, untold } = await killed('A', 'CA', `subscriber ${address(2)}`);
    expect(unheard).toEqual([`blocks ${address(1)} cut off`]);
    expect(fates).toEqual([`blocks ${address(2)} blocked`]);
    expect(untold).toHaveLength(2);
  });

  test('whom a group of theirs still blocks is not let through yet', async () => {
    const { unheard, fates } = await killed('CA', 'A', 'group DS-l2', '--dual-stack');
    expect(unheard).toEqual([`opens ${address(1)} cut off`]);
    expect(fates).toEqual([`opens ${address(2)} let through`]);
  });

  test('notes nothing where no journal is kept, nor what is no change of fate to tell', async () => {
    expect(await killed('A', 'CA', '', '--journal', 'off')).toEqual({ unheard: [], fates: [], untold: [] });
    expect(await killed('A', 'FA', '')).toEqual({ unheard: [], fates: [], untold: [] });
  });
});

describe('--dry-run is the same planner, with no writer behind it', () => {
  test('nothing is written, neither to the BQN nor to the ledger', async () => {
    const bqn = new MemoryBqn();
    const { ledger } = aLedger();
    const outcome = await synchronise(settings('--dry-run'), ports(anIxc(30), [bqn], ledger));
    expect([outcome.exitCode, bqn.writes]).toEqual([EXIT.done, []]);
    expect(outcome.bqns[0]?.applied).toBeUndefined();
    expect(ledger.bqn(bqn.label).owned.subscriber.size).toBe(0);
  });

  test('property: it shows the plan that the run then carries out, change by change', async () => {
    await fc.assert(
      fc.asyncProperty(
        lists,
        fc.constantFrom('owned', 'all', 'none'),
        fc.boolean(),
        async (listed, prune, dualStack) => {
          const ixc = anIxc(4, {
            radusuarios: many(4, (id) =>
              loginRow(id, { ip: `100.64.0.${id}`, login: ['maria', 'jose', 'ana', 'rui'][id - 1] }),
            ),
          });
          const bqn = new MemoryBqn(listed);
          const argv = ['--prune', prune, ...(dualStack ? ['--dual-stack'] : [])];
          const ledger = Ledger.open('/nowhere/state.json', () => {});
          const shown = await synchronise(settings('-n', ...argv), ports(ixc, [bqn], ledger));
          expect(bqn.writes).toEqual([]);
          const done = await synchronise(settings(...argv), ports(ixc, [bqn], ledger));
          const data = ({ plan }: BqnOutcome) => plan && { ...plan, keyOf: 0, keyOfName: 0, unserved: 0 };
          expect(done.bqns.map(data)).toEqual(shown.bqns.map(data));
          expect(new Set(done.bqns[0]?.applied?.done)).toEqual(new Set(shown.bqns[0]?.plan?.changes));
        },
      ),
      { numRuns: casesOf(150) },
    );
  });

  test('what the gate holds back it holds back there too', async () => {
    const bqn = new MemoryBqn();
    const { ledger } = aLedger();
    await synchronise(settings(), ports(anIxc(30), [bqn], ledger));
    const outcome = await synchronise(settings('-n'), ports(anIxc(3), [bqn], ledger));
    expect(outcome.exitCode).toBe(EXIT.done);
    expect(outcome.bqns[0]?.putOff).toMatchObject({ count: 27 });
    expect(outcome.bqns[0]?.plan?.changes).toEqual([]);
  });
});

describe('the gate in a run', () => {
  async function after(first: MemoryIxc, second: MemoryIxc, ...argv: string[]) {
    const bqn = new MemoryBqn();
    const { ledger } = aLedger();
    await synchronise(settings(), ports(first, [bqn], ledger));
    bqn.writes.length = 0;
    return { bqn, outcome: await synchronise(settings(...argv), ports(second, [bqn], ledger)) };
  }

  test('90 % of the logins gone at once: none is deleted, the rest goes on, exit 0 for a day, then 6', async () => {
    const fewer = anIxc(3, { radgrupos: [planRow(1, { grupo: 'Gold' }), planRow(2)] });
    const { bqn, outcome } = await after(anIxc(30), fewer);
    expect([outcome.exitCode, written(bqn)]).toEqual([EXIT.done, ['POST policy Plan_2']]);
    expect(outcome.bqns[0]).toMatchObject({ heldBack: [], putOff: { count: 27 } });
    const forced = await after(anIxc(30), fewer, '--force');
    expect([forced.outcome.exitCode, forced.bqn.writes.length]).toEqual([EXIT.done, 28]);
  });

  test('every contract blocked at once: nobody is, exit 6', async () => {
    const blocked = anIxc(30, { cliente_contrato: many(30, (id) => contractRow(id, { status_internet: 'CA' })) });
    const { bqn, outcome } = await after(anIxc(30), blocked);
    expect([outcome.exitCode, bqn.writes]).toEqual([EXIT.heldBack, []]);
  });
});

describe('a table that cannot be read completely ends the run before any write', () => {
  test('exit 3', async () => {
    const ixc = anIxc(30);
    ixc.before = (_, table) => (table === 'cliente_contrato' ? new IxcKeyRefused('ixc.test') : undefined);
    const bqn = new MemoryBqn();
    const outcome = await synchronise(settings(), ports(ixc, [bqn]));
    expect([outcome.exitCode, outcome.error?.name, bqn.writes]).toEqual([EXIT.sourceUnreadable, 'IxcKeyRefused', []]);
  });

  test('except under --max-pages, which then creates and updates only', async () => {
    const bqn = new MemoryBqn();
    const { ledger } = aLedger();
    await synchronise(settings(), ports(anIxc(30), [bqn], ledger));
    bqn.writes.length = 0;
    const ixc = anIxc(40, {
      radusuarios: many(10, (id) => loginRow(id + 25, { ip: address(id + 25), id_contrato: '1' })),
    });
    const limited = settings('-mp', '1', '-ps', '8');
    const outcome = await synchronise(limited, ports(ixc, [bqn], ledger, limited));
    expect(outcome.exitCode).toBe(EXIT.done);
    expect(written(bqn)).toEqual([31, 32, 33].map((id) => `POST subscriber ${address(id)}`));
  });
});

describe('nothing plausible is assumed from nothing: it ends the run, exit 3, nothing written', () => {
  const ours = async () => {
    const bqn = new MemoryBqn();
    const { ledger } = aLedger();
    await synchronise(settings(), ports(anIxc(3), [bqn], ledger));
    bqn.writes.length = 0;
    return { bqn, ledger };
  };

  test('no plans at all', async () => {
    const { bqn, ledger } = await ours();
    const outcome = await synchronise(settings('--force'), ports(anIxc(3, { radgrupos: [] }), [bqn], ledger));
    expect([outcome.exitCode, outcome.error?.name, bqn.writes]).toEqual([EXIT.sourceUnreadable, 'Implausible', []]);
  });

  test('no online login at all while the BQN holds ours', async () => {
    const { bqn, ledger } = await ours();
    const outcome = await synchronise(settings('--force'), ports(anIxc(0), [bqn], ledger));
    expect([outcome.exitCode, outcome.error?.name, bqn.writes]).toEqual([EXIT.sourceUnreadable, 'Implausible', []]);
  });

  test('no online login at all, with --prune all and entries that could be ours', async () => {
    const bqn = new MemoryBqn({ subscribers: [subscriberItem('100.64.0.1', 'maria', '')] });
    const outcome = await synchronise(settings('--prune', 'all'), ports(anIxc(0), [bqn]));
    expect([outcome.exitCode, bqn.writes]).toEqual([EXIT.sourceUnreadable, []]);
  });

  test('but not on a BQN that holds none of ours: a first run at a new provider', async () => {
    const seen = { subscriberIp: '100.64.0.1', policyAssignedBy: 'rules' };
    const bqn = new MemoryBqn({ subscribers: [seen, subscriberItem('100.64.0.2', 'other', '')] });
    expect((await synchronise(settings(), ports(anIxc(0), [bqn]))).exitCode).toBe(EXIT.done);
  });

  test('no contracts while logins name them', async () => {
    const { bqn, ledger } = await ours();
    const ixc = anIxc(3, { cliente_contrato: [] });
    const outcome = await synchronise(settings('--force'), ports(ixc, [bqn], ledger));
    expect([outcome.exitCode, outcome.error?.name, bqn.writes]).toEqual([EXIT.sourceUnreadable, 'Implausible', []]);
    expect((await synchronise(settings('--no-block'), ports(ixc, [bqn], ledger))).exitCode).toBe(EXIT.done);
  });

  test('no contracts, but nobody names one either', async () => {
    const ixc = anIxc(3, { radusuarios: many(3, (id) => loginRow(id)), cliente_contrato: [] });
    expect((await synchronise(settings(), ports(ixc, [new MemoryBqn()]))).exitCode).toBe(EXIT.done);
  });
});

describe('several BQNs', () => {
  const three = () => ['a', 'b', 'c'].map((label) => new MemoryBqn({}, {}, label)) as [MemoryBqn, MemoryBqn, MemoryBqn];

  test('IXC is read once, each BQN is its own plan and outcome', async () => {
    const [one, two, three_] = three();
    one.store.seedPolicy('Gold', {
      policyId: '1',
      rateLimitDownlink: { rate: 10_000 },
      rateLimitUplink: { rate: 10_000 },
    });
    const ixc = anIxc(5);
    const outcome = await synchronise(settings(), ports(ixc, [one, two, three_]));
    // The three tables, and one row to count those with a fixed IP who are not online.
    expect(ixc.asked).toHaveLength(4);
    expect([one, two, three_].map((bqn) => bqn.writes.length)).toEqual([6, 7, 7]);
    expect(outcome.bqns.map(({ label, exitCode }) => `${label} ${exitCode}`)).toEqual(['a 0', 'b 0', 'c 0']);
  });

  test('a BQN list that cannot be read: nothing is written to that one, the others go on; the gravest counts', async () => {
    const [one, two, three_] = three();
    two.unreadable = new BqnListUnreadable('b', 'subscribers', 'HTTP 500');
    three_.refuse = ({ key }) => (key === address(2) ? new WriteRefused(400, 'HTTP 400') : undefined);
    const outcome = await synchronise(settings(), ports(anIxc(5), [one, two, three_]));
    expect(two.writes).toEqual([]);
    expect(outcome.bqns.map(({ exitCode }) => exitCode)).toEqual([EXIT.done, EXIT.bqnFailed, EXIT.refused]);
    expect(outcome.exitCode).toBe(EXIT.bqnFailed);
  });

  test('whatever a BQN does, IXC’s own failure ends the run', async () => {
    const [one, two] = three();
    two.unreadable = new BqnListUnreadable('b', 'subscribers', 'HTTP 500');
    const ixc = anIxc(5);
    ixc.before = () => new IxcKeyRefused('ixc.test');
    const outcome = await synchronise(settings(), ports(ixc, [one, two]));
    expect([outcome.exitCode, one.writes]).toEqual([EXIT.sourceUnreadable, []]);
  });

  test.each([
    [[], EXIT.done],
    [[EXIT.refused, EXIT.done], EXIT.refused],
    [[EXIT.refused, EXIT.heldBack], EXIT.heldBack],
    [[EXIT.bqnFailed, EXIT.heldBack], EXIT.bqnFailed],
    [[EXIT.interrupted, EXIT.bqnFailed], EXIT.interrupted],
    [[EXIT.defect, EXIT.interrupted], EXIT.defect],
  ])('the gravest of %j is %i', (codes, code) => {
    expect([gravest(codes), gravest([...codes].reverse())]).toEqual([code, code]);
  });
});
