import type { Standing } from '../billing/standing.ts';
import type { BqnKind } from '../bqn/kinds.ts';
import type { BqnGroup, BqnPolicy } from '../bqn/resources.ts';
import type { Beyond } from '../customers/beyond.ts';
import type { Subscriber } from '../customers/customer.ts';
import type { FateChange } from '../customers/fate-change.ts';
import type { Why } from '../customers/why.ts';
import type { JsonObject } from '../text/json.ts';
import type { KeepReason } from './keep-reason.ts';
import type { Membership } from './membership.ts';
import type { OurEntries } from './ours.ts';
import type { Remark } from './remark.ts';
import type { WhyNot } from './why-not.ts';

/** One field that we own, before and after; null for "none". */
export interface FieldChange {
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** What every change has. */
interface ChangeBase {
  readonly kind: BqnKind;
  /** Policy or group name, or canonical address: what the entry is called wherever entries are looked up. */
  readonly key: string;
  /** The same as the BQN writes it, for the path of the request. */
  readonly path: string;
  /** Who it is about, for people: subscriber id, or the key again. */
  readonly who: string;
  readonly why: Why;
  /** The canonical addresses of the subscribers that it belongs to, so that all of a customer is held back together. */
  readonly belongsTo: readonly string[];
}

export interface Create extends ChangeBase {
  readonly action: 'create';
  readonly fields: readonly FieldChange[];
  /** All the fields of ours. */
  readonly body: JsonObject;
  /** The policy that the entry will name; it must exist by then. */
  readonly policy: string | null;
  /** Whether the ledger says that it was there, so that the BQN's list may only lag behind. */
  readonly known?: boolean;
}

export interface Update extends ChangeBase {
  readonly action: 'update';
  readonly fields: readonly FieldChange[];
  /** Those fields that carry the change. */
  readonly body: JsonObject;
  /** To create the entry anew should the BQN not know it: all of ours and all that was listed. */
  readonly whole: JsonObject;
  readonly policy: string | null;
  /** Whether the entry merely was seen by the BQN and nobody wrote it: what a PUT says to it is not known. */
  readonly seen: boolean;
  /**
   * What to write when the policy turns out not to be there: for an entry that must not stay as it is, since it blocks
   * whom IXC lets through or is somebody else's. Undefined where it may stay.
   */
  readonly otherwise: JsonObject | undefined;
  /** Whether a group lets go of what is somebody else's: that comes before the other gets their entry. */
  readonly letsGo: boolean;
}

export interface Delete extends ChangeBase {
  readonly action: 'delete';
  /** The key of the subscriber write after which only this may happen: the customer's entry at the new address. */
  readonly after: string | undefined;
  /** As for an update. */
  readonly letsGo: boolean;
}

/** One write to a BQN, and why. */
export type Change = Create | Update | Delete;

/** The policy that an entry will name after the change; null for none and for one that is gone. */
export function policyAfter(change: Change): string | null {
  return change.action === 'delete' ? null : change.policy;
}

/** Whether a group, or an entry, lets go of what is somebody else's by it. */
export function isLettingGo(change: Change): boolean {
  return change.action !== 'create' && change.letsGo;
}

/** Entries that agree or that we may touch, and what must change. Nothing is written that is not in here. */
export interface ChangePlan {
  readonly changes: readonly Change[];
  readonly unchanged: Readonly<Record<BqnKind, number>>;
  /** Customers who are counted in it, and of whom nothing else is said. */
  readonly beyond: Beyond;
  /** Keys of what is wanted and was found so. */
  readonly agreed: Readonly<Record<BqnKind, readonly string[]>>;
  /** Entries on the BQN that this program made or finds equal, before anything is written. */
  readonly ours: Readonly<Record<BqnKind, OurEntries>>;
  /** Who is to be in the groups of their sites, after all else is done. */
  readonly memberships: readonly Membership[];
  /** What becomes of customers, each once. */
  readonly fates: readonly FateChange[];
  /** Customers whose entries on the BQN are ours, or who are online, and those of them whom an entry blocks now. */
  readonly managed: number;
  readonly blocked: number;
  /** Online subscribers that the billing system wants on the BQN. */
  readonly wanted: number;
  /** Customers whom this BQN serves, as they are called in `fates`, each with the entry that they are counted at. */
  readonly online: ReadonlyMap<string, Subscriber>;
  /** What the contracts say of customers who are online and whom this BQN serves nowhere. Few runs ask. */
  readonly unserved: () => ReadonlyMap<string, Standing>;
  /** Customers whom an entry of the BQN blocks, before anything is written. */
  readonly blockedNow: ReadonlySet<string>;
  /** Entries that nobody wants at their address and that stay, and why. */
  readonly kept: ReadonlyMap<string, KeepReason>;
  /** What the customer of an entry is called. */
  readonly keyOf: (ip: string, entry: { readonly id: string | null }) => string;
  /** What a customer is called now of whom a version before 3.0 remembers something by name or address. */
  readonly keyOfName: (name: string) => string;
  /** Entries that should change but cannot, with the reason. */
  readonly stuck: readonly Stuck[];
  /** What stood on the BQN before us under a name that we need. */
  readonly takenOver: readonly TakeOver[];
  /** What the operator should know of this BQN. */
  readonly remarks: readonly Remark[];
}

export interface Stuck {
  /** Whether somebody is worse off for it, so that the run must not end as if all were well. */
  readonly harmful: boolean;
  readonly kind: BqnKind;
  readonly key: string;
  readonly why: WhyNot;
}

/** What it was and what it becomes. */
export type TakeOver = {
  readonly key: string;
  /** Entries and groups that name it, for a policy. */
  readonly users: number;
} & (
  | { readonly kind: 'policy'; readonly was: PolicyShape; readonly becomes: PolicyShape }
  | { readonly kind: 'group'; readonly was: GroupShape; readonly becomes: GroupShape }
);

type PolicyShape = Pick<BqnPolicy, 'id' | 'downKbps' | 'upKbps'>;
type GroupShape = Pick<BqnGroup, 'policy' | 'members' | 'ranges'>;
