import { phrase, say, translated } from '../text/language.ts';
import { type Billing, isWhole } from './reading.ts';
import type { Contract, ContractMark, Login } from './records.ts';
import { type Contracts, type Standing, standingOf } from './standing.ts';

/** What is more likely a mistake, of the billing system or in reading it, than the truth. */
export interface Doubt {
  /** Whether a run ends for it before the first write. */
  readonly stops: boolean;
  readonly said: string;
}

/** How contracts are judged: whether they block customers at all, and which states have service. */
export type Judging = Pick<Contracts, 'block' | 'allowedStatus' | 'statusTable'>;

/** The states of `status_internet` that IXC documents (src/ixc/README.md, "Contracts"). */
const DOCUMENTED: ReadonlySet<string> = new Set(['A', 'FA', 'CM', 'CA', 'D', 'AA']);
/** Logins named in a sentence; the rest is counted. */
const MOST_NAMED = 5;

/**
 * Nothing plausible is assumed from nothing (src/billing/README.md, "Plausibility"): one set of rules, for a run and
 * for a check.
 */
export function doubtsOf(billing: Billing, judging: Judging): Doubt[] {
  return [...emptinessOf(billing, judging), ...odditiesOf(billing, judging)];
}

/** Of those the ones for which a run ends: all that a run needs to know before it writes. */
export function emptinessOf({ system, plans, logins, contracts, presumed }: Billing, { block }: Judging): Doubt[] {
  const doubts: Doubt[] = [];
  if (plans.rows.length === 0) {
    doubts.push({ stops: true, said: say`${system} has no speed plan at all (${plans.name} is empty)` });
  }
  const named = logins.rows.some((login) => login.contract !== 0);
  if (block && contracts.rows.length === 0 && named && presumed === undefined) {
    const said = say`${system} has no contract at all (${contracts.name} is empty), though logins name some`;
    doubts.push({ stops: true, said });
  }
  return doubts;
}

/** An online login, its contract where it has one, and what comes of it. */
type Pair = readonly [Login, Contract | undefined, Standing];

/** What billing says that may surprise its operator: obeyed, and told. */
function odditiesOf({ system, logins, contracts, presumed }: Billing, judging: Judging): Doubt[] {
  if (!judging.block) return [];
  const byId = new Map(contracts.rows.map((contract) => [contract.id, contract]));
  const judged = { ...judging, byId, whole: isWhole(contracts), presumed };
  const online = logins.rows.filter(({ isUnseen }) => isUnseen !== true);
  const pairs: Pair[] = [];
  for (const login of online) {
    const contract = byId.get(login.contract);
    if (isRemarkable(login, contract)) pairs.push([login, contract, standingOf(login, judged)]);
  }
  const marked = (mark: ContractMark, kind: Standing['kind']) =>
    pairs.filter(([, one, standing]) => one?.marks?.includes(mark) === true && standing.kind === kind);
  const unnamed = pairs.filter(([{ contract }]) => contract === 0);
  const all = unnamed.length === online.length ? say`, which is all of them` : '';
  return [
    ...told(unnamed, say`name no contract${all}: they are never blocked`),
    ...undocumented(system, pairs),
    ...told(
      marked('unblocked on trust', 'blocked'),
      say`are unblocked on trust, and blocked all the same by their status`,
    ),
    ...told(marked('suspended', 'open'), say`have a suspended contract, and service all the same by its status`),
    ...told(
      marked('not active', 'open'),
      say`have a contract that is not active, and service all the same by its status`,
    ),
    ...told(
      pairs.filter(([{ isCut }]) => isCut === true),
      say`are cut (ativo = N), and online all the same`,
    ),
  ].map((said) => ({ stops: false, said }));
}

/** Whether anything may be said of a login: of tens of thousands nothing is. */
function isRemarkable({ contract, isCut }: Login, found: Contract | undefined): boolean {
  if (contract === 0 || isCut === true) return true;
  return found !== undefined && (found.marks !== undefined || !DOCUMENTED.has(found.status ?? ''));
}

function undocumented(system: string, pairs: readonly Pair[]): string[] {
  const codes = new Map<string, { readonly becomes: string; readonly found: Pair[] }>();
  for (const pair of pairs) {
    const [, contract, standing] = pair;
    if (contract === undefined || contract.status === null) continue;
    const code = codeOf(contract.status);
    if (DOCUMENTED.has(code)) continue;
    const known = codes.get(code);
    if (known === undefined) codes.set(code, { becomes: translated(BECOMES[standing.kind]), found: [pair] });
    else known.found.push(pair);
  }
  return [...codes].flatMap(([code, { becomes, found }]) => {
    const name = code === '' ? say`an empty contract status` : say`contract status ${code.slice(0, 20)}`;
    return told(found, say`have ${name}, which ${system} does not document: ${becomes}`);
  });
}

/** One state is judged alike for all. */
const BECOMES: Readonly<Record<Standing['kind'], string>> = {
  open: phrase`they have service`,
  blocked: phrase`they are blocked`,
  none: phrase`they are not blocked`,
  silent: phrase`they keep what they have`,
  unread: phrase`they keep what they have`,
};

function codeOf(status: string): string {
  return status.trim().toUpperCase();
}

function told(pairs: readonly Pair[], what: string): string[] {
  if (pairs.length === 0) return [];
  const names = pairs.slice(0, MOST_NAMED).map(([{ login }]) => login.slice(0, 40));
  const more = pairs.length > MOST_NAMED ? ', ...' : '';
  return [say`${pairs.length} online logins ${what} (${names}${more})`];
}

/** Nobody online is believed only of an ISP whose BQN holds nobody of ours. */
export function nobodyOnline({ logins }: Billing): boolean {
  return logins.rows.every(({ isUnseen }) => isUnseen === true);
}
