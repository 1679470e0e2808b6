import type { MappingOptions } from '../../mapping/desired.ts';
import type { FlagTexts } from '../flag.ts';
import { BURST } from './burst.ts';
import { DUAL_STACK } from './dual-stack.ts';
import { FIXED_IP_FLAGS } from './fixed-ip.ts';
import { IP_CONFLICT } from './ip-conflict.ts';
import { IPV6_SUBSCRIBERS } from './ipv6-subscribers.ts';
import { JOIN } from './join.ts';
import { OVERRIDES } from './overrides.ts';
import { RATE_FACTOR } from './rate-factor.ts';
import { REDUCED } from './reduced.ts';
import { SCOPE_FLAGS } from './scope.ts';
import { SITE_GROUPS } from './site-groups.ts';
import { SPEED_UNITS } from './speed-units.ts';
import { STATUS } from './status.ts';
import type { Needs, Wish } from './wish.ts';

/** All wishes that the mapping is asked; two more are asked of the reading (`fixed-ip.ts`) and of each BQN (`scope.ts`). */
const WISHES = [
  DUAL_STACK,
  STATUS,
  SPEED_UNITS,
  REDUCED,
  RATE_FACTOR,
  IPV6_SUBSCRIBERS,
  JOIN,
  SITE_GROUPS,
  BURST,
  OVERRIDES,
  IP_CONFLICT,
] as const;

const ALL: readonly Pick<Wish<keyof MappingOptions, WishFlag>, 'needs' | 'isForParts'>[] = WISHES;

/** Their flags, in the order of `--help`. */
export const WISH_FLAGS = [
  ...DUAL_STACK.flags,
  ...STATUS.flags,
  ...SPEED_UNITS.flags,
  ...REDUCED.flags,
  ...RATE_FACTOR.flags,
  ...IPV6_SUBSCRIBERS.flags,
  ...JOIN.flags,
  ...SITE_GROUPS.flags,
  ...FIXED_IP_FLAGS,
  ...BURST.flags,
  ...OVERRIDES.flags,
  ...IP_CONFLICT.flags,
  ...SCOPE_FLAGS,
] as const;

type WishFlag = (typeof WISH_FLAGS)[number]['name'];

/** What is made of plans, logins and contracts. @throws {SettingsError} */
export function mappingOf(values: FlagTexts<WishFlag>, overrides: MappingOptions['overrides']): MappingOptions {
  const others = { overrides };
  return {
    ...DUAL_STACK.read(values),
    ...STATUS.read(values, others),
    ...SPEED_UNITS.read(values),
    ...REDUCED.read(values),
    ...RATE_FACTOR.read(values),
    ...IPV6_SUBSCRIBERS.read(values),
    ...JOIN.read(values),
    ...SITE_GROUPS.read(values),
    ...BURST.read(values),
    ...OVERRIDES.read(values, others),
    ...IP_CONFLICT.read(values),
  };
}

/** What must be read for what is asked for. */
export function needsOf(asked: MappingOptions): Required<Needs> {
  const all = ALL.map((wish) => wish.needs?.(asked) ?? {});
  const isAny = (need: keyof Needs) => all.some((needs) => needs[need] === true);
  return { allContracts: isAny('allContracts'), sites: isAny('sites'), places: isAny('places') };
}

/** Whether a run over a part of the customers is enough under all of them. */
export function areForParts(asked: MappingOptions): boolean {
  return asked.scope === undefined && ALL.every(({ isForParts }) => isForParts(asked));
}
