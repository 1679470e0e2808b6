import type { Billing } from '../billing/reading.ts';
import type { Plan } from '../billing/records.ts';
import { customersOf, type Desired } from '../mapping/desired.ts';
import { isInternet } from '../mapping/offers.ts';
import { parseSpeed, type SpeedOptions } from '../mapping/speed.ts';

/** Plans that cannot be read, the most used first, and how many online logins have one of them. */
export interface UnreadablePlans {
  readonly plans: readonly Plan[];
  readonly concerned: number;
}

/**
 * The plans of which nothing can be made: where no speed can be read every customer would be without a limit. In the field
 * that is an installation that types bare numbers (src/ixc/README.md, "Plans"); a plan of theirs without any speed,
 * which is unlimited on purpose, proves nothing.
 * @returns undefined where a plan can be read, or there is none
 */
export function noReadablePlan({ plans }: Billing, options: SpeedOptions): readonly Plan[] | undefined {
  const offered = plans.rows.filter(isInternet);
  const unreadable = offered.filter((plan) => isUnreadable(plan, options));
  const limited = offered.filter((plan) => !isUnreadable(plan, options) && hasLimit(plan, options));
  if (unreadable.length === 0 || limited.length > 0) return undefined;
  if (unreadable.length < offered.length && !unreadable.every(isBare)) return undefined;
  return unreadable;
}

/**
 * @param desired what was made of it: reduced speed or an override may put somebody on such a plan, or take them off it
 * @returns undefined where all can be read
 */
export function unreadablePlans(
  { plans, logins }: Billing,
  options: SpeedOptions,
  desired?: Pick<Desired, 'subscribers'>,
): UnreadablePlans | undefined {
  const mapped = new Map((desired === undefined ? [] : customersOf(desired)).map((one) => [one.loginId, one]));
  const used = new Map<number, number>();
  for (const { id, plan } of logins.rows) {
    const customer = mapped.get(id);
    const counted = customer?.plan ?? plan;
    if (customer?.choice.kind !== 'named') used.set(counted, (used.get(counted) ?? 0) + 1);
  }
  const users = (plan: Plan) => used.get(plan.id) ?? 0;
  const unreadable = plans.rows
    .filter((plan) => (isInternet(plan) || users(plan) > 0) && isUnreadable(plan, options))
    .sort((one, other) => users(other) - users(one));
  if (unreadable.length === 0) return undefined;
  return { plans: unreadable, concerned: unreadable.reduce((sum, plan) => sum + users(plan), 0) };
}

function isUnreadable({ download, upload }: Plan, options: SpeedOptions): boolean {
  return [download, upload].some((text) => parseSpeed(text, options).kind === 'unreadable');
}

function hasLimit({ download, upload }: Plan, options: SpeedOptions): boolean {
  return [download, upload].some((text) => parseSpeed(text, options).kind === 'limited');
}

/** Whether its speeds are numbers without a unit. */
export function isBare({ download, upload }: Plan): boolean {
  const texts = [download, upload].map((text) => (text ?? 'null').trim());
  return texts.every((text) => /^(\d{1,12}([.,]\d{1,12})?)?$/.test(text));
}
