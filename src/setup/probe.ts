import { SourceError } from '../billing/errors.ts';
import { BqnGone } from '../bqn/errors.ts';
import { checkWay, type Step } from '../commands/check-steps.ts';
import { type Certificate, openTls } from '../http/inspection.ts';
import type { Peer } from '../http/trust.ts';
import { doubtAboutKey } from '../ixc/key.ts';
import { bqnPeer, type Connections, connected, ixcPeer } from '../run/connections.ts';
import { type Settings, SettingsError } from '../settings/settings.ts';
import { Ledger } from '../state/ledger.ts';
import { say } from '../text/language.ts';
import { type Shown, shown } from '../text/shown.ts';

/** What a probe needs of whoever set it off. */
export interface ProbePorts {
  readonly tell: (step: Step) => void;
  /** Whether the person says that a certificate is the right one. */
  readonly trusts: (certificate: Certificate, host: string) => Promise<boolean>;
}

/** What came of trying an answer; `fingerprint` is a certificate of IXC that was trusted by hand. */
export interface Probed {
  readonly isGood: boolean;
  readonly fingerprint?: string;
}

/** Which settings are there to be tried once it is answered. */
export type Probe = (settings: Settings, ports: ProbePorts) => Promise<Probed>;

/** Tried after the answer of this name, with all answers until then. Other answers need no trying. */
export const PROBES: Readonly<Record<string, Probe>> = {
  IXC_SERVER: probeIxc,
  IXC_KEY: probeKey,
  BQN_OAM_IP: probeBqns,
  BQN_REST_PW: probeLogin,
};

/** The way to IXC; a certificate that nobody vouches for is offered, where nothing else was said of trust. */
async function probeIxc(settings: Settings, { tell, trusts }: ProbePorts): Promise<Probed> {
  const peer = ixcPeer(settings);
  const name = `IXC ${settings.ixc.address.label}`;
  const failures: Step[] = [];
  const tellWell = (step: Step) => (step.state === 'failed' ? void failures.push(step) : tell(step));
  if (await checkWay(name, peer, '--ixc-fingerprint (--ixc-ca)', tellWell)) return { isGood: true };
  const { trust } = settings.ixc;
  const isOpen = trust.kind === 'authorities' && trust.extraCa === undefined;
  const shown = isOpen ? await shownBy(peer) : undefined;
  // What a person is asked about next has not failed yet.
  for (const step of failures) tell(shown === undefined ? step : { ...step, state: 'look' });
  if (shown === undefined || !(await trusts(shown, settings.ixc.address.label))) return { isGood: false };
  return { isGood: true, fingerprint: shown.fingerprint };
}

async function probeKey(settings: Settings, { tell }: ProbePorts): Promise<Probed> {
  const doubt = doubtAboutKey(settings.ixc.authorization);
  if (doubt !== '') {
    const text = say`this key ${doubt}: it may have been cut by a line break, so paste it in one line`;
    tell({ state: 'look', text });
  }
  return await withConnections(settings, tell, async ({ source }) => {
    await source.tryAccess?.();
    tell({ state: 'ok', text: say`IXC takes this key, and lets it read all three tables` });
  });
}

/** The way to each BQN, and whether the certificate is the right one, where none is known yet. */
async function probeBqns(settings: Settings, { tell, trusts }: ProbePorts): Promise<Probed> {
  const ledger = Ledger.open(settings.stateFile, () => {}, false);
  for (const bqn of settings.bqns) {
    const peer = bqnPeer(bqn, settings, ledger, () => {});
    const isNew = settings.bqn.trust.kind === 'firstSight' && ledger.bqn(bqn.label).fingerprint === undefined;
    const shown = isNew ? await shownBy(peer) : undefined;
    if (shown !== undefined && !(await trusts(shown, bqn.label))) return { isGood: false };
    if (!(await checkWay(`BQN ${bqn.label}`, peer, '--bqn-fingerprint', tell))) return { isGood: false };
  }
  return { isGood: true };
}

async function probeLogin(settings: Settings, { tell }: ProbePorts): Promise<Probed> {
  return await withConnections(settings, tell, async ({ targets }) => {
    for (const target of targets) {
      await target.readPolicies();
      tell({ state: 'ok', text: say`BQN ${target.label}: login accepted` });
    }
  });
}

async function shownBy(peer: Peer): Promise<Certificate | undefined> {
  try {
    return await openTls({ ...peer, trust: { kind: 'anyone' } });
  } catch {
    return undefined;
  }
}

async function withConnections(
  settings: Settings,
  tell: ProbePorts['tell'],
  act: (connections: Connections) => Promise<void>,
): Promise<Probed> {
  const stop = new AbortController();
  const ledger = Ledger.open(settings.stateFile, () => {}, false);
  const ends = { signal: stop.signal, abandon: () => stop.abort() };
  const watch = { note: (text: string) => tell({ state: 'look', text: shown(text) }) };
  try {
    await connected(settings, ledger, ends, watch, act);
    return { isGood: true };
  } catch (error) {
    if (!(error instanceof SourceError) && !(error instanceof BqnGone)) throw error;
    tell({ state: 'failed', text: shown(error.message) });
    return { isGood: false };
  }
}

/** What cannot even be tried: the message says why. */
export function unusable(error: unknown): Shown {
  if (error instanceof SettingsError) return shown(error.message);
  throw error;
}
