/** Why an entry that should change is left as it is, or a change did not happen. `report/why-text.ts` says it. */
export type WhyNot =
  /** Whoever were pointed at a policy that is not there would have no limit. */
  | { readonly kind: 'policy not there'; readonly policy: string | null }
  | { readonly kind: 'held back' }
  /** The plan's policy would be right, but for its new speed. */
  | { readonly kind: 'speed held back'; readonly policy: string }
  /** The BQN's rules gave a customer without a plan what is one of our plans'. */
  | { readonly kind: "rules' policy" }
  /** What decides about the customer was not among the rows read. */
  | { readonly kind: 'unread' }
  /** It was made for another login of this name, of whom nothing was read. */
  | { readonly kind: 'group of one not read' }
  /** An earlier write came to nothing: a static policy, or another entry, which is tried again within a day. */
  | { readonly kind: 'static policy' | 'came to nothing' }
  /** Another hand did something to what is to be put back. */
  | { readonly kind: 'deleted since' }
  | { readonly kind: 'changed since'; readonly field: string; readonly now: string | null }
  | { readonly kind: 'in use' }
  /** An old entry goes only after the new one. */
  | { readonly kind: 'entry not there'; readonly ip: string }
  | { readonly kind: "another plan's"; readonly policy: string }
  | { readonly kind: 'not left'; readonly customers: number }
  /** The BQN said yes: to a policy that stayed as it was; to this alone; or to all that was written. */
  | { readonly kind: 'no effect' | 'nothing of it' | 'nothing of all' }
  /** In the BQN's own words. */
  | { readonly kind: 'refused'; readonly said: string };
