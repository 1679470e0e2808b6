import { parseSubnet } from '../../src/address/subnet.ts';
import type { BillingSource } from '../../src/billing/source.ts';
import type { BqnWrite } from '../../src/bqn/client.ts';
import { BqnUnavailable, WriteRefused } from '../../src/bqn/errors.ts';
import type { BqnState } from '../../src/bqn/resources.ts';
import type { ChangePlan } from '../../src/changes/change-plan.ts';
import { LASTING } from '../../src/changes/harm.ts';
import { EVERYBODY, type ScopeRule } from '../../src/mapping/scope-rule.ts';
import { defectLines } from '../../src/report/proof-lines.ts';
import { EXIT } from '../../src/run/exit-code.ts';
import type { Outcome } from '../../src/run/outcome.ts';
import type { Ports } from '../../src/run/ports.ts';
import { synchronise } from '../../src/run/sync.ts';
import type { Settings } from '../../src/settings/settings.ts';
import { toSettings } from '../../src/settings/to-settings.ts';
import { Ledger } from '../../src/state/ledger.ts';
import { isObject, type JsonObject } from '../../src/text/json.ts';
import { copyOfLedger } from '../support/copy-of-ledger.ts';
import { knownBilling, knownState } from '../support/known.ts';
import { MemoryBqn } from '../support/memory-bqn.ts';
import {
  type Asked,
  CALM,
  type Chapter,
  type Event,
  NOTHING_ASKED,
  type Shows,
  SKIPPED_NETWORK,
  type Trouble,
  type Unread,
} from './events.ts';
import { BLOCK, type Customer, entryOf, GONE, ipOf, REDUCED, SILENT, SLOW_KBPS, Town } from './town.ts';

/**
 * Stories of many runs, and what must hold in them. The oracle knows src/README.md and the town, and nothing of
 * `src/customers` or of how a plan is made: it looks at who is under what on the BQN.
 */

const SETTINGS = toSettings(
  { kind: 'run', flags: { 'dual-stack': 'true' }, bqns: [], positionals: [] },
  {
    env: { IXC_SERVER: 'ixc.example', IXC_KEY: '1:ab', BQN_OAM_IP: '192.0.2.7', BQN_REST_USER: 'u', BQN_REST_PW: 'p' },
    program: '/nowhere/sync-ixc-bqn.js',
  },
);
/** So that a prefix of the town is an IPv6 subscriber. */
const QUIRKS = { subscriberPrefix: 56 };
const RUN_EVERY_S = 300;
const HOUR_S = 3600;
const LIMIT = 0.2;
/** Of those who may lose their plan, as of those who may be deleted. */
const LOSS_LIMIT = 0.3;
const LEAST = 10;

/** What the operator and others put there; nothing of it may ever change. */
const OPERATORS = {
  policies: [
    { policyName: 'Operator', policyId: 'op', rateLimitDownlink: { rate: 7000 }, rateLimitUplink: { rate: 7000 } },
  ],
  subscribers: [
    {
      subscriberIp: '203.0.113.9',
      subscriberId: 'someone',
      policyRate: 'Operator',
      policyAssignedBy: 'radius',
      quota: { volume: 5 },
    },
  ],
  groups: [{ subscriberGroupName: 'Condo', subscriberMembers: ['203.0.113.9'], policyRate: 'Operator' }],
};

/** After so many runs without trouble all is as it should be. */
const CALM_RUNS = 3;

export interface Broken {
  readonly chapter: number;
  readonly what: string;
}

/** What somebody is under: by the entry of the address, and by every group of ours that holds address or prefix. */
interface Under {
  readonly id: string | undefined;
  readonly entry: string | undefined;
  /** Whether the policy that the entry names is there. */
  readonly isThere: boolean;
  /** Whose policy it is: a plan's id. */
  readonly of: string;
  /** What it gives, in Kbps; -1 without a limit. */
  readonly kbps: number;
  readonly groups: readonly string[];
  /** The entry of the prefix, where it is theirs alone. */
  readonly ipv6: { readonly id: string | undefined; readonly policy: string | undefined } | undefined;
}

/**
 * A name that passes to another plan takes nobody along who was under that of their own; of plans that shared it, each
 * customer goes with their own.
 */
function isAsBefore(was: Under, now: Under, plan: number): boolean {
  if (now.entry === was.entry || (now.of !== '' && now.of === was.of)) return true;
  return now.of === String(plan) && now.kbps === was.kbps;
}

/** A customer who met something, and when. */
interface Met {
  readonly at: number;
  readonly login: string;
}

/** How a run of a story is made, on its BQN. @param isPlain whether it is shown what there is, and takes what it is told */
export type Runs = (settings: Settings, ports: Ports, bqn: MemoryBqn, isPlain: boolean) => Promise<Outcome>;

export class Story {
  readonly #runs: Runs;
  readonly #town = new Town();
  #bqn = new MemoryBqn(OPERATORS, QUIRKS);
  /** What stood there before the first run. */
  readonly #first = this.#bqn.state;
  #ledger = Ledger.open('/dev/null', () => {}, false);
  #saved: MemoryBqn | undefined;
  /** As it was before the last run. */
  #yesterday = copyOf(this.#bqn);
  /** When customers were blocked in an ordinary run. */
  #blocks: Met[] = [];
  /** Who was blocked when something was last said of them: whose entry is emptied meanwhile is blocked still. */
  readonly #lastBlocked = new Set<string>();
  /** When blocked ones were let through because their contract is not there any more. */
  #freed: Met[] = [];
  /** When customers were slowed to less than half or let go unlimited, and when they lost their plan. */
  #slowed: Met[] = [];
  #unplanned: Met[] = [];
  /** Whom the operator let pass, and a write that came to nothing left behind: it is let pass still. */
  #letPass: ReadonlySet<string> = new Set();
  readonly #last = new Map<Customer, string>();
  /** Whom the books know as left alone: seen online with a plan of those that the operator keeps, and still so. */
  #leftAlone: ReadonlySet<Customer> = new Set();
  /** Addresses of entries that another hand wrote. */
  readonly #byAnotherHand = new Set<string>();
  #broken: string[] = [];
  #isLost = false;
  /** Whether a run was told to delete what nobody needs, whosever it is. */
  #hasPrunedAll = false;
  /** Whether the ledger knows all that was made since the story began. */
  #hasLedger = true;

  constructor(runs: Runs = synchronise) {
    this.#runs = runs;
  }

  /** Plays the chapters and ends with runs without trouble. @returns what was broken first */
  async play(chapters: readonly Chapter[]): Promise<Broken | undefined> {
    const { ipv6 = false, join = false, asked = NOTHING_ASKED } = chapters.at(-1)?.trouble ?? {};
    const trouble = { ...CALM, ipv6, join, asked: { ...asked, grace: 0 } };
    const end: Chapter[] = Array(CALM_RUNS).fill({ events: [], trouble });
    const all = [...chapters, ...end];
    for (const [at, { events, trouble }] of all.entries()) {
      for (const event of events) this.#happen(event);
      await this.#run(trouble, all[at + 1]?.trouble.shows);
      if (at === all.length - 1) {
        await this.#nothingToWrite(trouble);
        this.#nothingIsLeft(chapters);
      }
      const [what] = this.#broken;
      if (what !== undefined) return { chapter: at, what };
    }
    return undefined;
  }

  #happen(event: Event): void {
    this.#town.happen(event);
    switch (event.kind) {
      case 'state file is lost':
        this.#hasLedger = false;
        this.#leftAlone = new Set();
        this.#ledger = Ledger.open('/dev/null', () => {}, false);
        this.#blocks = [];
        this.#freed = [];
        this.#slowed = [];
        this.#unplanned = [];
        this.#last.clear();
        this.#isLost = true;
        break;
      case 'BQN forgets':
        this.#forget(event.what);
        break;
      case 'BQN is saved':
        this.#saved = copyOf(this.#bqn);
        break;
      case 'BQN is restored':
        this.#hasLedger = false;
        if (this.#saved !== undefined) this.#bqn = copyOf(this.#saved);
        this.#last.clear();
        this.#isLost = true;
        break;
      case 'takes name': {
        const one = this.#town.customers[event.who];
        // Nobody can tell who this was before, but by the address.
        if (one !== undefined) this.#last.delete(one);
        break;
      }
      default:
        this.#anotherHand(event);
    }
  }

  /** What others do on the BQN. */
  #anotherHand(event: Event): void {
    const { store } = this.#bqn;
    switch (event.kind) {
      case 'gets quota': {
        const ip = ipOf(event.at);
        if (store.subscriber(ip) !== undefined) store.put('subscribers', ip, { quota: { volume: 7 } });
        break;
      }
      case 'another hand writes': {
        const ip = ipOf(event.at);
        if (store.policy(event.policy) === undefined) break;
        this.#byAnotherHand.add(ip);
        for (const one of this.#town.customers) if (one.address === event.at) this.#last.delete(one);
        if (store.subscriber(ip) !== undefined) store.put('subscribers', ip, { policyRate: event.policy });
        else store.seedSubscriber(ip, { subscriberId: `c${event.who}`, policyRate: event.policy });
        break;
      }
      case 'old script left group': {
        const policyRate = event.isBlock ? BLOCK : 'Gold';
        if (store.policy(policyRate) === undefined) break;
        store.seedGroup(`DS-c${event.who}`, { subscriberMembers: [ipOf(event.at)], policyRate });
        break;
      }
    }
  }

  #forget(what: 'all' | 'groups' | 'subscribers'): void {
    const { store } = this.#bqn;
    this.#hasLedger = false;
    this.#isLost = true;
    this.#last.clear();
    const kept = {
      policies: what === 'all' ? OPERATORS.policies : store.list('policies'),
      subscribers: what === 'groups' ? store.list('subscribers') : OPERATORS.subscribers,
      groups: what === 'subscribers' ? store.list('subscriberGroups') : OPERATORS.groups,
    };
    this.#bqn = new MemoryBqn(kept, QUIRKS);
  }

  /** @param showsNext what the BQN shows to the run after this one */
  async #run(trouble: Trouble, showsNext: Shows = 'all'): Promise<void> {
    const { refuses, shows, prune, asked } = trouble;
    this.#town.now += RUN_EVERY_S;
    this.#town.asked = asked;
    this.#hasPrunedAll ||= prune === 'all';
    const today = showsNext === 'yesterday' ? copyOf(this.#bqn) : this.#yesterday;
    const quotas = this.#quotas();
    // What should be there is written with care though no list shows it; but not what is shown as another's.
    const keepsQuotas = shows === 'all' || (shows === 'no subscribers' && this.#hasLedger && refuses === 0);
    // Whoever is shown something else than there is can keep no promise.
    this.#isLost ||= shows !== 'all';
    const certain = this.#town.certain(trouble);
    const before = new Map(this.#town.customers.map((one) => [one, this.#under(one)]));
    const blockedBefore = this.#blockedIds();
    const known = this.#knownIds();
    const speedsBefore = this.#speeds();
    const outcome = await this.#outcomeOf(trouble, certain, before);
    this.#yesterday = today;
    for (const ip of keepsQuotas ? quotas : []) if (!this.#quotas().has(ip)) this.#say(`${ip} lost its quota`);
    if (trouble.removes !== 'nothing') {
      this.#afterRemoval(trouble, outcome);
      return;
    }
    if (shows === 'all') {
      this.#afterRun(trouble, outcome, certain, before);
      this.#countBlocks(trouble, blockedBefore, known);
      this.#countSpeeds(trouble, speedsBefore);
    }
    this.#rememberLetPass(trouble.force);
    const isDone = outcome?.exitCode === EXIT.done && trouble.drops === 0 && shows === 'all';
    if (isDone && isAllRead(trouble)) this.#afterCleanRun(trouble, certain);
    if (!isDone) this.#last.clear();
    this.#remember();
    this.#rememberLeftAlone(outcome, trouble);
    this.#isLost = false;
  }

  /** @returns undefined for a run that was killed */
  async #outcomeOf(
    trouble: Trouble,
    certain: readonly Customer[],
    before: ReadonlyMap<Customer, Under>,
  ): Promise<Outcome | undefined> {
    const { refuses, drops, breaks, dies, shows } = trouble;
    this.#bqn.read = async (known) => knownState(this.#shown(shows), known);
    this.#bqn.refuse = this.#troubleAt(trouble);
    const write = this.#bqn.write.bind(this.#bqn);
    this.#bqn.write = async (one: BqnWrite) => {
      await write(one).catch((error: unknown) => {
        if (!(error instanceof Dropped)) throw error;
      });
      if (shows !== 'all' || trouble.removes !== 'nothing') return;
      this.#duringWrites(certain, before, one, refuses + drops + breaks + trouble.unread.plans.length > 0);
      // A group that the BQN does not change, whatever it answers, goes on holding.
      if (refuses + drops === 0) this.#heirsAreFree(certain, one);
    };
    const kept = dies > 0 ? this.#asKept() : { last: this.#ledger };
    try {
      return await this.#runs(this.#settings(trouble), this.#ports(trouble), this.#bqn, isFaithful(trouble));
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      this.#ledger = kept.last;
      return undefined;
    } finally {
      this.#bqn.write = write;
    }
  }

  /** The books as they are on disk, from one time that they are saved to the next. */
  #asKept(): { last: Ledger } {
    const kept = { last: copyOfLedger(this.#ledger, this.#town.now) };
    const ledger = this.#ledger;
    ledger.save = () => {
      kept.last = copyOfLedger(ledger, this.#town.now);
      return true;
    };
    return kept;
  }

  /** What goes wrong with the writes of a run. */
  #troubleAt({ refuses, drops, breaks, dies }: Trouble): MemoryBqn['refuse'] {
    let count = 0;
    const dropped = new Set<string>();
    return ({ kind, key }) => {
      count++;
      if (dies > 0 && count > dies) throw new Killed();
      if (breaks > 0 && count > breaks) return new BqnUnavailable('bqn', 'no answer');
      if (refuses > 0 && count % (refuses + 2) === 0) return new WriteRefused(400, 'HTTP 400');
      // The same one twice in a run looks like a static policy.
      if (drops === 0 || count % (drops + 3) !== 0 || dropped.has(`${kind} ${key}`)) return undefined;
      dropped.add(`${kind} ${key}`);
      throw new Dropped();
    };
  }

  #settings(trouble: Trouble): Settings {
    const { dualStack, force, approved, ipv6, join, prune, asked } = trouble;
    return {
      ...SETTINGS,
      mapping: {
        ...SETTINGS.mapping,
        dualStack,
        joinContracts: join,
        overrides: this.#town.overrides(),
        ...this.#wishes(asked),
        ipv6Subscribers: ipv6 ? QUIRKS.subscriberPrefix : undefined,
      },
      prune,
      removeAll: trouble.removes === 'all',
      restore: trouble.removes === 'what came',
      adopt: trouble.adopts,
      scopes: asked.skipped < 0 ? new Map() : new Map([[this.#bqn.label, leavingAlone(asked.skipped)]]),
      fixedIp: asked.fixedIp ? ['S'] : [],
      offlineGraceS: asked.grace,
      limits: { ...SETTINGS.limits, force, approved: new Map(LASTING.map((kind) => [kind, approved])) },
      stateFile: '/dev/null',
    };
  }

  #ports(trouble: Trouble): Ports {
    const stop = new AbortController();
    const source: BillingSource = {
      label: 'town',
      peer: undefined,
      read: async (_watch, sparing, known) => knownBilling(this.#town.reading(trouble, sparing), known),
      contractsById: async (ids) => this.#town.contractsById(ids),
      nameOf: String,
      readList: async (list) => this.#town.reading(trouble)[list],
    };
    return {
      source,
      targets: [this.#bqn],
      ledger: this.#ledger,
      ...(trouble.removes === 'what came' && { before: new Map([[this.#bqn.label, this.#first]]) }),
      signal: stop.signal,
      abandon: () => stop.abort(),
      now: () => this.#town.now,
      watch: { page() {}, note() {}, mapped() {}, written() {} },
    };
  }

  /** What is asked for beside the usual, as the mapping is told it. */
  #wishes({ slow, reduced, factor, burst, newest }: Asked): Partial<Settings['mapping']> {
    const hasLane = slow || this.#town.customers.some(({ wish }) => wish === 'slow');
    const codes = new Map([
      ['A', 'open'],
      ['FA', 'open'],
      ['CM', 'slow'],
    ] as const);
    return {
      slow: hasLane ? { downKbps: SLOW_KBPS, upKbps: SLOW_KBPS } : undefined,
      statusTable: slow ? { codes, others: 'block' } : undefined,
      reduced:
        reduced === 'no'
          ? undefined
          : { rate: reduced === 'by plan' ? undefined : { download: REDUCED, upload: REDUCED } },
      rateFactor: factor === 1 ? undefined : { down: factor, up: factor },
      burst,
      ipConflict: newest ? 'newest' : 'skip',
    };
  }

  /** What its lists say of the BQN. */
  #shown(shows: Shows): BqnState {
    const { state } = this.#bqn;
    switch (shows) {
      case 'all':
        return state;
      case 'yesterday':
        return this.#yesterday.state;
      case 'no subscribers':
        return { ...state, subscribers: new Map() };
      case 'no groups':
        return { ...state, groups: new Map() };
    }
  }

  #quotas(): ReadonlySet<string> {
    const entries = [...this.#bqn.store.subscribers].filter(([, entry]) => entry['quota'] !== undefined);
    return new Set(entries.map(([ip]) => ip));
  }

  /** At every single write: no limit is lifted on the way, and nobody passes through a block that is not theirs. */
  #duringWrites(
    certain: readonly Customer[],
    before: ReadonlyMap<Customer, Under>,
    { method, kind, key }: BqnWrite,
    isInDoubt: boolean,
  ): void {
    for (const one of certain) {
      const was = before.get(one);
      if (was === undefined || was.id !== one.login || !this.#isConcerned(one, kind, key)) continue;
      const now = this.#under(one);
      const said = `${one.login} at ${method} ${kind} ${key}`;
      // A block of one who is owed their plan goes, whatever becomes of the policy, or was read of it.
      const isOwed = was.entry === BLOCK && isInDoubt && !this.#town.isBesidePlans(one);
      const hadLimit = was.entry !== undefined && this.#kbps(was.entry) >= 0 && !isOwed;
      const isLimited = now.entry !== undefined && this.#bqn.store.policies.has(now.entry);
      if (hadLimit && !isLimited && !this.#town.isUnsaid(one) && this.#town.kbpsOf(one) >= 0)
        this.#say(`no limit: ${said}`);
      if (this.#town.isBlocked(one) || this.#town.statusOf(one) === SILENT) continue;
      // What is held back holds: whose contract is gone may wait for service, and be without a word while in doubt.
      if (this.#town.statusOf(one) === GONE) continue;
      const isBlocked = ({ entry, groups, ipv6 }: Under) =>
        entry === BLOCK || groups.includes(BLOCK) || ipv6?.policy === BLOCK;
      if (!isBlocked(was) && isBlocked(now)) this.#say(`passes through a block: ${said}`);
    }
  }

  /** Who gets an address finds no group on it that blocks somebody else. */
  #heirsAreFree(certain: readonly Customer[], { kind, key }: BqnWrite): void {
    for (const one of certain) {
      const isHeir = kind === 'subscriber' && key === ipOf(one.address) && this.#under(one).id === one.login;
      if (!isHeir || this.#town.isBlocked(one) || this.#town.statusOf(one) === SILENT) continue;
      const others = new Set(this.#groupsOfOthers(one));
      const blocks = this.#groupsWith(one).filter(({ name, policy }) => policy === BLOCK && others.has(name));
      if (blocks.length > 0) this.#say(`${one.login} gets an address that ${blocks[0]?.name} blocks`);
    }
  }

  /** Of whom billing says nothing, or not all, in this run, nothing changes. */
  #keepsWhatItHad(trouble: Trouble, before: ReadonlyMap<Customer, Under>): void {
    for (const [at, one] of this.#town.customers.entries()) {
      const isContractRead = this.#town.isContractRead(one, trouble.unread);
      const isRead = this.#town.isRead(one, trouble.unread);
      if (
        !this.#town.isServed(one) ||
        this.#town.isAmbiguous(one) ||
        this.#town.hasNamesake(one) ||
        trouble.unread.logins.includes(at) ||
        (isRead && this.#town.statusOf(one) !== SILENT)
      )
        continue;
      if (this.#town.hasRival(one)) continue;
      const now = this.#under(one);
      const was = before.get(one);
      // A block is a matter of the contract alone.
      const wasBlocked = this.#last.get(one) === BLOCK || before.get(one)?.entry === BLOCK;
      if (isContractRead && (this.#town.isBesidePlans(one) || wasBlocked)) continue;
      // What another hand wrote under their name, where they are now, is what they have.
      if (this.#last.get(one) === BLOCK && now.entry !== BLOCK && !this.#byAnotherHand.has(ipOf(one.address)))
        this.#say(`${one.login} was blocked, and is not, though nobody says so`);
      const isHere = was?.id === one.login && was.isThere;
      if (!isRead && isHere && !isAsBefore(was, now, one.plan + 1))
        this.#say(`${one.login} had ${was.entry}, and its contract was not read: ${now.entry}`);
    }
  }

  /** Whoever is skipped is left alone, unless a customer of ours has their address, or anybody while they are not seen. */
  #skippedAreLeftAlone({ unread }: Trouble, before: ReadonlyMap<Customer, Under>): void {
    for (const one of this.#town.customers) {
      const was = before.get(one);
      // An override by a name of two is nobody's.
      if (!this.#isKnownAsSkipped(one, unread) || this.#town.hasNamesake(one) || was?.id !== one.login) continue;
      const isOther = (other: Customer) => this.#town.isServed(other) || (other.isOnline && !this.#isSeen(one, unread));
      if (this.#town.customers.some((other) => other !== one && isOther(other) && other.address === one.address))
        continue;
      const now = this.#under(one);
      // A block of ours goes with its reason (src/customers/README.md).
      const isOver = was.entry === BLOCK && !this.#town.isBlocked(one) && this.#town.statusOf(one) !== SILENT;
      if (now.id !== was.id || (now.entry !== was.entry && !isOver))
        this.#say(`${one.login} is skipped, and had ${was.entry}: ${now.entry} of ${now.id}`);
    }
  }

  /** Of whoever is not online IXC shows no plan. */
  #isKnownAsSkipped(one: Customer, unread: Unread): boolean {
    if (!this.#town.isSkipped(one)) return false;
    const isSaid = one.wish === 'skip' || this.#town.isSkippedAddress(ipOf(one.address));
    return isSaid || this.#isSeen(one, unread) || this.#leftAlone.has(one);
  }

  #isSeen(one: Customer, { logins }: Unread): boolean {
    return one.isOnline && !logins.includes(this.#town.customers.indexOf(one));
  }

  #rememberLeftAlone(outcome: Outcome | undefined, { unread, shows }: Trouble): void {
    const isTold = outcome?.exitCode === EXIT.done && shows === 'all';
    const isKnown = (one: Customer) => this.#leftAlone.has(one) || (isTold && this.#isSeen(one, unread));
    const isHere = (one: Customer) => this.#town.isSkipped(one) && this.#under(one).id === one.login && isKnown(one);
    this.#leftAlone = new Set(this.#town.customers.filter(isHere));
    if (shows !== 'all') this.#leftAlone = new Set();
  }

  /**
   * What each customer was under when they were last seen at an address of their own; of whom a group of theirs says something
   * else than their entry, nobody can tell (src/bqn/README.md, "Groups").
   */
  #remember(): void {
    for (const one of this.#town.customers) {
      const { id, entry } = this.#under(one);
      // Of who is left alone a block goes when its reason does.
      if (this.#town.isSkipped(one) && this.#last.get(one) !== entry) this.#last.delete(one);
      if (!this.#town.isServed(one) || id !== one.login) continue;
      if (this.#policiesOfGroups(one).some((policy) => policy !== entry)) this.#last.delete(one);
      else this.#last.set(one, entry ?? 'none');
    }
  }

  /** Whether a write can have changed what somebody is under. */
  #isConcerned({ address, prefix }: Customer, kind: string, key: string): boolean {
    if (kind !== 'group') return kind === 'policy' || key === ipOf(address);
    const group = this.#bqn.store.groups.get(key);
    return [group?.['subscriberMembers'], group?.['subscriberRanges']]
      .flat()
      .some((part) => part === ipOf(address) || part === prefix);
  }

  /** After any run whose writes were done: nobody is under what is another's. */
  #afterRun(
    trouble: Trouble,
    outcome: Outcome | undefined,
    certain: readonly Customer[],
    before: ReadonlyMap<Customer, Under>,
  ): void {
    const { refuses, drops } = trouble;
    if (outcome === undefined || !this.#endsAsKnown(trouble, outcome)) return;
    this.#operatorsAreAsTheyWere();
    // What is held back is the graver of the two, and the code of such a run says nothing of what the BQN did not take.
    const isRefused = outcome.bqns.some(({ plan, applied }) => isStuck(plan) || (applied?.refused ?? []).length > 0);
    if (refuses > 0 || drops > 0 || isRefused) return;
    this.#keepsWhatItHad(trouble, before);
    this.#skippedAreLeftAlone(trouble, before);
    for (const one of certain) {
      const now = this.#under(one);
      if (now.id !== undefined && now.id !== one.login && now.entry !== undefined)
        this.#say(`${one.login} is under the entry of ${now.id} (${now.entry})`);
      this.#prefixIsTheirs(one, now, trouble);
      const others = this.#groupsOfOthers(one);
      if (others.length > 0) this.#say(`${one.login} is in ${others.join(' ')}`);
    }
  }

  /** @returns whether what could be written was written */
  #endsAsKnown({ breaks }: Trouble, outcome: Outcome | undefined): boolean {
    if (outcome === undefined) return false;
    const { exitCode, error, bqns } = outcome;
    if (exitCode === EXIT.done || exitCode === EXIT.heldBack) return true;
    // More was approved than was held back: nothing was written.
    const known = [EXIT.refused, EXIT.sourceUnreadable, EXIT.usage, ...(breaks > 0 ? [EXIT.bqnFailed] : [])];
    if (!known.some((code) => code === exitCode))
      this.#say(`exit code ${exitCode}: ${[error?.message ?? '', ...bqns.flatMap(defectLines)].join('; ')}`);
    return false;
  }

  /** No entry of a prefix of theirs is another's. */
  #prefixIsTheirs(
    one: Customer,
    { entry, ipv6 = { id: undefined, policy: undefined } }: Under,
    { unread }: Trouble,
  ): void {
    const { id, policy } = ipv6;
    if (id === undefined || policy === undefined) return;
    // Of an entry that no ledger knows, under what no plan is called that was read, nobody can tell whose hand made it.
    const isPlans = this.#town.plans.some(({ name }, at) => name === policy && !unread.plans.includes(at));
    const isKnown = this.#hasLedger || policy === BLOCK || isPlans;
    // Under a name that they had they are themselves, and under any that this reading shows of nobody once no ledger knows whose it was.
    const isSaid = policy === entry || this.#isPolicyOf(policy, one) || this.#town.isUnsaid(one);
    const isShown = ({ login, isOnline }: Customer, at: number) =>
      isOnline && login === id && !unread.logins.includes(at);
    const isNobodys = !this.#hasLedger && !this.#town.customers.some(isShown);
    const isTheirs = id === one.login || ((one.formerly.has(id) || isNobodys) && isSaid);
    if (!isTheirs && isKnown) this.#say(`${one.login} is under the entry of ${id} at ${one.prefix} (${policy})`);
  }

  /** A plan whose name another has first gets a policy with its own number behind the name. */
  #isPolicyOf(policy: string, one: Customer): boolean {
    const wanted = this.#town.policyOf(one);
    return policy === wanted || (policy.startsWith(`${wanted}-`) && this.#kbps(policy) === this.#town.kbpsOf(one));
  }

  #afterCleanRun(trouble: Trouble, certain: readonly Customer[]): void {
    for (const one of certain) {
      if (this.#town.isUnsaid(one)) continue;
      const now = this.#under(one);
      const wanted = this.#town.policyOf(one);
      if (now.id !== one.login) this.#say(`${one.login} has the entry of ${now.id ?? 'nobody'}`);
      if (now.entry !== wanted)
        this.#say(`${one.login} is under ${now.entry ?? 'nothing'}, and should be under ${wanted}`);
      if (this.#kbps(wanted) !== this.#town.kbpsOf(one)) this.#say(`${wanted} has ${this.#kbps(wanted)} Kbps`);
      const burst = this.#town.burstOf(one);
      if (burst !== undefined && this.#limitOf(wanted)['burstRate'] !== burst) this.#say(`${wanted} has no ${burst}`);
      for (const policy of this.#policiesOfGroups(one))
        if (policy !== wanted) this.#say(`a group of ${one.login} says ${policy}, not ${wanted}`);
      this.#ipv6Agrees(one, now, wanted, trouble);
    }
  }

  /** Where a prefix is somebody's alone, it has an entry and a group, if these are asked for. */
  #ipv6Agrees(one: Customer, now: Under, wanted: string, { ipv6, dualStack }: Trouble): void {
    const { login, prefix } = one;
    if (!this.#town.ownsPrefix(one)) return;
    const { id, policy } = now.ipv6 ?? {};
    if (ipv6 && (id !== login || policy !== wanted))
      this.#say(`${login} has ${policy} of ${id} at ${prefix}, and should have ${wanted}`);
    if (dualStack && now.groups.length === 0 && !this.#town.hasNamesake(one))
      this.#say(`${login} has no group for ${prefix}`);
  }

  /** The gate: within an hour no more than a fifth is blocked that was not, unless somebody said so. */
  #countBlocks(trouble: Trouble, before: ReadonlySet<string>, known: ReadonlySet<string>): void {
    const { force } = trouble;
    const now = this.#blockedIds();
    // Whom the operator let pass is not told apart from the others.
    const unsaid = (ids: readonly string[]) =>
      ids.filter((id) => !this.#town.isSeverals(id) && !this.#letPass.has(id)).slice(trouble.approved);
    const newly = unsaid([...now].filter((id) => !before.has(id) && !this.#lastBlocked.has(id) && known.has(id)));
    for (const id of this.#ids((policy) => policy !== undefined && policy !== BLOCK)) this.#lastBlocked.delete(id);
    for (const id of now) this.#lastBlocked.add(id);
    const isGone = (one: Customer) => this.#town.statusOf(one) === GONE;
    const gone = new Set(this.#town.customers.filter(isGone).map(({ login }) => login));
    const freed = unsaid([...before].filter((id) => !now.has(id) && gone.has(id) && known.has(id)));
    // Of fewer than ten a percentage says nothing.
    const isSmall = this.#town.alone(trouble) < LEAST;
    if (force || isSmall || this.#isLost) {
      if (force || isSmall) [this.#blocks, this.#freed] = [[], []];
      return;
    }
    this.#blocks = this.#metWithinHour(this.#blocks, newly, 'blocked');
    this.#freed = this.#metWithinHour(this.#freed, freed, 'let through without their contract');
  }

  /** The gate again: nor is more than a fifth slowed or let go, or left without the plan that they had. */
  #countSpeeds(trouble: Trouble, before: ReadonlyMap<string, number | undefined>): void {
    const isSmall = this.#town.alone(trouble) < LEAST;
    if (trouble.force || trouble.approved > 0 || isSmall || this.#isLost) {
      if (trouble.force || isSmall) [this.#slowed, this.#unplanned] = [[], []];
      return;
    }
    const [slowed, unplanned]: [string[], string[]] = [[], []];
    for (const [login, now] of this.#speeds()) {
      const was = before.get(login);
      // Of whom nothing was said, and who is or was blocked, this is no matter of speed.
      if (was === undefined || was === 0 || now === 0 || this.#letPass.has(login)) continue;
      if (now === undefined) unplanned.push(login);
      else if (isSlower(was, now) || (was >= 0 && now < 0)) slowed.push(login);
    }
    this.#slowed = this.#metWithinHour(this.#slowed, slowed, 'slowed or let go unlimited');
    this.#unplanned = this.#metWithinHour(this.#unplanned, unplanned, 'left without their plan', LOSS_LIMIT);
  }

  /** @param isForced whether this run let everybody pass; after any other those are left of them who are still behind */
  #rememberLetPass(isForced: boolean): void {
    const isBehind = (one: Customer) => this.#town.isServed(one) && this.#under(one).entry !== this.#town.policyOf(one);
    const isMeant = (one: Customer) => (isForced || this.#letPass.has(one.login)) && isBehind(one);
    this.#letPass = new Set(this.#town.customers.filter(isMeant).map(({ login }) => login));
  }

  /** The same customer twice is one customer. */
  #metWithinHour(before: readonly Met[], logins: readonly string[], what: string, limit = LIMIT): Met[] {
    const { now } = this.#town;
    const fresh = [...before.filter(({ at }) => now - at < HOUR_S), ...logins.map((login) => ({ at: now, login }))];
    const count = new Set(fresh.map(({ login }) => login)).size;
    const most = Math.ceil(Math.max(LEAST, this.#town.customers.length) * limit);
    if (count > most) this.#say(`${count} customers were ${what} within an hour`);
    return fresh;
  }

  /** Kbps of each customer who has one entry, -1 for no limit; undefined where no policy says anything. */
  #speeds(): ReadonlyMap<string, number | undefined> {
    const speeds = new Map<string, number | undefined>();
    const several = new Set<string>();
    for (const [ip, entry] of this.#bqn.store.subscribers) {
      const [id, policy] = [String(entry['subscriberId']), text(entry['policyRate'])];
      // Others' entries are no customers of ours, though `--prune all` may empty them.
      if (ip.includes(':') || !this.#town.customers.some(({ login }) => login === id)) continue;
      if (speeds.has(id)) several.add(id);
      const isThere = policy !== undefined && this.#bqn.store.policies.has(policy);
      speeds.set(id, isThere ? this.#kbps(policy) : undefined);
    }
    for (const id of several) speeds.delete(id);
    return speeds;
  }

  async #nothingToWrite(trouble: Trouble): Promise<void> {
    const before = this.#bqn.writes.length;
    await this.#run(trouble);
    const written = this.#bqn.writes.slice(before);
    if (written.length > 0)
      this.#say(`nothing changed, and yet ${written.map(({ method, key }) => `${method} ${key}`).join(', ')}`);
  }

  /** An entry of ours is nobody's for long, unless the ledger, or what the BQN shows, was lost on the way. */
  #nothingIsLeft(chapters: readonly Chapter[]): void {
    const isLoss = ({ kind }: Event) => ['state file is lost', 'BQN forgets', 'BQN is restored'].includes(kind);
    if (chapters.some(({ trouble }) => trouble.removes !== 'nothing')) return;
    const odd = chapters.filter(({ trouble }) => trouble.shows !== 'all');
    // What a BQN took without effect is not tried again for a day (src/changes/second-look.ts).
    if (chapters.some(({ trouble: { drops, refuses, breaks, dies } }) => drops + refuses + breaks + dies > 0)) return;
    if (odd.length > 1 || chapters.some(({ events }) => events.some(isLoss))) return;
    // Of an IXC without a single readable plan nothing is believed, and nothing is written.
    if (this.#town.plans.every(({ speed }) => speed === 'nonsense')) return;
    const online = this.#town.customers.filter((one) => one.isOnline || this.#town.isServed(one));
    const known = new Set(online.flatMap(({ address, prefix }) => [ipOf(address), entryOf(prefix)]));
    const alone = this.#town.customers.filter((one) => this.#town.isSkipped(one));
    const leftAlone = new Set<unknown>(alone.flatMap(({ login, formerly }) => [login, ...formerly]));
    for (const [ip, { quota, subscriberId }] of this.#bqn.store.subscribers)
      if (
        quota === undefined &&
        !known.has(ip) &&
        !leftAlone.has(subscriberId) &&
        !this.#byAnotherHand.has(ip) &&
        !this.#town.isSkippedAddress(ip)
      )
        this.#say(`${ip} of ${subscriberId} is left`);
  }

  /** Nobody is blocked by what is taken off, and the next run begins anew. */
  #afterRemoval(trouble: Trouble, outcome: Outcome | undefined): void {
    this.#endsAsKnown(trouble, outcome);
    this.#operatorsAreAsTheyWere();
    if (outcome?.exitCode === EXIT.done && isFaithful(trouble) && this.#hasLedger)
      for (const id of this.#blockedIds()) this.#say(`${id} stays blocked though all was removed`);
    this.#hasLedger = false;
    this.#last.clear();
    this.#leftAlone = new Set();
    this.#isLost = true;
  }

  #operatorsAreAsTheyWere(): void {
    const { store } = this.#bqn;
    const now = [
      store.policy('Operator')?.['policyId'],
      store.subscriber('203.0.113.9')?.['quota'],
      store.group('Condo')?.['policyRate'],
    ];
    const were = ['op', { volume: 5 }, 'Operator'];
    // `--prune all` may take them away, and never changes them.
    const isAsItWas = (what: unknown, at: number) =>
      JSON.stringify(what) === JSON.stringify(were[at]) || (this.#hasPrunedAll && what === undefined);
    if (!now.every(isAsItWas)) this.#say(`what is the operator's changed: ${JSON.stringify(now)}`);
  }

  #under(one: Customer): Under {
    const entry = this.#bqn.store.subscribers.get(ipOf(one.address));
    const groups = this.#groupsWith(one).flatMap(({ policy }) => policy ?? []);
    const isOwn = this.#town.ownsPrefix(one);
    const prefix = isOwn ? this.#bqn.store.subscribers.get(entryOf(one.prefix)) : undefined;
    const policy = text(entry?.['policyRate']);
    return {
      id: text(entry?.['subscriberId']),
      entry: policy,
      isThere: policy !== undefined && this.#bqn.store.policies.has(policy),
      of: String(this.#bqn.store.policies.get(policy ?? '')?.policyId ?? ''),
      kbps: this.#kbps(policy ?? ''),
      groups,
      ipv6: prefix && { id: text(prefix['subscriberId']), policy: text(prefix['policyRate']) },
    };
  }

  /** Of the groups that this program has to do with. */
  #policiesOfGroups(one: Customer): string[] {
    const left = new Set(
      this.#town.customers.filter((one) => this.#town.isSkipped(one)).map(({ login }) => `DS-${login}`),
    );
    return this.#groupsWith(one).flatMap(({ name, policy }) => (left.has(name) ? [] : (policy ?? [])));
  }

  #groupsOfOthers(one: Customer): string[] {
    // Who has the same contract may share a group.
    const theirs = this.#town.customers.filter(
      // What is the group of one who is left alone is left alone.
      (other) => other === one || other.contract === one.contract || this.#town.isSkipped(other),
    );
    const names = [...theirs.map(({ login }) => login), ...one.formerly];
    const isTheirs = (name: string) => names.some((login) => name === `DS-${login}` || name.startsWith(`DS-${login}-`));
    return this.#groupsWith(one)
      .filter(({ policy, name }) => policy !== undefined && !isTheirs(name))
      .map(({ name }) => name);
  }

  /** A prefix that others show too is nobody's. */
  #groupsWith(one: Customer): { readonly name: string; readonly policy: string | undefined }[] {
    const isOwn = this.#town.ownsPrefix(one);
    const ip = ipOf(one.address);
    const found: { readonly name: string; readonly policy: string | undefined }[] = [];
    for (const [name, group] of this.#bqn.store.groups) {
      const holds = (part: string) =>
        listed(group['subscriberMembers'], part) || listed(group['subscriberRanges'], part);
      if (holds(ip) || (isOwn && holds(one.prefix))) found.push({ name, policy: text(group['policyRate']) });
    }
    return found;
  }

  #kbps(policy: string): number {
    const { rate } = this.#limitOf(policy);
    return typeof rate === 'number' ? rate : -1;
  }

  #limitOf(policy: string): JsonObject {
    const limit = this.#bqn.store.policies.get(policy)?.['rateLimitDownlink'];
    return isObject(limit) ? limit : {};
  }

  #blockedIds(): ReadonlySet<string> {
    return this.#ids((policy) => policy === BLOCK);
  }

  /** Customers of whom something is said. */
  #knownIds(): ReadonlySet<string> {
    return this.#ids(() => true);
  }

  #ids(isMeant: (policy: string | undefined) => boolean): ReadonlySet<string> {
    const entries = [...this.#bqn.store.subscribers.values()].filter((entry) => isMeant(text(entry['policyRate'])));
    return new Set(entries.map((entry) => String(entry['subscriberId'])));
  }

  #say(what: string): void {
    this.#broken.push(what);
  }
}

function listed(parts: unknown, part: string): boolean {
  return Array.isArray(parts) && parts.includes(part);
}

class Dropped extends Error {}

/** What a program that is killed does not see any more. */
class Killed extends Error {}

/** Whether the BQN is shown as it is and takes what it says it takes, to the end. */
function isFaithful({ refuses, drops, breaks, dies, shows }: Trouble): boolean {
  return refuses + drops + breaks + dies === 0 && shows === 'all';
}

function leavingAlone(plan: number): ScopeRule {
  if (plan === SKIPPED_NETWORK) {
    const skipSubnets = [parseSubnet('100.64.0.12/30')].flatMap((one) => one ?? []);
    return { ...EVERYBODY, said: 'skip-subnet 100.64.0.12/30', skipSubnets };
  }
  const id = String(plan + 1);
  return { ...EVERYBODY, said: `skip-plan ${id}`, skipPlans: new Set([id]) };
}

function isAllRead({ unread: { logins, contracts, plans } }: Trouble): boolean {
  return logins.length + contracts.length + plans.length === 0;
}

function isStuck(plan: ChangePlan | undefined): boolean {
  return plan?.stuck.some(({ harmful }) => harmful) === true;
}

/** To less than half. */
function isSlower(was: number, now: number): boolean {
  return now >= 0 && (was < 0 || now < was / 2);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function copyOf({ store }: MemoryBqn): MemoryBqn {
  const copy = (kind: 'policies' | 'subscribers' | 'subscriberGroups') => structuredClone(store.list(kind));
  return new MemoryBqn(
    {
      policies: copy('policies'),
      subscribers: copy('subscribers'),
      groups: copy('subscriberGroups'),
    },
    QUIRKS,
  );
}
