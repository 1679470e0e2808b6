/** `2026-01-08 14:45`, as the clock on the wall has it. */
export function localTime(unixSeconds: number): string {
  const date = new Date(unixSeconds * 1000);
  return `${dayOf(date)} ${clockTime(date).slice(0, 5)}`;
}

/** `2026-01-08`. */
export function dayOf(date: Date): string {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** `14:45:03`. */
export function clockTime(date: Date): string {
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** `2026-01-08T17:45:03.000Z`: in UTC, for machines. */
export function isoTime(unixSeconds: number): string {
  return new Date(unixSeconds * 1000).toISOString();
}
