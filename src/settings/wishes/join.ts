import { flagsOf, SYNC } from '../flag.ts';
import type { Wish } from './wish.ts';

/** One limit for all logins of a contract. Who shares it: `mapping/joined.ts`. */
export const JOIN = {
  flags: flagsOf(SYNC, [
    [
      { name: 'join', decides: true, placeholder: 'contract' },
      'One limit for all online logins of a contract: a group DS-<login>; where the plan is sold per contract',
    ],
  ]),
  read: (values) => ({
    joinContracts: values.ifSaid('join', (flag) => values.choice(flag, ['contract'])) === 'contract',
  }),
  isForParts: ({ joinContracts }) => joinContracts !== true,
} as const satisfies Wish<'joinContracts', 'join'>;
