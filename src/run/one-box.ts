import { isIP } from 'node:net';
import { canonicalAddress } from '../address/address.ts';
import { splitHostPort } from '../address/host-port.ts';
import type { BqnSettings, Settings } from '../settings/settings.ts';
import type { Ledger } from '../state/ledger.ts';

export interface OneBoxPorts {
  /** The addresses of a name; fails where it has none. */
  readonly resolve: (host: string) => Promise<readonly string[]>;
  readonly warn: (text: string) => void;
}

/** Waits no longer than this for a name, in ms: the run itself will tell what is wrong with it. */
const PATIENCE_MS = 5000;

/**
 * One box is one record and one writer, however it is spelled: of BQNs that lead to one address and port only the first
 * is kept, and what the ledger knows of a box under another spelling is what it knows under this one. Whether it is the
 * same box after all its certificate tells, which is asked for as ever.
 */
export async function uniteBoxes(settings: Settings, ledger: Ledger, ports: OneBoxPorts): Promise<Settings> {
  const places = await Promise.all(settings.bqns.map((bqn) => placeOf(bqn, ports)));
  const first = new Map<string, BqnSettings>();
  for (const [at, bqn] of settings.bqns.entries()) {
    const place = places[at] ?? bqn.label;
    const same = first.get(place);
    if (same === undefined) first.set(place, bqn);
    else ports.warn(`BQN ${same.label} and BQN ${bqn.label} are one box (${place}): it is written once`);
  }
  for (const [place, { label }] of first) await adoptRecord(place, label, settings, ledger, ports);
  return first.size === settings.bqns.length ? settings : { ...settings, bqns: [...first.values()] };
}

async function adoptRecord(
  place: string,
  label: string,
  settings: Settings,
  ledger: Ledger,
  ports: OneBoxPorts,
): Promise<void> {
  if (ledger.knows(label)) return;
  const configured = new Set(settings.bqns.map((bqn) => bqn.label));
  for (const other of ledger.labels()) {
    const known = splitHostPort(other, 0);
    if (known === undefined || configured.has(other) || (await placeOf(known, ports)) !== place) continue;
    ports.warn(`BQN ${label} was known as ${other} until now: what was made there stays known`);
    ledger.rename(other, label);
    return;
  }
}

async function placeOf({ host, port }: Pick<BqnSettings, 'host' | 'port'>, { resolve }: OneBoxPorts): Promise<string> {
  return `${await addressOf(host, resolve)} port ${port}`;
}

async function addressOf(host: string, resolve: OneBoxPorts['resolve']): Promise<string> {
  if (isIP(host) !== 0) return canonicalAddress(host);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly string[]>((done) => {
    timer = setTimeout(() => done([]), PATIENCE_MS);
  });
  const addresses = await Promise.race([resolve(host).catch(() => []), late]);
  clearTimeout(timer);
  return canonicalAddress([...addresses].sort()[0] ?? host);
}
