import { AsyncLocalStorage } from 'node:async_hooks';
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

type Env = Readonly<Record<string, string | undefined>>;

/** Whether Node's options do nothing but shift the clock. */
export function isShiftAlone({ NODE_OPTIONS, CLOCK_AHEAD_S }: Env): boolean {
  return NODE_OPTIONS === undefined || (CLOCK_AHEAD_S !== undefined && /^--require=\S+clock\.cjs$/.test(NODE_OPTIONS));
}

const ahead = new AsyncLocalStorage<number>();
const Real = Date;

/** The same for what runs in the tests' own process, and for what it waits for: others beside it have their own time. */
export function atItsTime<T>({ CLOCK_AHEAD_S }: Env, act: () => T): T {
  if (CLOCK_AHEAD_S === undefined) return act();
  globalThis.Date = Shifted as DateConstructor;
  return ahead.run(Number(CLOCK_AHEAD_S) * 1000, act);
}

const Shifted: unknown = class extends Real {
  constructor(...given: []) {
    if (given.length === 0) super(nowHere());
    else super(...given);
  }

  static override now(): number {
    return nowHere();
  }
};

function nowHere(): number {
  return Real.now() + (ahead.getStore() ?? 0);
}
