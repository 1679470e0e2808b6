/** As names are compared where none is exactly so: without case and accents, blanks as underscores. */
export function alikeName(name: string): string {
  return name.trim().replace(/\s/g, '_').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
