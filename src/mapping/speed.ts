/** A speed as IXC operators type it, in Kbps; `unlimited` for an empty or zero one. */
export type Speed =
  | { readonly kind: 'limited'; readonly kbps: number }
  | { readonly kind: 'unlimited' }
  | { readonly kind: 'unreadable'; readonly text: string };

/** What a unit counts in, for k, M and G alike: 1000 in the field, though some operators mean 1024. */
export type SpeedBase = 1000 | 1024;

/** The BQN's rate is a 32-bit number of Kbps; 2 Tbps is beyond any plan. */
const MOST_KBPS = 2_147_483_647;

const EXPONENT = { k: 0, m: 1, g: 2 } as const;

/** How speeds are read that do not say it all themselves. */
export interface SpeedOptions {
  readonly speedBase: SpeedBase;
  /** What a number without a unit counts in; undefined where nobody has said so. */
  readonly bareUnit?: 'k' | 'M' | undefined;
}

/** `M`, `Mb`, `Mbps`, `Mbit/s`, `MB`, `Mega`, `Megas`: one unit each, whatever its case, in all that operators type. */
const UNIT = /^([kmg])(?:ilo|ega|iga)?(?:s|b|bs|bps|bit|bits|b\/s|bit\/s|bits\/s)?$/i;

/**
 * Reads `radgrupos.download` or `.upload`: "310M", "1,5M", "409600k", " 10 M ", "100 Mbps".
 * A bare number has no agreed unit in the field (src/ixc/README.md, "Plans"), so it is unreadable rather than guessed,
 * unless the operator says what it counts in; so is "1.000M", one or a thousand by who reads it, and a null, which is
 * not the empty text of "speed set elsewhere".
 */
export function parseSpeed(text: string | null, { speedBase, bareUnit }: SpeedOptions): Speed {
  const trimmed = text?.trim();
  if (trimmed === undefined) return { kind: 'unreadable', text: 'null' };
  const unreadable: Speed = { kind: 'unreadable', text: trimmed };
  if (trimmed === '') return { kind: 'unlimited' };
  const match = /^(?<whole>\d{1,12})(?:[.,](?<decimals>\d{1,12}))?\s*(?<word>[a-z/]{0,12})$/i.exec(trimmed);
  const { whole = '', decimals = '', word = '' } = match?.groups ?? {};
  const given = word === '' ? bareUnit : UNIT.exec(word)?.[1];
  const isZero = match !== null && Number(`${whole}.${decimals || '0'}`) === 0;
  if (isZero && (word === '' || given !== undefined)) return { kind: 'unlimited' };
  if (match === null || given === undefined) return unreadable;
  if (decimals.length === 3 && /^[1-9]\d{0,2}$/.test(whole)) return unreadable;
  const exponent = EXPONENT[given.toLowerCase() as keyof typeof EXPONENT];
  const kbps = Math.round(Number(`${whole}.${decimals || '0'}`) * speedBase ** exponent);
  // Less than half a Kbps would become 0, and 0 blocks.
  if (kbps < 1 || kbps > MOST_KBPS) return unreadable;
  return { kind: 'limited', kbps };
}
