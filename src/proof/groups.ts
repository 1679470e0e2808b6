import { isIpv6, parseIpv4 } from '../address/address.ts';
import type { Span } from '../address/prefix.ts';
import type { Login } from '../billing/records.ts';
import type { BqnGroup } from '../bqn/resources.ts';
import { addTo } from '../customers/add-to.ts';
import { type Claim, claimsOf, isSeen, nameOf, type People } from './people.ts';
import { ByPlace, isInside, meet, placeOf } from './place.ts';
import type { Situation } from './situation.ts';

/** What the names of this program's groups begin with (src/mapping/README.md, "Dual stack"). */
const OURS = 'DS-';

export function isOfOurKind(name: string): boolean {
  return name.startsWith(OURS);
}

/** Everybody online whom a group holds: by address, by range of any width, by prefix, by subscriber id (src/bqn/README.md, "Groups"). */
export function heldBy(group: BqnGroup | undefined, people: People): ReadonlySet<Login> {
  const held = new Set<Login>();
  if (group === undefined) return held;
  for (const part of [...group.members, ...group.ranges]) for (const login of heldAt(part, people)) held.add(login);
  for (const id of group.ids) for (const login of people.called(id)) if (isSeen(login)) held.add(login);
  return held;
}

function heldAt(part: string, people: People): readonly Login[] {
  const place = placeOf(part);
  if (place === undefined) return [];
  if (isIpv6(part)) return ownersOf(place, people);
  return place.first === place.last ? people.at(part) : people.within(place);
}

/** Whose prefixes a place meets, each login once; a pool in which others have theirs is nobody's. */
export function ownersOf(place: Span, people: People): readonly Login[] {
  return [...new Set(people.claimsMeeting(place).map(({ login }) => login))];
}

/** Whether a group holds a login. */
export function holds(group: BqnGroup, login: Login, people: People): boolean {
  const ip = parseIpv4(login.ip);
  if (ip !== undefined && group.members.includes(ip)) return true;
  if (group.ids.includes(nameOf(login))) return true;
  if (group.ranges.length === 0) return false;
  const at = ip === undefined ? undefined : placeOf(ip);
  const claims = claimsOf(login);
  return group.ranges.some((range) => {
    const place = placeOf(range);
    if (place === undefined) return false;
    if (at !== undefined && isInside(at, place)) return true;
    return claims.some((claim) => meet(claim, place)) && ownersOf(place, people).includes(login);
  });
}

/** Some logins, for asking of each of many groups whom of them it may hold. */
export class Near {
  readonly #logins: readonly Login[];
  readonly #byText = new Map<string, Login[]>();
  readonly #claims: ByPlace<Claim>;
  #byAddress: readonly Claim[] | undefined;

  constructor(logins: readonly Login[]) {
    this.#logins = logins;
    this.#claims = new ByPlace(logins.flatMap(claimsOf));
    for (const login of logins) for (const text of [addressOf(login), nameOf(login)]) addTo(this.#byText, text, login);
  }

  /** Few groups hold a whole network of IPv4. */
  get #addresses(): readonly Claim[] {
    this.#byAddress ??= this.#logins.flatMap((login) => {
      const place = placeOf(addressOf(login));
      return place === undefined ? [] : [{ login, ...place }];
    });
    return this.#byAddress;
  }

  to(...groups: readonly (BqnGroup | undefined)[]): ReadonlySet<Login> {
    const found = new Set<Login>();
    for (const group of groups) {
      if (group === undefined || group.policy === null) continue;
      for (const text of [...group.members, ...group.ids])
        for (const login of this.#byText.get(text) ?? []) found.add(login);
      for (const text of group.ranges) for (const { login } of this.#meeting(text)) found.add(login);
    }
    return found;
  }

  #meeting(range: string): readonly Claim[] {
    const place = placeOf(range);
    if (place === undefined) return [];
    return isIpv6(range) ? this.#claims.meeting(place) : this.#addresses.filter((address) => isInside(address, place));
  }
}

function addressOf({ ip }: Login): string {
  return parseIpv4(ip) ?? '';
}

/** The logins whose a group was before anything is written: for whom the books say it was made, where it becomes another's now. */
export function customersBefore(
  name: string,
  situation: Pick<Situation, 'desired' | 'owned'>,
  people: People,
): ReadonlySet<number> {
  const customers = customersOf(name, situation, people);
  const login = situation.owned.group.get(name)?.login;
  return login === undefined || customers.has(login) ? customers : new Set([login]);
}

/** The logins that a group is for: those whom the wishes put into it, else for whom the books say that it was made, else whom its name is made of. */
export function customersOf(
  name: string,
  { desired, owned }: Pick<Situation, 'desired' | 'owned'>,
  people: People,
): ReadonlySet<number> {
  const wanted = desired.groups.get(name);
  if (wanted !== undefined) {
    return new Set([wanted, ...(wanted.joined ?? [])].map(({ subscriber }) => subscriber.loginId));
  }
  if (!isOfOurKind(name)) return new Set();
  const login = owned.group.get(name)?.login;
  if (login !== undefined) return new Set([login]);
  const called = name.slice(OURS.length);
  return new Set([called, called.replace(/-\d+$/, '')].flatMap((id) => people.called(id)).map(({ id }) => id));
}
