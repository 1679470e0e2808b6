import { gzipSync } from 'node:zlib';

export interface TarEntry {
  /** Within the archive; a folder's ends with `/`. */
  readonly name: string;
  readonly mode: number;
  readonly content?: Buffer;
}

/** Any fixed moment: the same content must give the same archive. 2020-01-01, in seconds. */
const MOMENT = 1_577_836_800;
const BLOCK = 512;

/** A gzipped ustar archive in which all is root's. The same entries give the same bytes with one version of zlib. */
export function tarGz(entries: readonly TarEntry[]): Buffer {
  const parts = entries.flatMap((entry) => {
    const content = entry.content ?? Buffer.alloc(0);
    return [header(entry, content.length), content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)];
  });
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]), { level: 9 });
}

function header({ name, mode }: TarEntry, size: number): Buffer {
  if (Buffer.byteLength(name) > 100) throw new Error(`${name} is too long a name for a plain tar`);
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, length: number) =>
    block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1');
  block.write(name, 0, 'utf8');
  octal(mode, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(MOMENT, 136, 12);
  block.fill(' ', 148, 156);
  block.write(name.endsWith('/') ? '5' : '0', 156, 'latin1');
  block.write('ustar\u000000', 257, 'latin1');
  block.write('root', 265, 'latin1');
  block.write('root', 297, 'latin1');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}
