import type { JsonObject } from '../text/json.ts';

/** One row of a listing, its columns not checked yet. */
export type Row = JsonObject;
