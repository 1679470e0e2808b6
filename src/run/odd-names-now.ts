import type { Billing } from '../billing/reading.ts';
import type { Settings } from '../settings/settings.ts';
import { nameTroubles } from './names.ts';
import type { Ports } from './ports.ts';
import { oddNamesOf } from './wanted.ts';

/** After the writing: nobody waits for it. */
export async function oddNamesNow(billing: Billing, settings: Settings, { source, ledger, now, signal }: Ports) {
  const odd = oddNamesOf(billing, settings);
  const hasLogin = signal.aborted ? undefined : source.hasLogin;
  const { troubles, memory } = await nameTroubles(odd, hasLogin, ledger.names, now());
  if (settings.mode !== 'dry-run') ledger.rememberNames(memory);
  return troubles;
}
