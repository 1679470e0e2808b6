import { canonicalAddress, isIpv6, parseIpv4, parsePrefix } from '../address/address.ts';
import { mask, readGroups } from '../address/ipv6.ts';
import { parseSubnet } from '../address/subnet.ts';
import type { Login } from '../billing/records.ts';
import { type BqnGroup, type BqnSubscriber, BUILT_IN_GROUP } from '../bqn/resources.ts';
import type { OwnedEntry } from '../customers/owned.ts';
import { GROUP_PREFIX, groupNames } from '../mapping/groups.ts';
import { toBqnName } from '../mapping/name.ts';
import type { Widths } from './agreed.ts';

/**
 * By what one customer may matter to another: a name, a login, an address, a prefix, a group. Each becomes a number; that two
 * things have one by chance only makes a run look at more than it must.
 *
 * Who holds a place has an even number for it, and an odd one for each wider place around it that anybody may hold: two touch
 * where both hold one place, or one holds a place around the other's. That something wide lies around both says nothing.
 */
const AROUND = 1;

/** Whether one of whom these are the keys touches anything of which those are. */
export function touches(keys: Int32Array, those: ReadonlySet<number>): boolean {
  for (const key of keys) {
    if ((key & AROUND) !== 0 ? those.has(key ^ AROUND) : those.has(key) || those.has(key | AROUND)) return true;
  }
  return false;
}

/** A BQN takes no IPv6 prefix for narrower than this (src/bqn/README.md, "Subscribers"). */
const NARROWEST = 64;
const WHOLE_V4 = 32;

/** Gathers keys. */
export class Touching {
  readonly #widths: Widths;
  readonly #add: (key: number) => void;
  /** Whether something was met that no key can say: a width that nobody had, or an address that is none. */
  isBeyondKeys = false;

  constructor(widths: Widths, add: (key: number) => void) {
    this.#widths = widths;
    this.#add = add;
  }

  login({ id, login, ip, delegatedPrefix, linkPrefix }: Login): void {
    const name = toBqnName(login);
    this.id(id);
    this.name(name);
    for (const group of groupNames({ id: name, loginId: id })) this.groupName(group);
    const address = parseIpv4(ip);
    if (address !== undefined) this.place(address);
    for (const text of [delegatedPrefix, linkPrefix]) {
      const prefix = parsePrefix(text);
      if (prefix !== undefined) this.place(prefix);
    }
  }

  entry(ip: string, { id }: Pick<BqnSubscriber, 'id'>): void {
    // What is keyed by a prefix without its length may hold others.
    if (isIpv6(ip)) this.isBeyondKeys = true;
    this.place(ip);
    if (id !== null) this.name(id);
  }

  group({ name, members, ranges, ids, all }: BqnGroup): void {
    if (name === BUILT_IN_GROUP) return;
    this.groupName(name);
    if (name.startsWith(GROUP_PREFIX)) this.name(name.slice(GROUP_PREFIX.length));
    for (const id of ids) this.name(id);
    for (const place of [...members, ...ranges, ...all]) this.place(place);
  }

  /** For whom the books say that an entry or group was made. */
  owner({ id, former, login, formerLogin }: OwnedEntry): void {
    for (const name of [id, former]) if (name !== undefined) this.name(name);
    for (const one of [login, formerLogin]) if (one !== undefined) this.id(one);
  }

  id(login: number): void {
    this.#add(hash('l', String(login)));
  }

  name(id: string): void {
    this.#add(hash('n', id.toLowerCase()));
  }

  groupName(name: string): void {
    this.#add(hash('g', name.toLowerCase()));
  }

  /** An address, a network or a prefix: at its own width, and at every wider one that anything has. */
  place(text: string): void {
    const found = isIpv6(text) ? v6(text) : v4(text);
    if (found === undefined) {
      this.isBeyondKeys = true;
      return;
    }
    const { tag, width, at } = found;
    const widths = this.#widths[tag];
    if (!widths.includes(width)) this.isBeyondKeys = true;
    for (const one of widths) if (one <= width) this.#add(hash(`${tag} ${one}`, at(one)) | (one < width ? AROUND : 0));
  }
}

/** The widths of all places, where these can be told. */
export function widthsOf(places: Iterable<string>): Widths {
  const [fours, sixes] = [new Set([WHOLE_V4]), new Set([NARROWEST])];
  for (const text of places) {
    const found = isIpv6(text) ? v6(text) : v4(text);
    if (found !== undefined) (found.tag === 'v4' ? fours : sixes).add(found.width);
  }
  return { v4: [...fours], v6: [...sixes] };
}

interface Place {
  readonly tag: keyof Widths;
  readonly width: number;
  /** What it begins with, so many bits of it. */
  readonly at: (bits: number) => string;
}

function v4(text: string): Place | undefined {
  const subnet = parseSubnet(text);
  if (subnet === undefined) return undefined;
  const { first, last } = subnet;
  const width = WHOLE_V4 - Math.log2(last - first + 1);
  return { tag: 'v4', width, at: (bits) => String(Math.floor(first / 2 ** (WHOLE_V4 - bits))) };
}

function v6(text: string): Place | undefined {
  const [address = '', length = '128'] = canonicalAddress(text).split('/');
  const groups = readGroups(address);
  if (groups === undefined || !/^\d{1,3}$/.test(length)) return undefined;
  return { tag: 'v6', width: Math.min(Number(length), NARROWEST), at: (bits) => mask(groups, bits).join(':') };
}

/** FNV-1a, in 31 bits: an even number. */
function hash(tag: string, text: string): number {
  let value = 0x811c9dc5;
  for (const part of [tag, '\0', text])
    for (let at = 0; at < part.length; at++) value = Math.imul(value ^ part.charCodeAt(at), 0x01000193);
  return value & ~AROUND;
}
