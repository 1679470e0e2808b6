import { flagsOf, SYNC } from '../flag.ts';
import type { Wish } from './wish.ts';

/** Whose an address on several logins is. How it is decided: `mapping/subscribers.ts`. */
export const IP_CONFLICT = {
  flags: flagsOf(SYNC, [
    [
      { name: 'ip-conflict', decides: true, placeholder: 'skip|newest', fallback: 'skip' },
      'An IP on several logins with different policies: leave it as it is, or take the newest session',
    ],
  ]),
  read: (values) => ({ ipConflict: values.choice('ip-conflict', ['skip', 'newest']) }),
  isForParts: () => true,
} as const satisfies Wish<'ipConflict', 'ip-conflict'>;
