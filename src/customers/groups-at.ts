import { isIpv6, narrowestPrefix } from '../address/address.ts';
import { PrefixHolders, type Span, spanOf } from '../address/prefix.ts';
import { addressNumber, parseSubnet, type Subnet } from '../address/subnet.ts';
import type { BqnGroup } from '../bqn/resources.ts';
import { addTo } from './add-to.ts';

/** What all dual-stack groups begin with: this program's names, as they were the old script's. */
export const GROUP_PREFIX = 'DS-';

interface GroupSpan extends Span {
  readonly group: BqnGroup;
}

/** The groups of a BQN that give a policy, by whom they hold: by address, network, prefix or subscriber id. */
export class GroupsAt {
  readonly #byAddress = new Map<string, BqnGroup[]>();
  readonly #byId = new Map<string, BqnGroup[]>();
  readonly #networks: { readonly subnet: Subnet; readonly group: BqnGroup }[] = [];
  readonly #prefixes: PrefixHolders<GroupSpan>;

  constructor(groups: Iterable<BqnGroup>) {
    const spans: GroupSpan[] = [];
    for (const group of groups) {
      if (group.policy === null) continue;
      for (const id of group.ids) addTo(this.#byId, id, group);
      for (const part of [...group.members, ...group.ranges, ...group.all]) this.#add(part, group, spans);
    }
    this.#prefixes = new PrefixHolders(spans, ({ group }) => group);
  }

  #add(part: string, group: BqnGroup, spans: GroupSpan[]): void {
    if (isIpv6(part)) {
      const prefix = narrowestPrefix(part);
      if (prefix !== undefined) spans.push({ group, ...spanOf(prefix) });
      return;
    }
    const subnet = part.includes('/') ? parseSubnet(part) : undefined;
    if (subnet === undefined) addTo(this.#byAddress, part, group);
    else this.#networks.push({ subnet, group });
  }

  /** The groups that hold a customer, each once. @param ip an IPv4 address, or the key of a prefix */
  holding(ip: string | undefined, id: string, prefixes: readonly Span[]): readonly BqnGroup[] {
    const found = new Set(this.#byId.get(id));
    const spans = ip !== undefined && isIpv6(ip) ? [...prefixes, spanOf(ip)] : prefixes;
    for (const span of spans) for (const { group } of this.#prefixes.touching(span)) found.add(group);
    if (ip === undefined || isIpv6(ip)) return [...found];
    for (const group of this.#byAddress.get(ip) ?? []) found.add(group);
    const number = this.#networks.length === 0 ? undefined : addressNumber(ip);
    for (const { subnet, group } of this.#networks)
      if (number !== undefined && number >= subnet.first && number <= subnet.last) found.add(group);
    return [...found];
  }
}
