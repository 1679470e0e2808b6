import type { Span } from '../address/prefix.ts';
import type { Standing } from '../billing/standing.ts';
import type { Override } from './override-rule.ts';

/** The policy that cuts a customer off (src/mapping/README.md, "Blocking"). */
export const BLOCK_POLICY = 'Billing-Block';
export const BLOCK_POLICY_ID = 'block';

/** Which policy a plan gives. */
export type PolicyChoice =
  | { readonly kind: 'named'; readonly name: string }
  /** The plan's speed is unreadable: its policy if the BQN has one, as it is; else the customer keeps what they have. */
  | { readonly kind: 'ifThere'; readonly name: string }
  | { readonly kind: 'none' }
  /** What decides about it was not among the rows read, which were not all: the customer keeps what they have. */
  | { readonly kind: 'unread' };

/** Somebody at one end of a line: a login of the billing system, and what is said of them. */
export interface Customer {
  /** What a BQN calls them: the login's name, which several may have (src/ixc/README.md, "Logins"). */
  readonly id: string;
  readonly loginId: number;
  readonly choice: PolicyChoice;
  readonly standing: Standing;
  /** 0 for none. */
  readonly plan: number;
  /** The operator's word about this customer. */
  readonly override?: Override;
}

/** What this program wants of a BQN for a customer at one of their addresses or prefixes. */
export interface Subscriber extends Customer {
  readonly ip: string;
  /** Of an IPv6 prefix: the address that its login is counted at, which is its IPv4, else its first prefix. */
  readonly main?: string;
}

/**
 * Who is online and gets no entry of this program's here: served by another BQN (`elsewhere`); by the operator's own hand,
 * since a filter or an override leaves them alone (`by hand`); or online without an address (`nowhere`). They hold their
 * places all the same: nobody else's entry, group or block may cover them.
 */
export interface Other extends Customer {
  readonly served: 'elsewhere' | 'by hand' | 'nowhere';
  /** Canonical IPv4; undefined where there is none. */
  readonly ip: string | undefined;
}

/** A prefix that the billing system gives to a login that is online. */
export interface PrefixClaim extends Span {
  readonly prefix: string;
  /** The subscriber id of the login. */
  readonly id: string;
  readonly loginId: number;
}

/** What a customer is called wherever something is remembered of them. No subscriber id holds a blank, so none is taken for it. */
export function customerKey({ loginId }: Pick<Customer, 'loginId'>): string {
  return `login ${loginId}`;
}

const OF_LOGIN = /^login ([1-9]\d{0,14})$/;

/** Whose key it is; undefined for one of before 3.0, who is remembered under a name or an address. */
export function loginInKey(key: string): number | undefined {
  const login = OF_LOGIN.exec(key)?.[1];
  return login === undefined ? undefined : Number(login);
}

/** Whether this is the entry that its login is counted at: a customer is one customer, whatever the number of entries. */
export function isMain({ ip, main }: Pick<Subscriber, 'ip' | 'main'>): boolean {
  return main === undefined || main === ip;
}
