import type { Result } from '#shared/refusals/refusal.ts';
import type { Fen } from '#shared/money/fen.ts';
import type { CalendarDate } from '#shared/calendar/date.ts';
import type { LoanStatus, OverdueBucket } from '#shared/lending/servicing/standing.ts';
import type { Language } from '#shared/messages/language.ts';
import type { EnrolmentCodeView, TerminalRow } from '#shared/wire/enrolment.ts';
import type {
  Closing,
  FileView,
  LoanAction,
  LoanDetail,
  LoanSummary,
  Payoff,
  PostingView,
  StatementFormat,
  WhatIf,
} from '#shared/wire/loans.ts';
import type {
  ChangeEvent,
  DecisionRecordView,
  Good,
  Me,
  OrderDetail,
  OrderStatus,
  OrderSummary,
  SettlementLine,
  Today,
} from '#shared/wire/portal.ts';
import type { Reconciliation, TrialBalance } from '#shared/wire/ledger.ts';

export interface Page<T> {
  items: T[];
  /** The cursor of the next page; null at the end. */
  next: string | null;
}
export interface SettlementPage extends Page<SettlementLine> {
  totals: { grossFen: Fen; feeFen: Fen; netFen: Fen };
}
export interface NewOrder {
  /** Made once for one press of the button, so that a repeated request makes no second order. */
  commandId: string;
  storeId: string;
  lines: { goodId: string; quantity: number }[];
  downPaymentFen: Fen;
}

export interface LoanCommandRequest {
  /** Made once for one action on one version, so that a repeated request does nothing twice. */
  commandId: string;
  loanId: string;
  /** The version that the what-if was shown for. */
  version: number;
  action: LoanAction;
}

/** Which part of the books: up to an instant, up to a value date, of one book; null for all. */
export interface LedgerSlice {
  at: number | null;
  valueOn: CalendarDate | null;
  bookId: string | null;
}

/** How a live connection does, as its owner needs to know. */
export interface ChangeListener {
  onChange: (change: ChangeEvent) => void;
  onLost: () => void;
  onBack: () => void;
}

/** What the pages ask of the server. Every answer is a `Result`: no line and a broken server are refusals too. */
export interface PortalApi {
  me(): Promise<Result<Me>>;
  today(): Promise<Result<Today>>;
  searchGoods(text: string, limit: number): Promise<Result<Good[]>>;
  createOrder(order: NewOrder): Promise<Result<OrderDetail>>;
  listOrders(query: {
    text: string;
    status: OrderStatus | null;
    before: string | null;
  }): Promise<Result<Page<OrderSummary>>>;
  order(orderId: string): Promise<Result<OrderDetail>>;
  renewCode(orderId: string): Promise<Result<OrderDetail>>;
  cancelOrder(orderId: string): Promise<Result<OrderDetail>>;
  deliverOrder(orderId: string, commandId: string): Promise<Result<OrderDetail>>;
  listSettlements(before: string | null): Promise<Result<SettlementPage>>;
  listDecisions(before: string | null): Promise<Result<Page<DecisionRecordView>>>;
  decision(id: string): Promise<Result<DecisionRecordView>>;
  trialBalance(slice: LedgerSlice): Promise<Result<TrialBalance>>;
  /** Per lender what both books say, as it was at an instant; null for now. */
  reconciliation(at: number | null): Promise<Result<Reconciliation>>;
  listLoans(query: {
    text: string;
    status: LoanStatus | null;
    bucket: OverdueBucket | null;
    before: string | null;
  }): Promise<Result<Page<LoanSummary>>>;
  loan(loanId: string): Promise<Result<LoanDetail>>;
  /** Null where the order has none. */
  loanOfOrder(orderId: string): Promise<Result<LoanSummary | null>>;
  payoff(loanId: string, on: CalendarDate): Promise<Result<Payoff>>;
  whatIf(loanId: string, action: LoanAction): Promise<Result<WhatIf>>;
  act(command: LoanCommandRequest): Promise<Result<LoanDetail>>;
  journal(loanId: string): Promise<Result<PostingView[]>>;
  statement(loanId: string, format: StatementFormat, language: Language): Promise<Result<FileView>>;
  closing(): Promise<Result<Closing>>;
  /** Sandbox only: closes the open business day ahead of the clock. */
  closeDay(commandId: string, businessOn: CalendarDate): Promise<Result<Closing>>;
  listTerminals(): Promise<Result<TerminalRow[]>>;
  /** A new code for a store; the one before it ends. */
  createEnrolmentCode(storeId: string): Promise<Result<EnrolmentCodeView>>;
  endEnrolmentCode(storeId: string): Promise<Result<null>>;
  /** Answers with the list as it then is. */
  retireTerminal(terminalId: string): Promise<Result<TerminalRow[]>>;
  /** Listens to changes until the returned function is called; resumes after a break where it stopped. */
  listen(listener: ChangeListener): () => void;
}
