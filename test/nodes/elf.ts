import { closeSync, openSync, readSync } from 'node:fs';

/**
 * The versions of shared libraries that a 64-bit little-endian ELF file asks of the machine that starts it, such as
 * `GLIBC_2.17`: what decides whether a Node runs on the box. Read from `.gnu.version_r`, so that no binutils are needed.
 */
export function neededVersions(path: string): readonly string[] {
  const file = openSync(path, 'r');
  try {
    const read = (at: number, length: number) => {
      const bytes = Buffer.alloc(length);
      readSync(file, bytes, 0, length, at);
      return bytes;
    };
    const header = read(0, 64);
    if (header.readUInt32BE(0) !== 0x7f454c46 || header[4] !== 2 || header[5] !== 1) {
      throw new Error(`${path} is no 64-bit little-endian ELF file`);
    }
    const sections = sectionsOf(header, read);
    const needs = sections.find((section) => section.type === VERSION_NEEDS);
    const names = sections[needs?.link ?? -1];
    if (needs === undefined || names === undefined) return [];
    return versionsIn(read(needs.offset, needs.size), needs.info, read(names.offset, names.size));
  } finally {
    closeSync(file);
  }
}

/** The highest version of one library's symbols, such as `[2, 17]` for GLIBC; undefined when none is needed. */
export function highest(versions: readonly string[], library: string): readonly number[] | undefined {
  return versions
    .filter((version) => version.startsWith(`${library}_`) && /_\d/.test(version))
    .map((version) =>
      version
        .slice(library.length + 1)
        .split('.')
        .map(Number),
    )
    .sort(compare)
    .at(-1);
}

export function compare(one: readonly number[], other: readonly number[]): number {
  for (let at = 0; at < Math.max(one.length, other.length); at++) {
    const difference = (one[at] ?? 0) - (other[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** SHT_GNU_verneed. */
const VERSION_NEEDS = 0x6ffffffe;

interface Section {
  readonly type: number;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
  /** For version needs: how many libraries. */
  readonly info: number;
}

function sectionsOf(header: Buffer, read: (at: number, length: number) => Buffer): Section[] {
  const start = Number(header.readBigUInt64LE(40));
  const size = header.readUInt16LE(58);
  const count = header.readUInt16LE(60);
  const table = read(start, size * count);
  return Array.from({ length: count }, (_, index) => {
    const entry = table.subarray(index * size, (index + 1) * size);
    return {
      type: entry.readUInt32LE(4),
      offset: Number(entry.readBigUInt64LE(24)),
      size: Number(entry.readBigUInt64LE(32)),
      link: entry.readUInt32LE(40),
      info: entry.readUInt32LE(44),
    };
  });
}

/** A chain of libraries (Elf64_Verneed), each with a chain of versions (Elf64_Vernaux); links are relative. */
function versionsIn(needs: Buffer, libraries: number, names: Buffer): string[] {
  const versions: string[] = [];
  let library = 0;
  for (let left = libraries; left > 0; left--) {
    let version = library + needs.readUInt32LE(library + 8);
    for (let more = needs.readUInt16LE(library + 2); more > 0; more--) {
      const name = needs.readUInt32LE(version + 8);
      versions.push(names.toString('latin1', name, names.indexOf(0, name)));
      version += needs.readUInt32LE(version + 12);
    }
    library += needs.readUInt32LE(library + 12);
  }
  return versions;
}
