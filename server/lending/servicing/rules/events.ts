import type { ServicingEventInput } from '#shared/lending/servicing/index.ts';
import type { LoanAction } from '#shared/wire/loans.ts';
import { percentText, yuanText } from './units.ts';

/** What an action is to the engine. */
export function eventOf(action: LoanAction): ServicingEventInput {
  const { on } = action;
  switch (action.kind) {
    case 'repayment':
    case 'goodwill-credit':
    case 'interest-payment-waiver':
    case 'credit-balance-refund':
    case 'recovery':
      return { type: action.kind, on, amount: yuanText(action.amountFen) };
    case 'merchant-issued-refund':
    case 'payout-refund':
      return { type: action.kind, on, amount: yuanText(action.amountFen), interestRefund: action.refundsInterest };
    case 'chargeback':
      return { type: 'chargeback-number', on, amount: yuanText(action.amountFen), of: action.of };
    case 'charge':
      return { type: 'charge', on, amount: yuanText(action.amountFen), kind: action.of, due: action.dueOn };
    case 'charge-waiver':
      return { type: 'charge-waiver', on, amount: yuanText(action.amountFen), kind: action.of };
    case 'pay-off':
    case 'charge-off':
    case 'write-off':
    case 're-amortize':
      return { type: action.kind, on };
    case 're-age':
      return { type: 're-age', on, startOn: action.startOn, installments: action.terms, every: 1, unit: 'months' };
    case 'reschedule':
      return {
        type: 'reschedule',
        on,
        from: action.fromOn,
        ...(action.annualRateBps !== undefined && { annualRatePercent: percentText(action.annualRateBps) }),
        ...(action.movedToOn !== undefined && { adjustedDueDate: action.movedToOn }),
        ...(action.extraTerms !== undefined && { extraTerms: action.extraTerms }),
      };
    case 'interest-pause':
    case 'delinquency-pause':
      return { type: action.kind, on, from: action.fromOn, to: action.tillOn };
    case 'undo':
      return { type: 'undo-number', on, of: action.of };
  }
}
