import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';

/** A bundle as it was released: the last commit that it lay in as such, and the file's own hash. */
export interface Release {
  readonly commit: string;
  /** SHA-256 of `dist/sync-ixc-bqn.js`, in hex. */
  readonly sha256: string;
}

/**
 * What the lightness of later versions is measured by. Pinned by hash: the commit before the next version's number is
 * work in progress, and by how much such a bundle is slower the next release would seem lighter.
 */
export const RELEASES = {
  '2.0.0': {
    commit: 'f2df7eefab18f5399d425632469fe8b4846a5b75',
    sha256: 'dfb3f71001b022985f32ac9e94506cf0182fd58e7f3cc4a8907478e499d9d147',
  },
  '2.5.0': {
    commit: 'acf94a0f4309bbdd301a8cde62de7761d2d6ee0d',
    sha256: '521e4fab42bb0a336d89f143c140f0364414dbde3e0bc00afaa3f5d1167ad6ee',
  },
} as const satisfies Readonly<Record<string, Release>>;

export type Version = keyof typeof RELEASES;

export function isVersion(text: string): text is Version {
  return Object.hasOwn(RELEASES, text);
}

/** A file of a release, as git keeps it; undefined where this clone lacks its commit. */
export function fileOf(version: Version, path: string, root: string): Buffer | undefined {
  const shown = spawnSync('git', ['show', `${RELEASES[version].commit}:${path}`], {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
  });
  return shown.status === 0 ? shown.stdout : undefined;
}

/** @throws when the bundle is another than the one that was released */
export function bundleOf(version: Version, root: string): Buffer | undefined {
  const bundle = fileOf(version, 'dist/sync-ixc-bqn.js', root);
  if (bundle !== undefined && !isReleased(version, bundle)) throw new Error(`that is not the bundle of ${version}`);
  return bundle;
}

export function isReleased(version: Version, bundle: Buffer): boolean {
  return createHash('sha256').update(bundle).digest('hex') === RELEASES[version].sha256;
}
