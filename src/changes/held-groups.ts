import type { BqnState } from '../bqn/resources.ts';
import type { Owned } from '../customers/owned.ts';
import { isLeftAlone, NO_BOOKS, Roll } from '../customers/roll.ts';
import type { Desired, Group } from '../mapping/desired.ts';
import { groupNames } from '../mapping/groups.ts';
import { skipLogin } from '../mapping/skip.ts';

/**
 * What is wanted, but for groups that are here those of a namesake whom this program leaves alone: whoever is skipped holds
 * their group, too, and would lose its limit to the other. A blocked one's prefix is in a group of its own all the same.
 */
export function withoutHeldGroups(desired: Desired, bqn: BqnState, owned: Owned): Desired {
  const held = heldGroups(desired, bqn, owned);
  if (held.length === 0) return desired;
  const groups = new Map(desired.groups);
  const skipped = [...desired.skipped];
  for (const group of held) {
    const { name, subscriber } = group;
    const [, own] = groupNames(subscriber);
    groups.delete(name);
    if (subscriber.standing.kind === 'blocked') groups.set(own, { ...group, name: own });
    else
      skipped.push(
        skipLogin({ id: subscriber.loginId, login: subscriber.id }, { reason: 'shared-group', group: name }),
      );
  }
  return { ...desired, groups, skipped };
}

function heldGroups(desired: Desired, bqn: BqnState, owned: Owned): readonly Group[] {
  const alone = new Set(desired.others.map(({ id }) => id));
  // Nobody has a namesake who is left alone, as a rule.
  const shared = [...desired.groups.values()].filter(
    ({ name, subscriber }) => alone.has(subscriber.id) && bqn.groups.has(name),
  );
  if (shared.length === 0) return [];
  const roll = new Roll(desired, bqn, { ...NO_BOOKS, owned });
  return shared.filter(({ name }) => {
    const owners = roll.ownersOf(name);
    return owners.length > 0 && owners.every(isLeftAlone);
  });
}
