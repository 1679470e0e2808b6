import type { MappingOptions } from '../../mapping/desired.ts';
import type { Flag, FlagTexts } from '../flag.ts';

/**
 * Something that an ISP can ask for beside the plain work: all that is said of it outside of what it does. What it does with
 * customers stands in `mapping/`, where no flag is known.
 */
export interface Wish<Field extends keyof MappingOptions, Name extends string> {
  /** In the order of `--help`. */
  readonly flags: readonly (Flag & { readonly name: Name })[];
  /** What its flags say. @throws {SettingsError} naming the flag, and what to do */
  readonly read: (values: FlagTexts<Name>, others: Pick<MappingOptions, 'overrides'>) => Pick<MappingOptions, Field>;
  /** What must be read for it beside the usual; left out where that is nothing. */
  readonly needs?: (asked: MappingOptions) => Needs;
  /**
   * Whether a run over a part of the customers is enough under it (src/agreement/README.md): not where it binds customers to each
   * other, or speaks of some of them.
   */
  readonly isForParts: (asked: MappingOptions) => boolean;
}

/** What a wish wants read. */
export interface Needs {
  /** Contracts in service as well. */
  readonly allContracts?: boolean;
  /** The access server of each login. */
  readonly sites?: boolean;
  /** Transmitters and POPs. */
  readonly places?: boolean;
}
