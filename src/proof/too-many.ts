import { isIpv6 } from '../address/address.ts';
import { type BqnSubscriber, isFromRules } from '../bqn/resources.ts';
import type { Change } from '../changes/change-plan.ts';
import { LASTING, type LastingKind } from '../changes/harm.ts';
import { NOBODY_BEYOND } from '../customers/beyond.ts';
import { BLOCK_POLICY } from '../mapping/desired.ts';
import { type Became, changesAt } from './service.ts';
import type { Finding, Situation } from './situation.ts';
import { type Fate, loginByBooks, type World } from './world.ts';

/** Below this many customers a percentage says nothing (src/changes/README.md). */
const LEAST = 10;

/**
 * No more harm is done by one run than the operator's limits let pass within an hour, counted anew. What came before it, and
 * how much of a kind is announced, was approved of late, or is held back already, the gate alone can say.
 */
export function tooMany(world: World, became: readonly Became[]): Finding[] {
  const { limits, memory } = world.situation;
  if (limits.force) return [];
  const isOwnMatter = (kind: LastingKind | 'leaves') =>
    memory.expected.has(kind) ||
    memory.incidents[kind] !== undefined ||
    (kind !== 'leaves' && memory.approved.customers[kind].size > 0);
  const lasting = LASTING.filter((kind) => !isOwnMatter(kind)).flatMap((kind) => {
    const harmed = harmedBy(kind, became, world);
    if (!isTooMuch(kind, harmed.length - (limits.approved.get(kind) ?? 0), world)) return [];
    return [
      finding(
        kind,
        harmed.length,
        harmed.map(({ login }) => login.id),
        harmed.flatMap(({ login }) => changesAt(login, world)),
      ),
    ];
  });
  const leaving = leavers(world);
  const leave = new Set(leaving.map(({ who }) => who)).size - (limits.approved.get('leaves') ?? 0);
  if (limits.uninstalls === true || isOwnMatter('leaves') || !isTooMuch('leaves', leave, world)) return lasting;
  return [
    ...lasting,
    finding(
      'leaves',
      leaving.length,
      [],
      leaving.map(({ change }) => change),
    ),
  ];
}

type Kind = LastingKind | 'leaves';

function isTooMuch(kind: Kind, count: number, { situation }: World): boolean {
  if (count <= 0) return false;
  const { customers, blocked } = totalsOf(situation);
  const { maxBlock, maxSpeed, maxDelete } = situation.limits;
  const percent = { blocks: maxBlock, opens: maxBlock, speeds: maxSpeed, plans: maxDelete, leaves: maxDelete }[kind];
  const outOf = kind === 'opens' ? blocked : customers;
  return customers >= LEAST && count * 100 > outOf * percent;
}

function harmedBy(kind: LastingKind, became: readonly Became[], { people, situation }: World): readonly Became[] {
  // Whoever was blocked when the books saw them last, and comes home blocked, is nothing new.
  const wasBlocked = ({ id }: Became['login']) => situation.memory.last.get(`login ${id}`)?.kind === 'blocked';
  const meets: Readonly<Record<LastingKind, (one: Became) => boolean>> = {
    blocks: ({ login, was, becomes }) => becomes.isBlocked && !was.isBlocked && !wasBlocked(login),
    opens: ({ login, was, becomes }) => was.isBlocked && !becomes.isBlocked && people.standingOf(login).kind === 'none',
    speeds: ({ was, becomes }) =>
      !becomes.isBlocked && !was.isBlocked && bothSaid(was, becomes) && isOtherSpeed(was, becomes),
    plans: ({ was, becomes }) => !was.isBlocked && was.policy !== null && becomes.policy === null,
  };
  return became.filter(meets[kind]);
}

function bothSaid(was: Fate, becomes: Fate): boolean {
  return was.policy !== null && becomes.policy !== null;
}

/** To less than half in one direction, or without a limit where there was one. */
function isOtherSpeed(was: Fate, becomes: Fate): boolean {
  return (['downKbps', 'upKbps'] as const).some((way) => {
    if (becomes[way] < 0) return was[way] >= 0;
    return was[way] < 0 || becomes[way] < was[way] / 2;
  });
}

/** Customers who are not online and whose entry goes, by what they are called. */
function leavers({ plan, people, before, situation }: World): { readonly who: string; readonly change: Change }[] {
  // An entry of IPv6 goes with its customer, who is counted at their address.
  const gone = plan.changes
    .filter(({ kind, action, key }) => kind === 'subscriber' && action === 'delete' && !isIpv6(key))
    .map((change) => {
      const id = before.entry(change.key)?.id ?? null;
      const known = situation.owned.subscriber.get(change.key);
      return { change, id, login: known && loginByBooks(known, id) };
    });
  const renamed = people.logins(new Set(gone.flatMap(({ login }) => login ?? [])));
  const here = new Set<number | undefined>(renamed.map(({ id }) => id));
  return gone.flatMap(({ change, id, login }) => {
    const isHere = here.has(login) || people.at(change.key).length > 0 || people.called(id).length > 0;
    return isHere ? [] : [{ who: id ?? change.key, change }];
  });
}

/**
 * Those whom billing wants, or the BQN holds of ours, whichever are more; and those of them that are blocked. Whoever is passed over
 * is one of them.
 */
export function totalsOf(situation: Situation): { readonly customers: number; readonly blocked: number } {
  const { desired, owned } = situation;
  const { beyond = NOBODY_BEYOND } = desired;
  const named = new Map([...desired.subscribers.values()].map(({ id, loginId }) => [id, loginId]));
  const wanted = new Set([...desired.subscribers.values()].map(({ loginId }) => loginId)).size;
  const [held, blocked] = [new Set<string | number>(), new Set<string | number>()];
  const isCounted = countedOnce(situation);
  for (const [ip, entry] of situation.bqn.subscribers) {
    if (!isCounted(ip, entry)) continue;
    const { id, policy } = entry;
    // Nor at each address that they had.
    const known = owned.subscriber.get(ip);
    const byBooks = known && loginByBooks(known, id);
    const here = desired.subscribers.get(ip);
    held.add(here?.loginId ?? byBooks ?? named.get(id ?? '') ?? id ?? ip);
    // Whom a block is on does not hang on who is at its address now.
    const called = here !== undefined && here.id === id ? here.loginId : named.get(id ?? '');
    if (policy === BLOCK_POLICY) blocked.add(byBooks ?? called ?? id ?? ip);
  }
  return { customers: Math.max(wanted, held.size) + beyond.customers, blocked: blocked.size + beyond.blocked };
}

/** Whether somebody is counted at an entry, asked of each once: who has one at an address there, and of several prefixes at one. */
function countedOnce(situation: Situation): (ip: string, entry: BqnSubscriber) => boolean {
  const { desired, owned } = situation;
  // An address that the box merely sees is an entry of nobody yet.
  const isOurs = (ip: string, entry: BqnSubscriber) =>
    owned.subscriber.has(ip) || (entry.id !== null && !isFromRules(entry) && desired.subscribers.has(ip));
  const whoAt = whoIn(situation);
  const counted = countedAtAddresses(situation, whoAt, isOurs);
  return (ip, entry) => {
    if (!isOurs(ip, entry)) return false;
    if (!isIpv6(ip)) return true;
    const who = whoAt(ip, entry);
    if (counted.has(who)) return false;
    counted.add(who);
    return true;
  };
}

type Who = string | number | null;

/** Whose an entry is: of those who have one name by the books, and by who is there now. */
function whoIn({ desired, owned }: Situation): (ip: string, entry: BqnSubscriber) => Who {
  const named = new Map<string, Who>();
  for (const { id, loginId } of desired.subscribers.values())
    named.set(id, (named.get(id) ?? loginId) === loginId ? loginId : id);
  return (ip, { id }) => {
    if (id === null) return null;
    const known = owned.subscriber.get(ip);
    const here = desired.subscribers.get(ip);
    const called = here?.id === id ? here.loginId : named.get(id);
    return (known && loginByBooks(known, id)) ?? called ?? id;
  };
}

/** Who is counted at an address of IPv4; at one that is somebody else's by now it is they who are. */
function countedAtAddresses(
  { desired, bqn }: Situation,
  whoAt: (ip: string, entry: BqnSubscriber) => Who,
  isOurs: (ip: string, entry: BqnSubscriber) => boolean,
): Set<Who> {
  const counted = new Set<Who>();
  for (const [ip, entry] of bqn.subscribers) {
    const isTheirs = (desired.subscribers.get(ip)?.id ?? entry.id) === entry.id;
    if (!isIpv6(ip) && isTheirs && isOurs(ip, entry)) counted.add(whoAt(ip, entry));
  }
  return counted;
}

function finding(kind: Kind, count: number, logins: readonly number[], also: readonly Change[]): Finding {
  return { rule: 'too many', change: undefined, logins, was: null, becomes: `${kind} ${count}`, also };
}
