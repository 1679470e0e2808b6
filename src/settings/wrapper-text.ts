/** The settings within the text of a wrapper, `sync-ixc-bqn.sh`. */
export interface SettingsPart {
  readonly text: string;
  /** Of its first line in the file, counted from 1. */
  readonly firstLine: number;
  /** Where it stands in the file. */
  readonly start: number;
  readonly end: number;
  /** Whether they are data that this program reads; a wrapper of version 2 and before lets bash run them. */
  readonly isData: boolean;
}

/** At the beginning of a line, and of no other: JavaScript's own `^` knows more line ends than bash. */
const START_OF_SETTINGS = /(?<![^\n])# -+ Settings/;
const END_OF_SETTINGS = /(?<![^\n])# -+ End of the settings/;
/** What only a wrapper that bash runs to its end has behind its settings. */
const COMMANDS_BEHIND = /(?<![^\n])(?:set -u|main "\$@")/;

/** @returns undefined where this is not a wrapper of this program, of whatever version */
export function settingsPart(wrapper: string): SettingsPart | undefined {
  const begin = START_OF_SETTINGS.exec(wrapper)?.index;
  const start = begin ?? 0;
  const found = END_OF_SETTINGS.exec(wrapper.slice(start))?.index;
  const end = found === undefined ? wrapper.length : start + found;
  const isData = begin !== undefined && !COMMANDS_BEHIND.test(wrapper.slice(end));
  if (!isData && found === undefined) return undefined;
  return {
    // Of data, a line that somebody added at the end of the file is one, too.
    text: wrapper.slice(start, isData ? wrapper.length : end),
    firstLine: wrapper.slice(0, start).split('\n').length,
    start,
    end,
    isData,
  };
}
