import { createSubscriber } from 'svelte/reactivity';

/** The time as screens see it: reading `now` (ms, UTC) in markup renews it every second, for as long as it is shown. */
export class Clock {
  readonly #subscribe = createSubscriber((update) => {
    const timer = setInterval(update, 1_000);
    return () => clearInterval(timer);
  });

  get now(): number {
    this.#subscribe();
    return Date.now();
  }
}
