import type { Billing, Places } from '../billing/reading.ts';
import type { Login } from '../billing/records.ts';
import { SITE_PREFIX, type SiteGroups, type SiteKind, type SiteType } from './desired.ts';
import { isUsableName, toBqnName } from './name.ts';
import type { Candidate } from './subscribers.ts';

/** The places of the subscribers, each a group on the BQN. */
export function mapSiteGroups(
  chosen: readonly Candidate[],
  { places }: Pick<Billing, 'places'>,
  kind: SiteKind | undefined,
): SiteGroups {
  if (kind === undefined) return { kind: 'off' };
  if (kind === 'pop' && places === undefined) return { kind: 'as they are' };
  const types = new Map<string, SiteType>();
  const of = new Map<string, readonly string[]>();
  for (const { login, subscriber } of chosen) {
    const found = places === undefined ? nasOf(login) : placesOf(login, places);
    for (const { name, type } of found) types.set(name, type);
    of.set(
      subscriber.ip,
      found.map(({ name }) => name),
    );
  }
  return { kind: 'wanted', types, of };
}

interface Place {
  readonly name: string;
  readonly type: SiteType;
}

function nasOf({ site }: Login): Place[] {
  return site === undefined ? [] : placeCalled('access-point', site.value, site.value);
}

function placesOf({ transmitter = 0 }: Login, { transmitters, pops }: Places): Place[] {
  const found = transmitters.get(transmitter);
  if (found === undefined) return [];
  const pop = pops.get(found.pop);
  return [
    ...placeCalled('access-point', found.name, found.id),
    ...(pop === undefined ? [] : placeCalled('tower', pop.name, pop.id)),
  ];
}

/** One that has no name is called by its number. */
function placeCalled(type: SiteType, text: string, id: number | string): Place[] {
  const name = `${SITE_PREFIX[type]}${toBqnName(text.trim() || String(id))}`;
  return isUsableName(name) ? [{ name, type }] : [];
}
