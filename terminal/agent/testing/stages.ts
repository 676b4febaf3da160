import { done, refuse } from '#shared/refusals/refusal.ts';
import type { Plan } from '#shared/lending/plan.ts';
import { CONSENT_PURPOSES, type ConsentRecord } from '#shared/wire/application.ts';
import type { CompleteDraft, Draft } from '../session/machine/draft.ts';
import type { EventKind, EventOf } from '../session/machine/events.ts';
import { NOT_PRINTED, type Facts, type Filed, type Session, type Stage } from '../session/machine/stages.ts';
import type { Intent } from '../session/intents.ts';
import type { SessionState } from '../session/states.ts';
import { ASK, REPAYMENT_STAGES, repaymentHappenings, repaymentIntents } from './repayment-stages.ts';
import {
  applicationState, cardFields, CODE, contractFor, LATER, NOW, offer, orderCode, orderPayload, orderView, PHONE, plans, profile, receipt, signature, takeFace,
} from './samples.ts'; // prettier-ignore

/** At least one session per state, ready for its forward move, and at least one event per kind: for the table's tests. */
const applicationId = ASK;

export const sampleFacts: Facts = {
  now: NOW,
  freshId: '01939d1c-0000-7000-8000-00000000bbbb',
  terminalId: profile.terminalId,
  online: true,
  reader: 'ready',
  scanner: 'ready',
  paperWidthMm: 80,
};

const consents: ConsentRecord[] = CONSENT_PURPOSES.map((purpose) => ({
  purpose,
  version: '2026-11',
  language: 'zh',
  textHash: 'cd'.repeat(32),
  granted: true,
  answeredAt: NOW,
}));

const code = { phone: PHONE, phoneMasked: '138****0000', resendAt: NOW - 1, expiresAt: LATER, attemptsLeft: 3 };

const full: CompleteDraft = {
  sessionId: '01939d1c-0000-7000-8000-00000000cccc',
  order: orderView(),
  orderCode: orderCode(),
  fromCodeOnly: false,
  consents,
  card: { fields: cardFields(), photo: new Uint8Array(16).fill(1), warnings: [], readAt: NOW },
  face: { jpeg: new Uint8Array(16).fill(2), capturedAt: NOW, detectionPercent: 97, detector: 'test' },
  phone: PHONE,
  phoneVerification: { status: 'verified', verificationId: ASK, verifiedAt: NOW },
  codeSent: null,
  codeFailed: false,
  incomeBand: '4000-6000',
  occupation: 'farming',
};
const bare: Draft = {
  ...full,
  consents: [],
  card: null,
  face: null,
  phone: '',
  phoneVerification: null,
  incomeBand: null,
  occupation: null,
};
const unverified: CompleteDraft = { ...full, phoneVerification: { status: 'unverified', reason: 'offline' } };

const filed: Filed = {
  sessionId: full.sessionId,
  order: full.order,
  applicationId,
  reference: 'A7-0001',
  phone: PHONE,
  phoneVerified: false,
  phoneReported: false,
  codeSent: code,
};
const plan = firstPlan();
const contract = contractFor(plan, applicationId);
const sampleOffer = offer(applicationId);
const signedStatement = { hash: contract.costStatement.hash, shownAt: NOW, signedAt: NOW, signature };
const command = {
  commandId: ASK,
  applicationId,
  planHash: plan.hash,
  costStatement: signedStatement,
  contract: { ...signedStatement, hash: contract.hash },
};

export const STAGES: Readonly<Record<SessionState, readonly Stage[]>> = {
  idle: [
    { at: 'idle', opening: null },
    { at: 'idle', opening: { ask: ASK, text: orderCode(), payload: orderPayload() } },
  ],
  order: [{ at: 'order', draft: bare }],
  consent: [
    { at: 'consent', draft: full, index: CONSENT_PURPOSES.indexOf('marketing') },
    { at: 'consent', draft: bare, index: 1 },
  ],
  identity: [
    { at: 'identity', draft: full, isReading: false },
    { at: 'identity', draft: bare, isReading: true },
  ],
  face: [
    { at: 'face', draft: full },
    { at: 'face', draft: bare },
  ],
  contact: [
    { at: 'contact', draft: bare, ask: 'phone', fromReview: false, pending: null },
    { at: 'contact', draft: bare, ask: 'phone', fromReview: false, pending: { ask: ASK, what: 'send' } },
    { at: 'contact', draft: { ...full, codeSent: code }, ask: 'code', fromReview: false, pending: null },
    {
      at: 'contact',
      draft: { ...full, codeSent: code },
      ask: 'code',
      fromReview: true,
      pending: { ask: ASK, what: 'check' },
    },
  ],
  review: [
    { at: 'review', draft: full, pending: null },
    { at: 'review', draft: unverified, pending: null },
    { at: 'review', draft: unverified, pending: { ask: ASK, what: 'send' } },
  ],
  submitting: [{ at: 'submitting', draft: full, applicationId, ask: ASK }],
  deciding: [{ at: 'deciding', filed, since: NOW }],
  'saved-offline': [
    { at: 'saved-offline', filed, printing: NOT_PRINTED },
    { at: 'saved-offline', filed, printing: { state: 'printing', ask: ASK } },
  ],
  'phone-check': [
    { at: 'phone-check', filed, pending: null },
    { at: 'phone-check', filed, pending: { ask: ASK, what: 'report' } },
  ],
  offers: [
    { at: 'offers', filed, offer: sampleOffer, chosenTerms: plan.terms, pending: null },
    { at: 'offers', filed, offer: sampleOffer, chosenTerms: plan.terms, pending: { ask: ASK, what: 'prepare' } },
  ],
  'cost-statement': [{ at: 'cost-statement', filed, offer: sampleOffer, contract, shownAt: NOW }],
  contract: [{ at: 'contract', filed, offer: sampleOffer, contract, costStatement: signedStatement, shownAt: NOW }],
  signing: [{ at: 'signing', filed, offer: sampleOffer, contract, command, ask: ASK, since: NOW }],
  receipt: [
    { at: 'receipt', order: full.order, receipt: receipt(plan), plan, printing: NOT_PRINTED },
    { at: 'receipt', order: full.order, receipt: receipt(plan), plan: null, printing: { state: 'printing', ask: ASK } },
  ],
  ...REPAYMENT_STAGES,
  outcome: [
    { at: 'outcome', filed, outcome: 'referred', reasons: ['score-borderline'], limitFen: null },
    { at: 'outcome', filed, outcome: 'declined', reasons: ['underage'], limitFen: null },
  ],
};

function firstPlan(): Plan {
  const [plan] = plans();
  if (!plan) throw new Error('there are plans');
  return plan;
}

export function sampleSession(stage: Stage): Session {
  return { language: 'zh', largeType: false, notice: null, activeAt: NOW, stage };
}

export type Samples<K extends EventKind> = { readonly [E in K]: readonly EventOf<E>[] };

export function sampleEvents(): Samples<EventKind> {
  return { ...sampleIntents(), ...sampleHappenings() };
}

function sampleIntents(): Samples<Intent['kind']> {
  return {
    continue: [{ kind: 'continue' }],
    'answer-consent': [
      { kind: 'answer-consent', purpose: 'marketing', granted: true },
      { kind: 'answer-consent', purpose: 'identity-face', granted: false },
    ],
    again: [{ kind: 'again' }],
    'take-face': [takeFace(), takeFace({ faces: 0 })],
    'camera-failed': [{ kind: 'camera-failed' }],
    'enter-phone': [{ kind: 'enter-phone', phone: '12' }],
    'enter-code': [
      { kind: 'enter-code', code: CODE },
      { kind: 'enter-code', code: 'x' },
    ],
    'resend-code': [{ kind: 'resend-code' }],
    'choose-income': [{ kind: 'choose-income', band: 'under-2000' }],
    'choose-occupation': [{ kind: 'choose-occupation', occupation: 'other' }],
    'verify-phone': [{ kind: 'verify-phone' }],
    submit: [{ kind: 'submit' }],
    leave: [{ kind: 'leave' }],
    'choose-plan': [
      { kind: 'choose-plan', terms: 6 },
      { kind: 'choose-plan', terms: 5 },
    ],
    'accept-plan': [{ kind: 'accept-plan' }],
    'sign-cost-statement': [{ kind: 'sign-cost-statement', readToEnd: true, signature }],
    'sign-contract': [{ kind: 'sign-contract', readToEnd: true, signature }],
    'print-slip': [{ kind: 'print-slip' }],
    ...repaymentIntents(),
    done: [{ kind: 'done' }],
    back: [{ kind: 'back' }],
    cancel: [{ kind: 'cancel' }],
    'still-here': [{ kind: 'still-here' }],
    'set-language': [{ kind: 'set-language', language: 'en' }],
    'set-large-type': [{ kind: 'set-large-type', on: true }],
  };
}

function sampleHappenings(): Samples<Exclude<EventKind, Intent['kind']>> {
  const state = applicationState(applicationId, { status: 'offered', offer: sampleOffer });
  return {
    'code-scanned': [
      { kind: 'code-scanned', text: 'code', reading: done(orderPayload()) },
      { kind: 'code-scanned', text: 'other', reading: refuse('order-code-forged') },
    ],
    ...repaymentHappenings(),
    'card-found': [{ kind: 'card-found' }],
    'card-read': [
      { kind: 'card-read', fields: cardFields(), photo: new Uint8Array(8), warnings: [] },
      { kind: 'card-read', fields: cardFields({ sex: 'female' }), photo: new Uint8Array(8), warnings: [] },
    ],
    'card-removed': [{ kind: 'card-removed' }],
    'card-failed': [{ kind: 'card-failed', code: 'card-damaged' }],
    'device-lost': [
      { kind: 'device-lost', device: 'reader' },
      { kind: 'device-lost', device: 'scanner' },
    ],
    'device-back': [
      { kind: 'device-back', device: 'reader' },
      { kind: 'device-back', device: 'scanner' },
    ],
    'line-gone': [{ kind: 'line-gone' }],
    'line-back': [{ kind: 'line-back' }],
    timeout: [{ kind: 'timeout' }],
    'order-answered': [
      { kind: 'order-answered', ask: ASK, result: done(orderView()) },
      { kind: 'order-answered', ask: ASK, result: refuse('order-not-open') },
    ],
    'code-sent': [
      { kind: 'code-sent', ask: ASK, result: done({ phoneMasked: '138****0000', resendAt: LATER, expiresAt: LATER }) },
      { kind: 'code-sent', ask: ASK, result: refuse('code-too-soon') },
    ],
    'code-checked': [
      { kind: 'code-checked', ask: ASK, result: done({ verificationId: ASK, verifiedAt: NOW }) },
      { kind: 'code-checked', ask: ASK, result: refuse('code-expired') },
    ],
    saved: [
      { kind: 'saved', ask: ASK, result: done({ reference: 'A7-0001' }) },
      { kind: 'saved', ask: ASK, result: refuse('vault-full') },
    ],
    'application-state': [
      { kind: 'application-state', state },
      { kind: 'application-state', state: { ...state, applicationId: full.sessionId } },
    ],
    'application-rejected': [
      { kind: 'application-rejected', applicationId, refusal: { code: 'order-not-open' } },
      { kind: 'application-rejected', applicationId: full.sessionId, refusal: { code: 'order-not-open' } },
    ],
    'phone-reported': [
      { kind: 'phone-reported', ask: ASK, result: done(null) },
      { kind: 'phone-reported', ask: ASK, result: refuse('application-not-found') },
    ],
    'contract-prepared': [
      { kind: 'contract-prepared', ask: ASK, result: done(contract) },
      { kind: 'contract-prepared', ask: ASK, result: refuse('offer-expired') },
    ],
    'contract-signed': [
      { kind: 'contract-signed', ask: ASK, result: done(receipt(plan)) },
      { kind: 'contract-signed', ask: ASK, result: refuse('already-signed') },
    ],
    'slip-printed': [
      { kind: 'slip-printed', ask: ASK, outcome: { kind: 'printed' } },
      { kind: 'slip-printed', ask: ASK, outcome: { kind: 'failed', troubles: ['paper-end'], link: null } },
    ],
  };
}
