import type { ConsentPurpose } from '#shared/wire/application.ts';
import { CONSENT_VERSION } from '#shared/messages/consents.ts';
import type { Language } from '#shared/messages/language.ts';
import { fen } from '#shared/money/fen.ts';
import type { PrintingView, Screen, Snapshot } from '#agent/session/snapshot.ts';
import type { SessionState } from '#agent/session/states.ts';
import type { ContactOf, ScreenOf } from '../parts/types.ts';
import { card, contract, examples, foreignCard, offer, order, receipt, slip, statement } from './people.ts';
import { repayments } from './repayments.ts';

/** Every screen of the kiosk by name, as the agent would describe it. */
type Entry = Partial<Snapshot> & { screen: Screen };

const consent = (purpose: ConsentPurpose, index: number): Screen => ({
  kind: 'consent',
  index,
  of: 4,
  consent: { purpose, required: purpose !== 'marketing', version: CONSENT_VERSION, granted: null },
});
const code: ContactOf<'code'> = {
  kind: 'contact',
  ask: 'code',
  phoneMasked: '138****0042',
  resendAt: Date.now() + 42_000,
  expiresAt: Date.now() + 290_000,
  attemptsLeft: 3,
};
const review: ScreenOf<'review'> = {
  kind: 'review',
  card,
  phoneMasked: '138****0042',
  phoneVerified: true,
  incomeBand: '4000-6000',
  occupation: 'self-employed',
  verifyPhoneFirst: false,
};
const outcome: Omit<ScreenOf<'outcome'>, 'outcome'> = {
  kind: 'outcome',
  reasons: [],
  reference: 'A7-0193',
  limitFen: null,
};

const printing = (state: PrintingView['state']): PrintingView => ({ state, refusal: null, slip, columns: 32 });

export function entries(language: Language): Record<string, Entry> {
  return { ...beforeSubmission(), ...afterSubmission(language), ...repayments() };
}

function beforeSubmission(): Record<string, Entry> {
  return {
    idle: { screen: { kind: 'idle' }, order: null, step: null, canGoBack: false },
    'idle-offline': {
      screen: { kind: 'idle' },
      order: null,
      step: null,
      canGoBack: false,
      server: 'offline',
      waiting: 2,
      devices: { reader: 'ready', scanner: 'lost' },
      notice: { code: 'order-code-expired' },
    },
    order: { screen: { kind: 'order', examples, fromCodeOnly: false }, step: { n: 1, of: 9 } },
    'order-offline': {
      screen: { kind: 'order', examples, fromCodeOnly: true },
      step: { n: 1, of: 9 },
      server: 'offline',
      order: { ...order, lines: [] },
    },
    consent: { screen: consent('credit-enquiry', 0), step: { n: 2, of: 9 } },
    'consent-face': { screen: consent('identity-face', 1), step: { n: 2, of: 9 }, notice: { code: 'consent-missing' } },
    'consent-marketing': { screen: consent('marketing', 3), step: { n: 2, of: 9 } },
    identity: { screen: { kind: 'identity', phase: 'waiting', card: null }, step: { n: 3, of: 9 } },
    'identity-taken-away': {
      screen: { kind: 'identity', phase: 'waiting', card: null },
      step: { n: 3, of: 9 },
      notice: { code: 'card-taken-away' },
    },
    'identity-reading': { screen: { kind: 'identity', phase: 'reading', card: null }, step: { n: 3, of: 9 } },
    'identity-read': { screen: { kind: 'identity', phase: 'read', card }, step: { n: 3, of: 9 } },
    'identity-read-foreign': {
      screen: { kind: 'identity', phase: 'read', card: foreignCard },
      step: { n: 3, of: 9 },
    },
    'identity-paused': {
      screen: { kind: 'identity', phase: 'waiting', card: null },
      step: { n: 3, of: 9 },
      paused: { device: 'reader' },
      devices: { reader: 'lost', scanner: 'ready' },
    },
    face: { screen: { kind: 'face', phase: 'looking', preview: null }, step: { n: 4, of: 9 } },
    phone: { screen: { kind: 'contact', ask: 'phone', phone: '1380000', offline: false }, step: { n: 5, of: 9 } },
    'phone-offline': {
      screen: { kind: 'contact', ask: 'phone', phone: '13800000042', offline: true },
      step: { n: 5, of: 9 },
      server: 'offline',
    },
    code: { screen: code, step: { n: 5, of: 9 } },
    'code-wrong': {
      screen: { ...code, attemptsLeft: 1 },
      step: { n: 5, of: 9 },
      notice: { code: 'code-wrong', details: { attemptsLeft: 1 } },
    },
    income: { screen: { kind: 'contact', ask: 'income', chosen: '4000-6000' }, step: { n: 5, of: 9 } },
    occupation: { screen: { kind: 'contact', ask: 'occupation', chosen: null }, step: { n: 5, of: 9 } },
    review: { screen: review, step: { n: 6, of: 9 } },
    'review-offline': { screen: { ...review, phoneVerified: false }, step: { n: 6, of: 9 }, server: 'offline' },
    'review-verify': { screen: { ...review, phoneVerified: false, verifyPhoneFirst: true }, step: { n: 6, of: 9 } },
  };
}

function afterSubmission(language: Language): Record<string, Entry> {
  return {
    submitting: { screen: { kind: 'submitting' }, step: { n: 6, of: 9 }, canGoBack: false },
    deciding: {
      screen: { kind: 'deciding', reference: 'A7-0193', since: Date.now() },
      step: { n: 6, of: 9 },
      canGoBack: false,
    },
    'deciding-slow': {
      screen: { kind: 'deciding', reference: 'A7-0193', since: Date.now() - 20_000 },
      step: { n: 6, of: 9 },
      canGoBack: false,
    },
    'saved-offline': {
      screen: { kind: 'saved-offline', reference: 'A7-0193', phoneMasked: '138****0042', phoneVerified: false },
      step: { n: 6, of: 9 },
      canGoBack: false,
      server: 'offline',
    },
    offers: { screen: { kind: 'offers', offer, chosenTerms: null }, step: { n: 7, of: 9 }, canGoBack: false },
    'offers-chosen': { screen: { kind: 'offers', offer, chosenTerms: 6 }, step: { n: 7, of: 9 }, canGoBack: false },
    'cost-statement': {
      screen: { kind: 'cost-statement', statement, shownAt: Date.now(), lender: offer.lender },
      step: { n: 8, of: 9 },
    },
    contract: {
      screen: { kind: 'contract', contract: contract(language), shownAt: Date.now() },
      step: { n: 9, of: 9 },
    },
    signing: { screen: { kind: 'signing', since: Date.now() }, step: { n: 9, of: 9 }, canGoBack: false },
    'signing-slow': {
      screen: { kind: 'signing', since: Date.now() - 20_000 },
      step: { n: 9, of: 9 },
      canGoBack: false,
    },
    receipt: { screen: { kind: 'receipt', receipt }, step: null, canGoBack: false, printing: printing('not-asked') },
    'receipt-printed': {
      screen: { kind: 'receipt', receipt },
      step: null,
      canGoBack: false,
      printing: printing('printed'),
    },
    'receipt-no-paper': {
      screen: { kind: 'receipt', receipt },
      step: null,
      canGoBack: false,
      printing: { ...printing('failed'), refusal: { code: 'printer-paper-end' } },
    },
    declined: {
      screen: { ...outcome, outcome: 'declined', reasons: ['income-low-for-amount'], limitFen: fen(200_000) },
      step: null,
      canGoBack: false,
    },
    'declined-score': {
      screen: { ...outcome, outcome: 'declined', reasons: ['score-below-cutoff', 'open-application'] },
      step: null,
      canGoBack: false,
    },
    referred: {
      screen: { ...outcome, outcome: 'referred', reasons: ['score-borderline'] },
      step: null,
      canGoBack: false,
    },
    'more-needed': {
      screen: { ...outcome, outcome: 'more-needed', reasons: ['phone-unverified'] },
      step: null,
      canGoBack: false,
    },
    expired: { screen: { ...outcome, outcome: 'expired' }, step: null, canGoBack: false },
    'idle-warning': {
      screen: { kind: 'contact', ask: 'phone', phone: '1380000', offline: false },
      step: { n: 5, of: 9 },
      idle: { warnAt: Date.now() - 1, resetAt: Date.now() + 30_000 },
    },
  };
}

export function snapshotOf(entry: Entry, language: Language, largeType: boolean): Snapshot {
  const { kind } = entry.screen;
  const state: SessionState = kind;
  return {
    revision: 1,
    state,
    step: null,
    language,
    largeType,
    sandbox: true,
    terminal: { label: 'A7', merchant: order.merchant, store: order.store },
    server: 'online',
    devices: { reader: 'ready', scanner: 'ready' },
    paused: null,
    notice: null,
    order,
    waiting: 0,
    idle: null,
    busy: false,
    printing: null,
    canGoBack: true,
    ...entry,
  };
}
