/** `id:12`: a login by its id, where its name is another's as well, or may change. */
export function idIn(name: string): number | undefined {
  const [, id] = /^id:\s*(\d{1,15})$/i.exec(name) ?? [];
  return id === undefined ? undefined : Number(id);
}

/** One spelling for each name: as the operator wrote it, but for ids. */
export function canonicalName(name: string): string {
  const id = idIn(name);
  return id === undefined ? name : `id:${id}`;
}
