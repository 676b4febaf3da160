import { createSubscriber } from 'svelte/reactivity';

/** The wall clock for countdowns: ticks once a second, only while something on the page reads it. */
class Now {
  readonly #subscribe = createSubscriber((tick) => {
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  });

  get ms(): number {
    this.#subscribe();
    return Date.now();
  }
}

export const now = new Now();
