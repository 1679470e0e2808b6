import type { MappingOptions } from '../../mapping/desired.ts';
import { partOf } from '../../mapping/reduced.ts';
import { parseSpeed } from '../../mapping/speed.ts';
import { say } from '../../text/language.ts';
import { type FlagTexts, flagsOf, SYNC } from '../flag.ts';
import { SettingsError } from '../settings.ts';
import type { Wish } from './wish.ts';

/** Reduced speed as IXC means it. Under which plan it puts whom: `mapping/reduced.ts`. */
export const REDUCED = {
  flags: flagsOf(SYNC, [
    [
      { name: 'reduced', decides: true },
      'Obey reduced speed: the plan that a plan names for arrears (R) or for customers past their data cap',
    ],
    [
      { name: 'reduced-rate', decides: true, placeholder: 'D/U|PCT%' },
      'With --reduced: the speed where a plan names no reduced one, such as 2M/1M, or 10% of the plan; policy <plan>_RED',
    ],
  ]),
  read: (values) => ({ reduced: reducedSpeed(values) }),
  // A contract in service may be at reduced speed.
  needs: ({ reduced }) => ({ allContracts: reduced !== undefined }),
  isForParts: ({ reduced }) => reduced === undefined,
} as const satisfies Wish<'reduced', 'reduced' | 'reduced-rate'>;

/** `2M/1M`, or one for both ways, behind `--reduced`; each a speed or a part of the plan's, `10%`. */
function reducedSpeed(values: FlagTexts<'reduced' | 'reduced-rate'>): MappingOptions['reduced'] {
  const text = values.text('reduced-rate');
  const isOn = values.on('reduced');
  if (text === undefined) return isOn ? { rate: undefined } : undefined;
  if (!isOn) throw new SettingsError(say`--reduced-rate belongs to --reduced.`);
  const [download = '', upload = download, ...more] = text.split('/').map((part) => part.trim());
  const isSpeed = (part: string) => {
    const percent = partOf(part);
    if (percent !== undefined) return percent > 0 && percent <= 100;
    return parseSpeed(part, { speedBase: 1000 }).kind === 'limited';
  };
  if (more.length > 0 || !isSpeed(download) || !isSpeed(upload)) {
    throw values.refuse(
      'reduced-rate',
      say`a speed such as 2M/1M (down/up), a part of the plan's such as 10%, or one for both`,
    );
  }
  return { rate: { download, upload } };
}
