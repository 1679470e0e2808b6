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

/**
 * Reads `radgrupos.download` or `.upload`: "310M", "1,5M", "409600k", " 10 M ".
 * A bare number has no agreed unit in the field (reference/ixc-api.md), so it is unreadable rather than guessed; so is
 * "1.000M", one or a thousand by who reads it, and a null, which is not the empty text of "speed set elsewhere".
 */
export function parseSpeed(text: string | null, base: SpeedBase): Speed {
  const trimmed = text?.trim();
  if (trimmed === undefined) return { kind: 'unreadable', text: 'null' };
  if (/^(0+([.,]0+)?\s*[kmg]?)?$/i.test(trimmed)) return { kind: 'unlimited' };
  const unreadable: Speed = { kind: 'unreadable', text: trimmed };
  const match = /^(?<whole>\d+)(?:[.,](?<decimals>\d+))?\s*(?<unit>[kmg])$/i.exec(trimmed);
  if (match?.groups === undefined) return unreadable;
  const { whole = '', decimals = '', unit = '' } = match.groups;
  if (decimals.length === 3 && /^[1-9]\d{0,2}$/.test(whole)) return unreadable;
  const exponent = EXPONENT[unit.toLowerCase() as keyof typeof EXPONENT];
  const kbps = Math.round(Number(`${whole}.${decimals || '0'}`) * base ** exponent);
  // Less than half a Kbps would become 0, and 0 blocks.
  if (kbps < 1 || kbps > MOST_KBPS) return unreadable;
  return { kind: 'limited', kbps };
}
