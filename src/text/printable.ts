/** What moves the cursor or begins a line: C0 and delete. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROLS = /[\u0000-\u001f\u007f]/g;

/**
 * What is not seen and changes what is: C1 controls, line separators, marks that turn the direction of writing, and
 * characters without width, by which one name could be shown as another.
 */
const UNSEEN = /[\u0080-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** A name from IXC or a BQN must not be able to begin a line of its own, to command a terminal, or to hide. */
export function printable(text: string): string {
  return showUnseen(text.replace(CONTROLS, ' '));
}

/** The unseen as `\u202e`, which in a JSON text means what it stands for. */
export function showUnseen(text: string): string {
  return text.replace(UNSEEN, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A name that somebody else chose may be a megabyte long; this much of it is shown. */
const LONGEST_NAME = 120;

export function cutName(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}... (${name.length} characters)` : name;
}
