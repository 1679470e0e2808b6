/** An IPv4 network, from its first to its last address, each as a number. */
export interface Subnet {
  readonly first: number;
  readonly last: number;
}

/**
 * Reads `100.64.0.0/16`; host bits are masked away, an address alone is a /32.
 * @returns undefined when it is no IPv4 network
 */
export function parseSubnet(text: string): Subnet | undefined {
  const { address = '', bits = '32' } =
    /^(?<address>[\d.]{7,15})(?:\/(?<bits>\d{1,2}))?$/.exec(text.trim())?.groups ?? {};
  const number = addressNumber(address);
  const length = Number(bits);
  if (number === undefined || length > 32) return undefined;
  const size = 2 ** (32 - length);
  const first = number - (number % size);
  return { first, last: first + size - 1 };
}

/** @param ip canonical IPv4 */
export function isWithin(ip: string, { first, last }: Subnet): boolean {
  const number = addressNumber(ip);
  return number !== undefined && number >= first && number <= last;
}

/** In characters; what is longer is left aside unread. */
const LONGEST = 15;

/**
 * Four numbers up to 255 between dots, as one; undefined for what is no IPv4. Digits with a leading zero are octal to some and
 * decimal to others: not an address to shape a customer by. By hand, since a run asks it some hundred thousand times.
 */
export function addressNumber(text: string): number | undefined {
  if (text.length > LONGEST) return undefined;
  let number = 0;
  let dots = 0;
  let byte = -1;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit >= 0 && digit <= 9 && byte !== 0) {
      byte = byte < 0 ? digit : byte * 10 + digit;
      if (byte > 255) return undefined;
    } else if (text[at] === '.' && byte >= 0) {
      dots++;
      number = number * 256 + byte;
      byte = -1;
    } else return undefined;
  }
  return dots === 3 && byte >= 0 ? number * 256 + byte : undefined;
}
