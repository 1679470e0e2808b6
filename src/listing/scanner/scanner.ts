import { SCANNER_CODE } from './code.ts';

/** What `rows.ts` exports. Places are in bytes from the start of the memory; a bool is 0 or 1. */
export interface ScannerExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  names(): number;
  found(): number;
  input(): number;
  inputBytes(): number;
  aside(): number;
  asideBytes(): number;
  unset(): number;
  setUnset(length: number): number;
  hasOthers(): number;
  clear(): void;
  want(length: number): number;
  row(start: number, end: number): number;
  gathered(): number;
  seed(): number;
  print(): number;
  gather(): number;
  fingerprint(start: number, end: number): void;
}

/** The scanner's memory. Node's own reading of Latin-1 without what `toString` asks first, as each text is a short one. */
export type Memory = Buffer & { latin1Slice(start: number, end: number): string };

export interface Scanner {
  readonly scanner: ScannerExports;
  readonly memory: Memory;
}

/** As much of WebAssembly as is used here: Node's types leave it to those of browsers. */
interface Compiler {
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

let opened: Scanner | undefined | 'not yet' = 'not yet';

/** @returns undefined where this Node cannot run it; then the readers in plain JavaScript do */
export function theScanner(): Scanner | undefined {
  if (opened === 'not yet') opened = open();
  return opened;
}

function open(): Scanner | undefined {
  const { WebAssembly: compiler } = globalThis as { readonly WebAssembly?: Compiler };
  const code = Buffer.from(SCANNER_CODE, 'base64');
  if (compiler === undefined) return undefined;
  try {
    const scanner = new compiler.Instance(new compiler.Module(code), {}).exports as ScannerExports;
    return { scanner, memory: Buffer.from(scanner.memory.buffer) as Memory };
  } catch {
    // Not enough address space (`ulimit -v`), a processor without SIMD, or forbidden by a policy of the machine.
    return undefined;
  }
}
