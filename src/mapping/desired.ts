/** The policy that cuts a customer off (reference/existing-integrations.md). */
export const BLOCK_POLICY = 'Billing-Block';
export const BLOCK_POLICY_ID = 'block';

/** A rate policy as the BQN should have it. Kbps; 0 blocks, -1 is unlimited. */
export interface Policy {
  readonly name: string;
  readonly id: string;
  readonly downKbps: number;
  readonly upKbps: number;
}

/** Which policy a plan gives. */
export type PolicyChoice =
  | { readonly kind: 'named'; readonly name: string }
  /** The plan's speed is unreadable: its policy if the BQN has one, as it is; else none. */
  | { readonly kind: 'ifThere'; readonly name: string }
  | { readonly kind: 'none' }
  /** The plan was not among those read, which were not all: whatever the BQN has stays. */
  | { readonly kind: 'keep' };

/**
 * Whether the customer has service. `unproven`: IXC did not say, so neither blocked nor let through on that account.
 */
export type Access = 'open' | 'blocked' | 'unproven';

export interface Subscriber {
  readonly ip: string;
  readonly id: string;
  readonly loginId: number;
  readonly choice: PolicyChoice;
  readonly access: Access;
  /** 0 for none, and what its contract says; undefined when it is not among those read. */
  readonly contract: number;
  readonly status: string | null | undefined;
  /** 0 for none. */
  readonly plan: number;
}

/** A dual-stack group: one limit for the IPv4 and the IPv6 prefixes of a subscriber, whose policy it shares. */
export interface Group {
  readonly name: string;
  readonly subscriber: Subscriber;
  readonly ranges: readonly string[];
}

export const SKIP_REASONS = {
  'no-ip': 'login without an IP',
  'bad-ip': 'login with an unusable IP',
  'no-name': 'login without a usable name',
  'shared-ip': 'IP on several logins with different policies',
  'same-ip': 'IP on several logins with the same policy',
  'no-plan': 'login without a plan',
  'unknown-plan': 'login with an unknown plan',
  'unknown-contract': 'login with an unknown contract',
  'no-status': 'contract without a status',
  'unreadable-speed': 'plan with an unreadable speed',
  'bad-plan-name': 'plan without a usable name',
  'bad-prefix': 'unusable IPv6 prefix',
  'shared-prefix': 'IPv6 prefix that holds another login',
  'shared-group': 'group name on several logins',
} as const;

export type SkipReason = keyof typeof SKIP_REASONS;

/** Something of IXC that did not become what it usually becomes. */
export interface Skip {
  readonly reason: SkipReason;
  /** `login 12 (maria)`. */
  readonly what: string;
  readonly detail: string;
}

/** What IXC wants of a BQN, whatever that BQN holds now. */
export interface Desired {
  readonly policies: ReadonlyMap<string, Policy>;
  readonly subscribers: ReadonlyMap<string, Subscriber>;
  readonly groups: ReadonlyMap<string, Group>;
  /** Names and addresses that are in doubt: what the BQN has under them is neither changed nor deleted. */
  readonly leftAlone: {
    readonly policies: ReadonlySet<string>;
    readonly subscribers: ReadonlySet<string>;
    readonly groups: ReadonlySet<string>;
  };
  /** Whether what is missing here is missing in IXC. Only then may it be deleted. */
  readonly proven: { readonly logins: boolean; readonly plans: boolean };
  readonly skipped: readonly Skip[];
}

/** What is wanted of a BQN that the program leaves for good. */
export const NOTHING_DESIRED: Desired = {
  policies: new Map(),
  subscribers: new Map(),
  groups: new Map(),
  leftAlone: { policies: new Set(), subscribers: new Set(), groups: new Set() },
  proven: { logins: true, plans: true },
  skipped: [],
};

export interface MappingOptions {
  readonly allowedStatus: ReadonlySet<string>;
  readonly block: boolean;
  readonly dualStack: boolean;
  readonly speedBase: 1000 | 1024;
  readonly ipConflict: 'skip' | 'newest';
}
