import { isIpv6 } from '../address/address.ts';
import type { Login } from '../billing/records.ts';
import { isUndecided } from '../billing/standing.ts';
import type { FateChange } from '../customers/fate-change.ts';
import { BLOCK_POLICY, type Subscriber } from '../mapping/desired.ts';
import { type Became, changesAt } from './service.ts';
import type { Finding } from './situation.ts';
import type { Fate, World } from './world.ts';

/** How a customer of whom the login is known is called in a plan. */
const OF_LOGIN = /^login \d+$/;

/** What the plan says becomes of customers, by which the gate judged, is what its writes make of them. */
export function notAsTold(world: World, became: readonly Became[]): Finding[] {
  const { fates } = world.plan;
  const told = new Map(fates.map((fate) => [`${fate.ip} ${fate.customer}`, fate]));
  // By a name alone, where no login is known.
  const toldAt = new Map(fates.filter(({ customer }) => !OF_LOGIN.test(customer)).map((fate) => [fate.ip, fate]));
  const toldOf = new Map(fates.map((fate) => [fate.customer, fate]));
  return became.flatMap(({ login, was, becomes }) => {
    const keys = world.keysOf(login);
    const customer = `login ${login.id}`;
    // Whoever is online without an address is told of at the one that they had, which may be another's by now.
    const elsewhere = keys.every(isIpv6) ? toldOf.get(customer) : undefined;
    const fate = keys.flatMap((key) => told.get(`${key} ${customer}`) ?? toldAt.get(key) ?? [])[0] ?? elsewhere;
    const isAsTold = fate === undefined ? was.isBlocked === becomes.isBlocked : isSo(fate, login, becomes, world);
    if (isAsTold || !was.isSure) return [];
    const also = changesAt(login, world);
    return [
      {
        rule: 'not as told',
        change: also[0],
        logins: [login.id],
        was: fate === undefined ? null : saidBy(fate),
        becomes: becomes.policy,
        also,
      },
    ];
  });
}

/**
 * An entry without a policy leaves the word to what else there is. Where there is none, group and prefix may say different
 * things, since a write of them came to nothing.
 */
function isSo(fate: FateChange, login: Login, { policy }: Fate, world: World): boolean {
  const said = saidBy(fate);
  const entry = world.after.entry(fate.ip);
  if (policy === said || (entry?.policy ?? null) === said) return true;
  return entry === undefined && said !== null && world.saidOf(login, world.after).has(said);
}

/** The policy that a customer is said to be under. */
function saidBy({ to }: FateChange): string | null {
  if (to.kind === 'blocked') return BLOCK_POLICY;
  return to.kind === 'unsaid' ? null : to.policy;
}

/** Which of entry and group wins is not known, so that writes do not set them at odds; what they had elsewhere may come along. */
export function atOdds(world: World, became: readonly Became[]): Finding[] {
  return became.flatMap(({ login }) => {
    const [was, becomes] = [world.saidOf(login, world.before), world.saidOf(login, world.after)];
    if (becomes.size < 2) return [];
    const had = new Set([...was, ...world.saidElsewhere(login)]);
    if ([...becomes].every((policy) => had.has(policy))) return [];
    const [one = null, other = null] = becomes;
    const change = changesAt(login, world)[0];
    return [{ rule: 'at odds', change, logins: [login.id], was: one, becomes: other }];
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
    if (entry?.id === subscriber.id && entry.policy === policy) continue;
    excused ??= new Set([
      ...world.plan.stuck.map(({ key }) => key),
      ...heldBack.flatMap(({ who, changes }) => [...who, ...changes.flatMap(({ belongsTo }) => belongsTo)]),
    ]);
    const names = [subscriber.ip, subscriber.id, `login ${subscriber.loginId}`, subscriber.main ?? ''];
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

/** The policy that a subscriber is to be under; undefined where that is left as it is. */
function meantFor({ standing, choice }: Subscriber): string | undefined {
  if (standing.kind === 'blocked') return BLOCK_POLICY;
  if (isUndecided(standing)) return undefined;
  return choice.kind === 'named' ? choice.name : undefined;
}
