/** A value without the blanks and the quotes around it that a paste leaves. */
export function unquote(text: string): string {
  return text
    .trim()
    .replace(/^(["'])(.*)\1$/s, '$2')
    .trim();
}
