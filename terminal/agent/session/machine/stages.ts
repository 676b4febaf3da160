import type { PaperWidth } from '#hardware/index.ts';
import type { Contract } from '#shared/lending/contract.ts';
import type { Language } from '#shared/messages/language.ts';
import type { Refusal } from '#shared/refusals/refusal.ts';
import type { Offer, ReasonCode } from '#shared/wire/decision.ts';
import type { OrderCodePayload } from '#shared/wire/order-code.ts';
import type { PaymentRefusal, RepaymentChoice, RepaymentState, RepaymentView } from '#shared/wire/repayments.ts';
import type { OrderView, SignedDocument } from '#shared/wire/terminal.ts';
import type { Fen } from '#shared/money/fen.ts';
import type { SignedSale } from '../../slips/receipt.ts';
import type { DeviceHealth, Screen } from '../snapshot.ts';
import type { SessionState } from '../states.ts';
import type { CodeSent, CompleteDraft, Draft } from './draft.ts';
import type { SignContract } from './effects.ts';

/** An application after its commit: what the counter still needs of it, and no more. */
export interface Filed {
  readonly sessionId: string;
  readonly order: OrderView;
  readonly applicationId: string;
  readonly reference: string;
  readonly phone: string;
  readonly phoneVerified: boolean;
  /** The server has been told of a verification after the filing. */
  readonly phoneReported: boolean;
  readonly codeSent: CodeSent | null;
}

/** A question on its way (its id), and what was asked. The screen is busy while there is one. */
export interface Pending<What extends string> {
  readonly ask: string;
  readonly what: What;
}

/** How far the slip of a screen is. `sent`: it went to the printer, and nothing says that it came out. */
export type Printing =
  | { readonly state: 'not-asked' | 'printed' | 'sent' }
  | { readonly state: 'printing'; readonly ask: string }
  | { readonly state: 'failed'; readonly refusal: Refusal };
export const NOT_PRINTED: Printing = { state: 'not-asked' };

/** A loan that was found by its reference, and what showed that whoever stands there may see it. */
export interface FoundLoan {
  readonly loan: RepaymentView;
  readonly phoneLast4: string;
}

/** What is about to be paid. Its id is made at the tap and stands for one charge, whatever happens to the line. */
export interface Repaying extends FoundLoan {
  readonly repaymentId: string;
  readonly choice: RepaymentChoice;
  readonly amountFen: Fen;
}

export type ContactAsk = Extract<Screen, { kind: 'contact' }>['ask'];
export type OutcomeKind = Extract<Screen, { kind: 'outcome' }>['outcome'];

/** Each state with exactly the data that exists then. */
export interface StageData {
  /** `opening`: an order was scanned and the server is asked for its lines. */
  readonly idle: {
    readonly opening: { readonly ask: string; readonly text: string; readonly payload: OrderCodePayload } | null;
  };
  readonly order: { readonly draft: Draft };
  readonly consent: { readonly draft: Draft; readonly index: number };
  readonly identity: { readonly draft: Draft; readonly isReading: boolean };
  readonly face: { readonly draft: Draft };
  /** `fromReview`: only the phone is verified, then back to the review. */
  readonly contact: {
    readonly draft: Draft;
    readonly ask: ContactAsk;
    readonly fromReview: boolean;
    readonly pending: Pending<'send' | 'check'> | null;
  };
  readonly review: { readonly draft: CompleteDraft; readonly pending: Pending<'send'> | null };
  readonly submitting: { readonly draft: CompleteDraft; readonly applicationId: string; readonly ask: string };
  readonly deciding: { readonly filed: Filed; readonly since: number };
  readonly 'saved-offline': { readonly filed: Filed; readonly printing: Printing };
  readonly 'phone-check': { readonly filed: Filed; readonly pending: Pending<'send' | 'check' | 'report'> | null };
  readonly offers: {
    readonly filed: Filed;
    readonly offer: Offer;
    readonly chosenTerms: number | null;
    readonly pending: Pending<'prepare'> | null;
  };
  readonly 'cost-statement': {
    readonly filed: Filed;
    readonly offer: Offer;
    readonly contract: Contract;
    readonly shownAt: number;
  };
  readonly contract: {
    readonly filed: Filed;
    readonly offer: Offer;
    readonly contract: Contract;
    readonly costStatement: SignedDocument;
    readonly shownAt: number;
  };
  readonly signing: {
    readonly filed: Filed;
    readonly offer: Offer;
    readonly contract: Contract;
    readonly command: SignContract;
    readonly ask: string;
    readonly since: number;
  };
  readonly receipt: SignedSale & { readonly printing: Printing };
  readonly outcome: {
    readonly filed: Filed;
    readonly outcome: OutcomeKind;
    readonly reasons: readonly ReasonCode[];
    readonly limitFen: Fen | null;
  };
  readonly 'repay-find': {
    readonly asks: 'reference' | 'phone';
    /** As typed or scanned; '' before. */
    readonly reference: string;
    readonly phoneLast4: string;
    readonly pending: Pending<'find'> | null;
  };
  /** `pending`: the amounts have changed and are being asked for again. */
  readonly 'repay-choose': FoundLoan & { readonly pending: Pending<'find'> | null };
  readonly 'repay-pay': { readonly repaying: Repaying };
  readonly 'repay-working': {
    readonly repaying: Repaying;
    readonly ask: string;
    readonly since: number;
  };
  readonly 'repay-refused': { readonly repaying: Repaying; readonly reason: PaymentRefusal };
  readonly 'repay-done': { readonly paid: RepaymentState; readonly printing: Printing };
}

export type StageOf<S extends SessionState> = { [K in S]: { readonly at: K } & StageData[K] }[S];
export type Stage = StageOf<SessionState>;

export interface Session {
  readonly language: Language;
  readonly largeType: boolean;
  /** The last refusal, until the next step forward. */
  readonly notice: Refusal | null;
  /** When a person last did something, or an answer was put before one (instant); devices and line do not count. */
  readonly activeAt: number;
  readonly stage: Stage;
}

/** What the rules may know of the world. It comes in with every event; no rule asks for it. */
export interface Facts {
  readonly now: number;
  /** A UUID that nothing else has: the identity of what this event begins. */
  readonly freshId: string;
  readonly terminalId: string;
  readonly online: boolean;
  readonly reader: DeviceHealth;
  readonly scanner: DeviceHealth;
  /** Null where the counter has no printer. */
  readonly paperWidthMm: PaperWidth | null;
}

/** The screen before anybody comes; every session ends in it, and it remembers nothing. */
export function freshSession(now: number): Session {
  return { language: 'zh', largeType: false, notice: null, activeAt: now, stage: { at: 'idle', opening: null } };
}
