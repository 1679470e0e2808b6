/** A name from IXC or a BQN must not be able to begin a line of its own, or to command a terminal. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ');
}

/** A name that somebody else chose may be a megabyte long; this much of it is shown. */
const LONGEST_NAME = 120;

export function cutName(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}... (${name.length} characters)` : name;
}
