/** Answers whose times are compared as one. */
const LEAST_WINDOW = 32;
/** Answers a writer in a window: enough that one slow entry does not show. */
const WINDOW_PER_WRITE = 4;
/** A BQN that answers this quickly is not troubled, whatever the ratio. In ms. */
const QUICK_MS = 20;
/** Slower than this many times its best, and fewer writes are sent at a time. */
const SLOWED = 2;
/** A BQN that stays slow is taken for what it is, this much more in each window. */
const FORGETTING = 1.1;

/**
 * How many writes may be under way at a BQN. It forwards live traffic, so when its answers take twice as long as at its
 * best, or when it says 429 or 503, it gets half as many at a time; when it recovers, one more after each window of
 * answers. Knows no clock: it is told.
 */
export class Pace {
  readonly #most: number;
  #width: number;
  #times: number[] = [];
  #best: number | undefined;
  /** The first window holds the handshakes. */
  #warm = false;
  #halved = false;

  /** @param most writes at a time when all is well */
  constructor(most: number) {
    this.#most = most;
    this.#width = most;
  }

  /** Writes that may be under way now; at least 1. */
  get width(): number {
    return this.#width;
  }

  /** @param ms from sending to the last byte of the answer */
  answered(ms: number, status: number): void {
    if (status === 429 || status === 503) this.#refused();
    this.#times.push(ms);
    if (this.#times.length >= Math.max(LEAST_WINDOW, WINDOW_PER_WRITE * this.#width)) this.#endWindow();
  }

  #endWindow(): void {
    const median = medianOf(this.#times);
    this.#times = [];
    const halved = this.#halved;
    this.#halved = false;
    if (!this.#warm) {
      this.#warm = true;
      return;
    }
    const best = this.#best ?? median;
    if (median > SLOWED * best && median > QUICK_MS) this.#halve();
    else if (!halved) this.#width = Math.min(this.#most, this.#width + 1);
    this.#best = Math.min(median, best * FORGETTING);
  }

  /** Counts once a window: the answers under way are those of the width before. */
  #refused(): void {
    if (!this.#halved) this.#halve();
    this.#halved = true;
  }

  #halve(): void {
    this.#width = Math.max(1, Math.floor(this.#width / 2));
  }
}

function medianOf(times: readonly number[]): number {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
