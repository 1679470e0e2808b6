/**
 * Does something with each item in their order, so many at a time. After the first failure nothing more is begun.
 * @param width how many may be under way; asked before each, as it may change
 * @throws what the first failure threw, after what is under way has ended
 */
export function eachOf<T>(items: Iterable<T>, width: () => number, act: (item: T) => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const queue = items[Symbol.iterator]();
    let active = 0;
    let isOver = false;
    let failure: unknown;
    const pump = () => {
      while (!isOver && active < width()) {
        const next = queue.next();
        if (next.done === true) isOver = true;
        else start(next.value);
      }
      if (active > 0) return;
      if (failure === undefined) resolve();
      else reject(failure);
    };
    const start = (item: T) => {
      active++;
      act(item)
        .catch((error: unknown) => {
          failure ??= error;
          isOver = true;
        })
        .finally(() => {
          active--;
          pump();
        });
    };
    pump();
  });
}
