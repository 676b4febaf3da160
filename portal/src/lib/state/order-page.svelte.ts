import type { Refusal, Result } from '#shared/refusals/refusal.ts';
import type { LoanSummary } from '#shared/wire/loans.ts';
import type { OrderDetail } from '#shared/wire/portal.ts';
import { onceAtATime } from '../rules/once-at-a-time.ts';
import type { Desk } from './desk.svelte.ts';
import { Loaded } from './loaded.svelte.ts';

export type OrderCommand = 'renew' | 'cancel' | 'deliver';

/** One order as it moves: read again with each of its changes, commanded one step at a time. */
export class OrderPage {
  readonly #desk: Desk;
  readonly #orderId: string;
  /** Repeating a delivery after a lost answer is the same delivery. */
  readonly #deliveryId: string;
  readonly #order = new Loaded<OrderDetail>();
  readonly #loan = new Loaded<LoanSummary | null>();
  #busy = $state<OrderCommand | null>(null);
  #commandRefusal = $state.raw<Refusal | null>(null);
  readonly read = onceAtATime(async () => {
    await this.#order.load(() => this.#desk.heard(this.#desk.api.order(this.#orderId)));
    if (this.order?.loan && this.#desk.may('loans.read')) await this.#readLoan();
  });

  constructor(desk: Desk, ids: { orderId: string; deliveryId: string }) {
    this.#desk = desk;
    this.#orderId = ids.orderId;
    this.#deliveryId = ids.deliveryId;
  }

  get order(): OrderDetail | null {
    return this.#order.value;
  }
  /** The loan that came of it, as it now stands; null until it is read, and for who may not see loans. */
  get loan(): LoanSummary | null {
    return this.#loan.value;
  }
  get refusal(): Refusal | null {
    return this.#order.refusal;
  }
  get busy(): OrderCommand | null {
    return this.#busy;
  }
  get commandRefusal(): Refusal | null {
    return this.#commandRefusal;
  }

  open(): () => void {
    void this.read();
    return this.#desk.watch((change) => {
      if (change === null || change.orderId === this.#orderId) void this.read();
    });
  }

  renew(): Promise<boolean> {
    return this.#command('renew', () => this.#desk.api.renewCode(this.#orderId));
  }
  cancel(): Promise<boolean> {
    return this.#command('cancel', () => this.#desk.api.cancelOrder(this.#orderId));
  }
  deliver(): Promise<boolean> {
    return this.#command('deliver', () => this.#desk.api.deliverOrder(this.#orderId, this.#deliveryId));
  }

  async #readLoan(): Promise<void> {
    await this.#loan.load(() => this.#desk.heard(this.#desk.api.loanOfOrder(this.#orderId)));
  }

  async #command(name: OrderCommand, ask: () => Promise<Result<OrderDetail>>): Promise<boolean> {
    if (this.#busy !== null) return false;
    this.#busy = name;
    this.#commandRefusal = null;
    const result = await this.#desk.heard(ask());
    this.#busy = null;
    if (result.ok) {
      this.#order.replace(result.value);
      return true;
    }
    this.#commandRefusal = result.refusal;
    // A refusal means the order is not where this page thought; without a line there is nothing newer to read.
    if (result.refusal.code !== 'offline') void this.read();
    return false;
  }
}
