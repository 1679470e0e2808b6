/** The day of a certificate's `Nov 29 12:00:00 2026 GMT`, as a person of any language reads it: `2026-11-29`. */
export function dayOf(time: string): string {
  const at = Date.parse(time);
  return Number.isNaN(at) ? time : new Date(at).toISOString().slice(0, 10);
}
