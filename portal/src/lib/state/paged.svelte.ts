import type { Refusal, Result } from '#shared/refusals/refusal.ts';
import type { Page } from '../api/portal-api.ts';
import { Loaded } from './loaded.svelte.ts';

type AskPage<T, P extends Page<T>> = (before: string | null) => Promise<Result<P>>;

/** A list that grows by pages. Reading it again reads as many pages as are shown, so no shown row is stale. */
export class Paged<T, P extends Page<T> = Page<T>> {
  readonly #loaded = new Loaded<P>();
  #pages = 1;
  #growing = $state(false);

  get page(): P | null {
    return this.#loaded.value;
  }
  get items(): T[] | null {
    return this.#loaded.value?.items ?? null;
  }
  get refusal(): Refusal | null {
    return this.#loaded.refusal;
  }
  get growing(): boolean {
    return this.#growing;
  }
  get hasMore(): boolean {
    return (this.#loaded.value?.next ?? null) !== null;
  }

  /** Begins anew, for another filter. */
  restart(): void {
    this.#pages = 1;
    this.#loaded.outdate();
  }

  async refresh(ask: AskPage<T, P>): Promise<void> {
    await this.#loaded.load(() => pagesOf(ask, this.#pages));
  }

  async grow(ask: AskPage<T, P>): Promise<void> {
    if (this.#growing || !this.hasMore) return;
    this.#growing = true;
    this.#pages += 1;
    await this.refresh(ask);
    this.#growing = false;
  }
}

/** The first `count` pages as one. */
async function pagesOf<T, P extends Page<T>>(ask: AskPage<T, P>, count: number): Promise<Result<P>> {
  let together = await ask(null);
  for (let read = 1; read < count && together.ok && together.value.next !== null; read += 1) {
    const further = await ask(together.value.next);
    if (!further.ok) return further;
    together = { ok: true, value: { ...further.value, items: [...together.value.items, ...further.value.items] } };
  }
  return together;
}
