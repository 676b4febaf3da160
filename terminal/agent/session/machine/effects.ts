import type { z } from 'zod';
import type { PaymentSecret } from '#hardware/index.ts';
import type { Language } from '#shared/messages/language.ts';
import type { Slip } from '#shared/slip/document.ts';
import type { Application } from '#shared/wire/application.ts';
import type { repaymentInputs } from '#shared/wire/repayments.ts';
import type { ProgressStep, terminalInputs } from '#shared/wire/terminal.ts';

export type SignContract = z.infer<(typeof terminalInputs)['contracts.sign']>;

/** A payment but for the code that pays it. */
export type Repayment = Omit<z.infer<(typeof repaymentInputs)['repayments.pay']>, 'code'>;

/** An application but for the hashes of its evidence, which exist once that is sealed. */
export type UnsealedApplication = Omit<Application, 'evidence'>;

export interface EvidenceBytes {
  readonly face: Uint8Array;
  readonly cardPhoto: Uint8Array;
}

/** What the rules want done. Whatever carries an `ask` is answered by exactly one event with the same `ask`. */
export type Effect =
  | { readonly do: 'wake-reader' }
  | { readonly do: 'rest-reader' }
  | { readonly do: 'reread-card' }
  | { readonly do: 'look-up-order'; readonly ask: string; readonly code: string }
  | {
      readonly do: 'request-code';
      readonly ask: string;
      readonly sessionId: string;
      readonly phone: string;
      readonly language: Language;
    }
  | {
      readonly do: 'verify-code';
      readonly ask: string;
      readonly sessionId: string;
      readonly phone: string;
      readonly code: string;
    }
  /** Seal and commit; `saved` follows. Only then may a screen say so. */
  | {
      readonly do: 'seal-and-save';
      readonly ask: string;
      readonly application: UnsealedApplication;
      readonly evidence: EvidenceBytes;
    }
  /** `application-state` follows whenever there is news, until `unwatch`; one thing is watched at a time. */
  | { readonly do: 'watch'; readonly applicationId: string }
  | { readonly do: 'unwatch' }
  /** Repeated until the server has answered. */
  | {
      readonly do: 'report-phone';
      readonly ask: string;
      readonly applicationId: string;
      readonly verificationId: string;
    }
  | {
      readonly do: 'prepare-contract';
      readonly ask: string;
      readonly applicationId: string;
      readonly offerId: string;
      readonly planHash: string;
      readonly language: Language;
    }
  /** Repeated, with the same command id, until the server has answered. */
  | { readonly do: 'sign-contract'; readonly ask: string; readonly command: SignContract }
  /** On paper; nothing else depends on it. */
  | { readonly do: 'print-slip'; readonly ask: string; readonly slip: Slip }
  | {
      readonly do: 'find-repayment';
      readonly ask: string;
      readonly reference: string;
      readonly phoneLast4: string;
    }
  /** Sent once: whatever becomes of the answer, from then on only the state of this payment is asked for. */
  | {
      readonly do: 'pay-repayment';
      readonly ask: string;
      readonly repayment: Repayment;
      readonly secret: PaymentSecret;
    }
  /** `repayment-state` follows once, when the payment has ended one way or the other, unless `unwatch` comes first. */
  | { readonly do: 'watch-repayment'; readonly repaymentId: string }
  /** Kept in the vault until the server has answered. */
  | { readonly do: 'withdraw'; readonly applicationId: string }
  /** Best effort: the merchant's time line, never the shopper's way. */
  | { readonly do: 'tell-progress'; readonly orderId: string; readonly sessionId: string; readonly step: ProgressStep }
  /** Overwrite these bytes: what they held is sealed by now, or nobody's business any more. */
  | { readonly do: 'wipe'; readonly bytes: readonly Uint8Array[] };
