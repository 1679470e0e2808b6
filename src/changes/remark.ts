/** What the operator should know of a BQN. `report/remark-text.ts` says it. */
export type Remark =
  /** So many logins are online and not for this BQN. */
  | { readonly kind: 'out of scope'; readonly logins: number }
  /** So many keep their entries for a while though they are offline. */
  | { readonly kind: 'in grace'; readonly customers: number }
  /** Entries that are not what they should be, each with what is wrong with it. */
  | { readonly kind: 'passed over'; readonly odd: readonly string[] }
  /** A group of other hands gives customers of ours another policy. */
  | { readonly kind: 'contrary group'; readonly group: string; readonly policy: string; readonly who: readonly Held[] }
  /** A group of this program's names that another hand made lets go of customers of ours, or goes. */
  | { readonly kind: 'group lets go'; readonly group: string; readonly goes: boolean; readonly of: readonly string[] }
  /** It takes groups without their policy: so many customers have IPv6 without a limit or a block. */
  | { readonly kind: 'drops group policy'; readonly customers: number }
  /** The operator gave the group of a site a policy, so that many of its customers stay out of it. */
  | { readonly kind: 'limited site'; readonly group: string; readonly policy: string; readonly customers: number }
  /** What stays with a policy of ours where all of ours was to go, and groups of sites that nothing tells to be ours. */
  | { readonly kind: 'left behind'; readonly under: readonly string[]; readonly sites: readonly string[] }
  /** It shows no subscriber in the groups of sites that they were put into. */
  | { readonly kind: 'hides sites' };

/** A customer, by the address or prefix at which a group holds them. */
export interface Held {
  readonly id: string;
  readonly at: string;
}
