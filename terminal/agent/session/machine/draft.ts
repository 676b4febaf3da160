import type {
  CardFields,
  ConsentRecord,
  ConsentPurpose,
  IncomeBand,
  Occupation,
  PhoneVerification,
} from '#shared/wire/application.ts';
import { REQUIRED_CONSENTS } from '#shared/wire/application.ts';
import type { CardWarning } from '#shared/identity/card-checks.ts';
import type { OrderView } from '#shared/wire/terminal.ts';

/**
 * What a shopper has given so far. It lives in memory, inside one session, and nowhere else: on cancel, on time-out
 * and as soon as its sealed form is committed, it is wiped. A part not given yet is null; going back nulls nothing.
 */
export interface Draft {
  readonly sessionId: string;
  readonly order: OrderView;
  /** The scanned text, which proves an order taken offline. */
  readonly orderCode: string;
  /** True where no server could be asked for the lines. */
  readonly fromCodeOnly: boolean;
  readonly consents: readonly ConsentRecord[];
  readonly card: CardInHand | null;
  readonly face: FaceInHand | null;
  /** As typed; '' before. */
  readonly phone: string;
  readonly phoneVerification: PhoneVerification | null;
  readonly codeSent: CodeSent | null;
  /** The last code could not be sent though the line is up: nobody is held up by that. */
  readonly codeFailed: boolean;
  readonly incomeBand: IncomeBand | null;
  readonly occupation: Occupation | null;
}

/** A draft with nothing missing: the only kind that can be reviewed and submitted. */
export interface CompleteDraft extends Draft {
  readonly card: CardInHand;
  readonly face: FaceInHand;
  readonly phoneVerification: PhoneVerification;
  readonly incomeBand: IncomeBand;
  readonly occupation: Occupation;
}

export interface CardInHand {
  readonly fields: CardFields;
  /** The card's own photograph (WLT), opaque. */
  readonly photo: Uint8Array;
  /** Remarks that say nothing against the card. */
  readonly warnings: readonly CardWarning[];
  readonly readAt: number;
}

export interface FaceInHand {
  readonly jpeg: Uint8Array;
  readonly capturedAt: number;
  readonly detectionPercent: number;
  readonly detector: string;
}

export interface CodeSent {
  readonly phone: string;
  readonly phoneMasked: string;
  readonly resendAt: number;
  readonly expiresAt: number;
  readonly attemptsLeft: number;
}

/** Tries that a sent code allows; the server counts for itself and has the last word. */
export const CODE_ATTEMPTS = 3;

export function openDraft(opened: Pick<Draft, 'sessionId' | 'order' | 'orderCode' | 'fromCodeOnly'>): Draft {
  return {
    ...opened,
    consents: [],
    card: null,
    face: null,
    phone: '',
    phoneVerification: null,
    codeSent: null,
    codeFailed: false,
    incomeBand: null,
    occupation: null,
  };
}

export function complete(draft: Draft): CompleteDraft | null {
  const { card, face, phoneVerification, incomeBand, occupation } = draft;
  if (!card || !face || !phoneVerification || !incomeBand || !occupation) return null;
  return { ...draft, card, face, phoneVerification, incomeBand, occupation };
}

/** The first consent that is needed and not granted. */
export function missingConsent(draft: Draft): ConsentPurpose | null {
  return REQUIRED_CONSENTS.find((purpose) => answerTo(draft, purpose)?.granted !== true) ?? null;
}

export function answerTo(draft: Draft, purpose: ConsentPurpose): ConsentRecord | undefined {
  return draft.consents.find((record) => record.purpose === purpose);
}

/** A code that was sent to this very number and can still be entered. */
export function liveCode(code: CodeSent | null, phone: string, now: number): CodeSent | null {
  return code?.phone === phone && code.expiresAt > now && code.attemptsLeft > 0 ? code : null;
}

/** With a line the phone is verified before submitting, unless no code can be sent. */
export function isPhoneDue({ phoneVerification, codeFailed }: CompleteDraft): boolean {
  return phoneVerification.status === 'unverified' && !codeFailed;
}

/** The raw bytes of a draft, to be overwritten when it ends. */
export function bytesOf(draft: Draft): Uint8Array[] {
  return [draft.card?.photo, draft.face?.jpeg].filter((bytes) => bytes !== undefined);
}
