import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { isKept, refuseUnofficial } from './official.ts';
import { tarGz } from './tar.ts';

/** Whether a Node is the release team's is told by their signature; here by one of a team of our own. */

vi.setConfig({ testTimeout: 300_000 });

const HAS_GPG = spawnSync('gpg', ['--version']).status === 0;
const VERSION = '1.2.3';

/** A version with its archive, its list and the signature of it. */
function aRelease() {
  // A socket of GnuPG's has a path of at most 108 characters.
  const folder = mkdtempSync(join(tmpdir(), 'off-'));
  onTestFinished(() => {
    spawnSync('gpgconf', ['--homedir', home, '--kill', 'all']);
    rmSync(folder, { recursive: true, force: true });
  });
  const home = join(folder, 'gpg');
  mkdirSync(home);
  chmodSync(home, 0o700);
  const gpg = (...args: string[]): string => {
    const { status, stdout, stderr } = spawnSync('gpg', ['--homedir', home, '--batch', '--yes', ...args], {
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    return stdout;
  };
  gpg(
    '--passphrase',
    '',
    '--pinentry-mode',
    'loopback',
    '--quick-gen-key',
    'release@team.example',
    'rsa2048',
    'sign',
    'never',
  );
  const kept = join(folder, 'kept');
  mkdirSync(join(kept, `v${VERSION}`), { recursive: true });
  const path = join(folder, 'node');
  writeFileSync(path, 'the program');
  const archive = join(folder, 'node.tar.gz');
  const name = `node-v${VERSION}-linux-x64`;
  writeFileSync(archive, tarGz([{ name: `${name}/bin/node`, mode: 0o755, content: Buffer.from('the program') }]));
  const sum = createHash('sha256').update(readFileSync(archive)).digest('hex');
  const list = join(kept, `v${VERSION}`, 'SHASUMS256.txt');
  writeFileSync(list, `${'0'.repeat(64)}  ${name}.tar.xz\n${sum}  ${name}.tar.gz\n`);
  gpg('--output', `${list}.sig`, '--detach-sign', list);
  const keys = [{ armoredKey: gpg('--armor', '--export') }];
  return { node: { version: VERSION, path }, archive, list, places: { kept, keys } };
}

test.runIf(HAS_GPG)(
  'the Node of a signed archive is taken; another one, another archive and another signature are not',
  async () => {
    const { node, archive, list, places } = aRelease();
    expect([isKept(VERSION, places), isKept('9.9.9', places)]).toEqual([true, false]);
    await refuseUnofficial(node, archive, places);
    await expect(refuseUnofficial(node, archive, { kept: places.kept }), 'signed by no release team').rejects.toThrow(
      /signature/,
    );
    writeFileSync(node.path, 'another program');
    await expect(refuseUnofficial(node, archive, places)).rejects.toThrow(/is not the program/);
    writeFileSync(node.path, 'the program');
    const sums = readFileSync(list, 'utf8');
    writeFileSync(list, `${sums}\n`);
    await expect(refuseUnofficial(node, archive, places), 'a list that was changed').rejects.toThrow(/signature/);
    writeFileSync(list, sums);
    writeFileSync(archive, 'another archive');
    await expect(refuseUnofficial(node, archive, places)).rejects.toThrow(/is not the archive/);
  },
);

test.skipIf(HAS_GPG)('THE SIGNATURE OF NODE IS NOT TRIED: no gpg on this machine', () => {});
