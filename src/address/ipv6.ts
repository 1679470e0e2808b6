/**
 * The IPv6 addresses that customers have, read and written without the library: an ISP of 200,000 customers has as many
 * prefixes in each of three lists, and the library's way, right in every corner, took a third of the planning.
 * Whatever is not plain is left to it.
 */

/** Eight numbers of 16 bits. */
export type Groups = readonly number[];

const GROUPS = 8;

/**
 * Reads `2804:db8:0:10::` in hexadecimal groups, any case, `::` at most once.
 * @returns undefined for every other form, valid or not
 */
export function readGroups(text: string): Groups | undefined {
  const gap = text.indexOf('::');
  if (gap < 0) {
    const all = groupsIn(text);
    return all?.length === GROUPS ? all : undefined;
  }
  const head = gap === 0 ? [] : groupsIn(text.slice(0, gap));
  const tail = gap + 2 === text.length ? [] : groupsIn(text.slice(gap + 2));
  if (head === undefined || tail === undefined) return undefined;
  const missing = GROUPS - head.length - tail.length;
  if (missing < 1) return undefined;
  for (let at = 0; at < missing; at++) head.push(0);
  return head.concat(tail);
}

function groupsIn(text: string): number[] | undefined {
  const found: number[] = [];
  let value = 0;
  let digits = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = hexDigit(text.charCodeAt(at));
    if (digit >= 0) {
      value = value * 16 + digit;
      if (++digits > 4) return undefined;
    } else {
      if (text[at] !== ':' || digits === 0) return undefined;
      found.push(value);
      value = 0;
      digits = 0;
    }
  }
  if (digits === 0) return undefined;
  found.push(value);
  return found;
}

/** @returns -1 for what is none */
function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/** The first address of the prefix of so many bits. */
export function mask(groups: Groups, bits: number): Groups {
  return groups.map((group, at) => {
    const counted = bits - at * 16;
    if (counted >= 16) return group;
    return counted <= 0 ? 0 : group & (0xffff << (16 - counted)) & 0xffff;
  });
}

/** The canonical text (RFC 5952): the longest run of zeros, the first of equal ones, is `::`, a single zero is not. */
export function writeGroups(groups: Groups): string {
  let [start, length] = [-1, 1];
  for (let at = 0; at < GROUPS; at++) {
    let end = at;
    while (groups[end] === 0) end++;
    if (end - at > length) [start, length] = [at, end - at];
    at = Math.max(at, end - 1);
  }
  const text = (part: Groups) => part.map((group) => group.toString(16)).join(':');
  return start < 0 ? text(groups) : `${text(groups.slice(0, start))}::${text(groups.slice(start + length))}`;
}

/** As 32 hexadecimal digits, which compare as text. */
export function hexOf(groups: Groups): string {
  return groups.map((group) => group.toString(16).padStart(4, '0')).join('');
}

/**
 * Whether it lies in the space that registries give to providers, where every address is a customer's; elsewhere are
 * special blocks, which the library knows.
 */
export function isPlainUnicast([first = 0, second = 0]: Groups): boolean {
  return (first >= 0x2400 && first <= 0x2fff) || (first === 0x2001 && second >= 0x0200);
}
