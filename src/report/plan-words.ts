import type { Plan } from '../billing/records.ts';
import { isBare, type UnreadablePlans } from '../run/unreadable-plans.ts';
import { say } from '../text/language.ts';
import { joined, line, type Shown } from '../text/shown.ts';

/** Plans named in a sentence. */
const MOST_NAMED = 3;

/** That nothing can be made of the plans. */
export function noneReadableText(system: string, plans: readonly Plan[]): Shown {
  return say`no speed of ${system}'s ${plans.length} Internet plans can be read (${namesOf(plans)}): ${adviceFor(plans)}`;
}

/** The plans that cannot be read, by name, with whom that concerns. */
export function unreadableText({ plans, concerned }: UnreadablePlans): Shown {
  return say`the speed of ${plans.length} plans cannot be read (${namesOf(plans)}), and their ${concerned} online logins get no new speed: ${adviceFor(plans)}`;
}

function adviceFor(plans: readonly Plan[]): string {
  return plans.every(isBare)
    ? say`they are numbers without a unit: say what they count in with --bare-unit k or --bare-unit M`
    : say`type them in like 100M`;
}

function namesOf(plans: readonly Plan[]): Shown {
  const named = plans
    .slice(0, MOST_NAMED)
    .map(({ name, download, upload }) => line`${name.slice(0, 60)}: ${speedText(download)}/${speedText(upload)}`);
  return joined(plans.length > MOST_NAMED ? [...named, line`...`] : named, '; ');
}

function speedText(speed: string | null): string {
  return speed === null ? say`nothing` : speed.trim().slice(0, 20);
}
