import type { FixedIp } from '../../ixc/tables.ts';
import { type Flag, type FlagTexts, SYNC } from '../flag.ts';

/** Logins with an address of their own that are not online. It is a wish of the reading: `ixc/reading.ts`, `ixc/fixed-addresses.ts`. */
export const FIXED_IP_FLAGS = [
  {
    name: 'fixed-ip',
    decides: true,
    kind: 'switch',
    words: ['all'],
    group: SYNC,
    placeholder: '[all]',
    describe:
      'Also logins with a fixed IP that are not online (fixar_ip = S, with all H as well; ativo = S): their plan, never a block',
  },
] as const satisfies readonly Flag[];

/** Whose IP is fixed by the login itself; `all`: also where the general settings of IXC decide. */
export function fixedIpOf(values: FlagTexts<'fixed-ip'>): readonly FixedIp[] {
  if (values.word('fixed-ip') === 'all') return ['S', 'H'];
  return values.on('fixed-ip') ? ['S'] : [];
}
