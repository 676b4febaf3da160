import type { Reconciliation, TrialBalance } from '#shared/wire/ledger.ts';
import { WHOLE_LEDGER, type LedgerFilter } from '../rules/ledger-filter.ts';
import { onceAtATime } from '../rules/once-at-a-time.ts';
import type { Desk } from './desk.svelte.ts';
import { Loaded } from './loaded.svelte.ts';

/** The trial balance of a part of the books, and what they say together with the lenders', read again with every change. */
export class LedgerPage {
  readonly #desk: Desk;
  readonly balance = new Loaded<TrialBalance>();
  readonly reconciliation = new Loaded<Reconciliation>();
  #filter: LedgerFilter = WHOLE_LEDGER;
  #outdated = $state(false);
  readonly read = onceAtATime(async () => {
    const { api } = this.#desk;
    const { at, valueOn, bookId } = this.#filter;
    await Promise.all([
      this.balance.load(() => this.#desk.heard(api.trialBalance({ at, valueOn, bookId }))),
      this.reconciliation.load(() => this.#desk.heard(api.reconciliation(at))),
    ]);
  });

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** True while what is shown still is another part of the books; it stays, dimmed. */
  get outdated(): boolean {
    return this.#outdated;
  }

  open(): () => void {
    return this.#desk.watch(() => void this.read());
  }

  async show(filter: LedgerFilter): Promise<void> {
    this.#filter = filter;
    this.#outdated = true;
    await this.read();
    this.#outdated = false;
  }
}
