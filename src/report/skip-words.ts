import type { Login } from '../billing/records.ts';
import type { BurstTrouble, LoginSkip, NotReduced, PlanSkip, Skip, SkipReason } from '../mapping/skip.ts';
import { overrideText } from '../settings/override-text.ts';
import { phrase, say } from '../text/language.ts';
import type { Shown } from '../text/shown.ts';

/** Why something of the billing system did not become what it usually becomes, as it is counted. To be translated. */
export const SKIP_REASONS: Readonly<Record<SkipReason, Shown>> = {
  'no-ip': phrase`login without an IP`,
  'bad-ip': phrase`login with an unusable IP`,
  'no-name': phrase`login without a usable name`,
  'fixed-ip-taken': phrase`fixed IP that another login has`,
  'fixed-ip-blocked': phrase`login with a fixed IP, blocked only once it is online`,
  'shared-ip': phrase`IP on several logins with different policies`,
  'same-ip': phrase`IP on several logins with the same policy`,
  'no-plan': phrase`login without a plan`,
  'unknown-plan': phrase`login with an unknown plan`,
  'plan-left-alone': phrase`login put on a plan that is left alone`,
  'unknown-contract': phrase`login with an unknown contract`,
  'no-status': phrase`contract without a status`,
  'no-reduced-plan': phrase`login without a reduced plan`,
  'odd-speed-status': phrase`contract with an unknown speed status`,
  'no-such-plan': phrase`override with an unknown plan`,
  'unreadable-speed': phrase`plan with an unreadable speed`,
  'bad-burst': phrase`plan with a burst that cannot be had`,
  'bad-plan-name': phrase`plan without a usable name`,
  'bad-prefix': phrase`unusable IPv6 prefix`,
  'wide-prefix': phrase`IPv6 prefix wider than a subscriber`,
  'shared-prefix': phrase`IPv6 prefix that holds another login`,
  'shared-group': phrase`group name on several logins`,
  'other-plan': phrase`login with another policy than its contract's first`,
};

/** `login 12 (maria)`: what a login is called wherever something is said of it. */
export function loginText({ id, login }: Pick<Login, 'id' | 'login'>): string {
  return `login ${id} (${login})`;
}

/** `login 12 (maria)`, `plan 3 (Gold)`. */
export function skippedText(skip: Skip): string {
  return 'login' in skip ? loginText(skip.login) : say`plan ${skip.plan.id} (${skip.plan.name})`;
}

/** The values that say why. */
export function skipDetail(skip: Skip): string {
  return 'login' in skip ? loginDetail(skip) : planDetail(skip);
}

function loginDetail(skip: LoginSkip): string {
  switch (skip.reason) {
    case 'no-ip':
    case 'bad-ip':
    case 'no-name':
    case 'fixed-ip-taken':
      return skip.ip;
    case 'shared-ip':
    case 'same-ip':
      return skip.winner === undefined
        ? say`${skip.ip}, left as it is on the BQN`
        : say`${skip.ip}, taken by ${skip.winner}`;
    case 'fixed-ip-blocked':
      return contractText(skip);
    case 'unknown-contract':
      return say`${contractText(skip)}: not blocked for it`;
    case 'no-status':
      return say`${contractText(skip)}: left as it is`;
    case 'no-plan':
      return say`no policy`;
    case 'unknown-plan':
      return say`plan ${skip.planId}: no policy`;
    case 'plan-left-alone':
      return say`plan ${skip.planId}, by an override or at reduced speed: its policy only where the BQN has it`;
    case 'no-reduced-plan':
      return say`${notReducedText(skip.why)}: it keeps its speed`;
    case 'odd-speed-status':
      return say`contract ${skip.contract}: status_velocidade ${skip.status.slice(0, 20)} is not obeyed`;
    case 'no-such-plan':
      return say`${overrideText(skip.override)}: it keeps its plan`;
    case 'bad-prefix':
    case 'shared-prefix':
      return skip.prefix;
    case 'wide-prefix':
      return say`${skip.prefix}: a subscriber here is a /${skip.bits}`;
    case 'shared-group':
      return skip.group;
    case 'other-plan':
      return `contract ${skip.contract}, ${skip.lead}`;
  }
}

function contractText({ contract }: { readonly contract: number }): Shown {
  return say`contract ${contract}`;
}

function notReducedText({ kind, plan }: NotReduced): Shown {
  switch (kind) {
    case 'none named':
      return say`plan ${plan} names no reduced plan`;
    case 'not there':
      return say`plan ${plan} is not there`;
    case 'unlimited':
      return say`plan ${plan} is unlimited, of which there is no part`;
  }
}

function planDetail(skip: PlanSkip): string {
  switch (skip.reason) {
    case 'bad-plan-name':
      return say`its subscribers get no policy`;
    case 'unreadable-speed':
      return say`download "${skip.plan.download ?? 'null'}", upload "${skip.plan.upload ?? 'null'}": write a number and k, M or G in IXC`;
    case 'bad-burst': {
      const { rate, threshold, time } = skip.texts;
      const shown = say`burst "${rate}", threshold "${threshold}", time "${time}"`.slice(0, 120);
      return `${skip.way}: ${burstText(skip.why, shown)}`;
    }
  }
}

function burstText(why: BurstTrouble, shown: string): Shown {
  switch (why) {
    case 'unlimited':
      return say`the plan has no limit to go beyond`;
    case 'speed':
      return say`${shown}: write a number and k, M or G in IXC`;
    case 'time':
      return say`${shown}: the time is no whole number of seconds`;
    case 'below':
      return say`${shown}: below the plan's own speed`;
  }
}
