import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import packageLock from '../../package-lock.json' with { type: 'json' };
import { compare, highest, neededVersions } from '../nodes/elf.ts';
import { BOX_VERSION, cachedNode, VERSIONS } from '../nodes/fetch.ts';
import { tarGz } from '../nodes/tar.ts';
import { startProcess } from '../support/box.ts';

/** What a release consists of, and the package for a box without Node. */

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ARCHIVE = 'sync-ixc-bqn-linux-x64.tar.gz';
const REASON = `needs Node ${BOX_VERSION}: npm run nodes -- 16`;

/** In both languages, each of which links to the other and to its manual. */
const DOCUMENTS = ['README.md', 'LEIAME.md', 'manual.en.md', 'manual.pt.md'];

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sync-ixc-bqn-pack-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function done(command: string, args: readonly string[], cwd = ROOT): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  expect(status, `${stdout}${stderr}`).toBe(0);
  return stdout;
}

/** What `npm run artifact` makes. */
function anArtifact(): string {
  const folder = join(aFolder(), 'artifact');
  done(process.execPath, ['build.mjs', '--artifact', folder]);
  return folder;
}

function expectSums(folder: string): void {
  const listed = readFileSync(join(folder, 'SHA256SUMS'), 'utf8').trimEnd().split('\n');
  for (const line of listed) {
    const [sum, name = ''] = line.split('  ');
    expect(sum, name).toBe(
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    );
  }
  const names = listed.map((line) => line.split('  ')[1]);
  expect([...names, 'SHA256SUMS'].sort()).toEqual(readdirSync(folder).sort());
}

test('a release has the program, the wrapper, the documents, the licences and a sum of each', () => {
  const folder = anArtifact();
  expect(readdirSync(folder)).toEqual(
    expect.arrayContaining([
      ...DOCUMENTS,
      'CHANGELOG.md',
      'LICENSE',
      'THIRD-PARTY-LICENSES.txt',
      'sync-ixc-bqn.js',
      'sync-ixc-bqn.sh',
    ]),
  );
  expectSums(folder);
  for (const name of ['sync-ixc-bqn.js', 'sync-ixc-bqn.sh'])
    expect(statSync(join(folder, name)).mode & 0o111).not.toBe(0);
  expect(readFileSync(join(folder, 'sync-ixc-bqn.js'), 'utf8')).toBe(
    readFileSync(join(ROOT, 'dist/sync-ixc-bqn.js'), 'utf8'),
  );
});

test('the documents of a release link to what lies beside them, and to nothing else', () => {
  const folder = anArtifact();
  const names = readdirSync(folder);
  for (const document of DOCUMENTS) {
    const text = readFileSync(join(folder, document), 'utf8');
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
    const files = links.filter((link) => !/^(?:https:|#)/.test(link)).map((link) => link.split('#')[0]);
    expect(files.filter((file = '') => !names.includes(file))).toEqual([]);
    expect(files, document).toContain(DOCUMENTS[(DOCUMENTS.indexOf(document) + 2) % DOCUMENTS.length]);
  }
});

test('the bill of materials names just what is in the bundle, as the lock file has it, with licences', () => {
  const folder = anArtifact();
  const bom = JSON.parse(readFileSync(join(folder, 'sync-ixc-bqn.cdx.json'), 'utf8'));
  const bundle = readFileSync(join(folder, 'sync-ixc-bqn.js'), 'utf8');
  const inBundle = new Set(
    [...bundle.matchAll(/^\/\/ node_modules\/((?:@[^/]+\/)?[^/]+)\//gm)].map(([, name]) => name),
  );
  expect(bom.components.map(({ name }: { name: string }) => name)).toEqual([...inBundle].sort());
  expect(bom.metadata.component).toMatchObject({ name: packageJson.name, version: packageJson.version });
  const locked = packageLock.packages as Readonly<Record<string, { version?: string; license?: string }>>;
  const notices = readFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
  for (const { name, version, licenses, purl } of bom.components) {
    const { version: lockedVersion, license = '' } = locked[`node_modules/${name}`] ?? {};
    expect([version, purl]).toEqual([lockedVersion, `pkg:npm/${name}@${lockedVersion}`]);
    expect(licenses).toEqual([{ license: { id: license } }]);
    expect(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0']).toContain(license);
    expect(notices).toContain(`${name} ${version} (${license})`);
    expect(bundle).toContain(`${name} ${version} (${license})`);
  }
  const references = new Set([bom.metadata.component, ...bom.components].map((component) => component['bom-ref']));
  for (const { ref, dependsOn } of bom.dependencies) {
    for (const reference of [ref, ...dependsOn]) expect(references).toContain(reference);
  }
});

test.runIf(cachedNode(BOX_VERSION))(
  `the package for a box without Node runs where it is unpacked (${REASON})`,
  async () => {
    const folder = anArtifact();
    done(process.execPath, ['--import', 'tsx', 'test/nodes/pack.ts', folder]);
    expectSums(folder);
    const ixc = aFolder();
    done('tar', ['-xzf', join(folder, ARCHIVE)], ixc);
    expectSums(ixc);
    expect(existsSync(join(ixc, 'LICENSE-NODE'))).toBe(true);
    expect(statSync(join(ixc, 'sync-ixc-bqn.sh')).mode & 0o777).toBe(0o700);
    const bom = JSON.parse(readFileSync(join(ixc, 'sync-ixc-bqn.cdx.json'), 'utf8'));
    expect(bom.components.at(-1)).toMatchObject({ name: 'node', version: BOX_VERSION });
    const run = (args: readonly string[]) => startProcess(join(ixc, 'sync-ixc-bqn.sh'), args, { cwd: '/', env: {} });
    expect(await run(['--version'])).toMatchObject({ code: 0, stdout: `${packageJson.version}\n` });
    expect(await startProcess(join(ixc, 'node'), ['--version'], {})).toMatchObject({ stdout: `v${BOX_VERSION}\n` });
    // An update keeps the settings.
    done('rm', [join(ixc, 'sync-ixc-bqn.js')]);
    const settings = statSync(join(ixc, 'sync-ixc-bqn.sh')).ino;
    done('tar', ['--exclude=sync-ixc-bqn.sh', '-xzf', join(folder, ARCHIVE)], ixc);
    expect(existsSync(join(ixc, 'sync-ixc-bqn.js'))).toBe(true);
    expect(statSync(join(ixc, 'sync-ixc-bqn.sh')).ino).toBe(settings);
  },
);

test.runIf(cachedNode(BOX_VERSION))(`its Node asks for no glibc newer than 2.17, and later ones do (${REASON})`, () => {
  for (const version of VERSIONS) {
    const node = cachedNode(version);
    if (node === undefined) continue;
    const needed = highest(neededVersions(node.path), 'GLIBC') ?? [];
    expect(compare(needed, [2, 17]) <= 0, `${version} needs ${needed.join('.')}`).toBe(version === BOX_VERSION);
  }
});

test('an archive is the same for the same entries, and tar reads it', () => {
  const entries = [
    { name: 'ixc/', mode: 0o700 },
    { name: 'ixc/empty', mode: 0o600, content: Buffer.alloc(0) },
    { name: 'ixc/file', mode: 0o755, content: Buffer.from('x'.repeat(513)) },
  ];
  const archive = tarGz(entries);
  expect(tarGz(entries).equals(archive)).toBe(true);
  const { status, stdout } = spawnSync('tar', ['-tvzf', '-'], { input: archive, encoding: 'utf8', env: { TZ: 'UTC' } });
  expect(status).toBe(0);
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/ +/g, ' ')),
  ).toEqual([
    'drwx------ root/root 0 2020-01-01 00:00 ixc/',
    '-rw------- root/root 0 2020-01-01 00:00 ixc/empty',
    '-rwxr-xr-x root/root 513 2020-01-01 00:00 ixc/file',
  ]);
  expect(() => tarGz([{ name: 'x'.repeat(101), mode: 0o600 }])).toThrow('too long');
});
