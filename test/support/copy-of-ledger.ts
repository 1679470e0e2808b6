import { Ledger } from '../../src/state/ledger.ts';

/** The same books once more, in memory alone: what one of the two learns the other does not. @param now Unix s */
export function copyOfLedger(ledger: Ledger, now: number): Ledger {
  const copy = Ledger.open('/dev/null', () => {}, false);
  for (const label of ledger.labels()) copy.update(label, ledger.bqn(label));
  copy.remember(ledger.history);
  copy.rememberTold(ledger.told);
  copy.rememberNames(ledger.names);
  if (ledger.contracts !== undefined) copy.rememberContracts(ledger.contracts);
  if (ledger.settings !== undefined) copy.rememberSettings(ledger.settings);
  if (ledger.vouched !== undefined) copy.rememberVouched(ledger.vouched);
  for (const approval of ledger.approvals(now)) copy.rememberApproval(approval);
  return copy;
}
