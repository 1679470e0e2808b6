import { isIpv6, parseIpv4 } from '../address/address.ts';
import type { Login } from '../billing/records.ts';
import type { Change } from '../changes/change-plan.ts';
import { BLOCK_POLICY } from '../mapping/desired.ts';
import { customersOf, holds, isOfOurKind } from './groups.ts';
import { nameOf } from './people.ts';
import type { Finding } from './situation.ts';
import type { World } from './world.ts';

/** Whoever another hand has in keeping has the fate of before, unless it was of ours and wronged them. */
export function notServed(world: World): Finding[] {
  const kept = world.concerned.filter((login) => world.people.serviceOf(login) === 'by hand');
  return kept.flatMap((login) => [...byEntries(login, world), ...byGroups(login, world)]);
}

function byEntries(login: Login, world: World): Finding[] {
  return world.keysOf(login).flatMap((key) => {
    const change = world.changed.subscriber.get(key);
    if (change === undefined || world.isOusted(login, key)) return [];
    const [was, becomes] = [world.before.entry(key), world.after.entry(key)];
    const [policy, after] = [was?.policy ?? null, becomes?.policy ?? null];
    if (policy === after && (was?.id === becomes?.id || after === null)) return [];
    const isAnothers = was !== undefined && world.isOthers(key, was, login);
    if (isAnothers ? after === null || becomes?.id === nameOf(login) : isTakenBack(change, policy, after, login, world))
      return [];
    return [finding(change, login, policy, after)];
  });
}

function byGroups(login: Login, world: World): Finding[] {
  return world.groupsOf(login).flatMap((name) => {
    const change = world.changed.group.get(name);
    if (change === undefined) return [];
    const [was = null, becomes = null] = [world.before, world.after].map(
      (state) => world.groupAt(name, state, login)?.policy,
    );
    if (was === becomes || (becomes === null && isOustedFrom(name, login, world))) return [];
    const customers = customersOf(name, world.situation, world.people);
    if (world.isShared(login, customers) || world.agreesInDoubt(login, becomes)) return [];
    const isAnothers = isOfOurKind(name) && (!customers.has(login.id) || isOfServed(name, customers, login, world));
    if ((isAnothers && becomes === null) || isTakenBack(change, was, becomes, login, world)) return [];
    return [finding(change, login, was, becomes)];
  });
}

/** Whether a group held them by their address alone, which is another's whose session is newer. */
function isOustedFrom(name: string, login: Login, world: World): boolean {
  const ip = parseIpv4(login.ip);
  const group = world.before.group(name);
  if (ip === undefined || group === undefined || !world.isOusted(login, ip)) return false;
  return !holds({ ...group, members: [], ranges: group.ranges.filter(isIpv6) }, login, world.people);
}

/** Whether a group that holds them by their name alone is of another of that name whom this program serves. */
function isOfServed(name: string, customers: ReadonlySet<number>, login: Login, { people, before }: World): boolean {
  const group = before.group(name);
  if (group === undefined || holds({ ...group, ids: [] }, login, people)) return false;
  return people.logins(customers).some((other) => other.id !== login.id && people.serviceOf(other) === 'ours');
}

/** A block of ours on whoever is not served any more goes when their contract does not ask for it any more. */
function isTakenBack(
  { kind, key }: Change,
  was: string | null,
  becomes: string | null,
  login: Login,
  world: World,
): boolean {
  if (was !== BLOCK_POLICY || becomes === BLOCK_POLICY) return false;
  const { kind: standing } = world.people.standingOf(login);
  return world.situation.owned[kind].has(key) && (standing === 'open' || standing === 'none');
}

function finding(change: Change, { id }: Login, was: string | null, becomes: string | null): Finding {
  return { rule: 'not served', change, logins: [id], was, becomes };
}
