import type { Billing } from '../billing/reading.ts';
import type { Plan } from '../billing/records.ts';
import { isInternet } from '../mapping/offers.ts';
import { parseSpeed, type SpeedOptions } from '../mapping/speed.ts';
import { say } from '../text/language.ts';
import { joined, line, type Shown } from '../text/shown.ts';

/** Plans named in a sentence. */
const MOST_NAMED = 3;

/**
 * Why nothing can be made of the plans: where no speed can be read every customer would be without a limit. In the field
 * that is an installation that types bare numbers (src/ixc/README.md, "Plans"); a plan of theirs without any speed,
 * which is unlimited on purpose, proves nothing.
 * @returns undefined where a plan can be read, or there is none
 */
export function noReadablePlan({ system, plans }: Billing, options: SpeedOptions): string | undefined {
  const offered = plans.rows.filter(isInternet);
  const unreadable = offered.filter((plan) => isUnreadable(plan, options));
  const limited = offered.filter((plan) => !isUnreadable(plan, options) && hasLimit(plan, options));
  if (unreadable.length === 0 || limited.length > 0) return undefined;
  if (unreadable.length < offered.length && !unreadable.every(isBare)) return undefined;
  const named = namesOf(unreadable);
  return say`no speed of ${system}'s ${unreadable.length} Internet plans can be read (${named}): ${adviceFor(unreadable)}`;
}

/** The plans that cannot be read, by name, with whom that concerns; undefined where there are none. */
export function unreadablePlans({ plans, logins }: Billing, options: SpeedOptions): string | undefined {
  const used = new Map<number, number>();
  for (const { plan } of logins.rows) used.set(plan, (used.get(plan) ?? 0) + 1);
  const users = (plan: Plan) => used.get(plan.id) ?? 0;
  const unreadable = plans.rows
    .filter((plan) => (isInternet(plan) || users(plan) > 0) && isUnreadable(plan, options))
    .sort((one, other) => users(other) - users(one));
  if (unreadable.length === 0) return undefined;
  const concerned = unreadable.reduce((sum, plan) => sum + users(plan), 0);
  return say`the speed of ${unreadable.length} plans cannot be read (${namesOf(unreadable)}), and their ${concerned} online logins get no new speed: ${adviceFor(unreadable)}`;
}

function isUnreadable({ download, upload }: Plan, options: SpeedOptions): boolean {
  return [download, upload].some((text) => parseSpeed(text, options).kind === 'unreadable');
}

function hasLimit({ download, upload }: Plan, options: SpeedOptions): boolean {
  return [download, upload].some((text) => parseSpeed(text, options).kind === 'limited');
}

function isBare({ download, upload }: Plan): boolean {
  const texts = [download, upload].map((text) => (text ?? 'null').trim());
  return texts.every((text) => /^(\d{1,12}([.,]\d{1,12})?)?$/.test(text));
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
