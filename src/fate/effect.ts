import { type Fate, sameFate } from './fate.ts';

/** What a change of fate is to the customer. */
export type Effect =
  | 'blocks'
  | 'opens'
  /** To less than half the speed, in one direction at least. */
  | 'slows'
  /** From a limit to none, said by a policy. */
  | 'lifts'
  /** From a policy to none. */
  | 'loses plan'
  /** To another policy or speed, without harm. */
  | 'changes'
  /** Somebody of whom nothing was said until now. */
  | 'comes'
  | 'leaves'
  | 'none';

/** In the order in which people want to read of them. */
export const EFFECTS: readonly Effect[] = [
  'blocks',
  'opens',
  'slows',
  'lifts',
  'loses plan',
  'changes',
  'comes',
  'leaves',
];

/** Below this share of the speed of before a customer is slowed (src/fate/README.md, "Effects"). */
const SLOWED = 0.5;

export function effectBetween(from: Fate, to: Fate): Exclude<Effect, 'leaves'> {
  if (sameFate(from, to)) return 'none';
  if (to.kind === 'blocked') return 'blocks';
  if (from.kind === 'blocked') return 'opens';
  if (from.kind === 'unsaid') return 'comes';
  if (to.kind === 'unsaid') return 'loses plan';
  if (to.kind === 'unlimited') return from.kind === 'unlimited' ? 'changes' : 'lifts';
  if (from.kind === 'unlimited') return 'slows';
  const slowed = isSlowed(from.downKbps, to.downKbps) || isSlowed(from.upKbps, to.upKbps);
  if (slowed) return 'slows';
  return isLifted(from.downKbps, to.downKbps) || isLifted(from.upKbps, to.upKbps) ? 'lifts' : 'changes';
}

function isSlowed(from: number, to: number): boolean {
  if (to < 0) return false;
  return from < 0 || to < from * SLOWED;
}

function isLifted(from: number, to: number): boolean {
  return from >= 0 && to < 0;
}
