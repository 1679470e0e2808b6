import type { Resource } from './bqn-store.ts';

/** What src/bqn/README.md leaves open. All of it can change while the server runs. */
export interface BqnQuirks {
  /** Where a listed item has its own name: `policyName`, `subscriberIp`, `subscriberGroupName`; or `name`, `ip`, `name`. */
  keyFields: 'long' | 'short';
  putOnMissing: 404 | 405 | 'creates';
  /** A nested object in a PUT replaces the stored one, or only the fields that it carries. */
  nestedOnPut: 'replaced' | 'merged';
  /** Success of DELETE; `404 though done` removes and says that there was nothing. */
  deleteStatus: 200 | 204 | '404 though done';
  /** Writes answer nothing at all, or the resource as it is now. */
  bodies: 'empty' | 'resource';
  /** Static policies, made in the GUI, are in the list. */
  staticListed: boolean;
  /** A write onto a static policy is silently ignored, or refused. */
  staticWrite: 'ignored' | 400;
  /** A deleted subscriber whose traffic is still seen is listed again, assigned by rules. */
  seenComesBack: boolean;
  /** Groups that a subscriber may be in, `all-subscribers` not counted: the next one is refused for good. */
  mostGroups: 3 | 7 | 8;
  /** A subscriber's `subscriberGroups` in a PUT replaces those that it is in, or adds to them. */
  groupsOnPut: 'replaced' | 'added';
  /** Whether the list of subscribers shows the groups that they were put into. */
  groupsListed: boolean;
  /** How a group's lists come back: their order is not kept. */
  listOrder: 'sorted' | 'reversed';
  /** An IPv6 subscriber is keyed by a prefix of this length. */
  subscriberPrefix: number;
  /** How text and numbers of the box's own are spelled may differ: applied to every resource before it is answered. */
  spelling: (resource: Resource) => Resource;
}

export const BQN_QUIRKS: Readonly<BqnQuirks> = {
  keyFields: 'long',
  putOnMissing: 404,
  nestedOnPut: 'replaced',
  deleteStatus: 200,
  bodies: 'empty',
  staticListed: true,
  staticWrite: 'ignored',
  seenComesBack: true,
  mostGroups: 8,
  groupsOnPut: 'replaced',
  groupsListed: true,
  listOrder: 'reversed',
  subscriberPrefix: 64,
  spelling: (resource) => resource,
};
