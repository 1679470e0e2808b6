import type { Doubt, Oddity } from '../billing/plausibility.ts';
import type { Completeness } from '../billing/reading.ts';
import type { Standing } from '../billing/standing.ts';
import { phrase, say, translated } from '../text/language.ts';
import type { Shown } from '../text/shown.ts';

/** How far a list may be relied on. */
export const COMPLETENESS_WORDS: Readonly<Record<Completeness, string>> = {
  whole: phrase`whole`,
  moving: phrase`moving`,
  cut: phrase`cut`,
};

/** `CA`, `no status`, `unknown`: for people. */
export function statusText(standing: Standing): string {
  if (standing.kind === 'open' && standing.isPresumed === true) return say`in service`;
  if ('status' in standing && standing.status !== undefined)
    return standing.status.trim() === '' ? say`no status` : standing.status;
  return standing.kind === 'silent' ? say`no status` : say`unknown`;
}

/** Logins named in a sentence; the rest is counted. */
const MOST_NAMED = 5;

/** What is more likely a mistake than the truth, in one sentence. */
export function doubtText(doubt: Doubt): Shown {
  switch (doubt.kind) {
    case 'no plans':
      return say`${doubt.system} has no speed plan at all (${doubt.list} is empty)`;
    case 'no contracts':
      return say`${doubt.system} has no contract at all (${doubt.list} is empty), though logins name some`;
    default:
      return oddityText(doubt);
  }
}

function oddityText(oddity: Oddity): Shown {
  const { logins } = oddity;
  const names = logins.slice(0, MOST_NAMED).map(({ login }) => login.slice(0, 40));
  const more = logins.length > MOST_NAMED ? ', ...' : '';
  return say`${logins.length} online logins ${surpriseText(oddity)} (${names}${more})`;
}

function surpriseText(oddity: Oddity): Shown {
  switch (oddity.kind) {
    case 'no contract': {
      const all = oddity.areAll ? say`, which is all of them` : '';
      return say`name no contract${all}: they are never blocked`;
    }
    case 'undocumented': {
      const { code, system, becomes } = oddity;
      const name = code === '' ? say`an empty contract status` : say`contract status ${code.slice(0, 20)}`;
      return say`have ${name}, which ${system} does not document: ${translated(BECOMES[becomes])}`;
    }
    default:
      return translated(SURPRISES[oddity.kind]);
  }
}

const SURPRISES = {
  'unblocked on trust': phrase`are unblocked on trust, and blocked all the same by their status`,
  suspended: phrase`have a suspended contract, and service all the same by its status`,
  'not active': phrase`have a contract that is not active, and service all the same by its status`,
  cut: phrase`are cut (ativo = N), and online all the same`,
} as const;

const BECOMES: Readonly<Record<Standing['kind'], string>> = {
  open: phrase`they have service`,
  blocked: phrase`they are blocked`,
  none: phrase`they are not blocked`,
  silent: phrase`they keep what they have`,
  unread: phrase`they keep what they have`,
};
