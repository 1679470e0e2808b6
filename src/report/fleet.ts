import { EXIT } from '../run/exit-code.ts';
import { EXIT_MEANINGS } from '../settings/exit-codes.ts';
import { countsPerKind } from '../text/counts.ts';
import { inEachLanguage, say, translated } from '../text/language.ts';
import { cutName } from '../text/printable.ts';
import { joined, line, type Shown, shown } from '../text/shown.ts';
import type { BoxReport } from './fleet-box.ts';
import { HELD_WORDS } from './journal-lines.ts';
import { isFailure } from './metrics.ts';
import { type Mood, patienceOf } from './page-pieces.ts';

/** A box of which something is known: that it is listed, or what it says. */
export interface Box {
  readonly name: string;
  readonly isListed: boolean;
  /** How the program is started there, for commands that are shown; from our own list, never from a report. */
  readonly start: string;
  readonly report: BoxReport | undefined;
  /** Why a file that is there is no report. */
  readonly trouble: Shown | undefined;
}

/** How a box is. */
export interface BoxState {
  readonly box: Box;
  readonly mood: Mood;
  /** How it is, in a few words. */
  readonly words: Shown;
  /** Why, as far as the words do not say it; empty for nothing to add. */
  readonly why: Shown;
  /** Since when it is so, in Unix s; undefined where nobody knows, and where all is well. */
  readonly since: number | undefined;
  /** What somebody types to look, or to let pass what is held; undefined where all is well. */
  readonly command: Shown | undefined;
}

/** How grave a mood is. */
export const LEVEL = { good: 0, look: 1, bad: 2 } as const satisfies Record<Mood, number>;

/** Every box, the worst first; of those that are as bad, the one that has been so for longest. @param now Unix s */
export function statesOf(boxes: readonly Box[], now: number): BoxState[] {
  const states = boxes.map((box) => stateOf(box, now));
  return states.sort(
    (one, other) =>
      LEVEL[other.mood] - LEVEL[one.mood] ||
      (one.mood === 'good' ? 0 : (one.since ?? 0) - (other.since ?? 0)) ||
      (one.box.name < other.box.name ? -1 : 1),
  );
}

function stateOf(box: Box, now: number): BoxState {
  const { report, start } = box;
  const state = (mood: Mood, words: Shown, since: number | undefined, about: Partial<BoxState> = {}): BoxState => {
    const look = mood === 'good' ? undefined : line`${start} --check`;
    return { box, mood, words, why: line``, since, command: look, ...about };
  };
  if (report === undefined) {
    const isThere = box.trouble !== undefined;
    const words = isThere ? say`its report cannot be used` : say`no report: it was never heard of`;
    return state('bad', words, undefined, { why: box.trouble ?? line`` });
  }
  const { ended, lastSuccess, exitCode, pausedUntil, everyS } = report;
  const { old } = patienceOf(everyS);
  if (now - ended >= old) return state('bad', say`silent: nothing is heard any more`, ended);
  const result = translated(EXIT_MEANINGS[exitCode]);
  // A box may speak another language than this start.
  const why = inEachLanguage(EXIT_MEANINGS[exitCode]).includes(report.cause) ? line`` : shown(cutName(report.cause));
  if (isFailure({ exitCode })) return state('bad', result, lastSuccess, { why });
  const isPaused = pausedUntil !== undefined && pausedUntil > now;
  if (!isPaused && report.mode === 'sync' && now - (lastSuccess ?? 0) >= old)
    return state('bad', say`runs, and does not synchronise: ${result}`, lastSuccess);
  if (report.held.length > 0)
    return state('look', say`held back`, heldSince(report), {
      why: heldText(report),
      command: line`${start} --approve ${countsPerKind(report.held.map(({ kind, count }) => [kind, count]))}`,
    });
  if (isPaused) return state('look', say`paused`, ended, { command: line`${start} --resume` });
  if (report.mode !== 'sync') return state('look', say`only looked (${report.mode})`, ended);
  if (exitCode !== EXIT.done) return state('look', result, ended, { why });
  return state('good', result, undefined);
}

function heldSince({ held, ended }: BoxReport): number {
  return Math.min(ended, ...held.flatMap(({ since }) => (since === undefined ? [] : [since])));
}

/** `12 blocks, 3 plans`. */
function heldText({ held }: BoxReport): Shown {
  const parts = held.map(({ kind, count }) => line`${count} ${translated(HELD_WORDS[kind] ?? kind)}`);
  return joined(parts, ', ');
}

/** Boxes of each mood, in words: `1 red, 2 amber, 37 green`. */
export function countsText(states: readonly BoxState[]): Shown {
  const count = (mood: Mood) => states.filter((state) => state.mood === mood).length;
  return say`${count('bad')} red, ${count('look')} amber, ${count('good')} green`;
}

export function moodWord(mood: Mood): Shown {
  if (mood === 'good') return say`green`;
  return mood === 'look' ? say`amber` : say`red`;
}

/** The gravest that any box is; good where there is none. */
export function worstOf(states: readonly BoxState[]): Mood {
  return states[0]?.mood ?? 'good';
}
