/** What an operator wants for a customer, whatever billing says; `skip`: leave them alone. */
export type OverrideWish =
  | { readonly kind: 'open' | 'slow' | 'skip' }
  | { readonly kind: 'rate'; readonly rates: { readonly downKbps: number; readonly upKbps: number } }
  | { readonly kind: 'plan'; readonly name: string };

/** One line of the operator's file of overrides. */
export interface Override {
  /** As billing calls it, or `id:12`. */
  readonly login: string;
  readonly wish: OverrideWish;
  /** The last day, `YYYY-MM-DD`. */
  readonly until: string;
  readonly by: string;
  readonly why: string;
}
