import { isIP } from 'node:net';
import { canonicalAddress, isIpv6 } from '../address/address.ts';
import { splitHostPort } from '../address/host-port.ts';
import type { BqnSettings, Settings } from '../settings/settings.ts';
import type { Ledger } from '../state/ledger.ts';
import { say } from '../text/language.ts';

export interface OneBoxPorts {
  /** The addresses of a name; fails where it has none. */
  readonly resolve: (host: string) => Promise<readonly string[]>;
  /** SHA-256 of the certificate that is shown there; fails where nobody answers. */
  readonly fingerprintOf: (server: Listener) => Promise<string>;
  readonly warn: (text: string) => void;
}

type Listener = Pick<BqnSettings, 'host' | 'port'>;

/** Waits no longer than this for a name or a certificate, in ms: the run itself will tell what is wrong with it. */
const PATIENCE_MS = 5000;

/**
 * One box is one record and one writer, however it is spelled: of BQNs that lead to one address and port only the first
 * is kept, and what the ledger knows of a box under another spelling is what it knows under this one, where the box that
 * answers now shows the certificate that is known of it.
 */
export async function uniteBoxes(settings: Settings, ledger: Ledger, ports: OneBoxPorts): Promise<Settings> {
  const boxes: { readonly bqn: BqnSettings; addresses: readonly string[] }[] = [];
  for (const bqn of settings.bqns) {
    const addresses = await addressesOf(bqn.host, ports.resolve);
    const same = boxes.find((box) => box.bqn.port === bqn.port && areOne(box.addresses, addresses));
    if (same === undefined) {
      boxes.push({ bqn, addresses });
      continue;
    }
    same.addresses = [...new Set([...same.addresses, ...addresses])];
    ports.warn(say`BQN ${same.bqn.label} and BQN ${bqn.label} are one box: it is written once`);
  }
  const configured = new Set(settings.bqns.map(({ label }) => label));
  for (const { bqn, addresses } of boxes) {
    const known = ledger.knows(bqn.label) ? undefined : await knownAs(bqn, addresses, configured, ledger, ports);
    if (known === undefined) continue;
    ports.warn(say`BQN ${bqn.label} was known as ${known} until now: what was made there stays known`);
    ledger.rename(known, bqn.label);
  }
  return boxes.length === settings.bqns.length ? settings : { ...settings, bqns: boxes.map(({ bqn }) => bqn) };
}

/** Under which other spelling the ledger knows a box; undefined where it does not. */
async function knownAs(
  bqn: BqnSettings,
  addresses: readonly string[],
  configured: ReadonlySet<string>,
  ledger: Ledger,
  ports: OneBoxPorts,
): Promise<string | undefined> {
  for (const other of ledger.labels()) {
    const place = configured.has(other) ? undefined : splitHostPort(other, 0);
    if (place === undefined || place.port !== bqn.port) continue;
    if (!areOne(addresses, await addressesOf(place.host, ports.resolve))) continue;
    const { fingerprint } = ledger.bqn(other);
    // The name may lead elsewhere today: then the box there is none that we know.
    if (fingerprint === undefined || (await orNothing(ports.fingerprintOf(bqn))) === fingerprint) return other;
  }
  return undefined;
}

/** An address in common says that two names are one box; of a name for several boxes it says nothing. */
function areOne(one: readonly string[], other: readonly string[]): boolean {
  if (one.join() === other.join()) return true;
  return !isForMany(one) && !isForMany(other) && one.some((address) => other.includes(address));
}

/** A box with IPv4 and IPv6 has one of each. */
function isForMany(addresses: readonly string[]): boolean {
  const v6 = addresses.filter(isIpv6).length;
  return v6 > 1 || addresses.length - v6 > 1;
}

/** In order; a name that cannot be resolved stands for itself. */
async function addressesOf(host: string, resolve: OneBoxPorts['resolve']): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [canonicalAddress(host)];
  const found = (await orNothing(resolve(host))) ?? [];
  return found.length === 0 ? [host] : [...new Set(found.map(canonicalAddress))].sort();
}

/** What comes in time, and without trouble. */
async function orNothing<T>(coming: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((done) => {
    timer = setTimeout(() => done(undefined), PATIENCE_MS);
  });
  try {
    return await Promise.race([coming, late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
