import type { Result } from '#shared/refusals/refusal.ts';
import type { Fen } from '#shared/money/fen.ts';
import type { EnrolmentCodeView, TerminalRow } from '#shared/wire/enrolment.ts';
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
  TrialBalance,
} from '#shared/wire/portal.ts';

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
  trialBalance(): Promise<Result<TrialBalance>>;
  listTerminals(): Promise<Result<TerminalRow[]>>;
  /** A new code for a store; the one before it ends. */
  createEnrolmentCode(storeId: string): Promise<Result<EnrolmentCodeView>>;
  endEnrolmentCode(storeId: string): Promise<Result<null>>;
  /** Answers with the list as it then is. */
  retireTerminal(terminalId: string): Promise<Result<TerminalRow[]>>;
  /** Listens to changes until the returned function is called; resumes after a break where it stopped. */
  listen(listener: ChangeListener): () => void;
}
