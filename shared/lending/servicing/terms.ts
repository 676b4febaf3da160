import type { DayCount } from '../day-count/convention.ts';
import { cumulativeFraction, yearFraction } from '../day-count/year-fraction.ts';
import { exactUnits } from '../exact/decimal.ts';
import { compare, divide, rational, type Rational } from '../exact/rational.ts';
import { roundQuotient, type RoundingMode } from '../exact/rounding.ts';
import { answer, decline, type Outcome } from '../refusal.ts';
import { toMultiple } from '../schedule/level.ts';
import type { AllocationRule } from './allocation/order.ts';
import { ruleOfStrategy } from './allocation/strategies.ts';
import { notNegative, type Component } from './amounts.ts';
import { keepFactors } from './interest-model/kept-factors.ts';
import type { Reckoning } from './interest-model/model.ts';
import type { PaymentKind } from './kinds.ts';
import type { ParsedServicingTerms } from './schemas.ts';

/** The agreed terms and the product's settings as servicing needs them: amounts in minor units, days as day numbers. */
export interface ServicingTerms {
  readonly principal: bigint;
  readonly submittedOn: number;
  readonly installments: number;
  readonly rhythm: Pick<DayCount, 'every' | 'unit'>;
  /** As much principal with every instalment, and the interest besides (等额本金). */
  readonly repaysEvenly: boolean;
  /** The first so many instalments are interest only. */
  readonly principalGrace: number;
  readonly reckoning: Reckoning;
  readonly digits: number;
  readonly rounding: RoundingMode;
  readonly isCumulative: boolean;
  readonly isVertical: boolean;
  readonly ruleFor: (kind: PaymentKind | 'default') => AllocationRule | null;
  readonly downPaymentOf: (amount: bigint) => bigint;
  readonly paysDownPaymentItself: boolean;
  readonly recalculation: ParsedServicingTerms['product']['interestRecalculation'];
  readonly bearsInterest: boolean;
  readonly chargebackOrder: readonly Component[] | null;
  readonly refundsInterestOn: readonly PaymentKind[];
  readonly chargeOff: ParsedServicingTerms['product']['chargeOffBehaviour'];
  readonly startsOnSubmission: boolean;
  readonly notesActivity: boolean;
  readonly latePenalty: LatePenalty | null;
}

/** What overdue principal costs besides the agreed interest. */
export interface LatePenalty {
  readonly dailyRate: Rational;
  readonly graceDays: number;
}

export function servicingTerms(parsed: ParsedServicingTerms): Outcome<ServicingTerms> {
  const { loan, product, currencyDigits, rounding } = parsed;
  const principal = exactUnits(loan.principal, currencyDigits);
  if (principal === null) return decline('amount-too-precise', 'loan.principal');
  const step = product.installmentMultiple;
  const multiple = step === null ? null : exactUnits(step, currencyDigits);
  if (step !== null && multiple === null) return decline('amount-too-precise', 'product.installmentMultiple');
  const isCumulative = product.scheduleModel === 'cumulative';
  const { principalGrace } = loan;
  const repaysEvenly = loan.amortization === 'equal-principal';
  if (principalGrace >= loan.installments) return decline('grace-too-long', 'loan.principalGrace');
  if ((repaysEvenly || principalGrace > 0) && (!isCumulative || loan.interestMethod === 'flat')) {
    return decline(
      'not-served',
      'equal principal and grace are serviced for cumulative loans of declining balance only',
    );
  }
  if (isCumulative && product.interestRecalculation !== null && product.latePenalty !== null) {
    return decline('not-served', 'a late-payment penalty besides the recalculated interest of a cumulative loan');
  }
  return answer({
    principal,
    submittedOn: loan.submittedOn,
    installments: loan.installments,
    rhythm: { every: loan.every, unit: loan.unit },
    repaysEvenly,
    principalGrace,
    reckoning: {
      annualRate: loan.annualRatePercent,
      isFlat: loan.interestMethod === 'flat',
      multiple,
      digits: currencyDigits,
      rounding,
      isLevelled: product.levelling === 'spread',
      fractionOf: fractionOf(parsed),
      factors: keepFactors(),
    },
    digits: currencyDigits,
    rounding,
    isCumulative,
    isVertical: product.processing === 'vertical',
    ruleFor: ruleFor(parsed),
    downPaymentOf: downPaymentOf(product.downPaymentPercent, multiple, rounding),
    paysDownPaymentItself: product.autoDownPayment === true,
    recalculation: product.interestRecalculation,
    bearsInterest: loan.annualRatePercent.numerator > 0n,
    chargebackOrder: product.chargebackAllocation,
    refundsInterestOn: product.interestRefundOn ?? [],
    chargeOff: product.chargeOffBehaviour,
    startsOnSubmission: product.scheduleStart === 'submitted-date',
    notesActivity: product.accrualActivity,
    latePenalty: latePenaltyOf(product.latePenalty),
  });
}

function ruleFor({ loan, product }: ParsedServicingTerms): ServicingTerms['ruleFor'] {
  const rules = product.allocation ?? [];
  const general = ruleOfStrategy(loan.allocationStrategy);
  if (general) return () => general;
  return (kind) =>
    rules.find((rule) => rule.transaction === kind) ?? rules.find((rule) => rule.transaction === 'default') ?? null;
}

/** The ceiling is a yearly one, so it is held against a year of 365 days whatever the rate is reckoned on. */
function latePenaltyOf(agreed: ParsedServicingTerms['product']['latePenalty']): LatePenalty | null {
  if (agreed === null) return null;
  const { annualRatePercent, ceilingPercent, daysInYear, graceDays } = agreed;
  const daily = divide(annualRatePercent, rational(Number(daysInYear)));
  const highest = ceilingPercent && divide(ceilingPercent, rational(365));
  return { dailyRate: highest && compare(highest, daily) < 0 ? highest : daily, graceDays };
}

/** Only there a day on which nothing happens changes more than the late-payment penalty. */
export function bearsInterestOnOverdue({ recalculation, isCumulative }: ServicingTerms): boolean {
  return recalculation !== null && (isCumulative || !recalculation.noInterestOnPastDue);
}

function downPaymentOf(share: Rational | null, multiple: bigint | null, rounding: RoundingMode) {
  return (amount: bigint): bigint => {
    if (share === null) return 0n;
    return notNegative(
      toMultiple(roundQuotient(amount * share.numerator, share.denominator, rounding), multiple, rounding),
    );
  };
}

function fractionOf({ loan, product }: ParsedServicingTerms): Reckoning['fractionOf'] {
  const dayCount: DayCount = { ...product, ...loan, yearSplit: 'dec-31' };
  const fraction = product.scheduleModel === 'cumulative' ? cumulativeFraction : yearFraction;
  return (span, part, measure) => fraction(dayCount, span, part, measure);
}
