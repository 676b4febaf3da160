/**
 * Paying with the code on a phone. One repayment id is one charge: from the scan on, the code is never sent again; where
 * the answer is lost, the state of that very payment is asked for until it is known.
 */
import { refuse, type Refusal, type RefusalCode, type Result } from '#shared/refusals/refusal.ts';
import type { RepaymentState } from '#shared/wire/repayments.ts';
import { isPassing } from '../../../server-link/passing.ts';
import { repaymentSlip } from '../../../slips/repayment.ts';
import { NOT_PRINTED, type StageOf } from '../stages.ts';
import { notAllowed, sayCode, to, toWithNotice, unchanged, type AnyTurn, type Row, type Step } from '../step.ts';
import { everywhere, toIdle, whileRepaying } from './everywhere.ts';
import { print, printed } from './printing.ts';
import { findAgain } from './repay-find.ts';

type Working = StageOf<'repay-working'>;

export const repayPay: Row<'repay-pay'> = {
  ...whileRepaying,
  // Pressed twice: it is one repayment.
  'choose-repayment': unchanged,
  again: unchanged,
  'code-scanned': (turn) => sayCode(turn, 'payment-code-wanted'),
  'reference-scanned': (turn) => sayCode(turn, 'payment-code-wanted'),
  'payment-code-scanned': (turn) => {
    const { stage, event, facts, session } = turn;
    if (!facts.online) return sayCode(turn, 'offline');
    const { repaying } = stage;
    const { loan, repaymentId, choice, amountFen, phoneLast4 } = repaying;
    const { loanId, version } = loan;
    const { service, secret } = event;
    const { language } = session;
    const repayment = { repaymentId, loanId, version, choice, amountFen, phoneLast4, service, language };
    const ask = facts.freshId;
    return to(
      turn,
      { at: 'repay-working', repaying, ask, since: facts.now },
      { do: 'pay-repayment', ask, repayment, secret },
    );
  },
  back: (turn) => {
    const { loan, phoneLast4 } = turn.stage.repaying;
    return to(turn, { at: 'repay-choose', loan, phoneLast4, pending: null });
  },
};

export const repayWorking: Row<'repay-working'> = {
  ...everywhere,
  // One trigger pull often gives the same code twice; and whatever it was, there is one payment under way.
  'payment-code-scanned': unchanged,
  'code-scanned': (turn) => sayCode(turn, 'not-allowed-here'),
  'reference-scanned': (turn) => sayCode(turn, 'not-allowed-here'),
  'repayment-answered': (turn) =>
    turn.event.ask === turn.stage.ask ? answered(turn, turn.stage, turn.event.result) : unchanged(turn),
  'repayment-state': (turn) => {
    const { stage, event } = turn;
    const { repaying } = stage;
    if (event.repaymentId !== repaying.repaymentId) return unchanged(turn);
    // It never arrived. Should it do so late, it has the same id as the next try: still one charge.
    if (!event.result.ok && event.result.refusal.code === 'repayment-not-found')
      return toWithNotice(
        turn,
        { at: 'repay-pay', repaying },
        refuse('payment-refused', { what: 'not-arrived' }).refusal,
      );
    return answered(turn, stage, event.result);
  },
  // The payment ends without her, and she gets a message.
  leave: toIdle,
  timeout: toIdle,
};

export const repayRefused: Row<'repay-refused'> = {
  ...whileRepaying,
  // Nothing was taken, so the next try is another payment.
  again: (turn) => {
    const { repaying } = turn.stage;
    return to(turn, { at: 'repay-pay', repaying: { ...repaying, repaymentId: turn.facts.freshId } });
  },
  leave: toIdle,
  back: (turn) => {
    const { loan, phoneLast4 } = turn.stage.repaying;
    return to(turn, { at: 'repay-choose', loan, phoneLast4, pending: null });
  },
};

export const repayDone: Row<'repay-done'> = {
  ...whileRepaying,
  cancel: notAllowed,
  'print-slip': (turn) => print(turn, turn.stage, repaymentSlip(turn.stage.paid, turn.session.language)),
  'slip-printed': (turn) => printed(turn, turn.stage, turn.event),
  done: toIdle,
};

function answered(turn: AnyTurn, stage: Working, result: Result<RepaymentState>): Step {
  if (!result.ok) return refused(turn, stage, result.refusal);
  const paid = result.value;
  switch (paid.state) {
    case 'pending':
      return watch(turn, stage);
    case 'paid':
      return to(turn, { at: 'repay-done', paid, printing: NOT_PRINTED }, { do: 'unwatch' });
    case 'refused': {
      const { repaying } = stage;
      return to(turn, { at: 'repay-refused', repaying, reason: paid.reason ?? 'unknown' }, { do: 'unwatch' });
    }
  }
}

/** Nothing was taken: the loan is another one than she saw, or another payment of it is still open. */
const CHANGED: ReadonlySet<RefusalCode> = new Set([
  'loan-changed',
  'repayment-amount-changed',
  'repayment-nothing-due',
  'payment-service-silent',
]);

function refused(turn: AnyTurn, stage: Working, refusal: Refusal): Step {
  const { repaying } = stage;
  // In conflict: an earlier try of the same id did arrive, so it is the one that counts.
  if (isPassing(refusal.code) || refusal.code === 'content-conflict') return watch(turn, stage);
  if (CHANGED.has(refusal.code)) return findAgain(turn, repaying, refusal);
  return toWithNotice(turn, { at: 'repay-refused', repaying, reason: 'unknown' }, refusal);
}

/** Nobody knows yet: only the answer that ends it leads on. */
function watch(turn: AnyTurn, { repaying }: Working): Step {
  return { ...unchanged(turn), effects: [{ do: 'watch-repayment', repaymentId: repaying.repaymentId }] };
}
