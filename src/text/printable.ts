/** What moves the cursor or begins a line: C0 and delete. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROLS = /[\u0000-\u001f\u007f]/g;

/**
 * What is not seen and changes what is: C1 controls, line separators, marks that turn the direction of writing, blanks that
 * are none, characters without width or of private use, halves of a pair, and those that are drawn as nothing though
 * Unicode calls them signs (braille blank, Khitan filler, null notehead): by each one name could be shown as another.
 */
const UNSEEN =
  /(?! )[\p{Zs}\p{Zl}\p{Zp}\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800\u{16fe4}\u{1d159}]/gu;

/** Most texts are of these alone, and need no second look. */
const PLAIN = /^[ -~]*$/;

/** A name from IXC or a BQN must not be able to begin a line of its own, to command a terminal, or to hide. */
export function printable(text: string): string {
  return PLAIN.test(text) ? text : showUnseen(text.replace(CONTROLS, ' '));
}

/** The unseen as `\u202e`, in two halves where Unicode needs two, which in a JSON text means what it stands for. */
export function showUnseen(text: string): string {
  // Line breaks of a text of ours are seen.
  return PLAIN.test(text) ? text : text.replace(UNSEEN, (char) => (char === '\n' ? char : escaped(char)));
}

function escaped(char: string): string {
  return char
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

/** A name that somebody else chose may be a megabyte long; this much of it is shown where many stand side by side. */
const LONGEST_NAME = 120;

export function cutName(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}... (${name.length} characters)` : name;
}
