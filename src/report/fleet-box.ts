import { HELD_KINDS, type HeldKind } from '../changes/held-back.ts';
import type { ExitCode } from '../run/exit-code.ts';
import { EXIT_MEANINGS } from '../settings/exit-codes.ts';
import { isObject, type JsonObject, parseJson } from '../text/json.ts';
import { say } from '../text/language.ts';
import type { Shown } from '../text/shown.ts';
import { DAY_S } from '../text/time-units.ts';

/** The pace of a version that does not say it, and what a pace can be, in s. */
const USUAL_PACE_S = 300;
const LONGEST_PACE_S = 30 * DAY_S;
/** A report of the future would never grow old. In s. */
const MOST_AHEAD_S = 600;
/** What a report may say that is looked at, of each sort: a run has not more, whatever a file has. */
const MOST_PARTS = 100;
const MOST_COUNTED = 10_000_000;

/** Something that the gate of a box holds back. */
export interface HeldPart {
  readonly kind: HeldKind;
  readonly count: number;
  /** Since when, in Unix s; undefined where the box does not say. */
  readonly since: number | undefined;
}

/** What a box says of its last run. Times are Unix seconds; texts are anybody's and go through the gate when they are shown. */
export interface BoxReport {
  readonly version: string;
  readonly mode: string;
  readonly ended: number;
  readonly exitCode: ExitCode;
  readonly cause: string;
  readonly lastSuccess: number | undefined;
  readonly everyS: number;
  readonly pausedUntil: number | undefined;
  readonly customers: number | undefined;
  readonly held: readonly HeldPart[];
  readonly refused: number;
}

/** A file that is no report, and why. */
export interface NoReport {
  readonly trouble: Shown;
}

/** A report file as another box wrote it, or whoever can write where it was brought from. @param now Unix s */
export function readBoxReport(text: string, now: number): BoxReport | NoReport {
  const report = parseJson(text);
  if (!isObject(report)) return { trouble: say`it is no JSON object` };
  if (report['program'] !== 'sync-ixc-bqn') return { trouble: say`it is no report of sync-ixc-bqn` };
  if (report['schema'] !== 1) return { trouble: say`its schema is not 1` };
  const ended = timeOf(report['ended']);
  if (ended === undefined) return { trouble: say`it does not say when the run ended` };
  if (ended > now + MOST_AHEAD_S) return { trouble: say`it is of the future: look at the clock of that box` };
  const exitCode = exitCodeOf(report['exitCode']);
  if (exitCode === undefined) return { trouble: say`it has no exit code` };
  const version = report['version'];
  if (typeof version !== 'string' || !/^\d{1,4}\.\d{1,4}\.\d{1,4}[\w.+-]{0,20}$/.test(version))
    return { trouble: say`it has no version` };
  const bqns = listOf(report['bqns']);
  return {
    version,
    mode: typeof report['mode'] === 'string' ? report['mode'] : 'sync',
    ended,
    exitCode,
    cause: typeof report['cause'] === 'string' ? report['cause'] : '',
    lastSuccess: timeOf(report['lastSuccess']),
    everyS: paceOf(report['every']),
    pausedUntil: isObject(report['paused']) ? timeOf(report['paused']['until']) : undefined,
    customers: customersOf(report),
    held: heldOf(bqns),
    refused: bqns.reduce((sum, bqn) => sum + listOf(bqn['refused']).length + listOf(bqn['unanswered']).length, 0),
  };
}

function exitCodeOf(value: unknown): ExitCode | undefined {
  const known = Object.keys(EXIT_MEANINGS).map(Number) as ExitCode[];
  return known.find((code) => code === value);
}

function paceOf(value: unknown): number {
  const isPace = typeof value === 'number' && value >= USUAL_PACE_S && value <= LONGEST_PACE_S;
  return isPace ? value : USUAL_PACE_S;
}

/** ISO 8601 in UTC, as reports have it. */
function timeOf(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT[\d:.]{5,12}Z$/.test(value)) return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : time / 1000;
}

function listOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.slice(0, MOST_PARTS).filter(isObject) : [];
}

function customersOf(report: JsonObject): number | undefined {
  const wanted = report['wanted'];
  return isObject(wanted) ? countOf(wanted['customers'] ?? wanted['subscribers']) : undefined;
}

function countOf(value: unknown): number | undefined {
  const isCount = Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= MOST_COUNTED;
  return isCount ? Number(value) : undefined;
}

/** Of several BQNs the largest: one --approve is for all of them. What is no such kind comes into no command. */
function heldOf(bqns: readonly JsonObject[]): HeldPart[] {
  const parts = new Map<HeldKind, HeldPart>();
  for (const part of bqns.flatMap((bqn) => listOf(bqn['heldBack']))) {
    const kind = HELD_KINDS.find((known) => known === part['kind']);
    const count = countOf(part['count']);
    if (kind === undefined || count === undefined || count === 0) continue;
    const since = beganOf(part['since']);
    const known = parts.get(kind);
    const all = [since, known?.since].filter((time) => time !== undefined);
    const first = all.length === 0 ? undefined : Math.min(...all);
    parts.set(kind, { kind, count: Math.max(count, known?.count ?? 0), since: first });
  }
  return [...parts.values()];
}

function beganOf(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 && value < 1e11 ? value : timeOf(value);
}
