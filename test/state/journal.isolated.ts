import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  type rmSync as realRemove,
  type renameSync as realRename,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { appendToJournal, type JournalEntry, parseQuery, personText, readPerson } from '../../src/state/journal.ts';
import { damagedPackOf, packedMonths } from '../../src/state/journal-files.ts';
import { tendJournal } from '../../src/state/journal-pack.ts';
import { findInJournal } from '../../src/state/journal-scan.ts';

/** The journal on disk: nothing is lost or doubled by packing, what is asked for is found, and it has an end. */

/** A power cut before something of the file system's happens. */
const power = vi.hoisted(() => ({ cutBefore: (_what: 'rename' | 'remove', _path: string): boolean => false }));
vi.mock('node:fs', async (original) => {
  const fs = await original<{ renameSync: typeof realRename; rmSync: typeof realRemove }>();
  const cut = (what: 'rename' | 'remove', path: unknown) => {
    if (power.cutBefore(what, String(path))) throw new PowerCut();
  };
  const renameSync: typeof realRename = (from, to) => {
    cut('rename', to);
    fs.renameSync(from, to);
  };
  const removing: typeof realRemove = (path, options) => {
    cut('remove', path);
    fs.rmSync(path, options);
  };
  return { ...fs, renameSync, rmSync: removing };
});

class PowerCut extends Error {
  override readonly message = 'power cut';
}

afterEach(() => {
  power.cutBefore = () => false;
});

const DAY_S = 86_400;
const NOW = Date.UTC(2026, 9, 15, 12) / 1000;
const KEEP_S = 400 * DAY_S;

function aJournal() {
  const folder = mkdtempSync(join(tmpdir(), 'sync-ixc-bqn-journal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'sync-ixc-bqn.journal.jsonl');
  const warnings: string[] = [];
  const warn = (text: string) => void warnings.push(text);
  return {
    path,
    warnings,
    names: () => readdirSync(folder).sort(),
    add: (...entries: readonly JournalEntry[]) => appendToJournal(path, entries, (text) => text, warn),
    tend: (options: { now?: number; keepS?: number; before?: number } = {}) =>
      tendJournal(path, { now: NOW, keepS: KEEP_S, before: undefined, warn, ...options }),
    find: async (query = 'all', after?: number) =>
      (await findInJournal(path, { query: parseQuery(query), after }, warn)).entries,
    month: (month: string) => `${path.replace(/\.jsonl$/, '')}.${month}.jsonl.gz`,
  };
}

function anEntry(fields: Partial<JournalEntry> = {}): JournalEntry {
  return {
    time: new Date(NOW * 1000).toISOString(),
    run: '',
    bqn: '192.0.2.8:3443',
    event: 'blocks',
    login: 'maria',
    ip: '100.64.0.7',
    from: '',
    to: '',
    contract: 12,
    status: 'CA',
    plan: 1,
    reason: 'contract 12: CA -> blocked',
    ...fields,
  };
}

function at(time: string, fields: Partial<JournalEntry> = {}): JournalEntry {
  return anEntry({ time, ...fields });
}

/** Some megabytes of what becomes of others. */
function many(count: number): JournalEntry[] {
  return Array.from({ length: count }, (_, number) =>
    anEntry({
      login: `cliente${number}`,
      ip: `100.${number >> 16}.${(number >> 8) & 255}.${number & 255}`,
      contract: 1,
    }),
  );
}

function unpacked(path: string): string {
  return gunzipSync(readFileSync(path)).toString();
}

describe('packing', () => {
  test('a past month is packed, for its owner alone, and is found as before', async () => {
    const { path, add, tend, find, names, month } = aJournal();
    add(at('2026-08-31T23:00:00.000Z'), at('2026-09-30T23:59:59.000Z', { event: 'opens' }), anEntry());
    const before = await find('maria');
    await tend();
    expect(names()).toEqual([
      'sync-ixc-bqn.journal.2026-08.jsonl.gz',
      'sync-ixc-bqn.journal.2026-09.jsonl.gz',
      'sync-ixc-bqn.journal.2026-10.jsonl.gz',
    ]);
    expect(statSync(month('2026-09')).mode & 0o777).toBe(0o600);
    expect(unpacked(month('2026-09'))).toContain('"event":"opens"');
    expect(await find('maria')).toEqual(before);
    add(anEntry({ event: 'opens' }));
    await tend();
    expect(existsSync(path)).toBe(true);
    expect(await find('maria')).toHaveLength(4);
  });

  test('a name is found as it is alike, where none is exactly so, packed or not', async () => {
    const { add, tend, find } = aJournal();
    const names = [
      'João_D"Ávila',
      'joa\u0303o_silva',
      'JOAO_SILVA',
      'joao',
      'xjoão_silva',
      'João_Silva_2',
      'Čeněk',
      'мария',
    ];
    const policy = { name: 'Ouro', customers: 1, who: ['José_Silva 100.64.0.8 13'] };
    add(
      ...names.map((login) => at('2026-08-31T23:00:00.000Z', { login })),
      anEntry({ login: '', ip: '', contract: 0, policy }),
    );
    const found = async (name: string) => (await find(name)).map(({ login }) => login);
    for (const state of ['as it is', 'packed']) {
      expect(await found('joão silva'), state).toEqual(['joa\u0303o_silva', 'JOAO_SILVA']);
      expect(await found('joao d"avila'), state).toEqual(['João_D"Ávila']);
      expect(await found('JOAO'), state).toEqual(['joao']);
      expect(await found('cenek'), state).toEqual(['Čeněk']);
      expect(await found('МАРИЯ'), state).toEqual(['мария']);
      expect(await find('jose silva'), state).toMatchObject([{ policy }]);
      expect(await found('joao_silva_3'), state).toEqual([]);
      expect(await found('joão'.repeat(3000)), 'longer than any').toEqual([]);
      expect(await found('JOAO_SILVA'), 'one that is exactly so').toEqual(['JOAO_SILVA']);
      await tend();
    }
  });

  test('this month stays as it is until it has grown', async () => {
    const { path, add, tend, find, month } = aJournal();
    add(anEntry());
    await tend();
    expect(existsSync(path)).toBe(true);
    add(...many(30_000));
    await tend();
    expect(existsSync(path)).toBe(false);
    add(...many(30_000));
    await tend();
    expect(statSync(month('2026-10')).size).toBeLessThan(1_000_000);
    expect(await find('maria')).toHaveLength(1);
    expect(await find('cliente29999')).toHaveLength(2);
  });

  test('what older versions put aside is taken over, in its order', async () => {
    const { path, add, tend, find, names } = aJournal();
    const line = (entry: JournalEntry) => `${JSON.stringify(entry)}\n`;
    writeFileSync(`${path}.2`, line(at('2026-10-01T00:00:00.000Z', { event: 'blocks' })));
    writeFileSync(`${path}.1`, line(at('2026-10-02T00:00:00.000Z', { event: 'opens' })));
    add(at('2026-10-03T00:00:00.000Z', { event: 'slows' }));
    const events = async () => (await find('maria')).map(({ event }) => event);
    expect(await events()).toEqual(['blocks', 'opens', 'slows']);
    await tend();
    expect(names()).toEqual(['sync-ixc-bqn.journal.2026-10.jsonl.gz', 'sync-ixc-bqn.journal.jsonl']);
    expect(await events()).toEqual(['blocks', 'opens', 'slows']);
  });

  test('a journal by another name has its months beside it', async () => {
    const { path, warnings } = aJournal();
    const other = `${path}-of-cron`;
    writeFileSync(other, `${JSON.stringify(at('2026-09-01T00:00:00.000Z'))}\n`);
    await tendJournal(other, { now: NOW, keepS: KEEP_S, before: undefined, warn: (text) => void warnings.push(text) });
    expect(packedMonths(other)).toEqual([{ month: '2026-09', path: `${other}.2026-09.jsonl.gz` }]);
    expect(packedMonths(path)).toEqual([]);
    expect(warnings).toEqual([]);
  });

  const MOMENTS = ['.jsonl.1', '2026-08.jsonl.gz', '2026-09.jsonl.gz', '2026-10.jsonl.gz', 'the part'] as const;
  test.each(MOMENTS)('a power cut before %s loses nothing and doubles nothing', async (moment) => {
    const { add, tend, find, names, path } = aJournal();
    const entries = ['2026-08-01', '2026-09-01', '2026-10-01'].map((day) => at(`${day}T00:00:00.000Z`));
    add(...entries);
    let isOut = false;
    power.cutBefore = (what, file) => {
      const isNow =
        moment === 'the part' ? what === 'remove' && file === `${path}.1` : what === 'rename' && file.endsWith(moment);
      isOut ||= isNow;
      return isOut && !file.endsWith('.lock') && !file.includes('.lock.');
    };
    await tend();
    expect(isOut).toBe(true);
    power.cutBefore = () => false;
    expect(await find()).toHaveLength(3);
    add(anEntry({ event: 'opens' }));
    expect(await find()).toHaveLength(4);
    await tend();
    expect(await find()).toEqual([...entries, anEntry({ event: 'opens' })]);
    expect(names().filter((name) => /\.1$/.test(name))).toEqual([]);
  });

  test('a clock that was ahead leaves its lines in this month, and takes nobody’s history', async () => {
    const { add, tend, find, names } = aJournal();
    add(at('2026-09-01T00:00:00.000Z'));
    await tend({ before: NOW - 300 });
    const ahead = NOW + 3650 * DAY_S;
    add(anEntry({ time: new Date(ahead * 1000).toISOString(), event: 'opens' }));
    await tend({ now: ahead, before: NOW });
    expect(await find()).toHaveLength(2);
    await tend({ before: NOW });
    expect(names()).toEqual(['sync-ixc-bqn.journal.2026-09.jsonl.gz', 'sync-ixc-bqn.journal.2026-10.jsonl.gz']);
    expect(await find()).toHaveLength(2);
  });
});

describe('its end', () => {
  test('by age, with the month', async () => {
    const { add, tend, names } = aJournal();
    add(at('2025-08-31T00:00:00.000Z'), at('2025-09-30T00:00:00.000Z'), anEntry());
    await tend();
    expect(names()).toEqual(['sync-ixc-bqn.journal.2025-09.jsonl.gz', 'sync-ixc-bqn.journal.2026-10.jsonl.gz']);
    await tend({ keepS: 30 * DAY_S });
    expect(names()).toEqual(['sync-ixc-bqn.journal.2026-10.jsonl.gz']);
  });

  test('by size, the oldest first, and told', async () => {
    const { add, tend, names, month, warnings } = aJournal();
    const filler = Buffer.alloc(20_000_000);
    for (const name of ['2026-07', '2026-08', '2026-09']) writeFileSync(month(name), filler);
    add(anEntry());
    await tend();
    expect(names()).toEqual([
      'sync-ixc-bqn.journal.2026-08.jsonl.gz',
      'sync-ixc-bqn.journal.2026-09.jsonl.gz',
      'sync-ixc-bqn.journal.jsonl',
    ]);
    expect(warnings.join('\n')).toMatch(/2026-07 is removed.*50 MB/);
  });
});

describe('what is no journal', () => {
  test('a month that is damaged is told, and what can be read of it goes on', async () => {
    const { path, add, tend, find, month, warnings } = aJournal();
    const sound = gzipSync(`${JSON.stringify(anEntry())}\n`);
    writeFileSync(month('2026-10'), Buffer.concat([sound, gzipSync('x'.repeat(1000)).subarray(0, 20)]));
    writeFileSync(month('2026-09'), 'not packed at all');
    expect(await find('maria')).toHaveLength(1);
    expect(warnings.join('\n')).toMatch(/2026-09.*it is damaged[\s\S]*2026-10.*it is damaged/);
    add(...many(30_000));
    await tend();
    expect(existsSync(damagedPackOf(path))).toBe(true);
    expect(await find('maria')).toHaveLength(1);
    expect(await find('cliente7')).toHaveLength(1);
    warnings.length = 0;
    await find();
    expect(warnings.join('\n')).not.toContain('2026-10');
  });

  test('a month that is a link is neither added to nor removed, and told', async () => {
    const { path, add, tend, find, month, warnings } = aJournal();
    writeFileSync(`${path}-precious`, 'precious');
    symlinkSync(`${path}-precious`, month('2026-09'));
    add(at('2026-09-01T00:00:00.000Z'));
    await tend();
    await tend({ keepS: DAY_S });
    expect(readFileSync(`${path}-precious`, 'utf8')).toBe('precious');
    expect(warnings.join('\n')).toContain('cannot be packed (it is a link)');
    expect(await find('maria')).toHaveLength(1);
  });

  test('lines that are none are passed over, and packed as they are', async () => {
    const { path, add, tend, find, month } = aJournal();
    writeFileSync(path, '\0\0\0\n{"time":1}\nnonsense\n', { mode: 0o600 });
    add(at('2026-09-01T00:00:00.000Z'));
    expect(await find()).toHaveLength(1);
    await tend();
    expect(await find()).toHaveLength(1);
    expect(unpacked(month('2026-10'))).toContain('nonsense');
  });
});

describe('what is found', () => {
  test.each([
    ['maria', 1],
    ['100.64.0.7', 1],
    ['contract:12', 1],
    ['all', 4],
    ['mari', 0],
    ['100.64.0.', 0],
    ['contract:1', 1],
    ['event', 0],
    ['CA', 0],
    ['joão "x"', 1],
    ['joão', 0],
  ])('%s: %d', async (query, count) => {
    const { add, find, tend } = aJournal();
    const day = '2026-09-01T00:00:00.000Z';
    add(at(day), at(day, { login: 'maria2', ip: '100.64.0.70', contract: 120 }));
    add(at(day, { login: 'joão_"x"', ip: '100.64.0.71', contract: 121 }), at(day, { login: 'p', contract: 1, ip: '' }));
    expect(await find(query)).toHaveLength(count);
    await tend();
    expect(await find(query)).toHaveLength(count);
  });

  test('whoever was under a policy when its speed changed, by login, address and contract', async () => {
    const { add, find } = aJournal();
    const who = ['maria 100.64.0.7 12', 'de fora 100.64.0.8 0'];
    const entry = anEntry({ login: '', ip: '', contract: 0, policy: { name: 'Ouro', customers: 2, who } });
    add(entry);
    for (const query of ['maria', '100.64.0.7', 'contract:12', '100.64.0.8', 'all'])
      expect(await find(query)).toEqual([entry]);
    for (const query of ['mari', 'Ouro', '100.64.0.9', 'contract:1']) expect(await find(query)).toEqual([]);
  });

  test('only what is younger', async () => {
    const { add, find, tend } = aJournal();
    add(at('2026-08-01T00:00:00.000Z'), at('2026-09-01T00:00:00.000Z'), at('2026-09-02T00:00:00.000Z'));
    await tend();
    expect(await find('maria', Date.UTC(2026, 8, 1, 12) / 1000)).toHaveLength(1);
    expect(await find('all', Date.UTC(2026, 6, 1) / 1000)).toHaveLength(3);
  });

  test('a line of many customers is as long as it likes; one that no journal has is let go', async () => {
    const { add, find, month } = aJournal();
    const who = Array.from({ length: 100_000 }, (_, number) => `cliente${number} 100.64.0.1 ${number}`);
    const long = JSON.stringify(anEntry({ login: '', policy: { name: 'Ouro', customers: who.length, who } }));
    const endless = `{"event":"maria","reason":"${'x'.repeat(40_000_000)}"}`;
    writeFileSync(month('2026-09'), gzipSync(`${long}\n${endless}\n${JSON.stringify(anEntry())}\n`));
    add(anEntry());
    expect(await find('cliente99999')).toHaveLength(1);
    expect(await find('maria')).toHaveLength(2);
  });

  test('a customer in one word', () => {
    fc.assert(
      fc.property(fc.string(), fc.ipV4(), fc.nat(), (login, ip, contract) => {
        expect(readPerson(personText({ login, ip, contract }))).toEqual({ login, ip, contract });
      }),
    );
    expect(readPerson('nobody')).toBeUndefined();
  });
});
