import type { z } from 'zod';
import type { CardWarning } from '#shared/identity/card-checks.ts';
import type { PaymentSecret, PrintOutcome } from '#hardware/index.ts';
import type { Contract } from '#shared/lending/contract.ts';
import type { Refusal, RefusalCode, Result } from '#shared/refusals/refusal.ts';
import type { CardFields } from '#shared/wire/application.ts';
import type { OrderCodePayload } from '#shared/wire/order-code.ts';
import type { PaymentService, RepaymentState, RepaymentView } from '#shared/wire/repayments.ts';
import type { ApplicationState, OrderView, phoneCodeSent, phoneVerified, ReceiptView } from '#shared/wire/terminal.ts';
import type { Intent } from '../intents.ts';

/** What happens at the terminal without anybody touching the screen. */
export type DeviceEvent =
  /** `reading` is the verdict on signature, merchant and expiry. */
  | { readonly kind: 'code-scanned'; readonly text: string; readonly reading: Result<OrderCodePayload> }
  /** The code of one of our slips. */
  | { readonly kind: 'reference-scanned'; readonly reference: string }
  /** The secret shows itself to nobody; it goes from this event into the effect that pays, and no rule keeps it. */
  | { readonly kind: 'payment-code-scanned'; readonly service: PaymentService; readonly secret: PaymentSecret }
  | { readonly kind: 'card-found' }
  | CardRead
  | { readonly kind: 'card-removed' }
  | { readonly kind: 'card-failed'; readonly code: RefusalCode }
  | { readonly kind: 'device-lost'; readonly device: 'reader' | 'scanner' }
  | { readonly kind: 'device-back'; readonly device: 'reader' | 'scanner' }
  | { readonly kind: 'line-gone' }
  | { readonly kind: 'line-back' }
  | { readonly kind: 'timeout' };

/** `warnings`: what was odd about the reading itself; the machine checks the fields. */
interface CardRead {
  readonly kind: 'card-read';
  readonly fields: CardFields;
  readonly photo: Uint8Array;
  readonly warnings: readonly CardWarning[];
}

/** What comes of an effect. `ask` is the effect's own: an answer to a question no longer asked is dropped. */
export type AnswerEvent =
  | { readonly kind: 'order-answered'; readonly ask: string; readonly result: Result<OrderView> }
  | { readonly kind: 'code-sent'; readonly ask: string; readonly result: Result<z.infer<typeof phoneCodeSent>> }
  | { readonly kind: 'code-checked'; readonly ask: string; readonly result: Result<z.infer<typeof phoneVerified>> }
  | { readonly kind: 'saved'; readonly ask: string; readonly result: Result<{ reference: string }> }
  | { readonly kind: 'application-state'; readonly state: ApplicationState }
  | { readonly kind: 'application-rejected'; readonly applicationId: string; readonly refusal: Refusal }
  | { readonly kind: 'phone-reported'; readonly ask: string; readonly result: Result<unknown> }
  | { readonly kind: 'contract-prepared'; readonly ask: string; readonly result: Result<Contract> }
  | { readonly kind: 'contract-signed'; readonly ask: string; readonly result: Result<ReceiptView> }
  | { readonly kind: 'repayment-found'; readonly ask: string; readonly result: Result<RepaymentView> }
  | { readonly kind: 'repayment-answered'; readonly ask: string; readonly result: Result<RepaymentState> }
  /** How a payment ended whose own answer left that open. */
  | { readonly kind: 'repayment-state'; readonly repaymentId: string; readonly result: Result<RepaymentState> }
  | { readonly kind: 'slip-printed'; readonly ask: string; readonly outcome: PrintOutcome };

export type SessionEvent = Intent | DeviceEvent | AnswerEvent;
export type EventKind = SessionEvent['kind'];
export type EventOf<K extends EventKind> = Extract<SessionEvent, { kind: K }>;
