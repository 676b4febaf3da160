import type { Language } from '#shared/messages/language.ts';
import type { Refusal } from '#shared/refusals/refusal.ts';
import type { FileView, LoanDetail, PostingView, StatementFormat } from '#shared/wire/loans.ts';
import { onceAtATime } from '../rules/once-at-a-time.ts';
import type { Desk } from './desk.svelte.ts';
import { Loaded } from './loaded.svelte.ts';

/** One loan as it moves, and the books behind it once somebody has asked for them. */
export class LoanPage {
  readonly #desk: Desk;
  readonly #loanId: string;
  readonly #loan = new Loaded<LoanDetail>();
  readonly journal = new Loaded<PostingView[]>();
  #booksWanted = false;
  #preparing = $state<StatementFormat | null>(null);
  #statementRefusal = $state.raw<Refusal | null>(null);
  readonly read = onceAtATime(async () => {
    const { api } = this.#desk;
    await Promise.all([
      this.#loan.load(() => this.#desk.heard(api.loan(this.#loanId))),
      ...(this.#booksWanted ? [this.journal.load(() => this.#desk.heard(api.journal(this.#loanId)))] : []),
    ]);
  });

  constructor(desk: Desk, loanId: string) {
    this.#desk = desk;
    this.#loanId = loanId;
  }

  get loan(): LoanDetail | null {
    return this.#loan.value;
  }
  get refusal(): Refusal | null {
    return this.#loan.refusal;
  }
  get preparing(): StatementFormat | null {
    return this.#preparing;
  }
  get statementRefusal(): Refusal | null {
    return this.#statementRefusal;
  }

  open(): () => void {
    void this.read();
    return this.#desk.watch((change) => {
      if (change === null || change.orderId === this.loan?.orderId) void this.read();
    });
  }

  /** The entries are many; they are read when somebody looks at them, and from then on with the loan. */
  readBooks(): void {
    if (this.#booksWanted) return;
    this.#booksWanted = true;
    void this.read();
  }

  /** The loan as a command has left it. */
  take(loan: LoanDetail): void {
    this.#loan.replace(loan);
    if (this.#booksWanted) void this.read();
  }

  /** The statement as a file, or null with the refusal to be shown. */
  async statement(format: StatementFormat, language: Language): Promise<FileView | null> {
    if (this.#preparing !== null) return null;
    this.#preparing = format;
    this.#statementRefusal = null;
    const file = await this.#desk.heard(this.#desk.api.statement(this.#loanId, format, language));
    this.#preparing = null;
    if (file.ok) return file.value;
    this.#statementRefusal = file.refusal;
    return null;
  }
}
