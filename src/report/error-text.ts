import { type Implausibility, Implausible, NobodyInScope } from '../billing/errors.ts';
import { say } from '../text/language.ts';
import { type Shown, shown } from '../text/shown.ts';
import { doubtText } from './billing-words.ts';
import { noneReadableText } from './plan-words.ts';

/** What ended a run, as people read it: where an error says what was found, the words are made here. */
export function errorText(error: Error): Shown {
  return spoken(error) ?? shown(error.message);
}

/** The same for data, which cuts a text by its own rule. */
export function errorMessage(error: Error): string {
  return spoken(error) ?? error.message;
}

function spoken(error: Error): Shown | undefined {
  if (error instanceof Implausible)
    return say`${implausibleText(error.why)}. Nothing is written from that. Check there whether this is so, and whether the user of the key may see every branch (filial) and city.`;
  if (!(error instanceof NobodyInScope)) return undefined;
  const whose = error.bqn === '' ? say`the filters` : say`the filters of BQN ${error.bqn}`;
  return say`${whose} (--only-..., --skip-...) leave nobody of ${error.logins} online logins, so nothing is written: compare them with what --check lists`;
}

function implausibleText(why: Implausibility): Shown {
  switch (why.kind) {
    case 'nobody online':
      return say`${why.system} shows no login online at all, while the BQN holds subscribers of this program`;
    case 'no readable speed':
      return noneReadableText(why.system, why.plans);
    default:
      return doubtText(why);
  }
}
