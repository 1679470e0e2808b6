/**
 * Waits for all of several tasks that stand or fall together: the first failure calls `stop`, which must make the others
 * end soon, and they are waited for, so that nothing goes on after it is told.
 * @throws what the first that failed threw
 */
export async function together<T extends readonly unknown[]>(
  tasks: readonly [...{ [K in keyof T]: Promise<T[K]> }],
  stop: () => void,
): Promise<T> {
  let failure: { readonly error: unknown } | undefined;
  const watched = tasks.map((task) =>
    task.catch((error: unknown) => {
      if (failure !== undefined) return;
      failure = { error };
      stop();
    }),
  );
  await Promise.all(watched);
  if (failure !== undefined) throw failure.error;
  return (await Promise.all(tasks)) as unknown as T;
}
