import type { Billing } from './reading.ts';
import type { Contract, ContractMark, Login } from './records.ts';

/** What is more likely a mistake, of the billing system or in reading it, than the truth. */
export interface Doubt {
  /** Whether a run ends for it before the first write. */
  readonly stops: boolean;
  readonly said: string;
}

/** How contracts are judged. */
export interface Judging {
  /** Whether contracts block customers at all. */
  readonly block: boolean;
  /** States that have service, in capitals. */
  readonly allowedStatus: ReadonlySet<string>;
}

/** The states of `status_internet` that IXC documents (reference/ixc-api.md). */
const DOCUMENTED: ReadonlySet<string> = new Set(['A', 'FA', 'CM', 'CA', 'D', 'AA']);
/** Logins named in a sentence; the rest is counted. */
const MOST_NAMED = 5;

/** Nothing plausible is assumed from nothing (design.md): one set of rules, for a run and for a check. */
export function doubtsOf(billing: Billing, judging: Judging): Doubt[] {
  return [...emptinessOf(billing, judging), ...odditiesOf(billing, judging)];
}

function emptinessOf({ system, plans, logins, contracts }: Billing, { block }: Judging): Doubt[] {
  const doubts: Doubt[] = [];
  if (plans.rows.length === 0) {
    doubts.push({ stops: true, said: `${system} has no speed plan at all (${plans.name} is empty)` });
  }
  const named = logins.rows.some((login) => login.contract !== 0);
  if (block && contracts.rows.length === 0 && named) {
    const said = `${system} has no contract at all (${contracts.name} is empty), though logins name some`;
    doubts.push({ stops: true, said });
  }
  return doubts;
}

/** An online login and its contract, where it has one. */
type Pair = readonly [Login, Contract | undefined];

/** What billing says that may surprise its operator: obeyed, and told. */
function odditiesOf({ system, logins, contracts }: Billing, { block, allowedStatus }: Judging): Doubt[] {
  if (!block) return [];
  const byId = new Map(contracts.rows.map((contract) => [contract.id, contract]));
  const pairs = logins.rows.map((login): Pair => [login, byId.get(login.contract)]);
  const isOpen = (status: string) => allowedStatus.has(codeOf(status));
  const marked = (mark: ContractMark, open: boolean) =>
    pairs.filter(
      ([, one]) => one?.marks?.includes(mark) === true && one.status !== null && isOpen(one.status) === open,
    );
  const unnamed = pairs.filter(([{ contract }]) => contract === 0);
  const all = unnamed.length === pairs.length ? ', which is all of them' : '';
  return [
    ...told(unnamed, `name no contract${all}: they are never blocked`),
    ...undocumented(system, pairs, allowedStatus),
    ...told(marked('unblocked on trust', false), 'are unblocked on trust, and blocked all the same by their status'),
    ...told(marked('suspended', true), 'have a suspended contract, and service all the same by its status'),
    ...told(marked('not active', true), 'have a contract that is not active, and service all the same by its status'),
    ...told(
      pairs.filter(([{ isCut }]) => isCut === true),
      'are cut (ativo = N), and online all the same',
    ),
  ].map((said) => ({ stops: false, said }));
}

function undocumented(system: string, pairs: readonly Pair[], allowed: ReadonlySet<string>): string[] {
  const codes = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const [, contract] = pair;
    if (contract === undefined || contract.status === null) continue;
    const code = codeOf(contract.status);
    if (DOCUMENTED.has(code)) continue;
    const known = codes.get(code);
    if (known === undefined) codes.set(code, [pair]);
    else known.push(pair);
  }
  return [...codes].flatMap(([code, found]) => {
    const name = code === '' ? 'an empty contract status' : `contract status ${code.slice(0, 20)}`;
    const what = `have ${name}, which ${system} does not document: ${allowed.has(code) ? 'they have service' : 'they are blocked'}`;
    return told(found, what);
  });
}

function codeOf(status: string): string {
  return status.trim().toUpperCase();
}

function told(pairs: readonly Pair[], what: string): string[] {
  if (pairs.length === 0) return [];
  const names = pairs.slice(0, MOST_NAMED).map(([{ login }]) => login.slice(0, 40));
  const more = pairs.length > MOST_NAMED ? ', ...' : '';
  return [`${pairs.length} online logins ${what} (${names.join(', ')}${more})`];
}

/** Nobody online is believed only of an ISP whose BQN holds nobody of ours. */
export function nobodyOnline({ logins }: Billing): boolean {
  return logins.rows.length === 0;
}
