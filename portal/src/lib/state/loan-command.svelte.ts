import { v7 } from 'uuid';
import { isCalendarDate } from '#shared/calendar/date.ts';
import type { Refusal } from '#shared/refusals/refusal.ts';
import type { LoanAction, LoanActionKind, LoanDetail, Payoff, WhatIf } from '#shared/wire/loans.ts';
import { NOTHING_TYPED, readDraft, type ActionField, type Draft, type DraftProblem } from '../rules/loan-draft.ts';
import type { Desk } from './desk.svelte.ts';
import { Loaded } from './loaded.svelte.ts';

/** The loan that a command is about, and where its answer goes. */
export interface CommandTarget {
  readonly loan: LoanDetail | null;
  read: () => Promise<void>;
  take: (loan: LoanDetail) => void;
}

/** What an action would do, with the action and the loan it was worked out for. */
export interface ShownWhatIf {
  whatIf: WhatIf;
  action: LoanAction;
  loan: LoanDetail;
}

/**
 * One action on a loan: typed, worked out by the server without storing anything, looked at, confirmed. What is confirmed
 * is what was shown: a change of any field, or of the loan, asks for another look.
 */
export class LoanCommand {
  readonly kind: LoanActionKind;
  /** The transaction to be undone. */
  readonly of: number | null;
  readonly #desk: Desk;
  readonly #target: CommandTarget;
  readonly #opened: LoanDetail;
  readonly quote = new Loaded<Payoff>();
  #draft = $state.raw<Draft>(NOTHING_TYPED);
  #tried = $state(false);
  #shown = $state.raw<ShownWhatIf | null>(null);
  #busy = $state<'preview' | 'act' | null>(null);
  #refusal = $state.raw<Refusal | null>(null);
  #changed = $state(false);
  /** One id for one action on one version: confirming again after a lost answer does nothing twice. */
  #commandId = v7();
  #turn = 0;
  readonly #reading = $derived.by(() => {
    const { kind, of } = this;
    return readDraft(this.#draft, { kind, of, businessOn: this.loan.businessOn });
  });

  constructor(desk: Desk, target: CommandTarget, asked: { loan: LoanDetail; kind: LoanActionKind; of: number | null }) {
    this.#desk = desk;
    this.#target = target;
    this.#opened = asked.loan;
    this.kind = asked.kind;
    this.of = asked.of;
    this.#draft = { ...NOTHING_TYPED, on: asked.loan.businessOn };
    void this.#askQuote();
  }

  /** The loan as it now is; as it was when the form was opened where it can't be read any more. */
  get loan(): LoanDetail {
    return this.#target.loan ?? this.#opened;
  }

  get draft(): Draft {
    return this.#draft;
  }
  /** Said only after the first try, so that nobody is scolded for a form just opened. */
  get problems(): Partial<Record<ActionField, DraftProblem>> {
    return this.#tried && !this.#reading.ok ? this.#reading.problems : {};
  }
  get shown(): ShownWhatIf | null {
    return this.#shown;
  }
  get busy(): 'preview' | 'act' | null {
    return this.#busy;
  }
  get refusal(): Refusal | null {
    return this.#refusal;
  }
  /** True where the loan has changed since the last look, and the look was taken again. */
  get changed(): boolean {
    return this.#changed;
  }

  set(field: ActionField, typed: string): void {
    this.#draft = { ...this.#draft, [field]: typed };
    this.#changed = false;
    this.#forget();
    if (field === 'on') void this.#askQuote();
  }

  async preview(): Promise<void> {
    this.#tried = true;
    const reading = this.#reading;
    if (!reading.ok || this.#busy !== null) return;
    this.#forget();
    const turn = this.#turn;
    this.#busy = 'preview';
    const { id, version } = this.loan;
    const result = await this.#desk.heard(this.#desk.api.whatIf(id, withoutWords(reading.action)));
    if (result.ok && result.value.version !== version) await this.#target.read();
    this.#busy = null;
    // What was typed meanwhile asks for another look.
    if (turn !== this.#turn) return;
    if (result.ok) this.#shown = { whatIf: result.value, action: reading.action, loan: this.loan };
    else this.#refusal = result.refusal;
  }

  /** True once it is done; else there is a refusal, or another what-if to be looked at. */
  async confirm(): Promise<boolean> {
    const shown = this.#shown;
    if (!shown || this.#busy !== null) return false;
    this.#busy = 'act';
    this.#refusal = null;
    const { action, loan, whatIf } = shown;
    const command = { commandId: this.#commandId, loanId: loan.id, version: whatIf.version, action };
    const result = await this.#desk.heard(this.#desk.api.act(command));
    this.#busy = null;
    if (result.ok) {
      this.#target.take(result.value);
      return true;
    }
    if (result.refusal.code === 'loan-changed') await this.#lookAgain();
    else {
      this.#refusal = result.refusal;
      // Without an answer it may have been done: the same id asks for the same thing. A refused one gets a new id.
      if (result.refusal.code !== 'offline' && result.refusal.code !== 'server-fault') this.#commandId = v7();
    }
    return false;
  }

  async #lookAgain(): Promise<void> {
    await this.#target.read();
    await this.preview();
    // Where it can't be done any more, the refusal says so instead.
    this.#changed = this.#shown !== null;
  }

  #forget(): void {
    this.#turn += 1;
    this.#shown = null;
    this.#refusal = null;
    this.#commandId = v7();
  }

  /** What would have to be taken on the chosen day; asked for only where that is the question. */
  async #askQuote(): Promise<void> {
    const { on } = this.#draft;
    const { id, businessOn } = this.loan;
    if (this.kind !== 'pay-off' || !isCalendarDate(on) || on > businessOn) return;
    await this.quote.load(() => this.#desk.heard(this.#desk.api.payoff(id, on)));
  }
}

/** Words change no figure, and what a person writes is not put into the address of a question. */
function withoutWords(action: LoanAction): LoanAction {
  return { ...action, note: '', ...('receivedAs' in action && { receivedAs: '' }) };
}
