import { resolve } from 'node:path';
import { exchangeable } from '../../files/trust.ts';
import { say } from '../../text/language.ts';
import { type FlagTexts, flagsOf, SYNC } from '../flag.ts';
import { overrideText } from '../override-text.ts';
import { type OverridesRead, readOverrides } from '../overrides-file.ts';
import type { Wish } from './wish.ts';

/** The operator's word about single customers. The file: `overrides-file.ts`; what it does: `mapping/override.ts`. */
export const OVERRIDES = {
  flags: flagsOf(SYNC, [
    [
      { name: 'overrides', decides: true, placeholder: 'FILE' },
      'Exceptions with an end, as CSV: login, open | slow | rate 300M/150M | plan NAME | skip, until, by, why',
    ],
  ]),
  read: (_values, { overrides }) => ({ overrides }),
  isForParts: ({ overrides }) => overrides === undefined || overrides.size === 0,
} as const satisfies Wish<'overrides', 'overrides'>;

/** What the file says today. @param hints gets what is wrong with its lines, and those that are over @throws {SettingsError} */
export function overridesOf(
  values: FlagTexts<'overrides'>,
  now: () => Date,
  hints: string[],
): OverridesRead | undefined {
  const file = values.text('overrides');
  if (file === undefined) return undefined;
  const read = readOverrides(resolve(file), values.origin('overrides'), now());
  if (exchangeable([resolve(file)]).length > 0) {
    hints.push(say`others may write to ${file}, and so give anybody service: close it (chmod go-w)`);
  }
  hints.push(...read.wrong);
  for (const override of read.expired) {
    hints.push(say`of ${override.login} it is over: ${overrideText(override)}; take the line out of ${file}`);
  }
  return read;
}
