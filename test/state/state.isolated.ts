import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  type renameSync as realRename,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { eachHarm } from '../../src/changes/harm.ts';
import { NEWLY_OWNED, type Owned } from '../../src/changes/ownership.ts';
import type { Wrote } from '../../src/changes/wrote.ts';
import { replaceFile, writingTrouble } from '../../src/files/atomic-file.ts';
import { type Lock, LockHeld, takeLock } from '../../src/files/lock.ts';
import { type HarmBooks, NO_BOOKS } from '../../src/state/harm-books.ts';
import { Ledger, StateFileUnusable } from '../../src/state/ledger.ts';
import { type BqnRecord, NEW_BQN } from '../../src/state/record.ts';
import { aLogin, anIsp } from '../simulator/index.ts';
import { aBox, type Run } from '../support/box.ts';

/** What outlives a run: the ledger of what we made, and the lock that keeps two runs apart. */

/** Called around each rename, so that two takers can be made to meet in the middle of one. */
const around = vi.hoisted(() => ({ before: () => {}, after: () => {} }));
vi.mock('node:fs', async (original) => {
  const fs = await original<{ renameSync: typeof realRename }>();
  const renameSync: typeof realRename = (from, to) => {
    around.before();
    fs.renameSync(from, to);
    around.after();
  };
  return { ...fs, renameSync };
});

afterEach(() => {
  vi.unstubAllEnvs();
  around.before = () => {};
  around.after = () => {};
});

function aFolder(): (name: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'sync-ixc-bqn-state-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return (name) => join(folder, name);
}

/** With maps, as whoever looks at all of it has them. */
function unpacked(record: BqnRecord): BqnRecord {
  const { owned, harm } = record;
  return {
    ...record,
    owned: { policy: new Map(owned.policy), subscriber: new Map(owned.subscriber), group: new Map(owned.group) },
    harm: { ...harm, last: new Map(harm.last) },
  };
}

function open(path: string) {
  const warnings: string[] = [];
  return { ledger: Ledger.open(path, (text) => void warnings.push(text)), warnings };
}

const OWNED: Owned = {
  policy: new Map([
    [
      'Gold/1',
      {
        ...NEWLY_OWNED,
        id: '1',
        takenOver: true,
        written: { rateLimitDownlink: { wrote: ['2/1/8', '3/1/8'], before: { burstRate: 7 } } },
      },
    ],
  ]),
  subscriber: new Map([
    ['100.64.0.1', { ...NEWLY_OWNED, id: 'maria', by: 'api', missed: 1, unseen: 2, sites: ['L1-a', 'L2-b'] }],
  ]),
  group: new Map([['DS-joão', { ...NEWLY_OWNED, id: '' }]]),
};
const TIMES = { ...NO_BOOKS.recent, blocks: new Map([['maria', 5]]) };
const HARM: HarmBooks = {
  since: 3,
  at: 9,
  leap: undefined,
  recent: TIMES,
  incidents: { blocks: { mark: 'blocks-1', began: 5, most: 9, told: 8, members: new Map([['maria', 5]]) } },
  last: new Map([
    ['jose', { policy: 'Billing-Block', rates: { downKbps: 0, upKbps: 0 }, day: 7 }],
    ['ana', { policy: 'Gold', rates: undefined, day: 7 }],
  ]),
  agreed: new Map([
    ['Gold', { rates: { downKbps: 9, upKbps: -1 }, otherSince: 4 }],
    ['Lead', { rates: { downKbps: 1, upKbps: 1 }, otherSince: undefined }],
  ]),
  gross: new Map([['Gold 1/1', 6]]),
  most: { blocks: 3, opens: 0, speeds: 0, plans: 1 },
  announced: { made: 4, used: { ...eachHarm(() => new Set<string>()), blocks: new Set(['maria']) } },
  dark: 8,
};
const RECORD: BqnRecord = {
  owned: OWNED,
  fingerprint: 'AA:BB',
  untaken: new Map([['policy Static', { what: '1 2 3', was: '', at: 5 }]]),
  dropsGroupPolicy: true,
  sites: { most: 2, isTried: true, at: 4 },
  dropsAt: 3,
  outside: {
    said: 'skip-plan 3',
    ids: new Map([
      ['vip', undefined],
      ['maria_s', { id: 4, login: 'maria s', ip: '100.64.0.4', plan: 3 }],
      ['jose', { id: 5, login: 'jose', ip: '', plan: 0, site: { column: 'conexao', value: 'POP 1' } }],
    ]),
  },
  harm: HARM,
  rewrites: new Map([['subscriber 100.64.0.1', { what: 'policyRate=Gold', runs: 2 }]]),
  before: { kind: 'kept', file: 'sync-ixc-bqn.before.10.0.0.1.json.gz' },
  wrote: new Map<string, Wrote>([
    ['subscriber 100.64.0.1', [{ policyRate: 'Gold' }]],
    ['subscriber 100.64.0.2', [{ policyRate: 'Gold' }, 'deleted', { policyRate: null }]],
    ['group DS-joão', ['deleted']],
  ]),
  journal: {
    held: new Map([['blocks jose', { login: 'jose', ip: '100.64.0.2', contract: 5 }]]),
    refused: new Map([['policy Gold', { what: 'abc', at: 7 }]]),
    untold: [
      {
        ...{
          customer: 'login 2',
          effect: 'blocks',
          login: 'jose',
          ip: '100.64.0.2',
          contract: 5,
          status: 'CA',
          plan: 1,
        },
        ...{ from: { kind: 'limited', policy: 'Gold', downKbps: 9, upKbps: -1 }, to: { kind: 'blocked' } },
      },
      {
        ...{
          customer: 'login 3',
          effect: 'loses plan',
          login: 'ana',
          ip: '100.64.0.3',
          contract: 6,
          status: 'A',
          plan: 0,
        },
        ...{ from: { kind: 'unlimited', policy: 'Lead' }, to: { kind: 'unsaid' } },
      },
    ],
  },
};
const BQN = '10.0.0.1:3443';

function aLedgerFile(path: string): string {
  const { ledger } = open(path);
  ledger.update(BQN, RECORD);
  ledger.remember({ lastSuccess: 1_700_000_000.5, failuresInARow: 3 });
  expect(ledger.save()).toBe(true);
  return readFileSync(path, 'utf8');
}

describe('the ledger', () => {
  test('gives back what was put in: what is ours, the pin, what was not taken, the history', () => {
    const path = aFolder()('state.json');
    aLedgerFile(path);
    const { ledger, warnings } = open(path);
    expect(unpacked(ledger.bqn(BQN))).toEqual(RECORD);
    expect(ledger.history).toEqual({ lastSuccess: 1_700_000_000.5, failuresInARow: 3 });
    expect(warnings).toEqual([]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('knows nothing of another BQN', () => {
    const path = aFolder()('state.json');
    aLedgerFile(path);
    expect(open(path).ledger.bqn('10.0.0.2:3443')).toMatchObject({ fingerprint: undefined, untaken: new Map() });
  });

  test('is not on disk before it is saved', () => {
    const path = aFolder()('state.json');
    open(path).ledger.update(BQN, RECORD);
    expect(existsSync(path)).toBe(false);
  });

  test.each([
    ['missing', undefined],
    ['empty', ''],
    ['blank', ' \n'],
  ])('that is %s is begun anew, without a word', (_name, content) => {
    const path = aFolder()('state.json');
    if (content !== undefined) writeFileSync(path, content);
    const { ledger, warnings } = open(path);
    expect(warnings).toEqual([]);
    ledger.update(BQN, RECORD);
    expect(ledger.save()).toBe(true);
    expect(unpacked(open(path).ledger.bqn(BQN))).toEqual(RECORD);
  });

  test('full of the zeros that a power cut leaves is begun anew, and the loss is told', () => {
    const path = aFolder()('state.json');
    writeFileSync(path, '\0'.repeat(4096));
    const { ledger, warnings } = open(path);
    expect(warnings).toEqual([expect.stringMatching(/zeros.*certificates/)]);
    ledger.update(BQN, RECORD);
    expect(ledger.save()).toBe(true);
  });

  test.each([
    ['cut short', (text: string) => text.slice(0, text.length / 2)],
    ['with garbage behind it', (text: string) => `${text}x`],
    ['with a zero in it', (text: string) => `${text.slice(0, 50)}\0${text.slice(51)}`],
  ])('that is damaged (%s) is set aside with a warning, and a new one begun', (_name, damage) => {
    const path = aFolder()('state.json');
    const damaged = damage(aLedgerFile(path));
    writeFileSync(path, damaged);
    const { ledger, warnings } = open(path);
    expect(warnings).toEqual([expect.stringContaining('damaged')]);
    expect(readFileSync(`${path}.damaged`, 'utf8')).toBe(damaged);
    expect(ledger.save()).toBe(true);
    expect(open(path).warnings).toEqual([]);
  });

  test.each([
    ['of another program', '{"name":"package","version":"1.0.0"}'],
    ['of a later version', '{"program":"sync-ixc-bqn","version":4,"bqns":[]}'],
    ['that is JSON and no object', '[1,2,3]'],
    ['that is a script', '#!/bin/sh\nexit 0\n'],
    ['of users', 'root:x:0:0:root:/root:/bin/bash\n'],
    ['of cron', '*/5 * * * * root run-parts /etc/cron.5\n'],
    ['with a table', 'login,ip\nmaria,100.64.0.1\n'],
    ['with a sentence', 'remember the milk\n'],
  ])('%s is neither believed nor touched', (_name, content) => {
    const path = aFolder()('state.json');
    writeFileSync(path, content);
    const { ledger, warnings } = open(path);
    expect(warnings).toEqual([expect.stringContaining('--state-file')]);
    ledger.update(BQN, RECORD);
    expect(ledger.save()).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe(content);
  });

  // A mistyped --state-file must not cost the operator a file.
  test.each([
    ['an ini file', '[global]\nserver=1\n'],
    ['a certificate', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'],
  ])('in the place of which %s stands is not moved away', (_name, content) => {
    const path = aFolder()('state.json');
    writeFileSync(path, content);
    open(path);
    expect(readFileSync(path, 'utf8')).toBe(content);
  });

  test('with fields of the wrong kind keeps what is right', () => {
    const path = aFolder()('state.json');
    const bqns = {
      [BQN]: { fingerprint: 7, policies: ['Gold', 5, null], subscribers: 'x', groups: null, untaken: [1] },
    };
    writeFileSync(path, JSON.stringify({ program: 'sync-ixc-bqn', version: 1, history: 'x', bqns }));
    const { ledger } = open(path);
    const policy = new Map([['Gold', { ...NEWLY_OWNED, isUnproven: true }]]);
    expect(ledger.bqn(BQN)).toEqual({ ...NEW_BQN, owned: { policy, subscriber: new Map(), group: new Map() } });
    expect(ledger.history).toEqual({ lastSuccess: undefined, failuresInARow: 0 });
  });

  test('a name such as __proto__ is a name like any other', () => {
    const path = aFolder()('state.json');
    const { ledger } = open(path);
    const untaken = new Map([['constructor', { what: 'a', was: '', at: 1 }]]);
    ledger.update(BQN, {
      ...RECORD,
      owned: { ...OWNED, policy: new Map([['__proto__', { ...NEWLY_OWNED, id: '1' }]]) },
      untaken,
    });
    ledger.save();
    expect(new Map(open(path).ledger.bqn(BQN).owned.policy)).toEqual(
      new Map([['__proto__', { ...NEWLY_OWNED, id: '1' }]]),
    );
    expect(open(path).ledger.bqn(BQN).untaken).toEqual(untaken);
  });

  test('that is a folder is refused: the operator has to name a file', () => {
    expect(() => open(aFolder()('.'))).toThrow(StateFileUnusable);
  });

  test('that cannot be written is told once, and costs nothing else', () => {
    const path = aFolder();
    writeFileSync(path('file'), '');
    const { ledger, warnings } = open(path('file/state.json'));
    expect([ledger.save(), ledger.save()]).toEqual([false, false]);
    expect(warnings).toEqual([expect.stringMatching(/cannot be written \(its folder does not exist\)/)]);
  });
});

describe('the ledger of a run', () => {
  const isp = () => anIsp({ logins: [aLogin(), aLogin()] });

  test.each([
    ['a folder', 2, (path: string) => mkdirSync(path)],
    ['damaged', 0, (path: string) => writeFileSync(path, '{"program":')],
    ['of a later version', 0, (path: string) => writeFileSync(path, '{"program":"sync-ixc-bqn","version":9}')],
    ['full of zeros', 0, (path: string) => writeFileSync(path, '\0'.repeat(512))],
  ])('that is %s ends with %i', async (_name, exit, arrange) => {
    const { bqn, stateFile, run } = await aBox(isp());
    arrange(stateFile);
    const { code, output } = await run();
    expect(code, output).toBe(exit);
    expect(bqn.list('subscribers')).toHaveLength(exit === 0 ? 2 : 0);
  });

  test('that was lost is learned again from what agrees', async () => {
    const { bqn, ixc, stateFile, run } = await aBox(isp());
    await run();
    const names = () => {
      const { ledger } = open(stateFile);
      const { owned } = ledger.bqn(ledger.labels()[0] ?? '');
      return Object.values(owned).map((entries) => [...entries.keys()].sort());
    };
    const before = names();
    rmSync(stateFile);
    bqn.forgetWrites();
    expect((await run()).code).toBe(0);
    expect(bqn.writes).toEqual([]);
    expect(names()).toEqual(before);
    ixc.isp.logins.splice(0, 1);
    expect((await run()).code).toBe(0);
    expect(bqn.list('subscribers')).toHaveLength(1);
  });
});

describe('a file is replaced at once', () => {
  test('with its mode, and with no draft left', () => {
    const path = aFolder();
    writeFileSync(path('file'), 'old', { mode: 0o644 });
    const before = statSync(path('file')).ino;
    replaceFile(path('file'), 'new', 0o600);
    expect(readFileSync(path('file'), 'utf8')).toBe('new');
    expect(statSync(path('file'))).toMatchObject({ mode: 0o100600 });
    expect(statSync(path('file')).ino).not.toBe(before);
    expect(readdirSync(path('.'))).toEqual(['file']);
  });

  test('and when that fails the old one is as it was, with no draft left', () => {
    const path = aFolder();
    mkdirSync(path('file/in the way'), { recursive: true });
    expect(() => replaceFile(path('file'), 'new', 0o600)).toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
    expect(readdirSync(path('.'))).toEqual(['file']);
  });

  test('and a link that somebody laid at the place of its draft is not written through', () => {
    const path = aFolder();
    writeFileSync(path('precious'), 'keep me');
    symlinkSync(path('precious'), path(`file.${process.pid}.new`));
    try {
      replaceFile(path('file'), 'new', 0o600);
    } catch {
      // Refusing is as good as making another draft.
    }
    expect(readFileSync(path('precious'), 'utf8')).toBe('keep me');
  });

  test('and trying whether it could be leaves nothing behind', () => {
    const path = aFolder();
    expect(writingTrouble(path('file'))).toBeUndefined();
    expect(writingTrouble(path('missing/file'))).toBe('its folder does not exist');
    expect(writingTrouble(path('.'))).toBe('it is a folder');
    expect(readdirSync(path('.'))).toEqual([]);
  });
});

describe('the lock', () => {
  function take(path: string): Lock | undefined {
    const lock = takeLock(path, (text) => expect.fail(text));
    onTestFinished(() => lock?.release());
    return lock;
  }

  function lockIn(path: string): Record<string, unknown> {
    return JSON.parse(readFileSync(`${path}.lock`, 'utf8')) as Record<string, unknown>;
  }

  /** A lock as a holder of our choice would have left it. */
  function leave(path: string, fields: Readonly<Record<string, unknown>>): void {
    const lock = { pid: process.pid, host: hostname(), token: 'left', ...fields };
    writeFileSync(`${path}.lock`, JSON.stringify(lock));
  }

  /** The PID of a process that has ended. */
  function aDeadPid(): number {
    return spawnSync('true').pid;
  }

  test('is held while it is held, and free afterwards, with nothing left', () => {
    const path = aFolder();
    const state = path('state.json');
    const lock = take(state);
    expect(lockIn(state)).toMatchObject({ pid: process.pid, host: hostname() });
    expect(statSync(`${state}.lock`).mode & 0o777).toBe(0o600);
    expect(() => take(state)).toThrow(LockHeld);
    expect(() => take(state)).toThrow(String(process.pid));
    lock?.release();
    expect(readdirSync(path('.'))).toEqual([]);
    take(state)?.release();
  });

  test('of another state file is another lock', () => {
    const path = aFolder();
    take(path('one.json'));
    expect(take(path('two.json'))).toBeDefined();
  });

  test.each([
    ['whose process has ended', () => ({ pid: aDeadPid() })],
    ['whose PID went to another process since', () => ({ started: 'another-boot 12345' })],
    ['of a machine that was started anew since', () => ({ pid: 1, started: 'another-boot 1' })],
  ])('%s is stale and taken over', (_name, fields) => {
    const state = aFolder()('state.json');
    leave(state, fields());
    expect(take(state)).toBeDefined();
    expect(lockIn(state)['token']).not.toBe('left');
  });

  test.each([
    ['empty', ''],
    ['damaged', '{"pid":'],
    ['of another form', '{"process":1}'],
    ['a bare PID', '1'],
  ])('that is %s is nobody`s, and taken over', (_name, content) => {
    const state = aFolder()('state.json');
    writeFileSync(`${state}.lock`, content);
    expect(take(state)).toBeDefined();
  });

  test('without a start time is believed as long as its process lives', () => {
    const state = aFolder()('state.json');
    leave(state, {});
    expect(() => take(state)).toThrow(LockHeld);
  });

  test('of another machine is believed for an hour', () => {
    const state = aFolder()('state.json');
    leave(state, { host: 'another', pid: aDeadPid() });
    expect(() => take(state)).toThrow(LockHeld);
    const longAgo = Date.now() / 1000 - 3700;
    utimesSync(`${state}.lock`, longAgo, longAgo);
    expect(take(state)).toBeDefined();
  });

  test('that another run has taken over is not given back by the first', () => {
    const state = aFolder()('state.json');
    const lock = take(state);
    leave(state, { token: 'theirs' });
    lock?.release();
    expect(lockIn(state)['token']).toBe('theirs');
  });

  test('is taken in the folder for temporary files where its own cannot be written', () => {
    const path = aFolder();
    writeFileSync(path('file'), '');
    mkdirSync(path('tmp'));
    vi.stubEnv('TMPDIR', path('tmp'));
    const state = path('file/state.json');
    const lock = take(state);
    expect(lock).toBeDefined();
    expect(() => take(state)).toThrow(LockHeld);
    lock?.release();
    take(state)?.release();
  });

  test('two who meet over one stale lock: one has it', () => {
    const state = aFolder()('state.json');
    leave(state, { pid: aDeadPid() });
    const taken: (Lock | undefined)[] = [];
    // The other one comes while our hand is on the stale lock.
    around.before = once(() => expect(() => take(state)).toThrow(LockHeld));
    taken.push(take(state));
    expect(taken).toEqual([expect.objectContaining({ release: expect.any(Function) })]);
    expect(() => take(state), 'the winner still holds it').toThrow(LockHeld);
  });

  test('three who meet over one stale lock: one has it', () => {
    const state = aFolder()('state.json');
    leave(state, { pid: aDeadPid() });
    const holders: string[] = [];
    const attempt = (name: string) => {
      try {
        if (take(state) !== undefined) holders.push(name);
      } catch (error) {
        expect(error).toBeInstanceOf(LockHeld);
      }
    };
    // The second takes it after the first has looked; the third, while the first holds the second's lock in its hand.
    around.before = once(() => {
      attempt('second');
      around.after = once(() => attempt('third'));
    });
    attempt('first');
    expect(holders).toHaveLength(1);
  });

  test('many runs at once over one stale lock: one works, the others end with 7', async () => {
    const box = await aBox(anIsp({ logins: [aLogin(), aLogin()] }));
    writeFileSync(`${box.stateFile}.lock`, JSON.stringify({ pid: aDeadPid(), host: hostname(), token: 'left' }));
    const runs = 4;
    let ended = 0;
    let allLost = () => {};
    const lost = new Promise<void>((resolve) => {
      allLost = resolve;
    });
    // The winner reads IXC until all the others have given up; two winners would wait for each other and be counted.
    box.ixc.beforePage(() => (box.ixc.requestsFor('radgrupos').length > 1 ? undefined : lost));
    const start = async (): Promise<Run> => {
      const run = await box.run();
      ended += 1;
      if (ended === runs - 1) allLost();
      return run;
    };
    const done = await Promise.all(Array.from({ length: runs }, start));
    expect(done.map(({ code }) => code).sort()).toEqual([0, 7, 7, 7]);
    expect(box.ixc.requestsFor('radgrupos')).toHaveLength(1);
    expect(readdirSync(box.folder).filter((name) => name.includes('lock'))).toEqual([]);
  });
});

/** The hook itself renames too, and must not be called by that. */
function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    act();
  };
}
