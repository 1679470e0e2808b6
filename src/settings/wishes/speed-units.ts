import { flagsOf, SYNC } from '../flag.ts';
import type { Wish } from './wish.ts';

/** What speeds of plans count in. How they are read: `mapping/speed.ts`. */
export const SPEED_UNITS = {
  flags: flagsOf(SYNC, [
    [{ name: 'speed-base', decides: true, placeholder: '1000|1024', fallback: '1000' }, 'What k, M and G count in'],
    [
      { name: 'bare-unit', decides: true, placeholder: 'k|M', otherwise: 'it is unreadable' },
      'What a speed without a unit counts in',
    ],
  ]),
  read: (values) => ({
    bareUnit: values.ifSaid('bare-unit', (flag) => values.choice<'k' | 'M'>(flag, ['k', 'M'])),
    speedBase: values.choice('speed-base', ['1000', '1024']) === '1024' ? 1024 : 1000,
  }),
  isForParts: () => true,
} as const satisfies Wish<'speedBase' | 'bareUnit', 'speed-base' | 'bare-unit'>;
