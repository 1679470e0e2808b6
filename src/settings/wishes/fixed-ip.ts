import type { FixedIp } from '../../ixc/tables.ts';
import { type FlagTexts, flagsOf, SYNC } from '../flag.ts';

/** Logins with an address of their own that are not online. It is a wish of the reading: `ixc/reading.ts`, `ixc/fixed-addresses.ts`. */
export const FIXED_IP_FLAGS = flagsOf(SYNC, [
  [
    { name: 'fixed-ip', decides: true, words: ['all'], placeholder: '[all]', kind: 'switch' },
    'Also logins with a fixed IP that are not online (fixar_ip = S, with all H as well; ativo = S): their plan, never a block',
  ],
]);

/** Whose IP is fixed by the login itself; `all`: also where the general settings of IXC decide. */
export function fixedIpOf(values: FlagTexts<'fixed-ip'>): readonly FixedIp[] {
  if (values.word('fixed-ip') === 'all') return ['S', 'H'];
  return values.on('fixed-ip') ? ['S'] : [];
}
