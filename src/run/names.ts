import { SourceError } from '../billing/errors.ts';
import type { BillingSource } from '../billing/source.ts';
import { Interrupted } from '../interruption/interrupted.ts';
import type { OddName } from '../mapping/named.ts';
import type { NameMemory } from '../state/ledger.ts';
import { DAY_S } from '../text/time-units.ts';

/**
 * A name that an operator gave, of a login, a plan or a site, and that does not do what they may think. `unknown`: billing has no
 * such login or plan; `not online`: nobody could say more; `several`: namesakes.
 */
export interface NameTrouble extends OddName {
  readonly trouble: 'unknown' | 'not online' | 'several';
}

/** Names that billing is asked about in a run. */
const MOST_ASKED = 20;
/** How long an answer holds. In s. */
const ANSWER_S = DAY_S;

/**
 * What is to be told of names that mean nobody who is online, or more than one: a customer who is merely off the net is none
 * of it, so billing is asked by name, each once a day.
 * @param now Unix time in s
 * @returns also what is to be remembered of the answers
 */
export async function nameTroubles(
  odd: readonly OddName[],
  hasLogin: BillingSource['hasLogin'] | undefined,
  known: ReadonlyMap<string, NameMemory>,
  now: number,
): Promise<{ readonly troubles: readonly NameTrouble[]; readonly memory: ReadonlyMap<string, NameMemory> }> {
  const memory = new Map<string, NameMemory>();
  let left = hasLogin === undefined ? 0 : MOST_ASKED;
  const troubles: NameTrouble[] = [];
  for (const one of odd) {
    const trouble = plainTrouble(one);
    if (trouble !== undefined) {
      troubles.push({ ...one, trouble });
      continue;
    }
    let answer = memory.get(one.name) ?? known.get(one.name);
    if (answer !== undefined && (now - answer.at >= ANSWER_S || answer.at > now)) answer = undefined;
    if (answer === undefined && hasLogin !== undefined && left > 0) {
      left -= 1;
      const isThere = await asked(hasLogin, one.name);
      // One that could not be asked will not be able to say more a moment later.
      if (isThere === undefined) left = 0;
      else answer = { at: now, isThere };
    }
    if (answer !== undefined) memory.set(one.name, answer);
    if (answer?.isThere !== true) troubles.push({ ...one, trouble: answer === undefined ? 'not online' : 'unknown' });
  }
  return { troubles, memory };
}

/** What can be said without asking: all plans were read, and of sites billing knows those of who is online. */
function plainTrouble({ by, ids }: OddName): NameTrouble['trouble'] | undefined {
  if (by === 'skip-plan') return 'unknown';
  if (by === 'only-site' || by === 'skip-site') return 'not online';
  return ids.length > 0 ? 'several' : undefined;
}

/** @returns undefined where billing does not answer: no run fails for it */
async function asked(hasLogin: (name: string) => Promise<boolean>, name: string): Promise<boolean | undefined> {
  try {
    return await hasLogin(name);
  } catch (error) {
    if (error instanceof SourceError || error instanceof Interrupted) return undefined;
    throw error;
  }
}
