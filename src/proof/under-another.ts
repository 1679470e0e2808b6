import type { Login } from '../billing/records.ts';
import type { Change } from '../changes/change-plan.ts';
import { customersOf, heldBy } from './groups.ts';
import { nameOf } from './people.ts';
import type { Finding } from './situation.ts';
import type { World } from './world.ts';

/** Nobody online is put under another customer's block, plan or limit: by an entry, or by a group that holds them. */
export function underAnother(world: World): Finding[] {
  const bySite = world.plan.memberships.flatMap(({ key, added }) => {
    const [becomes] = added.flatMap((name) => world.after.group(name)?.policy ?? []);
    if (becomes === undefined) return [];
    return [{ rule: 'under another' as const, change: undefined, membership: key, logins: [], was: null, becomes }];
  });
  const { subscriber, group } = world.changed;
  const byEntries = [...subscriber.values()].flatMap((change) => byEntry(change, world));
  const byGroups = [...group.values()].flatMap((change) => byGroup(change, world));
  return [...byEntries, ...byGroups, ...bySite];
}

function byEntry(change: Change, world: World): Finding[] {
  const { key } = change;
  const [was, becomes] = [world.before.entry(key), world.after.entry(key)];
  if (becomes === undefined || becomes.policy === null) return [];
  const holders = world.holdersOf(key);
  // Who was renamed is whom the books know by the name that still stands there.
  const named = holders.filter((login) => nameOf(login) === becomes.id || world.isNamed(key, becomes.id, login));
  const isSame = was?.policy === becomes.policy && was.id === becomes.id;
  const isDecided = named.length > 0 || world.isWinnersPool(key, becomes.id);
  const wronged = holders.filter((login) => !named.includes(login) && (!isDecided || mayBeTheirs(login, key, world)));
  if (wronged.length === 0 || isSame) return [];
  return [finding(change, wronged, was?.policy ?? null, becomes.policy)];
}

/** Whether a place that one login gets may be another's, who shows it too. What the wishes decided between them is decided. */
function mayBeTheirs(login: Login, key: string, world: World): boolean {
  if (world.people.serviceOf(login) === 'ours') return world.situation.desired.doubts.has(key);
  return !world.isOusted(login, key);
}

function byGroup(change: Change, world: World): Finding[] {
  const { key } = change;
  const [was, becomes] = [world.before.group(key), world.after.group(key)];
  if (becomes === undefined || becomes.policy === null) return [];
  const customers = customersOf(key, world.situation, world.people);
  const heldBefore = heldBy(was, world.people);
  const wronged = [...heldBy(becomes, world.people)].filter((login) => {
    if (customers.has(login.id) || world.isShared(login, customers)) return false;
    const isNew = !heldBefore.has(login) || was?.policy !== becomes.policy;
    return isNew && !(heldBefore.has(login) && world.agreesInDoubt(login, becomes.policy));
  });
  return wronged.length === 0 ? [] : [finding(change, wronged, was?.policy ?? null, becomes.policy)];
}

function finding(change: Change, wronged: readonly Login[], was: string | null, becomes: string): Finding {
  return { rule: 'under another', change, logins: wronged.map(({ id }) => id), was, becomes };
}
