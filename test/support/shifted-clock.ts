import { writeFileSync } from 'node:fs';

/** Lets a process believe that it is later, or earlier: Node loads this before the program. */
const SHIFT = `'use strict';
const ahead = Number(process.env.CLOCK_AHEAD_S || 0) * 1000;
const Real = Date;
const now = () => Real.now() + ahead;
globalThis.Date = class extends Real {
  constructor(...given) {
    if (given.length === 0) super(now());
    else super(...given);
  }
  static now() {
    return now();
  }
};
`;

/** @returns what the environment of a start must hold, by how much its clock is ahead, in s */
export function shiftedClock(file: string): (aheadS: number) => Readonly<Record<string, string>> {
  writeFileSync(file, SHIFT);
  return (aheadS) => ({ NODE_OPTIONS: `--require=${file}`, CLOCK_AHEAD_S: String(aheadS) });
}
