import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { bundleOf, fileOf, isReleased, RELEASES, type Version } from './released.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const VERSIONS = Object.keys(RELEASES) as Version[];
/** A clone without history has nothing to compare with. */
const there = VERSIONS.filter((version) => fileOf(version, 'package.json', ROOT) !== undefined);

describe.each(there)('the bundle that the bench takes for %s', (version) => {
  test('is the one that was released: its hash, and the version on top of the CHANGELOG beside it', () => {
    expect(bundleOf(version, ROOT)).toBeDefined();
    const changelog = fileOf(version, 'CHANGELOG.md', ROOT)?.toString('utf8') ?? '';
    expect(/^## (\S+)/m.exec(changelog)?.[1]).toBe(version);
  });

  test('says that it is that version', () => {
    const folder = mkdtempSync(join(tmpdir(), 'released-'));
    try {
      const file = join(folder, 'sync-ixc-bqn.js');
      writeFileSync(file, bundleOf(version, ROOT) ?? '');
      expect(spawnSync(process.execPath, [file, '--version'], { encoding: 'utf8', env: {} }).stdout.trim()).toContain(
        version,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

test('another bundle than the released one is none', () => {
  for (const version of VERSIONS) expect(isReleased(version, Buffer.from('work in progress'))).toBe(false);
});
