import type { WrittenField, WrittenFields } from '../customers/owned.ts';
import { isObject, type JsonObject } from '../text/json.ts';

/** What wishes wrote on an entry of ours, as it stands in the state file: by field `[[what we wrote, ...], {what stood there}]`. */
export function readWritten(value: unknown): WrittenFields | undefined {
  if (!isObject(value)) return undefined;
  const found: [string, WrittenField][] = [];
  for (const [field, one] of Object.entries(value)) {
    const [wrote, before]: unknown[] = Array.isArray(one) ? one : [];
    if (Array.isArray(wrote) && isObject(before)) found.push([field, { wrote: wrote.filter(isText), before }]);
  }
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

export function writeWritten(written: WrittenFields): JsonObject {
  return Object.fromEntries(Object.entries(written).map(([field, { wrote, before }]) => [field, [wrote, before]]));
}

/** The groups of sites that we put a subscriber into; undefined where that is not known, as before 3.0. */
export function readSitesOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter(isText) : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
