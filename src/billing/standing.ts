import type { Contract, Login } from './records.ts';

/**
 * What a contract says of service. `none`: the login names no contract, or one that does not exist (any more); the
 * customer is not blocked for it (reference/existing-integrations.md). `silent`: the billing system holds no status.
 * `unread`: the contract may exist, but was not among the rows read. `silent` and `unread` leave a customer's fate as it
 * is.
 */
export type Standing =
  | { readonly kind: 'open'; readonly contract: number; readonly status: string }
  | { readonly kind: 'blocked'; readonly contract: number; readonly status: string }
  | { readonly kind: 'none'; readonly contract: number }
  | { readonly kind: 'silent'; readonly contract: number }
  | { readonly kind: 'unread'; readonly contract: number };

/** The contracts as they were read, and how their states are judged. */
export interface Contracts {
  readonly byId: ReadonlyMap<number, Contract>;
  /** Whether a contract that is not among them does not exist. */
  readonly whole: boolean;
  /** States that have service, in capitals. */
  readonly allowedStatus: ReadonlySet<string>;
  /** False where contracts block nobody. */
  readonly block: boolean;
}

export function standingOf({ contract }: Login, { byId, whole, allowedStatus, block }: Contracts): Standing {
  const found = byId.get(contract);
  if (!block) return { kind: 'open', contract, status: found?.status ?? '' };
  if (found === undefined) return { kind: contract === 0 || whole ? 'none' : 'unread', contract };
  if (found.status === null) return { kind: 'silent', contract };
  const isOpen = allowedStatus.has(found.status.trim().toUpperCase());
  return { kind: isOpen ? 'open' : 'blocked', contract, status: found.status };
}

/** Whether what is known leaves the customer's fate as it is. */
export function isUndecided({ kind }: Standing): boolean {
  return kind === 'silent' || kind === 'unread';
}

/** `CA`, `no status`, `unknown`: for people. */
export function statusText(standing: Standing): string {
  if ('status' in standing) return standing.status.trim() === '' ? 'no status' : standing.status;
  return standing.kind === 'silent' ? 'no status' : 'unknown';
}
