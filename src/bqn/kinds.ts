import { phrase } from '../text/language.ts';

/** What a BQN holds for us. */
export type BqnKind = 'policy' | 'subscriber' | 'group';

export const KINDS: readonly BqnKind[] = ['policy', 'subscriber', 'group'];

/** As people read them. */
export const KIND_NAMES: Readonly<Record<BqnKind, string>> = {
  policy: phrase`policies`,
  subscriber: phrase`subscribers`,
  group: phrase`groups`,
};
