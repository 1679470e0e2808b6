import { type Billing, isWhole } from './reading.ts';
import type { Contract, ContractMark, Login } from './records.ts';
import { type Contracts, type Standing, standingOf } from './standing.ts';

/** What is more likely a mistake, of the billing system or in reading it, than the truth. */
export type Doubt = Emptiness | Oddity;

/** So empty that obeying it would hurt every customer: a run ends for it before the first write. */
export interface Emptiness {
  readonly stops: true;
  readonly kind: 'no plans' | 'no contracts';
  readonly system: string;
  /** What the system calls the empty list. */
  readonly list: string;
}

/** What may surprise the operator: obeyed, and told. */
export type Oddity = {
  readonly stops: false;
  /** Who is online with it. */
  readonly logins: readonly Login[];
} & (
  | { readonly kind: 'no contract'; readonly areAll: boolean }
  | {
      readonly kind: 'undocumented';
      readonly system: string;
      readonly code: string;
      readonly becomes: Standing['kind'];
    }
  | { readonly kind: ContractMark | 'cut' }
);

/** How contracts are judged: whether they block customers at all, and which states have service. */
export type Judging = Pick<Contracts, 'block' | 'allowedStatus' | 'statusTable'>;

/** The states of `status_internet` that IXC documents (src/ixc/README.md, "Contracts"). */
const DOCUMENTED: ReadonlySet<string> = new Set(['A', 'FA', 'CM', 'CA', 'D', 'AA']);

/**
 * Nothing plausible is assumed from nothing (src/billing/README.md, "Plausibility"): one set of rules, for a run and
 * for a check.
 */
export function doubtsOf(billing: Billing, judging: Judging): Doubt[] {
  return [...emptinessOf(billing, judging), ...odditiesOf(billing, judging)];
}

/** Of those the ones for which a run ends: all that a run needs to know before it writes. */
export function emptinessOf({ system, plans, logins, contracts, presumed }: Billing, { block }: Judging): Emptiness[] {
  const doubts: Emptiness[] = [];
  if (plans.rows.length === 0) doubts.push({ stops: true, kind: 'no plans', system, list: plans.name });
  const named = logins.rows.some((login) => login.contract !== 0);
  if (block && contracts.rows.length === 0 && named && presumed === undefined)
    doubts.push({ stops: true, kind: 'no contracts', system, list: contracts.name });
  return doubts;
}

/** An online login whose contract may surprise, and what comes of it. */
type Pair = readonly [Login, Contract, Standing];

function odditiesOf({ system, logins, contracts, presumed, beyond }: Billing, judging: Judging): Oddity[] {
  if (!judging.block) return [];
  const byId = new Map(contracts.rows.filter(isRemarkable).map((contract) => [contract.id, contract]));
  const judged = { ...judging, byId, whole: isWhole(contracts), presumed };
  const online = logins.rows.filter(({ isUnseen }) => isUnseen !== true);
  const pairs: Pair[] = [];
  for (const login of online) {
    const contract = byId.get(login.contract);
    if (contract !== undefined) pairs.push([login, contract, standingOf(login, judged)]);
  }
  const marked = (mark: ContractMark, kind: Standing['kind']): Oddity => {
    const found = pairs.filter(([, one, standing]) => one.marks?.includes(mark) === true && standing.kind === kind);
    return { stops: false, kind: mark, logins: found.map(([login]) => login) };
  };
  const unnamed = online.filter(({ contract }) => contract === 0);
  const all: Oddity[] = [
    {
      stops: false,
      kind: 'no contract',
      logins: unnamed,
      areAll: unnamed.length === online.length + (beyond?.logins ?? 0),
    },
    ...undocumented(system, pairs),
    marked('unblocked on trust', 'blocked'),
    marked('suspended', 'open'),
    marked('not active', 'open'),
    { stops: false, kind: 'cut', logins: online.filter(({ isCut }) => isCut === true) },
  ];
  return all.filter((one) => one.logins.length > 0);
}

/** Whether anything may be said of a contract: of nearly all nothing is. */
export function isRemarkable({ marks, status }: Contract): boolean {
  return marks !== undefined || (status !== null && !DOCUMENTED.has(status));
}

/** One state is judged alike for all. */
function undocumented(system: string, pairs: readonly Pair[]): Oddity[] {
  const codes = new Map<string, { readonly becomes: Standing['kind']; readonly logins: Login[] }>();
  for (const [login, contract, standing] of pairs) {
    if (contract.status === null) continue;
    const code = contract.status.trim().toUpperCase();
    if (DOCUMENTED.has(code)) continue;
    const known = codes.get(code);
    if (known === undefined) codes.set(code, { becomes: standing.kind, logins: [login] });
    else known.logins.push(login);
  }
  return [...codes].map(([code, found]) => ({ stops: false, kind: 'undocumented', system, code, ...found }));
}

/** Nobody online is believed only of an ISP whose BQN holds nobody of ours. */
export function nobodyOnline({ logins, beyond }: Billing): boolean {
  return (beyond?.logins ?? 0) === 0 && logins.rows.every(({ isUnseen }) => isUnseen === true);
}
