import { EFFECTS, type Effect } from '../customers/effect.ts';
import type { Fate } from '../customers/fate.ts';
import type { FateChange } from '../customers/fate-change.ts';
import type { BqnOutcome } from '../run/outcome.ts';
import { tally } from '../run/outcome.ts';
import { phrase, say, translated } from '../text/language.ts';
import { joined, laidOut, line, type Shown } from '../text/shown.ts';
import { whyText } from './why-text.ts';

/** Changes of fate that the log of a run names one by one. */
const MOST_NAMED = 20;

/** As people read them. */
const EFFECT_WORDS: Readonly<Record<Effect, string>> = {
  blocks: phrase`blocks`,
  opens: phrase`opens`,
  slows: phrase`slows`,
  lifts: phrase`lifts`,
  'loses plan': phrase`loses plan`,
  changes: phrase`changes`,
  comes: phrase`comes`,
  leaves: phrase`leaves`,
  none: phrase`none`,
};

function effectWord(effect: Effect): Shown {
  return translated(EFFECT_WORDS[effect]);
}

/** What a customer gets, in words and numbers. */
export function fateText(fate: Fate): Shown {
  switch (fate.kind) {
    case 'blocked':
      return say`blocked`;
    case 'unsaid':
      return say`nothing said`;
    case 'unlimited':
      return say`${fate.policy}, unlimited`;
    case 'limited':
      return line`${fate.policy} ${rateText(fate.downKbps)}/${rateText(fate.upKbps)}`;
  }
}

function rateText(kbps: number): Shown {
  return kbps < 0 ? say`unlimited` : line`${kbps} Kbps`;
}

/** `blocks maria (100.64.0.7): Gold 100000 Kbps/50000 Kbps -> blocked (contract 12: CA -> blocked)`. */
export function describeFate({ effect, login, ip, movedFrom, from, to, why }: FateChange): Shown {
  const moved = movedFrom === undefined ? '' : say`, before at ${movedFrom}`;
  return line`${happened(effect, login)} (${ip}${moved}): ${fateText(from)} -> ${fateText(to)} (${whyText(why)})`;
}

/** What happens to a customer, as a sentence: what is counted is called otherwise in some languages. */
function happened(effect: Effect, login: string): Shown {
  switch (effect) {
    case 'blocks':
      return say`blocks ${login}`;
    case 'opens':
      return say`opens ${login}`;
    case 'slows':
      return say`slows ${login}`;
    case 'lifts':
      return say`lifts ${login}`;
    case 'loses plan':
      return say`loses plan ${login}`;
    case 'changes':
      return say`changes ${login}`;
    default:
      return line`${effectWord(effect)} ${login}`;
  }
}

/** The changes of fate of one BQN, the gravest first. Comings and goings are none. */
export function fateLines({ label, fates }: BqnOutcome): Shown[] {
  const told = EFFECTS.filter(isTold).flatMap((effect) => fates.filter((fate) => fate.effect === effect));
  const lines = told.slice(0, MOST_NAMED).map((fate) => say`BQN ${label}: ${describeFate(fate)}`);
  return told.length > MOST_NAMED ? [...lines, say`BQN ${label}: and ${told.length - MOST_NAMED} more`] : lines;
}

/** Whether a change of fate is one that a customer would notice. */
export function isTold(effect: Effect): boolean {
  return effect !== 'comes' && effect !== 'leaves' && effect !== 'none';
}

/** `2 blocks, 1 opens`; how many customers each of it came to. */
export function fateCounts(fates: readonly FateChange[]): Shown {
  const counts = EFFECTS.map((effect) => [effect, fates.filter((fate) => fate.effect === effect).length] as const);
  const parts = counts.flatMap(([effect, count]) => (count > 0 ? [counted(effect, count)] : []));
  return joined(parts, ', ');
}

function counted(effect: Effect, count: number): Shown {
  switch (effect) {
    case 'blocks':
      return say`${count} blocks`;
    case 'opens':
      return say`${count} opens`;
    case 'slows':
      return say`${count} slows`;
    case 'changes':
      return say`${count} changes`;
    case 'comes':
      return say`${count} comes`;
    case 'leaves':
      return say`${count} leaves`;
    default:
      return line`${count} ${effectWord(effect)}`;
  }
}

/** What came to one customer, as a word by itself. */
export function eventOfOne(effect: Effect): Shown {
  return laidOut(counted(effect, 1).slice('1 '.length));
}

/** `would block 64 of 338 (CM 30, CA 29, AA 5)`: what a run would do to customers, what is held back included. */
export function wouldBlockText({ plan, heldBack }: BqnOutcome): Shown {
  const all = [
    ...(plan?.fates ?? []),
    ...heldBack.filter(({ kind }) => kind === 'blocks').flatMap(({ fates }) => fates),
  ];
  const blocked = new Map(all.filter(({ effect }) => effect === 'blocks').map((fate) => [fate.customer, fate]));
  const customers = Math.max(plan?.wanted ?? 0, plan?.managed ?? 0);
  const states = tally([...blocked.values()].map(({ status }) => status.trim() || say`no status`));
  const shown = states.length === 0 ? '' : line` (${states.map(([status, count]) => `${status} ${count}`)})`;
  return say`would block ${blocked.size} of ${customers}${shown}`;
}
