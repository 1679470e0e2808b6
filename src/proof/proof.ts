import type { Change, ChangePlan } from '../changes/change-plan.ts';
import { atOdds, notAsTold, undone } from './as-told.ts';
import { notServed } from './not-served.ts';
import { othersEntry, othersField, outsideAddress } from './others.ts';
import { People } from './people.ts';
import { otherSpeed, policyNotThere } from './policies.ts';
import { becameOf, blockedForNothing, letThrough, limitLost } from './service.ts';
import type { Finding, Proved, Read, Situation } from './situation.ts';
import { tooMany } from './too-many.ts';
import { underAnother } from './under-another.ts';
import { World } from './world.ts';

/**
 * Proves a plan by rules that know nothing of how it was made. What fails is withheld with all that belongs to the same
 * customers; what is left is proved again, since it may have stood on that, until nothing fails.
 */
export function prove(plan: ChangePlan, situation: Situation): Proved {
  const people = new People(situation.billing ?? NOTHING_READ, situation);
  const world = new World(situation, plan, people);
  // What fails later, only without what is withheld, is no defect of its own.
  const findings = broken(world);
  const looked = {
    changes: plan.changes.length,
    customers: world.concerned.length,
    wanted: situation.desired.subscribers.size,
  };
  let current = plan;
  for (let found = findings; ; found = broken(new World(situation, current, people))) {
    const withheld = withheldFor(found, current);
    const apart = new Set(found.flatMap(({ membership = [] }) => membership));
    if (withheld.size + apart.size === 0) break;
    current = without(current, withheld, apart);
  }
  const left = new Set(current.changes);
  return { plan: current, findings, withheld: plan.changes.filter((change) => !left.has(change)), looked };
}

function broken(world: World): Finding[] {
  const ofOthers = [...othersField(world), ...policyNotThere(world), ...othersEntry(world)];
  if (world.situation.billing === undefined) return ofOthers;
  const became = becameOf(world);
  return [
    ...underAnother(world),
    ...letThrough(world, became),
    ...blockedForNothing(world, became),
    ...limitLost(world, became),
    ...otherSpeed(world),
    ...notServed(world),
    ...outsideAddress(world),
    ...tooMany(world, became),
    ...notAsTold(world, became),
    ...atOdds(world, became),
    ...undone(world),
    ...ofOthers,
  ];
}

/** What is missing, or said wrongly, is told: to withhold the rest would mend nothing. */
function isOnlyTold(rule: Finding['rule']): boolean {
  return rule === 'undone' || rule === 'not as told' || rule === 'at odds';
}

/** The writes at fault, and all that belong to the same customers, but those that let go of what is another's. */
function withheldFor(found: readonly Finding[], { changes }: ChangePlan): ReadonlySet<Change> {
  const harmful = found.filter(({ rule }) => !isOnlyTold(rule));
  const withheld = new Set(
    harmful.flatMap(({ change, also = [] }) => (change === undefined ? also : [change, ...also])),
  );
  const places = new Set([...withheld].flatMap(({ kind, belongsTo }) => (kind === 'policy' ? [] : belongsTo)));
  for (const change of changes) {
    if (change.kind === 'policy' || (change.action !== 'create' && change.letsGo)) continue;
    if (change.belongsTo.some((ip) => places.has(ip))) withheld.add(change);
  }
  return withheld;
}

function without(plan: ChangePlan, withheld: ReadonlySet<Change>, apart: ReadonlySet<string>): ChangePlan {
  const isLeft = (change: Change) => !withheld.has(change);
  const names = new Set([...withheld].map(({ kind, key }) => `${kind} ${key}`));
  const places = new Set(
    [...withheld].flatMap(({ kind, key, belongsTo }) => (kind === 'policy' ? [] : [key, ...belongsTo])),
  );
  return {
    ...plan,
    changes: plan.changes.filter(isLeft),
    fates: plan.fates.filter(({ ip }) => !places.has(ip)),
    memberships: plan.memberships.filter(({ key }) => !places.has(key) && !apart.has(key)),
    takenOver: plan.takenOver.filter(({ kind, key }) => !names.has(`${kind} ${key}`)),
  };
}

const nothing = {
  name: '',
  rows: [],
  completeness: 'whole',
  how: '',
  pages: 0,
  retries: 0,
  received: 0,
  ms: 0,
} as const;
const NOTHING_READ: Read = { logins: nothing, plans: nothing, contracts: nothing };
