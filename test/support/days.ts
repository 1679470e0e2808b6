import { expect } from 'vitest';
import { addressAt, type Isp } from '../simulator/index.ts';
import { BLOCK, customer, setStatus } from './customers.ts';
import { shiftedClock } from './shifted-clock.ts';
import { aWorld, type OnEnd, told, type World } from './world.ts';

/** A BQN that nobody has touched yet, and runs at hours and days of a clock that is set; what happens to many at once meanwhile. */

export const HOUR = 3600;
export const DAY = 24 * HOUR;

export interface Days {
  readonly world: World;
  /** A run so many seconds after the first one. */
  at(aheadS: number, code: number, args?: readonly string[], env?: Readonly<Record<string, string>>): Promise<string>;
  /** The environment of a start so many seconds after the first one. */
  readonly clock: (aheadS: number) => Readonly<Record<string, string>>;
}

export async function days(onTestFinished: OnEnd, isp: Isp): Promise<Days> {
  const world = await aWorld(onTestFinished, { isp, seeded: false });
  const clock = shiftedClock(world.path('clock.cjs'));
  const at: Days['at'] = async (aheadS, code, args = [], env = {}) => {
    const done = await world.run(args, { env: { ...clock(aheadS), ...env } });
    expect(done.code, told(done)).toBe(code);
    return done.output;
  };
  return { world, at, clock };
}

export function block(world: World, from: number, to: number, status = 'CA'): void {
  for (let number = from; number <= to; number++) setStatus(world, number, status);
}

/** Entries that are blocked. */
export function blocked({ bqn }: Pick<World, 'bqn'>): number {
  return [...bqn.subscribers.values()].filter(({ policyRate }) => policyRate === BLOCK).length;
}

export function online(world: World, from: number, to: number, isOnline: boolean): void {
  for (let number = from; number <= to; number++)
    Object.assign(customer(world, number), isOnline ? { online: 'S', ip: addressAt(number) } : { online: 'N', ip: '' });
}

export function setPlan(world: World, id: string, fields: object): void {
  for (const plan of world.ixc.isp.plans) if (plan.id === id) Object.assign(plan, fields);
}

/** As `--until` takes it: so many seconds after the first run. */
export function clockOnTheWall(aheadS: number): string {
  const at = new Date(Date.now() + aheadS * 1000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
