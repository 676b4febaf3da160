import { formatUnits, unitsOf } from '../exact/decimal.ts';
import { multiply, ONE, rational, subtract } from '../exact/rational.ts';
import { answer, type Outcome } from '../refusal.ts';
import { parsedInput } from '../schedule/parsed-input.ts';
import { workedLoan } from '../schedule/schedule-of.ts';
import { percentSchema, type ScheduleTerms } from '../schedule/schemas.ts';
import { fromEpochDay } from '../../calendar/date.ts';
import { annualRate, type AnnualRate } from './annual-rate-of.ts';

/** One party's flows of a loan; positive is what the borrower, or the merchant, receives. */
export interface CashFlowView {
  flows: { on: string; amount: string }[];
  rate: AnnualRate;
}

export interface CashFlowViews {
  /** What the shopper is credited with and repays: 0 % on an interest-free plan. */
  shopper: CashFlowView;
  /** What the funder pays out after the merchant's discount, and is repaid. */
  funder: CashFlowView;
}

/**
 * The two views of an interest-free or subsidised plan (免息, 贴息): the loan is one, its cost is borne by the merchant's
 * discount, a share of the amount lent. Both rates are those of dated flows, actual days over 365.
 */
export function cashFlowViews(terms: ScheduleTerms, merchantDiscountPercent: string): Outcome<CashFlowViews> {
  const discount = parsedInput(percentSchema, merchantDiscountPercent);
  if (!discount.ok) return discount;
  const worked = workedLoan(terms);
  if (!worked.ok) return worked;
  const { lent, disbursedOn, rows } = worked.value;
  const { digits, rounding } = worked.value.terms;
  const paidOut = multiply(rational(lent), subtract(ONE, discount.value));
  const repaid = rows.map((row) => ({ on: row.due, units: -(row.principal + row.interest) }));
  const view = (received: bigint): Outcome<CashFlowView> => {
    const flows = [{ on: disbursedOn, units: received }, ...repaid].map(({ on, units }) => ({
      on: fromEpochDay(on),
      amount: formatUnits(units, digits),
    }));
    const rate = annualRate(flows, { method: 'xirr' });
    return rate.ok ? answer({ flows, rate: rate.value }) : rate;
  };
  const shopper = view(lent);
  if (!shopper.ok) return shopper;
  const funder = view(unitsOf(paidOut, 0, rounding));
  return funder.ok ? answer({ shopper: shopper.value, funder: funder.value }) : funder;
}
