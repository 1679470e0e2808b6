import { flagsOf, SYNC } from '../flag.ts';
import type { Wish } from './wish.ts';

/** Groups that join the addresses of a subscriber. What they hold: `mapping/groups.ts`. */
export const DUAL_STACK = {
  flags: flagsOf(SYNC, [
    [
      { name: 'dual-stack', decides: true, oldName: 'ds', variable: 'IXC_DUAL_STACK' },
      'Also groups that join the IPv4 and IPv6 of each subscriber',
    ],
  ]),
  read: (values) => ({ dualStack: values.on('dual-stack') }),
  isForParts: () => true,
} as const satisfies Wish<'dualStack', 'dual-stack'>;
