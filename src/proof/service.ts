import type { Login } from '../billing/records.ts';
import type { Change } from '../changes/change-plan.ts';
import type { PolicyChoice } from '../mapping/desired.ts';
import { claimsOf } from './people.ts';
import type { Finding } from './situation.ts';
import type { Fate, World } from './world.ts';

/** A concerned login, and what becomes of it. */
export interface Became {
  readonly login: Login;
  readonly was: Fate;
  readonly becomes: Fate;
}

/** Those whom this program serves at a place that is theirs, so that what is there is their fate. */
export function becameOf(world: World): Became[] {
  const { people } = world;
  const served = world.concerned.filter((login) => people.serviceOf(login) === 'ours' && isCertain(login, world));
  return served.flatMap((login) => {
    const was = world.isTouched(login) ? world.fateBefore(login) : undefined;
    if (was === undefined) return [];
    const becomes = world.fateAfter(login);
    // Who is under another policy than the books say, and at whose places nothing is written, is so by no write.
    if (was.policy !== becomes.policy && changesAt(login, world).length === 0) return [];
    return [{ login, was, becomes }];
  });
}

function isCertain(login: Login, world: World): boolean {
  const { people } = world;
  const isAlone = people.prefixesOf(login).length === claimsOf(login).length;
  return isAlone && world.keysOf(login).every((key) => world.holdersOf(key).length === 1);
}

/** Nobody blocked is let through whose contract was not seen in service, or for certain is not there. */
export function letThrough(world: World, became: readonly Became[]): Finding[] {
  return became.flatMap(({ login, was, becomes }) => {
    if (!was.isSure || !was.isBlocked || becomes.isBlocked || isOwedService(login, world)) return [];
    return [finding('let through', { login, was, becomes }, world)];
  });
}

function isOwedService(login: Login, { people }: World): boolean {
  const standing = people.standingOf(login);
  return standing.kind === 'none' || (standing.kind === 'open' && standing.isPresumed !== true);
}

/** Nobody is blocked but by a contract that was seen out of service. */
export function blockedForNothing(world: World, became: readonly Became[]): Finding[] {
  return became.flatMap(({ login, was, becomes }) => {
    if (!was.isSure || was.isBlocked || !becomes.isBlocked || world.people.standingOf(login).kind === 'blocked')
      return [];
    return [finding('blocked for nothing', { login, was, becomes }, world)];
  });
}

/** Nobody loses their limit but by a plan that is unlimited, or by having none. */
export function limitLost(world: World, became: readonly Became[]): Finding[] {
  return became.flatMap(({ login, was, becomes }) => {
    if (!was.isSure || was.isBlocked || becomes.isBlocked) return [];
    const lost = (['downKbps', 'upKbps'] as const).filter((way) => was[way] >= 0 && becomes[way] < 0);
    if (lost.length === 0) return [];
    const choice = world.people.wantedOf(login)?.choice;
    const rates = ratesMeant(choice, was, becomes, world);
    if (choice?.kind === 'none' || (rates !== undefined && lost.every((way) => rates[way] < 0))) return [];
    return [finding('limit lost', { login, was, becomes }, world)];
  });
}

/** Whoever stays under a policy gets what its plan has now. */
function ratesMeant(choice: PolicyChoice | undefined, was: Fate, { policy }: Fate, { situation }: World) {
  const isMeant = policy === was.policy || (choice?.kind === 'named' && choice.name === policy);
  return policy !== null && isMeant ? situation.desired.policies.get(policy) : undefined;
}

/** All writes at the places of a login: of entries before those of groups. */
export function changesAt(login: Login, world: World): Change[] {
  const entries = world.keysOf(login).flatMap((key) => world.changed.subscriber.get(key) ?? []);
  return [...entries, ...world.groupsOf(login).flatMap((name) => world.changed.group.get(name) ?? [])];
}

function finding(rule: Finding['rule'], { login, was, becomes }: Became, world: World): Finding {
  const also = changesAt(login, world);
  return { rule, change: also[0], logins: [login.id], was: was.policy, becomes: becomes.policy, also };
}
