/** `blocks=12,opens=3`, as `--approve` and `--expect` take them. */
export function countsPerKind(counts: Iterable<readonly [kind: string, count: number]>): string {
  return [...counts].map(([kind, count]) => `${kind}=${count}`).join(',');
}
