import { type Skip, skipLogin } from './skip.ts';
import { type Candidate, isOneOutcome } from './subscribers.ts';

/**
 * The online logins of one contract, where several are (a plan that is sold per contract): the lowest id leads. Who would
 * get another policy than the lead cannot share its limit, and is reported. Who is not online shares nothing.
 * @returns those who share a limit with the lead, for each lead
 */
export function joinByContract(
  candidates: readonly Candidate[],
  skipped: Skip[],
): ReadonlyMap<Candidate, readonly Candidate[]> {
  const contracts = new Map<number, { readonly lead: Candidate; readonly others: Candidate[] }>();
  for (const candidate of candidates) {
    const { contract, isUnseen } = candidate.login;
    if (contract === 0 || isUnseen === true) continue;
    const known = contracts.get(contract);
    if (known === undefined) contracts.set(contract, { lead: candidate, others: [] });
    else known.others.push(candidate);
  }
  const joined = new Map<Candidate, readonly Candidate[]>();
  for (const { lead, others } of contracts.values()) {
    const same = others.filter((other) => isOneOutcome(lead.subscriber, other.subscriber));
    if (same.length > 0) joined.set(lead, same);
    for (const { login } of others.filter((other) => !same.includes(other)))
      skipped.push(skipLogin(login, { reason: 'other-plan', contract: login.contract, lead: lead.login.login }));
  }
  return joined;
}
