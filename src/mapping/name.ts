/**
 * Every white-space character becomes `_`, nothing else changes: operators' own BQN rules select policies by name
 * (src/bqn/README.md, "Policies"), so a name must come out as the old script made it.
 */
export function toBqnName(text: string): string {
  return text.replace(/\s/g, '_');
}

/**
 * Whether a name can stand in the path of a request: not empty, not a step in the path itself, and made of whole
 * characters without control codes.
 */
export function isUsableName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[\p{Cc}\p{Cs}]/u.test(name);
}
