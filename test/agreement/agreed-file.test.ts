import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { Agreed, type Agreement } from '../../src/agreement/agreed.ts';
import { agreedFile, readAgreed, removeAgreed, writeAgreed } from '../../src/agreement/agreed-file.ts';

const SEED = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8]);
const HEAD = { under: 'u', plans: 'p', wholeAt: 1_800_000_000, day: 20_833, widths: { v4: [32], v6: [64, 60] } };

const whole = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const agreement: fc.Arbitrary<Agreement> = fc.record({
  login: fc.integer({ min: 1, max: 2 ** 45 }),
  contract: fc.nat(),
  contractAt: fc.integer({ min: -1, max: 3 }),
  plan: fc.nat(),
  isBlocked: fc.boolean(),
  hasGroup: fc.boolean(),
  prints: fc.tuple(whole, whole, whole, whole, whole, whole),
  keys: fc.array(whole, { maxLength: 7 }),
});
const contract = fc.record({ id: fc.nat(), high: whole, low: whole });
const all = fc.tuple(
  fc.uniqueArray(agreement, { selector: ({ login }) => login, maxLength: 30 }),
  fc.uniqueArray(contract, { selector: ({ id }) => id, maxLength: 10 }),
);

test('what is kept comes back as it was, and is nobody else’s to read', () => {
  const path = join(tempFolder(), 'a.bin');
  fc.assert(
    fc.property(all, ([customers, contracts]) => {
      const agreed = Agreed.of(HEAD, SEED, customers, contracts);
      expect(writeAgreed(path, 'n', agreed)).toBe(true);
      expect(statSync(path).mode & 0o777).toBe(0o600);
      const back = readAgreed(path, 'n');
      expect(back?.columns).toEqual(agreed.columns);
      for (const one of customers) expect(back?.has(one)).toBe(true);
      for (const one of customers) expect(back?.has({ ...one, plan: one.plan + 1 })).toBe(false);
    }),
    { numRuns: 50 },
  );
});

test('on any doubt nobody is in agreement', () => {
  const path = join(tempFolder(), 'a.bin');
  const [customers, contracts] = fc.sample(all, { numRuns: 1, seed: 5 })[0] ?? [[], []];
  writeAgreed(path, 'n', Agreed.of(HEAD, SEED, customers, contracts));
  const sound = readFileSync(path);
  expect(readAgreed(path, 'n')).toBeDefined();
  expect(readAgreed(path, 'other')).toBeUndefined();
  for (let at = 0; at < sound.length; at += 7) {
    const damaged = Buffer.from(sound);
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    writeFileSync(path, damaged);
    expect(readAgreed(path, 'n'), `byte ${at}`).toBeUndefined();
  }
  for (const length of [0, 1, 40, sound.length - 1]) {
    writeFileSync(path, sound.subarray(0, length));
    expect(readAgreed(path, 'n'), `${length} bytes`).toBeUndefined();
  }
  removeAgreed(path);
  expect(readAgreed(path, 'n')).toBeUndefined();
  removeAgreed(path);
});

test('what cannot be written is not there', () => {
  const folder = tempFolder();
  expect(writeAgreed(join(folder, 'none', 'a.bin'), 'n', Agreed.nobody(SEED))).toBe(false);
});

test('a label leads nowhere else', () => {
  expect(agreedFile('/x/sync-ixc-bqn.state.json', '[2001:db8::1]:3443')).toBe(
    '/x/sync-ixc-bqn.agreed._2001_db8__1__3443.bin',
  );
  expect(agreedFile('/x/mine', '../../etc/passwd')).toBe('/x/mine.agreed..._.._etc_passwd.bin');
});

function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'agreed-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
