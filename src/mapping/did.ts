import type { Login } from '../billing/records.ts';
import type { Did, MappingOptions, SiteGroups } from './desired.ts';
import type { Candidate } from './subscribers.ts';

/** What the steps of the mapping have found. */
interface Found {
  readonly chosen: readonly Candidate[];
  /** Logins as billing has them, and one by one with the plans that count for them now. */
  readonly original: readonly Login[];
  readonly effective: readonly Login[];
  /** Logins that have an override. */
  readonly overridden: ReadonlyMap<number, unknown>;
  readonly sites: SiteGroups;
  /** Logins that share a group. */
  readonly joined: readonly number[];
}

/** A wish that is asked for is in it, also where it decided about nobody. */
export function didOf(found: Found, options: MappingOptions): Did {
  const { chosen, original, effective, overridden, sites } = found;
  const did = new Map<string, ReadonlySet<number>>();
  const say = (flag: string, isAsked: boolean, ids: () => Iterable<number>) => {
    if (isAsked) did.set(flag, new Set(ids()));
  };
  const idsWhere = (holds: (one: Candidate) => boolean) => chosen.filter(holds).map(({ login }) => login.id);
  const isReduced = ({ id, plan }: Login, at: number) => effective[at]?.plan !== plan && !overridden.has(id);
  const isSlowed = ({ login: { id }, subscriber: { standing } }: Candidate) =>
    standing.kind === 'open' && standing.isSlow === true && !overridden.has(id);
  const unseen = idsWhere(({ login }) => login.isUnseen === true);
  const placed = addressesIn(sites);
  say('reduced', options.reduced !== undefined, () => original.filter(isReduced).map(({ id }) => id));
  say('slow-rate', options.slow !== undefined, () => idsWhere(isSlowed));
  say('overrides', options.overrides !== undefined, () => overridden.keys());
  say('fixed-ip', unseen.length > 0, () => unseen);
  say('site-groups', options.siteGroups !== undefined, () => idsWhere(({ subscriber }) => placed.has(subscriber.ip)));
  say('join', options.joinContracts === true, () => found.joined);
  return did;
}

/** Of all who are put into the group of a site. */
function addressesIn(sites: SiteGroups): ReadonlySet<string> {
  const places = sites.kind === 'wanted' ? [...sites.of] : [];
  return new Set(places.flatMap(([ip, names]) => (names.length > 0 ? [ip] : [])));
}
