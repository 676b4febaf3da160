import { v7 } from 'uuid';
import { formatYuan, type Fen } from '#shared/money/fen.ts';
import type { Refusal } from '#shared/refusals/refusal.ts';
import type { Good, OrderDetail } from '#shared/wire/portal.ts';
import {
  addGood,
  basketPrice,
  downPaymentShare,
  LINES_MAX,
  readDownPayment,
  removeLine,
  restoreLine,
  setQuantity,
  type Basket,
  type DownPayment,
  type RemovedLine,
} from '../rules/basket.ts';
import type { Desk } from './desk.svelte.ts';

/** An order being put together. The typed down payment is kept as typed until the order is made. */
export class NewOrderPage {
  readonly #desk: Desk;
  #basket = $state.raw<Basket>([]);
  #removed = $state.raw<RemovedLine | null>(null);
  #full = $state(false);
  #busy = $state(false);
  #refusal = $state.raw<Refusal | null>(null);
  /** One id for one content of the basket: pressing again after a lost answer makes no second order. */
  #commandId = v7();
  storeId = $state<string>('');
  downPaymentTyped = $state('');
  downPayment: DownPayment = $derived(readDownPayment(this.downPaymentTyped, basketPrice(this.#basket)));

  constructor(desk: Desk) {
    this.#desk = desk;
    this.storeId = desk.me?.stores[0]?.id ?? '';
  }

  get basket(): Basket {
    return this.#basket;
  }
  get removed(): RemovedLine | null {
    return this.#removed;
  }
  get full(): boolean {
    return this.#full;
  }
  get busy(): boolean {
    return this.#busy;
  }
  get refusal(): Refusal | null {
    return this.#refusal;
  }
  get priceFen(): Fen {
    return basketPrice(this.#basket);
  }
  get ready(): boolean {
    return this.#basket.length > 0 && this.downPayment.ok && this.storeId !== '';
  }

  add(good: Good): void {
    const next = addGood(this.#basket, good);
    this.#full = next === this.#basket && next.length >= LINES_MAX;
    this.#change(next);
  }
  setQuantity(goodId: string, quantity: number): void {
    this.#change(setQuantity(this.#basket, goodId, quantity));
  }
  remove(goodId: string): void {
    const { basket, removed } = removeLine(this.#basket, goodId);
    this.#change(basket);
    this.#removed = removed;
  }
  undoRemoval(): void {
    if (this.#removed) this.#change(restoreLine(this.#basket, this.#removed));
  }
  payShare(shareBps: number): void {
    const share = downPaymentShare(this.priceFen, shareBps);
    this.downPaymentTyped = share === 0 ? '' : formatYuan(share).slice(1);
  }

  /** The order made, or null with the refusal to be shown; what was put together stays. */
  async submit(): Promise<OrderDetail | null> {
    const downPayment = this.downPayment;
    if (this.#busy || !this.ready || !downPayment.ok) return null;
    this.#busy = true;
    this.#refusal = null;
    const lines = this.#basket.map(({ good, quantity }) => ({ goodId: good.id, quantity }));
    const { downPaymentFen } = downPayment;
    const order = { commandId: this.#commandId, storeId: this.storeId, lines, downPaymentFen };
    const result = await this.#desk.heard(this.#desk.api.createOrder(order));
    this.#busy = false;
    if (result.ok) return result.value;
    this.#refusal = result.refusal;
    // Without an answer it may have been made: the same id asks for the same order. A refused one gets a new id.
    if (result.refusal.code !== 'offline') this.#commandId = v7();
    return null;
  }

  #change(basket: Basket): void {
    if (basket !== this.#basket) this.#commandId = v7();
    this.#basket = basket;
    this.#removed = null;
    this.#refusal = null;
  }
}
