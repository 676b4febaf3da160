import type { CalendarDate } from '#shared/calendar/date.ts';
import type { Fen } from '#shared/money/fen.ts';
import type { LoanAction } from '#shared/wire/loans.ts';
import type { RepaymentChoice } from '#shared/wire/repayments.ts';

/** Money that the payment service has taken. */
export interface Taken {
  choice: RepaymentChoice;
  amountFen: Fen;
  /** The day on which the shopper paid, which counts however late it is booked. */
  businessOn: CalendarDate;
  serviceReference: string;
}

/**
 * The ways to book it, best first: one that the loan refuses makes room for the next. It closes the loan where that is
 * still what closes it; it is a repayment where the loan has changed meanwhile, and what is too much is the shopper's;
 * a loan that was given up takes it as a recovery; one that takes nothing on the day of paying takes it today.
 */
export function waysToBook(taken: Taken, now: { payoffFen: Fen | null; today: CalendarDate }): LoanAction[] {
  const { amountFen, businessOn, serviceReference: receivedAs } = taken;
  const received = { note: '', receivedAs };
  const closes = taken.choice === 'payoff' && now.payoffFen === amountFen;
  return [
    ...(closes ? [{ kind: 'pay-off' as const, on: businessOn, ...received }] : []),
    ...[businessOn, now.today].flatMap((on): LoanAction[] => [
      { kind: 'repayment', on, amountFen, ...received },
      { kind: 'recovery', on, amountFen, ...received },
    ]),
  ];
}
