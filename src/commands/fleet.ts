import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../files/atomic-file.ts';
import { readIfThere, readRegularFile } from '../files/regular-file.ts';
import { fileTrouble } from '../files/trouble.ts';
import { type Box, type BoxState, countsText, moodWord, statesOf } from '../report/fleet.ts';
import { readBoxReport } from '../report/fleet-box.ts';
import { fleetMetrics } from '../report/fleet-metrics.ts';
import { fleetPage } from '../report/fleet-page.ts';
import { tellOn } from '../report/open-log.ts';
import type { Terminal } from '../report/progress.ts';
import { EXIT, type ExitCode } from '../run/exit-code.ts';
import type { FleetSettings } from '../settings/fleet-settings.ts';
import { readNamed, writeNamed } from '../settings/named-file.ts';
import { say } from '../text/language.ts';
import { localTime } from '../text/local-time.ts';
import { asLines, line, type Shown } from '../text/shown.ts';

/** The list of boxes that are to be heard of, in the folder of their reports. */
const LIST = 'boxes.txt';
/** Of a file, in bytes; reports name a hundred changes at most. */
const LARGEST_REPORT = 20_000_000;
const LARGEST_LIST = 1_000_000;
/** Files of the folder that are looked at. */
const MOST_FILES = 2000;
/** A name goes into file names, commands and labels. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;
/** Where the README installs it. */
const USUAL_START = 'ixc/sync-ixc-bqn.sh';
/** The page names customers in causes; metrics name nobody. */
const PAGE_MODE = 0o640;
const METRICS_MODE = 0o644;
/** How often it is to be merged: as often as cron starts anything. In s. */
const EVERY_S = 300;

export interface FleetPort {
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  /** Unix s. */
  readonly now: number;
}

/**
 * `--fleet FOLDER`: the reports that were brought there, as one page and one metrics file; on the terminal where neither is
 * asked for. It asks no box: what did not come is missing. @throws {SettingsError}
 */
export function mergeFleet({ folder, html, metricsFile }: FleetSettings, { stdout, stderr, now }: FleetPort): ExitCode {
  const found = boxesIn(folder, now);
  const states = statesOf(found.boxes, now);
  for (const remark of found.remarks) tellOn(stderr, line`sync-ixc-bqn: ${remark}`);
  if (html !== undefined)
    write('--html', html, fleetPage({ states, remarks: found.remarks, written: now, everyS: EVERY_S }), PAGE_MODE);
  if (metricsFile !== undefined)
    write('--metrics-file', metricsFile, fleetMetrics(states, found.passedOver, now), METRICS_MODE);
  if (html === undefined && metricsFile === undefined) show(states, stdout);
  tellOn(stdout, say`${states.length} {1|box|boxes}: ${countsText(states)}`);
  return EXIT.done;
}

interface Found {
  readonly boxes: readonly Box[];
  readonly remarks: readonly Shown[];
  readonly passedOver: number;
}

function boxesIn(folder: string, now: number): Found {
  const names = filesIn(folder);
  const list = listIn(folder);
  const boxes = new Map<string, Box>();
  for (const [name, start] of list.starts)
    boxes.set(name, { name, isListed: true, start, report: undefined, trouble: undefined });
  const troubles: Shown[] = [...list.troubles];
  const files = names.filter(({ name }) => name.endsWith('.json') && !name.startsWith('.'));
  for (const entry of files.slice(0, MOST_FILES)) {
    const name = entry.name.slice(0, -'.json'.length);
    const read = NAME.test(name)
      ? reportIn(folder, entry, now)
      : { trouble: say`its name is none that a box can have` };
    const known = boxes.get(name);
    if ('trouble' in read) {
      troubles.push(say`${entry.name} is passed over: ${read.trouble}`);
      if (known !== undefined) boxes.set(name, { ...known, trouble: read.trouble });
      continue;
    }
    boxes.set(name, { ...(known ?? stranger(name)), report: read });
  }
  if (files.length > MOST_FILES) troubles.push(say`${files.length - MOST_FILES} further files are passed over`);
  const strangers = [...boxes.values()].filter(({ isListed }) => !isListed).map(({ name }) => name);
  const unlisted = list.isThere && strangers.length > 0 ? [say`not in ${LIST}: ${strangers}`] : [];
  const unmissed = list.isThere ? [] : [say`there is no ${LIST} in ${folder}: a box that sends nothing is not missed`];
  return { boxes: [...boxes.values()], remarks: [...unmissed, ...troubles, ...unlisted], passedOver: troubles.length };
}

function stranger(name: string): Box {
  return { name, isListed: false, start: usualStart(name), report: undefined, trouble: undefined };
}

function usualStart(name: string): string {
  return `ssh root@${name} ${USUAL_START}`;
}

function filesIn(folder: string): Dirent[] {
  const entries = readNamed('--fleet', folder, () => readdirSync(folder, { withFileTypes: true }));
  return entries.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Whoever brings the files may be another user, so that the owner says nothing; what is no file is not opened. */
function reportIn(folder: string, entry: Dirent, now: number) {
  if (!entry.isFile()) return { trouble: say`it is no regular file` };
  try {
    return readBoxReport(readRegularFile(join(folder, entry.name), LARGEST_REPORT, undefined, 'anybody'), now);
  } catch (error) {
    return { trouble: line`${fileTrouble(error)}` };
  }
}

interface BoxList {
  readonly isThere: boolean;
  /** How the program is started on each box. */
  readonly starts: ReadonlyMap<string, string>;
  readonly troubles: readonly Shown[];
}

/** A box a line, `NAME`, or `NAME how the program is started there`. @throws {SettingsError} for a list that cannot be read */
function listIn(folder: string): BoxList {
  const path = join(folder, LIST);
  const text = readNamed('--fleet', path, () => readIfThere(path, LARGEST_LIST));
  const starts = new Map<string, string>();
  const troubles: Shown[] = [];
  for (const [at, whole] of (text ?? '').split('\n').entries()) {
    const words = whole.replace(/^\uFEFF/, '').trim();
    if (words === '' || words.startsWith('#')) continue;
    const [name = '', ...start] = words.split(/\s+/);
    if (!NAME.test(name))
      troubles.push(say`${LIST}, line ${at + 1} is passed over: it begins with no name that a box can have`);
    else if (starts.has(name)) troubles.push(say`${LIST}, line ${at + 1} is passed over: ${name} stands there already`);
    else starts.set(name, start.length === 0 ? usualStart(name) : start.join(' '));
  }
  return { isThere: text !== undefined, starts, troubles };
}

/** @throws {SettingsError} */
function write(flag: string, path: string, text: string, mode: number): void {
  writeNamed(flag, path, () => replaceFile(path, text, mode));
}

/** The worst first, each with what to type, which is not broken; whoever is well in one sentence, so that nobody scrolls past the others. */
function show(states: readonly BoxState[], terminal: Terminal): void {
  for (const { box, mood, words, why, since, command } of states) {
    if (command === undefined) continue;
    const said = line`${moodWord(mood)} ${box.name}: ${words}${why === '' ? '' : line` (${why})`}`;
    tellOn(terminal, since === undefined ? said : say`${said}, since ${localTime(since)}`);
    terminal.write(asLines([line`    ${command}`]));
  }
  const well = states.filter(({ command }) => command === undefined).map(({ box }) => box.name);
  if (well.length > 0) tellOn(terminal, line`${moodWord('good')} ${well}`);
}
