import type { CalendarDate } from '#shared/calendar/date.ts';
import { outstandingOf, total, type Entry, type LoanState } from '#shared/lending/servicing/index.ts';
import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import type { LoanAction } from '#shared/wire/loans.ts';
import { linesOf } from './lines.ts';
import { fenOf } from './units.ts';

const FINE: Result<null> = done(null);

/** A value date is a day on which the loan was paid out already and that is not to come. */
export function checkDates(
  { on }: LoanAction,
  { paidOut, businessOn }: { paidOut: CalendarDate; businessOn: CalendarDate },
): Result<null> {
  if (on > businessOn) return refuse('value-date-in-future', { on, businessOn });
  return on < paidOut ? refuse('value-date-too-early', { on, paidOut }) : FINE;
}

/** Whether the action takes no more than there is, and names what is there. */
export function checkLimits(state: LoanState, action: LoanAction): Result<null> {
  switch (action.kind) {
    case 'chargeback':
      return checkChargeback(state, action);
    case 'merchant-issued-refund':
    case 'payout-refund': {
      const lent = amountOf(active(state, ['disbursement']));
      return atMost(lent - amountOf(active(state, ['merchant-issued-refund', 'payout-refund'])), action);
    }
    case 'credit-balance-refund':
      return action.amountFen <= state.overpaid
        ? FINE
        : refuse('credit-balance-too-low', { mostFen: fenOf(state.overpaid) });
    case 'charge-waiver':
      return atMost(
        total(state.rows, (row) => outstandingOf(row, action.of)),
        action,
      );
    case 'undo':
      return checkUndo(state, action.of);
    case 'reschedule': {
      const { annualRateBps, movedToOn, extraTerms } = action;
      const changesNothing = annualRateBps === undefined && movedToOn === undefined && extraTerms === undefined;
      return changesNothing ? refuse('schedule-not-possible') : FINE;
    }
    case 'interest-pause':
    case 'delinquency-pause':
      return action.fromOn <= action.tillOn ? FINE : refuse('schedule-not-possible');
    case 'repayment':
    case 'pay-off':
    case 'goodwill-credit':
    case 'interest-payment-waiver':
    case 'charge':
    case 'charge-off':
    case 'write-off':
    case 'recovery':
    case 're-amortize':
    case 're-age':
      return FINE;
  }
}

/** Of a payment no more comes back than it was, in one piece or in several. */
function checkChargeback(state: LoanState, action: { of: number; amountFen: number }): Result<null> {
  const payment = active(state, ['repayment']).find(({ id }) => id === action.of);
  if (!payment) return refuse('transaction-not-found');
  const back = active(state, ['chargeback']).filter(({ of }) => of === payment.id);
  return atMost(payment.amount - amountOf(back), action);
}

/** What was paid out stays; what belongs to another goes with that one; a payment that came back can't be undone too. */
function checkUndo(state: LoanState, of: number): Result<null> {
  const line = linesOf(state).find(({ n }) => n === of);
  if (!line) return refuse('transaction-not-found');
  const isHeld = active(state, ['chargeback']).some((entry) => entry.of === of);
  const isOwn = line.kind !== 'disbursement' && line.kind !== 'interest-refund';
  return isOwn && !line.isReversed && !isHeld ? FINE : refuse('not-undoable');
}

function atMost(most: bigint, { amountFen }: { amountFen: number }): Result<null> {
  return amountFen <= most ? FINE : refuse('amount-above-paid', { mostFen: fenOf(most) });
}

function active({ entries }: LoanState, kinds: readonly Entry['kind'][]): Entry[] {
  return entries.filter(({ kind, isReversed }) => !isReversed && kinds.includes(kind));
}

function amountOf(entries: readonly Entry[]): bigint {
  return total(entries, ({ amount }) => amount);
}
