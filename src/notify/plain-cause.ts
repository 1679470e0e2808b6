import type { ExitCode } from '../run/exit-code.ts';
import type { Outcome } from '../run/outcome.ts';
import { EXIT_MEANINGS } from '../settings/exit-codes.ts';
import { phrase, say, translated } from '../text/language.ts';
import { type Shown, shown } from '../text/shown.ts';

/**
 * What stopped a run, by the class of its error alone: its message may quote a server, and a server may quote a customer.
 * The log has the rest.
 */
export const PLAIN: Readonly<Record<string, Shown>> = {
  IxcKeyRefused: phrase`IXC refused the API key: look at IXC_KEY`,
  IxcAddressRefused: phrase`IXC does not let the address of this machine use its API`,
  IxcForbidden: phrase`IXC does not let the address of this machine use its API`,
  IxcTableRefused: phrase`IXC does not let the key read a table`,
  IxcRouteRefused: phrase`IXC does not let the key read a table`,
  IxcQueryRefused: phrase`IXC could not carry out a query`,
  IxcCouldNotProcess: phrase`IXC could not carry out a query`,
  NotIxc: phrase`what answers at IXC_SERVER is no IXC`,
  IxcTimedOut: phrase`IXC gave no complete answer in time`,
  IxcUnavailable: phrase`IXC cannot be reached, or fails`,
  IxcHostNotFound: phrase`the name of IXC cannot be looked up`,
  IxcCertificateRefused: phrase`IXC shows a certificate that is not trusted`,
  IxcMalformed: phrase`IXC answered with something that cannot be used`,
  IxcIncomplete: phrase`IXC could not be read whole`,
  Implausible: phrase`what IXC says is too odd to be obeyed`,
  NobodyInScope: phrase`the filters leave nobody`,
  BqnLoginRefused: phrase`it refused the REST user or its password`,
  BqnCertificateRefused: phrase`its certificate is not the one that is known`,
  BqnUnavailable: phrase`it cannot be reached, or fails`,
  BqnListUnreadable: phrase`a list of it cannot be used`,
  BqnGaveUp: phrase`it stopped answering`,
  BqnSilent: phrase`it answered none of the writes`,
};

/** Why a run failed, in words that name nobody. */
export function plainCause(exitCode: ExitCode, outcome: Outcome): Shown {
  // What is wrong with settings is our own sentence, of the operator's own file; what they typed may be a customer's name.
  if (outcome.error?.name === 'SettingsError') return shown(outcome.error.message.replace(/".*"/gs, '"..."'));
  const said = (error: Error | undefined) => (error === undefined ? undefined : PLAIN[error.name]);
  const ofRun = said(outcome.error);
  if (ofRun !== undefined) return translated(ofRun);
  const bqn = outcome.bqns.find(({ error }) => said(error) !== undefined);
  const ofBqn = said(bqn?.error);
  return bqn === undefined || ofBqn === undefined
    ? translated(EXIT_MEANINGS[exitCode])
    : say`BQN ${bqn.label}: ${translated(ofBqn)}`;
}
