import type { Refusal } from '#shared/refusals/refusal.ts';
import type { LoanSummary } from '#shared/wire/loans.ts';
import { NO_LOAN_FILTER, type LoanFilter } from '../rules/loan-filter.ts';
import { onceAtATime } from '../rules/once-at-a-time.ts';
import { normalizeTyped } from '../rules/typed-text.ts';
import type { Desk } from './desk.svelte.ts';
import { Paged } from './paged.svelte.ts';

/** The list of loans under one filter, newest first, kept fresh while it is looked at. */
export class LoansPage {
  readonly #desk: Desk;
  readonly #list = new Paged<LoanSummary>();
  #filter: LoanFilter = NO_LOAN_FILTER;
  #outdated = $state(false);
  readonly read = onceAtATime(() => this.#list.refresh((before) => this.#ask(before)));

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  get items(): LoanSummary[] | null {
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

  async show(filter: LoanFilter): Promise<void> {
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
    const { text, status, bucket } = this.#filter;
    return this.#desk.heard(this.#desk.api.listLoans({ text: normalizeTyped(text), status, bucket, before }));
  }
}
