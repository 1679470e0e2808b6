import { describe, expect, test } from 'vitest';
import type { FateChange } from '../../src/customers/fate-change.ts';
import { historyLines } from '../../src/report/journal-lines.ts';
import { type JournalledRun, journalOf } from '../../src/report/journal-of-run.ts';
import type { BqnOutcome } from '../../src/run/outcome.ts';
import { type JournalEntry, journalLine } from '../../src/state/journal.ts';
import { type JournalMemory, MEMORY, NOTHING_TOLD } from '../../src/state/journal-memory.ts';
import { aChangePlan, aFate, aHeldBack } from '../support/builders.ts';
import { aBqnOutcome, anApplied, refusal } from '../support/outcomes.ts';

const { read: readMemory, write: writeMemory } = MEMORY;

/** What the journal is told of run after run: what goes on is told when it begins and when it ends. */

const LIMITS: JournalledRun['limits'] = {
  maxBlock: 20,
  maxDelete: 30,
  maxSpeed: 20,
  force: false,
  approved: new Map(),
};
const STEP_S = 300;
const IP = '100.64.0.7';

/** Runs one after another, each of which knows what the one before told. */
function aJournal() {
  let memory: JournalMemory = NOTHING_TOLD;
  let now = Date.UTC(2026, 9, 15) / 1000;
  return {
    pass: (seconds: number) => {
      now += seconds;
    },
    run: (outcome: Partial<BqnOutcome>, away: readonly string[] = [], tug?: string): readonly JournalEntry[] => {
      now += STEP_S;
      const run = { started: now - 1, ended: now, limits: LIMITS, desired: undefined };
      const waits = (_kind: string, customer: string) => away.includes(customer);
      const isOldTug = (kind: string, key: string) => `${kind} ${key}` === tug;
      const told = journalOf(aBqnOutcome(outcome), run, { memory, waits, isOldTug });
      memory = readMemory(JSON.parse(JSON.stringify(writeMemory(told.memory) ?? null)));
      return told.entries;
    },
  };
}

function held(...customers: readonly string[]): Partial<BqnOutcome> {
  const fates = customers.map((customer) => blocks(customer));
  return { heldBack: [aHeldBack({ kind: 'blocks', who: customers, fates, changes: [] })] };
}

function blocks(customer: string): FateChange {
  return aFate({ customer, login: customer, effect: 'blocks', to: { kind: 'blocked' } });
}

const said = (entries: readonly JournalEntry[]) => entries.map(({ event, login }) => `${event} ${login}`);

describe('what is held back', () => {
  test('has a line for each customer when it begins, and one when it ends', () => {
    const { run } = aJournal();
    expect(said(run(held('maria', 'jose')))).toEqual(['held back (blocks) maria', 'held back (blocks) jose']);
    expect(run(held('maria', 'jose'))).toEqual([]);
    expect(said(run(held('maria', 'jose', 'ana')))).toEqual(['held back (blocks) ana']);
    const ended = run(held('jose', 'ana'));
    expect(said(ended)).toEqual(['no longer held (blocks) maria']);
    expect(ended[0]?.reason).toBe('nothing asks for it any more');
    expect(said(run({ fates: [blocks('jose')] }))).toEqual([
      'no longer held (blocks) jose',
      'no longer held (blocks) ana',
      'blocks jose',
    ]);
    expect(run({})).toEqual([]);
  });

  test('and was let pass, and not written, is asked for as before', () => {
    const { run } = aJournal();
    run(held('maria', 'jose'));
    const ended = run({ plan: aChangePlan([], { fates: [blocks('maria')] }), fates: [] });
    expect(ended.map(({ login, reason }) => `${login}: ${reason}`)).toEqual([
      'maria: let pass, and not written yet',
      'jose: nothing asks for it any more',
    ]);
    expect(said(run({ fates: [blocks('maria')] }))).toEqual(['blocks maria']);
  });

  test('and came by a run that was killed, is told with it', () => {
    const { run } = aJournal();
    run(held('maria'));
    const unheard = [{ ...blocks('maria'), why: { kind: 'cut off' } as const }];
    expect(run({ unheard }).map(({ event, reason }) => `${event}: ${reason}`)).toEqual([
      'no longer held (blocks): written by a run that was killed',
      'blocks: written by a run that was killed',
    ]);
  });

  test('goes on for whoever is away, and where the BQN was not read', () => {
    const { run } = aJournal();
    run(held('maria'));
    expect(run({}, ['maria'])).toEqual([]);
    expect(run({ plan: undefined })).toEqual([]);
    expect(run(held('maria'))).toEqual([]);
    expect(said(run({}))).toEqual(['no longer held (blocks) maria']);
  });

  test('of thousands, for as long as it takes, erases nobody’s history', () => {
    const { run } = aJournal();
    const customers = Array.from({ length: 3559 }, (_, at) => `cliente${at}`);
    let bytes = 0;
    for (let minutes = 0; minutes <= 65; minutes += 5)
      for (const entry of run(held(...customers))) bytes += journalLine(entry, (text) => text).length;
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(2_000_000);
  });
});

describe('a policy’s new speed', () => {
  const gold = (kbps: number) => ({ kind: 'limited', policy: 'Gold', downKbps: kbps, upKbps: kbps }) as const;
  const faster = (customer: string) =>
    aFate({
      customer,
      login: customer,
      effect: 'changes',
      from: gold(1000),
      to: gold(2000),
      why: { kind: 'plan policy', id: '7' },
    });

  test('is one line with its count, which names whoever was under it', () => {
    const entries = aJournal().run({ fates: [faster('maria'), faster('jose'), blocks('ana')] });
    expect(said(entries)).toEqual(['changes ', 'blocks ana']);
    expect(entries[0]).toMatchObject({
      from: 'Gold 1000 Kbps/1000 Kbps',
      to: 'Gold 2000 Kbps/2000 Kbps',
      reason: 'plan 7',
    });
    expect(entries[0]?.policy).toMatchObject({ name: 'Gold', customers: 2 });
    expect(entries[0]?.policy?.who.map((who) => who.split(' ')[0])).toEqual(['maria', 'jose']);
    expect(historyLines({ entries, older: 0 }, 'maria').join('\n')).toContain('2 under Gold');
  });

  test('of one customer is that customer’s line', () => {
    const entries = aJournal().run({ fates: [faster('maria')] });
    expect(said(entries)).toEqual(['changes maria']);
    expect(entries[0]?.policy).toBeUndefined();
  });

  test('one for each speed', () => {
    const other = (customer: string) => ({ ...faster(customer), from: gold(500), effect: 'lifts' as const });
    const fates = [faster('maria'), other('jose'), faster('ana'), other('rui')];
    expect(
      aJournal()
        .run({ fates })
        .map(({ policy }) => policy?.customers),
    ).toEqual([2, 2]);
  });
});

describe('refusals', () => {
  const refused = (fields: Parameters<typeof refusal>[0] = {}, reason = 'no such site') => ({
    applied: anApplied({ refused: [refusal({ who: 'maria', key: '100.64.0.7', ...fields }, reason)] }),
  });

  test('are told once, until they change or a day has passed', () => {
    const { run, pass } = aJournal();
    expect(said(run(refused()))).toEqual(['refused maria']);
    expect(run(refused())).toEqual([]);
    expect(run({})).toEqual([]);
    expect(run(refused())).toEqual([]);
    expect(said(run(refused({}, 'another reason')))).toEqual(['refused maria']);
    expect(said(run(refused({ body: { policyRate: 'Silver' } }, 'another reason')))).toEqual(['refused maria']);
    pass(86_400);
    expect(said(run(refused({ body: { policyRate: 'Silver' } }, 'another reason')))).toEqual(['refused maria']);
  });

  test('are news when it was done in between, and after a clock that was ahead', () => {
    const { run, pass } = aJournal();
    run(refused());
    const [{ change } = refusal({}, '')] = refused().applied.refused;
    expect(run({ applied: anApplied({ done: [change] }) })).toEqual([]);
    expect(run(refused())).toHaveLength(1);
    pass(86_400 * 3650);
    expect(run(refused())).toHaveLength(1);
    pass(-86_400 * 3650);
    expect(run(refused())).toHaveLength(1);
  });
});

test('what another hand writes in turn with us is not told for ever', () => {
  const { run } = aJournal();
  const fates = [blocks('maria'), { ...blocks('jose'), ip: '100.64.0.2' }];
  expect(said(run({ fates }, [], 'subscriber 100.64.0.2'))).toEqual(['blocks maria']);
  const slowed = { kind: 'limited', policy: 'Gold', downKbps: 1000, upKbps: 1000 } as const;
  const ofPolicy = [aFate({ to: slowed, effect: 'slows' }), aFate({ customer: 'ana', to: slowed, effect: 'slows' })];
  expect(said(run({ fates: ofPolicy }))).toEqual(['slows ']);
  expect(run({ fates: ofPolicy }, [], 'policy Gold')).toEqual([]);
});

test('what the state file says of it and that is not so counts as not there', () => {
  const odd = {
    held: { 'blocks maria': 7, 'blocks jose': 'jose 100.64.0.8 5' },
    refused: { a: 'x', b: ['y', 7], c: [7] },
    untold: [
      7,
      ['login 1', 'blocks', 'maria', 5],
      ['login 1', 'harms', 'maria', IP, [], [], 5, 'CA', 1],
      ['login 1', 'blocks', 'maria', IP, [], [], '5', 'CA', 1],
      ['login 1', 'slows', 'maria', IP, 'Gold', ['Lead', 'x'], 5, 'A', 1],
    ],
  };
  expect(readMemory(odd)).toEqual({
    held: new Map([['blocks jose', { login: 'jose', ip: '100.64.0.8', contract: 5 }]]),
    refused: new Map([['b', { what: 'y', at: 7 }]]),
    untold: [
      {
        ...{ customer: 'login 1', effect: 'slows', login: 'maria', ip: IP, contract: 5, status: 'A', plan: 1 },
        ...{ from: { kind: 'unsaid' }, to: { kind: 'unlimited', policy: 'Lead' } },
      },
    ],
  });
  expect(readMemory('x')).toEqual(NOTHING_TOLD);
  expect(readMemory({ held: [], refused: 7 })).toEqual(NOTHING_TOLD);
});
