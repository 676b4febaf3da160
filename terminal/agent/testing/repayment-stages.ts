import { parseScannedCode, type PaymentSecret } from '#hardware/index.ts';
import { fen } from '#shared/money/fen.ts';
import { done, refuse } from '#shared/refusals/refusal.ts';
import { NOT_PRINTED, type Repaying, type Stage } from '../session/machine/stages.ts';
import { PAYMENT_CODE, PHONE_LAST4, REFERENCE, repaymentState, repaymentView } from './repayments.ts';
import { NOW } from './samples.ts';
import type { Samples } from './stages.ts';

/** The part of `stages.ts` that is about repaying. */
export const ASK = '01939d1c-0000-7000-8000-00000000aaaa';

const loan = repaymentView();
const found = { loan, phoneLast4: PHONE_LAST4 };
const repaying: Repaying = { ...found, repaymentId: ASK, choice: 'overdue', amountFen: fen(618_42) };
const find = { at: 'repay-find', reference: REFERENCE, phoneLast4: PHONE_LAST4 } as const;

type RepaymentStates = Extract<Stage['at'], `repay-${string}`>;

export const REPAYMENT_STAGES: Readonly<Record<RepaymentStates, readonly Stage[]>> = {
  'repay-find': [
    { ...find, asks: 'reference', pending: null },
    { ...find, asks: 'phone', pending: null },
    { ...find, asks: 'phone', pending: { ask: ASK, what: 'find' } },
  ],
  'repay-choose': [
    { at: 'repay-choose', ...found, pending: null },
    { at: 'repay-choose', ...found, pending: { ask: ASK, what: 'find' } },
  ],
  'repay-pay': [{ at: 'repay-pay', repaying }],
  'repay-working': [{ at: 'repay-working', repaying, ask: ASK, since: NOW }],
  'repay-refused': [{ at: 'repay-refused', repaying, reason: 'code-expired' }],
  'repay-done': [
    { at: 'repay-done', paid: repaymentState(), printing: NOT_PRINTED },
    { at: 'repay-done', paid: repaymentState(), printing: { state: 'printing', ask: ASK } },
  ],
};

export function repaymentIntents(): Samples<'repay' | 'enter-reference' | 'enter-phone-last4' | 'choose-repayment'> {
  return {
    repay: [{ kind: 'repay' }],
    'enter-reference': [
      { kind: 'enter-reference', reference: REFERENCE },
      { kind: 'enter-reference', reference: 'x' },
    ],
    'enter-phone-last4': [
      { kind: 'enter-phone-last4', digits: PHONE_LAST4 },
      { kind: 'enter-phone-last4', digits: 'x' },
    ],
    'choose-repayment': [{ kind: 'choose-repayment', choice: 'overdue' }],
  };
}

type Happenings =
  'reference-scanned' | 'payment-code-scanned' | 'repayment-found' | 'repayment-answered' | 'repayment-state';

export function repaymentHappenings(): Samples<Happenings> {
  const refused = repaymentState({ repaymentId: ASK, state: 'refused', reason: 'cancelled' });
  return {
    'reference-scanned': [{ kind: 'reference-scanned', reference: 'A7-0194' }],
    'payment-code-scanned': [{ kind: 'payment-code-scanned', service: 'wechat-pay', secret: paymentSecret() }],
    'repayment-found': [
      { kind: 'repayment-found', ask: ASK, result: done(loan) },
      { kind: 'repayment-found', ask: ASK, result: refuse('repayment-not-found') },
    ],
    'repayment-answered': [
      { kind: 'repayment-answered', ask: ASK, result: done(repaymentState({ repaymentId: ASK })) },
      { kind: 'repayment-answered', ask: ASK, result: done(refused) },
      { kind: 'repayment-answered', ask: ASK, result: refuse('offline') },
      { kind: 'repayment-answered', ask: ASK, result: refuse('loan-changed') },
    ],
    'repayment-state': [
      { kind: 'repayment-state', repaymentId: ASK, result: done(refused) },
      { kind: 'repayment-state', repaymentId: ASK, result: refuse('repayment-not-found') },
      { kind: 'repayment-state', repaymentId: repaymentState().repaymentId, result: done(repaymentState()) },
    ],
  };
}

function paymentSecret(): PaymentSecret {
  const code = parseScannedCode({ text: PAYMENT_CODE, symbology: null });
  if (code.kind !== 'payment-code') throw new Error('it is a payment code');
  return code.secret;
}
