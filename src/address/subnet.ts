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

/** Digits with a leading zero are octal to some: no address. */
export function addressNumber(ip: string): number | undefined {
  const bytes = ip.split('.');
  if (bytes.length !== 4 || !bytes.every((byte) => /^(?:0|[1-9]\d{0,2})$/.test(byte) && Number(byte) <= 255))
    return undefined;
  return bytes.reduce((number, byte) => number * 256 + Number(byte), 0);
}
