/** A thing that may not be there yet, and will not go away once it is. */
export interface Later<T> {
  current(): T | null;
  /** Resolves when it is there. */
  readonly arrived: Promise<T>;
  /** Once only. */
  set(value: T): void;
}

export function createLater<T>(): Later<T> {
  const { promise, resolve } = Promise.withResolvers<T>();
  let value: { readonly is: T } | null = null;
  return {
    current: () => value?.is ?? null,
    arrived: promise,
    set: (given) => {
      if (value !== null) throw new Error('it is there already');
      value = { is: given };
      resolve(given);
    },
  };
}

/** The same promise, given up when `signal` says so: then it rejects with the signal's reason. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error('given up'));
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
