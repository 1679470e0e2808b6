import fc from 'fast-check';

/** What happens at an ISP, on its BQN and between the two, from one run to the next. */
export type Event =
  | { readonly kind: 'goes offline' | 'comes online'; readonly who: number }
  /** A new session at an address of the pool; another's session there may be stale. */
  | { readonly kind: 'connects'; readonly who: number; readonly at: number }
  | { readonly kind: 'swap addresses'; readonly who: number; readonly other: number }
  | { readonly kind: 'all reconnect'; readonly shift: number }
  | { readonly kind: 'gets prefix'; readonly who: number; readonly prefix: number }
  | { readonly kind: 'contract turns'; readonly who: number; readonly status: string }
  | { readonly kind: 'contracts turn'; readonly from: number; readonly count: number; readonly status: string }
  | { readonly kind: 'changes plan'; readonly who: number; readonly plan: number }
  | { readonly kind: 'plan gets speed'; readonly plan: number; readonly speed: string }
  | { readonly kind: 'plan is renamed'; readonly plan: number; readonly name: string }
  /** The plan of its customers in arrears; none for -1. */
  | { readonly kind: 'plan names reduced plan'; readonly plan: number; readonly arrears: number }
  | { readonly kind: 'plan gets burst'; readonly plan: number; readonly burst: string }
  | { readonly kind: 'contract is reduced'; readonly who: number; readonly isReduced: boolean }
  | { readonly kind: 'gets fixed address'; readonly who: number; readonly isFixed: boolean }
  /** Generic names of routers do: two logins are called the same from now on. One's own name again for oneself. */
  | { readonly kind: 'takes name'; readonly who: number; readonly other: number }
  | { readonly kind: 'state file is lost' }
  | { readonly kind: 'BQN forgets'; readonly what: 'all' | 'groups' | 'subscribers' }
  | { readonly kind: 'BQN is saved' | 'BQN is restored' }
  /** A router with two sessions: its contract is another's from now on. */
  | { readonly kind: 'shares contract'; readonly who: number; readonly other: number }
  /** Another hand gives the address a quota, if it has an entry. */
  | { readonly kind: 'gets quota'; readonly at: number }
  /** Another hand makes an entry for a customer, where there is none, or gives the one that is there another policy. */
  | { readonly kind: 'another hand writes'; readonly who: number; readonly at: number; readonly policy: string }
  | { readonly kind: 'old script left group'; readonly who: number; readonly at: number; readonly isBlock: boolean }
  /** What the operator says of a customer, whatever billing does; `nothing` takes it back. */
  | { readonly kind: 'operator says'; readonly who: number; readonly wish: Wish }
  | { readonly kind: 'time passes'; readonly minutes: number };

/**
 * `skip` is what a scope does to a login as well; `promised` is a speed of its own; a number is the plan that the customer
 * is to have.
 */
export type Wish = 'nothing' | 'open' | 'slow' | 'promised' | 'skip' | number;

export interface Unread {
  readonly logins: readonly number[];
  readonly contracts: readonly number[];
  readonly plans: readonly number[];
}

/** What the BQN's lists show of it: all, what was there before the run before, or nothing of one kind. */
export type Shows = 'all' | 'yesterday' | 'no subscribers' | 'no groups';

/** What the operator asks for beside the usual, from this run on. */
export interface Asked {
  /** Whether contracts in CM are slow instead of blocked. */
  readonly slow: boolean;
  /** Whether there is a speed for reduced customers whose plan names none. */
  readonly reduced: 'no' | 'by plan' | 'by plan or rate';
  readonly factor: number;
  readonly burst: boolean;
  readonly fixedIp: boolean;
  /** In s. */
  readonly grace: number;
  /** The plan whose customers the operator keeps for their own hand, or a network of them; -1 for none. */
  readonly skipped: number;
  /** Whether of two at one address the newer session has it. */
  readonly newest: boolean;
}

/** How one run goes. */
export interface Trouble {
  readonly asked: Asked;
  /** Rows that this reading does not show, though they are there; none in a whole one. */
  readonly unread: Unread;
  /** Every n-th write is refused, or answered with 200 and not done; 0 for none. */
  readonly refuses: number;
  readonly drops: number;
  /** After so many writes the BQN answers no more, or the program is killed; 0 for never. */
  readonly breaks: number;
  readonly dies: number;
  readonly dualStack: boolean;
  /** Whether the operator lets pass what was held back. */
  readonly force: boolean;
  /** How many of each kind the operator lets pass. */
  readonly approved: number;
  readonly shows: Shows;
  /** Whether prefixes get entries of their own, and logins of one contract a common group. */
  readonly ipv6: boolean;
  readonly join: boolean;
  readonly prune: 'owned' | 'none' | 'all';
  /** Whether the operator takes the program off the BQN (`--remove-all`, `--restore`), to begin anew with the next run. */
  readonly removes: 'nothing' | 'all' | 'what came';
  /** Whether what the BQN shows is taken up again. */
  readonly adopts: boolean;
}

export interface Chapter {
  readonly events: readonly Event[];
  readonly trouble: Trouble;
}

export const CUSTOMERS = 14;
export const ADDRESSES = 17;
/** Instead of a plan: whoever is in the network 100.64.0.12/30. */
export const SKIPPED_NETWORK = 3;
export const PREFIXES = [
  '',
  '0',
  'words',
  ...Array.from({ length: 15 }, (_none, at) => `2001:db8:0:${(at + 1).toString(16)}00::/56`),
];

const who = fc.integer({ min: 0, max: CUSTOMERS - 1 });
const status = fc.constantFrom('A', 'A', 'FA', 'CA', 'CA', 'CM', 'XX', '', 'gone', 'none');
const plan = fc.integer({ min: 0, max: 2 });

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('goes offline' as const, 'comes online' as const), who }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('connects' as const),
      who,
      at: fc.integer({ min: 0, max: ADDRESSES - 1 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('swap addresses' as const), who, other: who }) },
  fc.record({ kind: fc.constant('all reconnect' as const), shift: fc.integer({ min: 1, max: 5 }) }),
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('gets prefix' as const),
      who,
      prefix: fc.integer({ min: 0, max: PREFIXES.length - 1 }),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('contract turns' as const), who, status }) },
  fc.record({
    kind: fc.constant('contracts turn' as const),
    from: who,
    count: fc.constantFrom(2, 2, 2, 3, 6, 9),
    status,
  }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('changes plan' as const), who, plan }) },
  fc.record({
    kind: fc.constant('plan gets speed' as const),
    plan,
    speed: fc.constantFrom('1M', '40M', '50M', '100M', '', 'nonsense'),
  }),
  fc.record({
    kind: fc.constant('plan is renamed' as const),
    plan,
    name: fc.constantFrom('Gold', 'Silver', 'Bronze', 'New'),
  }),
  fc.record({
    kind: fc.constant('plan names reduced plan' as const),
    plan,
    arrears: fc.integer({ min: -1, max: 2 }),
  }),
  fc.record({
    kind: fc.constant('plan gets burst' as const),
    plan,
    burst: fc.constantFrom('', '45M', '200M', 'nonsense'),
  }),
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('contract is reduced' as const), who, isReduced: fc.boolean() }),
  },
  fc.record({ kind: fc.constant('gets fixed address' as const), who, isFixed: fc.boolean() }),
  fc.record({ kind: fc.constant('takes name' as const), who, other: who }),
  fc.record({ kind: fc.constant('state file is lost' as const) }),
  fc.record({
    kind: fc.constant('BQN forgets' as const),
    what: fc.constantFrom('all' as const, 'groups' as const, 'subscribers' as const),
  }),
  fc.record({ kind: fc.constantFrom('BQN is saved' as const, 'BQN is restored' as const) }),
  fc.record({ kind: fc.constant('shares contract' as const), who, other: who }),
  fc.record({ kind: fc.constant('gets quota' as const), at: fc.integer({ min: 0, max: ADDRESSES - 1 }) }),
  fc.record({
    kind: fc.constant('another hand writes' as const),
    who,
    at: fc.integer({ min: 0, max: ADDRESSES - 1 }),
    policy: fc.constantFrom('Gold', 'Silver', 'Operator'),
  }),
  fc.record({
    kind: fc.constant('old script left group' as const),
    who: fc.integer({ min: 0, max: CUSTOMERS + 3 }),
    at: fc.integer({ min: 0, max: ADDRESSES - 1 }),
    isBlock: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('operator says' as const),
    who,
    wish: fc.constantFrom<Wish>('nothing', 'nothing', 'open', 'slow', 'promised', 'skip', 1, 2),
  }),
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('time passes' as const), minutes: fc.constantFrom(5, 30, 120, 1500) }),
  },
);

const some = fc.array(who, { minLength: 1, maxLength: 5 });
export const ALL_READ: Unread = { logins: [], contracts: [], plans: [] };

/** Nine times in ten the usual, else the other. */
function seldom<T extends string | number | boolean>(usual: T, other: T): fc.Arbitrary<T> {
  return fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constant(other) });
}

const rarely = fc.oneof(
  { weight: 5, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 4 }) },
);

const breaksOff = fc.oneof(
  { weight: 18, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 12 }) },
);

export const NOTHING_ASKED: Asked = {
  slow: false,
  reduced: 'no',
  factor: 1,
  burst: false,
  fixedIp: false,
  grace: 0,
  skipped: -1,
  newest: false,
};

/** A run as it should be, with the operator's word for what had been held back. */
export const CALM: Trouble = {
  asked: NOTHING_ASKED,
  unread: ALL_READ,
  refuses: 0,
  drops: 0,
  breaks: 0,
  dies: 0,
  dualStack: true,
  force: true,
  approved: 0,
  shows: 'all',
  ipv6: false,
  join: false,
  prune: 'owned',
  removes: 'nothing',
  adopts: false,
};

/** Half of the runs ask for nothing; what they ask for may come and go. */
const asked: fc.Arbitrary<Asked> = fc.oneof(
  fc.constant(NOTHING_ASKED),
  fc.record({
    slow: fc.boolean(),
    reduced: fc.constantFrom('no' as const, 'by plan' as const, 'by plan or rate' as const),
    factor: seldom(1, 1.5),
    burst: fc.boolean(),
    fixedIp: fc.boolean(),
    grace: fc.constantFrom(0, 0, 900),
    skipped: fc.constantFrom(-1, -1, -1, -1, 0, 1, SKIPPED_NETWORK),
    newest: seldom(false, true),
  }),
);

const trouble: fc.Arbitrary<Trouble> = fc.record({
  asked,
  unread: fc.oneof(
    { weight: 8, arbitrary: fc.constant(ALL_READ) },
    { weight: 2, arbitrary: some.map((logins) => ({ ...ALL_READ, logins })) },
    { weight: 2, arbitrary: some.map((contracts) => ({ ...ALL_READ, contracts })) },
    { weight: 1, arbitrary: plan.map((one) => ({ ...ALL_READ, plans: [one] })) },
  ),
  refuses: rarely,
  drops: rarely,
  breaks: breaksOff,
  dies: breaksOff,
  dualStack: seldom(true, false),
  force: seldom(false, true),
  approved: seldom(0, 2),
  shows: fc.oneof(
    { weight: 12, arbitrary: fc.constant('all' as const) },
    { weight: 1, arbitrary: fc.constantFrom('yesterday' as const, 'no subscribers' as const, 'no groups' as const) },
  ),
  ipv6: fc.boolean(),
  join: seldom(false, true),
  prune: fc.oneof(
    { weight: 18, arbitrary: fc.constant('owned' as const) },
    { weight: 2, arbitrary: fc.constantFrom('none' as const, 'all' as const) },
  ),
  removes: fc.oneof(
    { weight: 28, arbitrary: fc.constant('nothing' as const) },
    { weight: 1, arbitrary: fc.constantFrom('all' as const, 'what came' as const) },
  ),
  adopts: seldom(false, true),
});

export const chapter: fc.Arbitrary<Chapter> = fc.record({ events: fc.array(event, { maxLength: 4 }), trouble });
