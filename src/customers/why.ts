import type { Standing } from '../billing/standing.ts';
import type { Override } from './override-rule.ts';

/** Why something is written on a BQN, or comes to a customer: what was decided, and about what. `report/why-text.ts` says it. */
export type Why = OfCustomer | OfGroup | OfLeftover | OfPolicy | OfOperator;

/** What billing says of a customer, or the operator's own word about them. */
export type OfCustomer = { readonly override?: Override | undefined } & (
  | { readonly kind: 'blocked' | 'let through'; readonly standing: Standing }
  | {
      readonly kind: 'plan';
      readonly plan: number;
      readonly givesPolicy: boolean;
      /** What stood at their address: nothing, an entry that says their id, or one of another id. */
      readonly found: 'nothing' | 'their own' | 'another';
      readonly id: string;
    }
);

export type OfGroup =
  /** It follows its customer, if it has one, and lets go of what is somebody else's now. */
  | {
      readonly kind: 'follows';
      readonly id: string | undefined;
      /** By what contract its customer is blocked, where they are. */
      readonly blockedBy: Standing | undefined;
      readonly letsGo: readonly string[];
    }
  /** It goes, as nobody needs it, or as it held what is somebody else's now. */
  | { readonly kind: 'not needed' }
  | { readonly kind: "held another's"; readonly parts: readonly string[] }
  /** It is made for the site of its customers. */
  | { readonly kind: 'site' };

/** An entry that nobody wants at its address. */
export type OfLeftover =
  | { readonly kind: 'nobody online' | 'quota' | "another's prefix" }
  /** Its customer is at this address now. */
  | { readonly kind: 'moved'; readonly id: string; readonly ip: string }
  /** So many logins show the address, and what it says is due to none of them. */
  | { readonly kind: 'in doubt'; readonly logins: number }
  /** Others are at the address now, whom this program leaves alone. */
  | { readonly kind: 'taken'; readonly by: readonly string[] }
  /** A block of ours on whoever left the scope, whose contract has service. */
  | { readonly kind: 'out of scope'; readonly contract: number }
  /** A customer who is served elsewhere has it as well, and it says what they get there. */
  | { readonly kind: 'as well'; readonly id: string };

export type OfPolicy =
  | { readonly kind: 'block policy' | 'no such plan' }
  | { readonly kind: 'plan policy'; readonly id: string }
  /** A policy changed under a customer: for its own reason, or though the move away from it was refused. */
  | { readonly kind: 'policy changed'; readonly policy: string; readonly why: Why }
  | { readonly kind: 'left behind'; readonly policy: string };

export type OfOperator =
  | { readonly kind: 'asked'; readonly flag: string }
  /** It is put back as it stood before the first run. */
  | { readonly kind: 'as before' }
  /** A run wrote it that was killed before it could tell. */
  | { readonly kind: 'cut off' };
