import type { WriteRefused } from '../bqn/errors.ts';
import type { Membership } from '../changes/membership.ts';

/** What came of putting subscribers into the groups of their sites. */
export interface SitesDone {
  /** Subscribers who were put into them. */
  readonly joined: number;
  /** Subscribers who were taken out of some, and put into none. */
  readonly left: number;
  /** What was written. */
  readonly written: readonly Membership[];
  /** How many could not be, and why the first of them. */
  readonly refused: number;
  readonly reason: string | undefined;
  /** Groups that a subscriber may be in at most, the built-in one not counted; undefined where nothing was learnt of it. */
  readonly most: number | undefined;
}

/** So many clear refusals of one number of groups, and not one success, are no accident. */
const ENOUGH = 3;

/**
 * Counts by how many groups a subscriber was to be in: how many a release takes is not known
 * (src/bqn/README.md, "Groups"), and the next one is refused for good.
 */
export class SiteTally {
  readonly #took = new Map<number, number>();
  readonly #refused = new Map<number, number>();
  readonly #written: Membership[] = [];
  #left = 0;
  /** Who could not be taken out. */
  #stayed = 0;
  #failed = 0;
  #reason: string | undefined;

  took(membership: Membership): void {
    const { groups, added } = membership;
    this.#written.push(membership);
    if (added.length === 0) {
      this.#left++;
      return;
    }
    const { length } = groups;
    this.#took.set(length, (this.#took.get(length) ?? 0) + 1);
  }

  refused({ groups: { length }, added }: Membership, { status, reason }: WriteRefused): void {
    this.#failed++;
    this.#reason ??= reason;
    if (added.length === 0) {
      this.#stayed++;
      return;
    }
    if ([400, 409, 422].includes(status)) this.#refused.set(length, (this.#refused.get(length) ?? 0) + 1);
  }

  /** Whether so many groups, or fewer, were refused often enough. */
  isHopeless({ groups: { length }, added }: Membership): boolean {
    if (added.length === 0) return this.#stayed >= ENOUGH && this.#left === 0;
    return this.#hopeless().some((refused) => refused <= length);
  }

  result(): SitesDone {
    const hopeless = this.#hopeless();
    return {
      joined: [...this.#took.values()].reduce((sum, count) => sum + count, 0),
      left: this.#left,
      written: this.#written,
      refused: this.#failed,
      reason: this.#reason,
      // The built-in group is among those that were written, and one less may be taken.
      most: hopeless.length === 0 ? undefined : Math.min(...hopeless) - 2,
    };
  }

  #hopeless(): number[] {
    return [...this.#refused]
      .filter(([length, count]) => count >= ENOUGH && !this.#took.has(length))
      .map(([length]) => length);
  }
}
