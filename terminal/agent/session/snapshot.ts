import type { CostStatement } from '#shared/lending/cost-statement.ts';
import type { Contract } from '#shared/lending/contract.ts';
import type { CalendarDate } from '#shared/calendar/date.ts';
import type { DocumentKind } from '#shared/identity/document-kind.ts';
import type { Language } from '#shared/messages/language.ts';
import type { Fen } from '#shared/money/fen.ts';
import type { Refusal } from '#shared/refusals/refusal.ts';
import type { Slip } from '#shared/slip/document.ts';
import type { ConsentPurpose, IncomeBand, Occupation } from '#shared/wire/application.ts';
import type { Offer, Outcome, ReasonCode } from '#shared/wire/decision.ts';
import type { PaymentRefusal, RepaymentState, RepaymentView } from '#shared/wire/repayments.ts';
import type { OrderView, ReceiptView } from '#shared/wire/terminal.ts';
import type { RepaymentOffer } from './machine/repay-choices.ts';
import type { SessionState } from './states.ts';

/**
 * What the kiosk renders: a projection of the session, complete in itself, so that a reload of the page loses
 * nothing. It holds no more personal data than the screen shows, masked where the screen masks.
 */
export interface Snapshot {
  /** Grows by one with every change; a page that missed some needs only the last. */
  revision: number;
  state: SessionState;
  /** `3 of 9` for the header; null outside the flow. */
  step: { n: number; of: number } | null;
  language: Language;
  largeType: boolean;
  sandbox: boolean;
  terminal: { label: string; merchant: string; store: string };
  server: 'online' | 'offline';
  devices: { reader: DeviceHealth; scanner: DeviceHealth };
  /** Set while a device this step needs is away: the step waits, nothing is lost. */
  paused: { device: 'reader' | 'scanner' } | null;
  /** True while an answer is on its way (order lookup, code, contract, saving, signing): buttons may wait. */
  busy: boolean;
  /** The last refusal, to be said in words beside the field; gone with the next step forward. */
  notice: Refusal | null;
  /** The order in hand, on every screen from `order` on. */
  order: OrderView | null;
  /** Items waiting in the vault, for the idle screen. */
  waiting: number;
  /** When the idle warning begins and when the session is wiped (instants); null where nothing runs out. */
  idle: { warnAt: number; resetAt: number } | null;
  canGoBack: boolean;
  /** Where the screen has a slip and the counter a printer. */
  printing: PrintingView | null;
  screen: Screen;
}

/**
 * `sent`: it went to the printer, and nothing says whether it came out. `slip` is what is printed, for a look at it
 * beforehand, on paper of so many columns.
 */
export interface PrintingView {
  state: 'not-asked' | 'printing' | 'printed' | 'sent' | 'failed';
  /** Why it failed. */
  refusal: Refusal | null;
  slip: Slip;
  columns: number;
}

export type DeviceHealth = 'ready' | 'connecting' | 'lost';

export interface ConsentView {
  purpose: ConsentPurpose;
  required: boolean;
  version: string;
  /** null: not answered yet. Nothing is ticked beforehand. */
  granted: boolean | null;
}

export interface CardView {
  document: DocumentKind;
  nameMasked: string;
  numberMasked: string;
  sex: 'male' | 'female' | 'unknown' | 'not-stated';
  /** Resident cards alone have one. */
  ethnicity: string | null;
  /** Of foreign permanent residents alone: ISO 3166-1 alpha-3. */
  nationality: string | null;
  validTo: CalendarDate | 'long-term';
}

/** An example for the first screen, before anything is decided: "from" figures at the lowest price. */
export interface ExamplePlan {
  terms: number;
  fromInstalmentFen: Fen;
  fromIrrBps: number;
}

export type Screen =
  | { kind: 'idle' }
  | { kind: 'order'; examples: ExamplePlan[]; fromCodeOnly: boolean }
  | { kind: 'consent'; index: number; of: number; consent: ConsentView }
  | { kind: 'identity'; phase: 'waiting' | 'reading' | 'read'; card: CardView | null }
  /** `preview` is a JPEG data URL of the picture just taken. */
  | { kind: 'face'; phase: 'looking' | 'taken'; preview: string | null }
  | { kind: 'contact'; ask: 'phone'; phone: string; offline: boolean }
  | { kind: 'contact'; ask: 'code'; phoneMasked: string; resendAt: number; expiresAt: number; attemptsLeft: number }
  | { kind: 'contact'; ask: 'income'; chosen: IncomeBand | null }
  | { kind: 'contact'; ask: 'occupation'; chosen: Occupation | null }
  | {
      kind: 'review';
      card: CardView;
      phoneMasked: string;
      phoneVerified: boolean;
      incomeBand: IncomeBand;
      occupation: Occupation;
      /** True when the line came back and the code can be asked for now. */
      verifyPhoneFirst: boolean;
    }
  | { kind: 'submitting' }
  /** Sent, not answered yet; `since` lets the screen offer a way out after ten seconds. */
  | { kind: 'deciding'; reference: string; since: number }
  | { kind: 'saved-offline'; reference: string; phoneMasked: string; phoneVerified: boolean }
  | { kind: 'offers'; offer: Offer; chosenTerms: number | null }
  | { kind: 'cost-statement'; statement: CostStatement; shownAt: number; lender: string }
  | { kind: 'contract'; contract: Contract; shownAt: number }
  /** Signed, not answered yet; `since` as in `deciding`. */
  | { kind: 'signing'; since: number }
  | { kind: 'receipt'; receipt: ReceiptView }
  | {
      kind: 'outcome';
      outcome: Exclude<Outcome, 'approved'> | 'expired';
      reasons: ReasonCode[];
      reference: string;
      limitFen: Fen | null;
    }
  | { kind: 'repay-find'; ask: 'reference'; reference: string }
  | { kind: 'repay-find'; ask: 'phone'; reference: string; phoneLast4: string }
  | { kind: 'repay-choose'; loan: RepaymentView; offers: RepaymentOffer[] }
  | { kind: 'repay-pay'; merchant: string; reference: string; offer: RepaymentOffer }
  /** The code is on its way or used; `since` as in `deciding`. */
  | { kind: 'repay-working'; offer: RepaymentOffer; since: number }
  | { kind: 'repay-refused'; offer: RepaymentOffer; reason: PaymentRefusal }
  | { kind: 'repay-done'; paid: RepaymentState };
