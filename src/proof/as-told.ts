import { isUndecided } from '../billing/standing.ts';
import { policyOf } from '../fate/fate.ts';
import { BLOCK_POLICY, SLOW_POLICY, type Subscriber } from '../mapping/desired.ts';
import type { Became } from './service.ts';
import { changesAt } from './service.ts';
import type { Finding } from './situation.ts';
import type { World } from './world.ts';

/** What the plan says becomes of customers, by which the gate judged, is what its writes make of them. */
export function notAsTold(world: World, became: readonly Became[]): Finding[] {
  const told = new Map(world.plan.fates.map((fate) => [fate.ip, fate]));
  return became.flatMap(({ login, was, becomes }) => {
    const fate = told.get(login.ip.trim());
    const isAsTold = fate === undefined ? was.isBlocked === becomes.isBlocked : policyOf(fate.to) === becomes.policy;
    if (isAsTold || !was.isSure) return [];
    const also = changesAt(login, world);
    return [
      {
        rule: 'not as told',
        change: also[0],
        logins: [login.id],
        was: fate === undefined ? null : policyOf(fate.to),
        becomes: becomes.policy,
        also,
      },
    ];
  });
}

/** Whoever is to have something has it when all is written, or the plan says why not. */
export function undone(world: World): Finding[] {
  const { desired, heldBack } = world.situation;
  let excused: ReadonlySet<string> | undefined;
  const findings: Finding[] = [];
  for (const subscriber of desired.subscribers.values()) {
    const policy = meantFor(subscriber);
    if (policy === undefined) continue;
    const entry = world.after.entry(subscriber.ip);
    if (entry?.id === subscriber.id && (entry.policy === policy || isPromised(entry.policy, subscriber))) continue;
    excused ??= new Set([
      ...world.plan.stuck.map(({ key }) => key),
      ...heldBack.flatMap(({ who, changes }) => [...who, ...changes.flatMap(({ belongsTo }) => belongsTo)]),
    ]);
    const names = [subscriber.ip, subscriber.id, subscriber.main ?? ''];
    if (names.some((name) => excused?.has(name) === true)) continue;
    findings.push({
      rule: 'undone',
      change: undefined,
      logins: [subscriber.loginId],
      was: entry?.policy ?? null,
      becomes: policy,
    });
  }
  return findings;
}

/** Whoever is to be slow may have been promised a speed. */
function isPromised(policy: string | null, { standing, choice }: Subscriber): boolean {
  return standing.kind === 'open' && choice.kind === 'named' && choice.name === policy;
}

/** The policy that a subscriber is to be under; undefined where that is left as it is. */
function meantFor({ standing, choice }: Subscriber): string | undefined {
  if (standing.kind === 'blocked') return BLOCK_POLICY;
  if (isUndecided(standing)) return undefined;
  if (standing.kind === 'open' && standing.isSlow === true) return SLOW_POLICY;
  return choice.kind === 'named' ? choice.name : undefined;
}
