import { shanghaiDate } from '#shared/calendar/date.ts';
import type { DecisionRecordView, SettlementLine } from '#shared/wire/portal.ts';
import type { SettlementPage } from '../api/portal-api.ts';
import { settlementsCsv, settlementsFileName, type SettlementHeadings } from '../rules/csv.ts';
import { onceAtATime } from '../rules/once-at-a-time.ts';
import type { Desk } from './desk.svelte.ts';
import { Loaded } from './loaded.svelte.ts';
import { Paged } from './paged.svelte.ts';

/** The settlement lines with their totals, live. */
export class SettlementsPage {
  readonly #desk: Desk;
  readonly list = new Paged<SettlementLine, SettlementPage>();
  #preparing = $state(false);
  readonly read = onceAtATime(() => this.list.refresh((before) => this.#ask(before)));

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  get preparing(): boolean {
    return this.#preparing;
  }

  open(): () => void {
    void this.read();
    return this.#desk.watch(() => void this.read());
  }
  more(): Promise<void> {
    return this.list.grow((before) => this.#ask(before));
  }

  /** All lines as a file, not only those shown; null where the server cannot be reached. */
  async csv(headings: SettlementHeadings, nowMs: number): Promise<{ name: string; text: string } | null> {
    this.#preparing = true;
    const whole = new Paged<SettlementLine, SettlementPage>();
    await whole.refresh((before) => this.#ask(before));
    while (whole.hasMore && whole.refusal === null) await whole.grow((before) => this.#ask(before));
    this.#preparing = false;
    if (!whole.page) return null;
    const text = settlementsCsv(whole.page.items, whole.page.totals, headings);
    return { name: settlementsFileName(shanghaiDate(nowMs)), text };
  }

  #ask(before: string | null) {
    return this.#desk.heard(this.#desk.api.listSettlements(before));
  }
}

/** The decisions, newest first. */
export class DecisionsPage {
  readonly #desk: Desk;
  readonly list = new Paged<DecisionRecordView>();
  readonly read = onceAtATime(() => this.list.refresh((before) => this.#ask(before)));

  constructor(desk: Desk) {
    this.#desk = desk;
  }
  open(): () => void {
    void this.read();
    return this.#desk.watch(() => void this.read());
  }
  more(): Promise<void> {
    return this.list.grow((before) => this.#ask(before));
  }
  #ask(before: string | null) {
    return this.#desk.heard(this.#desk.api.listDecisions(before));
  }
}

/** One decision; it never changes, so it is read once. */
export class DecisionPage {
  readonly #desk: Desk;
  readonly #id: string;
  readonly record = new Loaded<DecisionRecordView>();
  readonly read = onceAtATime(async () => {
    await this.record.load(() => this.#desk.heard(this.#desk.api.decision(this.#id)));
  });

  constructor(desk: Desk, id: string) {
    this.#desk = desk;
    this.#id = id;
  }
  open(): () => void {
    void this.read();
    return this.#desk.watch(() => {
      if (this.record.value === null) void this.read();
    });
  }
}
