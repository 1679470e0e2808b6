/** Takes every form of every secret out of a text. */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) if (clean.includes(secret)) clean = clean.replaceAll(secret, '***');
  return clean;
}

/** Those of this start: a text that is cut must have lost them before, since of half a secret nobody would know. */
let hidden: readonly string[] = [];

/** From here on these are taken out of whatever is shown. */
export function hide(secrets: readonly string[]): void {
  hidden = secrets;
}

export function withoutSecrets(text: string): string {
  return hidden.length === 0 ? text : redact(text, hidden);
}
