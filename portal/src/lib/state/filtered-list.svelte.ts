import type { Refusal, Result } from '#shared/refusals/refusal.ts';
import type { Page } from '../api/portal-api.ts';
import { onceAtATime } from '../rules/once-at-a-time.ts';
import type { Desk } from './desk.svelte.ts';
import { Paged } from './paged.svelte.ts';

/** Asks for a page of what a filter lets through. */
export type AskForPage<Item, Filter> = (filter: Filter, before: string | null) => Promise<Result<Page<Item>>>;

/** A long list under one filter, newest first, kept fresh while it is looked at. */
export class FilteredList<Item extends { id: string }, Filter> {
  readonly #desk: Desk;
  readonly #ask: AskForPage<Item, Filter>;
  readonly #list = new Paged<Item>();
  #filter: Filter;
  #outdated = $state(false);
  readonly read = onceAtATime(() => this.#list.refresh((before) => this.#page(before)));

  /** `filter` is what is shown before anything is chosen. */
  constructor(desk: Desk, filter: Filter, ask: AskForPage<Item, Filter>) {
    this.#desk = desk;
    this.#filter = filter;
    this.#ask = ask;
  }

  get items(): Item[] | null {
    return this.#list.items;
  }
  get refusal(): Refusal | null {
    return this.#list.refusal;
  }
  get hasMore(): boolean {
    return this.#list.hasMore;
  }
  get growing(): boolean {
    return this.#list.growing;
  }

  /** True while the rows still are those of the filter before; they stay, dimmed, so that typing does not flicker. */
  get outdated(): boolean {
    return this.#outdated;
  }

  open(): () => void {
    return this.#desk.watch(() => void this.read());
  }

  async show(filter: Filter): Promise<void> {
    this.#filter = filter;
    this.#outdated = true;
    this.#list.restart();
    await this.read();
    this.#outdated = false;
  }

  more(): Promise<void> {
    return this.#list.grow((before) => this.#page(before));
  }

  #page(before: string | null) {
    return this.#desk.heard(this.#ask(this.#filter, before));
  }
}
