import type { BillingSource } from '../billing/source.ts';
import { BQN_RETRIES, type BqnTarget, bqnHeaders, bqnTarget } from '../bqn/client.ts';
import type { BqnKind } from '../bqn/kinds.ts';
import { Pace } from '../bqn/pace.ts';
import { NEVER_AGAIN, openHttpClient, type Trace } from '../http/client.ts';
import type { Peer, Trust } from '../http/trust.ts';
import { waitUnless } from '../interruption/wait.ts';
import { ixcApi, ixcHeaders } from '../ixc/client.ts';
import { doubtAboutKey } from '../ixc/key.ts';
import { ixcSource } from '../ixc/source.ts';
import { asksForSites } from '../mapping/scope.ts';
import type { BqnSettings, Settings } from '../settings/settings.ts';
import { needsOf } from '../settings/wishes/wishes.ts';
import type { Ledger } from '../state/ledger.ts';
import { say } from '../text/language.ts';

/** Open connections to everything that a run speaks with. */
export interface Connections {
  readonly source: BillingSource;
  readonly targets: readonly BqnTarget[];
  close(): void;
}

/** Tables of IXC that are read side by side. */
const IXC_SOCKETS = 3;

/** What is told of the connections while they are used. */
export interface ConnectionWatch {
  readonly trace?: (line: Trace) => void;
  /** What the operator should find in the log. */
  readonly note: (text: string) => void;
}

/** What ends everything under way, and who may ask for it. */
export interface Stop {
  readonly signal: AbortSignal;
  readonly abandon: () => void;
}

/** For as long as `act` needs them; what is under way when it ends is broken off. */
export async function connected<T>(
  settings: Settings,
  ledger: Ledger,
  stop: Stop,
  watch: ConnectionWatch,
  act: (connections: Connections) => Promise<T>,
): Promise<T> {
  const connections = connect(settings, ledger, stop, watch);
  try {
    return await act(connections);
  } finally {
    stop.abandon();
    connections.close();
  }
}

/** Opens nothing yet: a connection is made by the first request. */
function connect(
  settings: Settings,
  ledger: Ledger,
  { signal, abandon }: Stop,
  { note, trace = () => {} }: ConnectionWatch,
): Connections {
  const { address, authorization, timeoutMs } = settings.ixc;
  const { pageSize, maxPages } = settings;
  const needs = needsOf(settings.mapping);
  const isLooking = settings.mode === 'check' || settings.mode === 'held';
  const sites = isLooking || needs.sites || [...settings.scopes.values()].some(asksForSites);
  const peer = vouchedFor(ixcPeer(settings), ledger);
  const ixc = openHttpClient({
    label: address.label,
    peer,
    base: '/webservice/v1/',
    headers: ixcHeaders(authorization),
    maxSockets: IXC_SOCKETS,
    // The pager asks again: it knows when to ask for less.
    retry: NEVER_AGAIN,
    signal,
    trace,
  });
  const targets = settings.bqns.map((bqn) =>
    openTarget(bqn, bqnPeer(bqn, settings, ledger, note), settings, { signal, ledger, trace }),
  );
  return {
    source: ixcSource(
      ixcApi(ixc, address.label, timeoutMs, doubtAboutKey(authorization)),
      peer,
      { pageSize, maxPages, sites, places: needs.places, fixedIp: settings.fixedIp },
      {
        wait: waitUnless(signal),
        abandon,
      },
    ),
    targets,
    close() {
      ixc.close();
      for (const target of targets) target.close();
    },
  };
}

interface TargetPorts {
  readonly ledger: Ledger;
  readonly signal: AbortSignal;
  readonly trace: (line: Trace) => void;
}

function openTarget(
  bqn: BqnSettings,
  peer: Peer,
  settings: Settings,
  { ledger, signal, trace }: TargetPorts,
): BqnTarget {
  const { timeoutMs, concurrency } = settings.bqn;
  const pace = new Pace(concurrency);
  const http = openHttpClient({
    label: bqn.label,
    peer,
    base: '/api/v1/',
    headers: bqnHeaders(bqn.user, bqn.password),
    maxSockets: concurrency,
    retry: BQN_RETRIES,
    signal,
    trace(line) {
      // Every try of a write, those included that are made again; a list takes long by its nature.
      if (line.method !== 'GET') pace.answered(line.ms, Number(line.result));
      trace(line);
    },
  });
  const holds = (kind: BqnKind) => ledger.holds(bqn.label, kind);
  return bqnTarget(http, { label: bqn.label, timeoutMs, pace, holds });
}

export function ixcPeer({ ixc }: Settings): Peer {
  const { host, port } = ixc.address;
  return { host, port, trust: ixc.trust, oldTls: false, connectLimitMs: ixc.timeoutMs };
}

/** With what the state file knows of the certificate that it showed last. */
function vouchedFor(peer: Peer, ledger: Ledger): Peer {
  if (peer.trust.kind !== 'authorities') return peer;
  const vouched = { known: () => ledger.vouched, seen: (name: string) => ledger.rememberVouched(name) };
  return { ...peer, trust: { ...peer.trust, vouched } };
}

export function bqnPeer(bqn: BqnSettings, settings: Settings, ledger: Ledger, note: (text: string) => void): Peer {
  const { host, port } = bqn;
  const trust = trustIn(bqn, settings, ledger, note);
  return { host, port, trust, oldTls: true, connectLimitMs: settings.bqn.timeoutMs };
}

/** At first sight a BQN's certificate is kept, and from then on asked for. */
function trustIn({ label }: BqnSettings, settings: Settings, ledger: Ledger, note: (text: string) => void): Trust {
  const { trust } = settings.bqn;
  if (trust.kind !== 'firstSight' && trust.kind !== 'pinned') return trust;
  const record = () => ledger.bqn(label).fingerprint;
  if (trust.kind === 'pinned') {
    const seen = (fingerprint: string) => {
      if (record() !== fingerprint) ledger.update(label, { fingerprint });
    };
    return { kind: 'pinned', known: () => trust.fingerprints, seen };
  }
  // Asked anew for each connection: the first one of this run pins the others.
  const known = () => {
    const fingerprint = record();
    return fingerprint === undefined ? [] : [fingerprint];
  };
  // Before the password is sent: whoever answers next time must be the same one.
  const seen = (fingerprint: string) => {
    if (record() === fingerprint) return;
    note(say`first sight of BQN ${label}, SHA-256 ${fingerprint}`);
    ledger.pin(label, fingerprint);
  };
  return { kind: 'pinned', known, seen };
}
