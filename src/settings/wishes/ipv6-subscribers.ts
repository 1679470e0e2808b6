import { SHORTEST_PREFIX, USUAL_PREFIX } from '../../address/address.ts';
import { flagsOf, SYNC } from '../flag.ts';
import type { Wish } from './wish.ts';

/** Entries of IPv6 prefixes. Which ones: `prefixEntriesOf` in `mapping/groups.ts`. */
export const IPV6_SUBSCRIBERS = {
  flags: flagsOf(SYNC, [
    [
      { name: 'ipv6-subscribers', decides: true, placeholder: 'BITS' },
      'Also an entry for each IPv6 prefix, as long as the BQN keys them (64 unless changed); for BQNs before R4.22',
    ],
  ]),
  read: (values) => ({
    ipv6Subscribers: values.ifSaid('ipv6-subscribers', (flag) => values.whole(flag, SHORTEST_PREFIX, USUAL_PREFIX)),
  }),
  isForParts: ({ ipv6Subscribers }) => ipv6Subscribers === undefined,
} as const satisfies Wish<'ipv6Subscribers', 'ipv6-subscribers'>;
