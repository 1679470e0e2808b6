import type { MappingOptions } from '../mapping/desired.ts';
import { FLAGS, type FlagValues } from './flags.ts';

/** What a flag with neither value nor default says. */
const NOT_GIVEN = 'none';

/**
 * What each flag that decides what customers get says, as a text, for saying later that one was changed: made of the table of
 * flags, so that none can be forgotten.
 * @param overrides those that hold today: their file is the same from day to day, and what it says is not
 */
export function decisiveOf(
  values: FlagValues,
  overrides: MappingOptions['overrides'],
): Readonly<Record<string, string>> {
  const deciding = FLAGS.filter(({ decides }) => decides === true);
  const said = Object.fromEntries(deciding.map((flag) => [flag.name, textOf(flag, values)]));
  return overrides === undefined ? said : { ...said, overrides: `${overrides.size} customers` };
}

function textOf({ name, kind }: (typeof FLAGS)[number], values: FlagValues): string {
  if (kind === 'switch') return values.word(name) ?? (values.on(name) ? 'yes' : 'no');
  return (values.text(name) ?? NOT_GIVEN).trim().replace(/\s+/g, ' ');
}
