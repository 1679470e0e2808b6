import type { BurstTexts, Login, Plan } from '../billing/records.ts';
import type { Override } from '../customers/override-rule.ts';

/** Something of the billing system that did not become what it usually becomes: what it is, and why. */
export type Skip = LoginSkip | PlanSkip;

export type SkipReason = Skip['reason'];

export type LoginSkip = { readonly login: Pick<Login, 'id' | 'login'> } & LoginTrouble;

export type LoginTrouble =
  | { readonly reason: 'no-ip' | 'bad-ip' | 'no-name' | 'fixed-ip-taken'; readonly ip: string }
  /** Without a winner it stays as it is on the BQN. */
  | { readonly reason: 'shared-ip' | 'same-ip'; readonly ip: string; readonly winner?: string }
  | { readonly reason: 'fixed-ip-blocked' | 'unknown-contract' | 'no-status'; readonly contract: number }
  | { readonly reason: 'no-plan' }
  | { readonly reason: 'unknown-plan' | 'plan-left-alone'; readonly planId: number }
  | { readonly reason: 'no-reduced-plan'; readonly why: NotReduced }
  | { readonly reason: 'odd-speed-status'; readonly contract: number; readonly status: string }
  | { readonly reason: 'no-such-plan'; readonly override: Override }
  | { readonly reason: 'bad-prefix' | 'shared-prefix'; readonly prefix: string }
  /** @param bits the length by which a BQN knows a subscriber here */
  | { readonly reason: 'wide-prefix'; readonly prefix: string; readonly bits: number }
  | { readonly reason: 'shared-group'; readonly group: string }
  /** @param lead who leads the group of the contract */
  | { readonly reason: 'other-plan'; readonly contract: number; readonly lead: string };

/** Why a plan has no reduced one: it names none, the one that it names is not there, or it is unlimited, of which there is no part. */
export interface NotReduced {
  readonly kind: 'none named' | 'not there' | 'unlimited';
  /** The plan of which that is said. */
  readonly plan: number;
}

export type PlanSkip = { readonly plan: Pick<Plan, 'id' | 'name'> } & (
  | { readonly reason: 'bad-plan-name' }
  | { readonly reason: 'unreadable-speed'; readonly plan: Pick<Plan, 'id' | 'name' | 'download' | 'upload'> }
  | {
      readonly reason: 'bad-burst';
      readonly way: 'download' | 'upload';
      readonly texts: BurstTexts;
      readonly why: BurstTrouble;
    }
);

/** Why there cannot be a burst: the plan is unlimited, a speed or the time is not to be read, or it is below the plan's speed. */
export type BurstTrouble = 'unlimited' | 'speed' | 'time' | 'below';

export function skipLogin(login: Pick<Login, 'id' | 'login'>, trouble: LoginTrouble): LoginSkip {
  return { login, ...trouble };
}

/** Tells one from another: of whom, or of which plan, and for what. */
export function skipKey(skip: Skip): string {
  const about = 'login' in skip ? `login ${skip.login.id}` : `plan ${skip.plan.id}`;
  return `${skip.reason} ${about}`;
}
