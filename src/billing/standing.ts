import type { Presumption } from './reading.ts';
import type { Contract, Login } from './records.ts';

/**
 * What a contract says of service. `none`: the login names no contract, or one that does not exist (any more); the
 * customer is not blocked for it (src/billing/README.md, "Standings"). `silent`: the billing system holds no status.
 * `unread`: the contract may exist, but was not among the rows read. `silent` and `unread` leave a customer's fate as it
 * is.
 */
export type Standing =
  | {
      readonly kind: 'open';
      readonly contract: number;
      /** Empty where it is presumed. */
      readonly status: string;
      readonly isSlow?: true;
      /** Not read: it is not among the contracts out of service, which were. */
      readonly isPresumed?: true;
      /** Out of service by the contract, and not online: the address may be somebody else's by now, so nobody is blocked at it. */
      readonly isUnseen?: true;
    }
  | { readonly kind: 'blocked'; readonly contract: number; readonly status: string }
  | { readonly kind: 'none'; readonly contract: number }
  /** With a status where the operator said that this one changes nothing. */
  | { readonly kind: 'silent'; readonly contract: number; readonly status?: string }
  | { readonly kind: 'unread'; readonly contract: number };

/** The contracts as they were read, and how their states are judged. */
export interface Contracts {
  readonly byId: ReadonlyMap<number, Contract>;
  /** Whether a contract that is not among them does not exist. */
  readonly whole: boolean;
  /** States that have service, in capitals. */
  readonly allowedStatus: ReadonlySet<string>;
  /** What the operator says of each state, where more than service or none is said; it goes before `allowedStatus`. */
  readonly statusTable?: StatusTable | undefined;
  /** False where contracts block nobody. */
  readonly block: boolean;
  /** Where only contracts out of service are among them. */
  readonly presumed?: Presumption | undefined;
}

/** `slow`: service at the slow lane's speed; `keep`: whatever the customer has. */
export const TREATMENTS = ['open', 'slow', 'block', 'keep'] as const;
export type Treatment = (typeof TREATMENTS)[number];

export interface StatusTable {
  /** By state, in capitals. */
  readonly codes: ReadonlyMap<string, Treatment>;
  readonly others: Treatment;
}

export function standingOf(
  { contract }: Login,
  { byId, whole, allowedStatus, statusTable, block, presumed }: Contracts,
): Standing {
  const found = byId.get(contract);
  if (!block) return { kind: 'open', contract, status: found?.status ?? '' };
  if (found === undefined) return presumed === undefined ? missing(contract, whole) : presume(contract, presumed);
  if (found.status === null) return { kind: 'silent', contract };
  const { status } = found;
  const code = status.trim().toUpperCase();
  const usual = allowedStatus.has(code) ? 'open' : 'block';
  switch (statusTable === undefined ? usual : (statusTable.codes.get(code) ?? statusTable.others)) {
    case 'open':
      return { kind: 'open', contract, status };
    case 'slow':
      return { kind: 'open', contract, status, isSlow: true };
    case 'keep':
      return { kind: 'silent', contract, status };
    case 'block':
      return { kind: 'blocked', contract, status };
  }
}

function missing(contract: number, whole: boolean): Standing {
  return { kind: contract === 0 || whole ? 'none' : 'unread', contract };
}

function presume(contract: number, { absent, unread }: Presumption): Standing {
  if (contract === 0 || absent.has(contract)) return { kind: 'none', contract };
  if (unread.has(contract)) return { kind: 'unread', contract };
  return { kind: 'open', contract, status: '', isPresumed: true };
}

/** Whether what is known leaves the customer's fate as it is. */
export function isUndecided({ kind }: Standing): boolean {
  return kind === 'silent' || kind === 'unread';
}

/** Whether it is of one who is not online, and whose contract asks for a block: nobody is blocked at an address that may be another's. */
export function isOfUnseen(standing: Standing): boolean {
  return standing.kind === 'open' && standing.isUnseen === true;
}

/**
 * Whether a block is to go whatever becomes of the plan. Not of one who is to be slow: while there is no slow lane they
 * would have no limit at all.
 */
export function isOwedService(standing: Standing): boolean {
  return standing.kind === 'none' || (standing.kind === 'open' && standing.isSlow !== true);
}
