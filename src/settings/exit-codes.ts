import { phrase, say, translated } from '../text/language.ts';

/** What each exit code says of a run, for `--help`, the last line of the log, the report, the page and the manual. */
export const EXIT_MEANINGS = {
  0: phrase`done`,
  1: phrase`a defect of this program`,
  2: phrase`settings refused`,
  3: phrase`IXC could not be read whole, nothing written`,
  4: phrase`a BQN could not be read or stopped answering`,
  5: phrase`done, but some entries were refused`,
  6: phrase`part held back by the gate`,
  7: phrase`another run is under way`,
  8: phrase`the check failed`,
  9: phrase`something would change`,
  130: phrase`interrupted`,
  143: phrase`terminated`,
} as const satisfies Readonly<Record<number, string>>;

/** Two to a line, as `--help` has few of them, where they fit. @param columns of the terminal */
export function exitCodeLines(columns: number): string {
  const told = Object.entries(EXIT_MEANINGS).map(([code, meaning]) => `${code.padEnd(3)} ${translated(meaning)}`);
  const half = Math.ceil(told.length / 2);
  const width = Math.max(...told.slice(0, half).map(({ length }) => length));
  const lines = told.slice(0, half).map((left, at) => `  ${left.padEnd(width)}  ${told[half + at] ?? ''}`.trimEnd());
  const isNarrow = lines.some(({ length }) => length > columns);
  return [say`Exit codes:`, ...(isNarrow ? told.map((one) => `  ${one}`) : lines)].join('\n');
}
