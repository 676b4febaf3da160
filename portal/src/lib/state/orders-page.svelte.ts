import type { Refusal } from '#shared/refusals/refusal.ts';
import type { OrderSummary } from '#shared/wire/portal.ts';
import { onceAtATime } from '../rules/once-at-a-time.ts';
import type { OrderFilter } from '../rules/order-filter.ts';
import { normalizeTyped } from '../rules/typed-text.ts';
import type { Desk } from './desk.svelte.ts';
import { Paged } from './paged.svelte.ts';

/** The list of orders under one filter, newest first, kept fresh while it is looked at. */
export class OrdersPage {
  readonly #desk: Desk;
  readonly #list = new Paged<OrderSummary>();
  #filter: OrderFilter = { text: '', status: null };
  #outdated = $state(false);
  readonly read = onceAtATime(() => this.#list.refresh((before) => this.#ask(before)));

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  get items(): OrderSummary[] | null {
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

  async show(filter: OrderFilter): Promise<void> {
    this.#filter = filter;
    this.#outdated = true;
    this.#list.restart();
    await this.read();
    this.#outdated = false;
  }

  more(): Promise<void> {
    return this.#list.grow((before) => this.#ask(before));
  }

  #ask(before: string | null) {
    const { text, status } = this.#filter;
    return this.#desk.heard(this.#desk.api.listOrders({ text: normalizeTyped(text), status, before }));
  }
}
