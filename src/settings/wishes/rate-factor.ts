import type { MappingOptions } from '../../mapping/desired.ts';
import { say } from '../../text/language.ts';
import { type FlagTexts, flagsOf, SYNC } from '../flag.ts';
import type { Wish } from './wish.ts';

/** A factor of all speeds of plans. Where it counts: `mapping/offers.ts`. */
export const RATE_FACTOR = {
  flags: flagsOf(SYNC, [
    [
      { name: 'rate-factor', decides: true, placeholder: 'F|D/U' },
      'Multiply the speeds of all plans, such as 1.1 or 1.1/1.2 (0.1 to 3)',
    ],
  ]),
  read: (values) => ({ rateFactor: rateFactor(values) }),
  isForParts: () => true,
} as const satisfies Wish<'rateFactor', 'rate-factor'>;

/** `1.1`, or `1.1/1.2` for down and up. */
function rateFactor(values: FlagTexts<'rate-factor'>): MappingOptions['rateFactor'] {
  const text = values.text('rate-factor');
  if (text === undefined) return undefined;
  const parts = text.split('/').map((part) => part.trim());
  const [down = Number.NaN, up = down] = parts.map((part) =>
    /^\d{1,3}(\.\d{1,4})?$/.test(part) ? Number(part) : Number.NaN,
  );
  const isFactor = (factor: number) => factor >= 0.1 && factor <= 3;
  if (parts.length > 2 || !isFactor(down) || !isFactor(up)) {
    throw values.refuse('rate-factor', say`a factor from 0.1 to 3 such as 1.1, or two such as 1.1/1.2 (down/up)`);
  }
  return { down, up };
}
