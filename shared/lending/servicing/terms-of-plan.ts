import type { CalendarDate } from '../../calendar/date.ts';
import { penaltyRateBps } from '../cost-statement.ts';
import { formatUnits } from '../exact/decimal.ts';
import type { Plan } from '../plan.ts';
import type { ProductSettings } from './product-settings.ts';
import type { ServicingTermsInput } from './schemas.ts';

/**
 * The terms under which a signed plan is serviced. Paid out on the day of the contract, the loan's rows are the plan's
 * instalments to the fen; the penalty rate is the one that its cost statement shows.
 */
export function termsOfPlan(
  { principalFen, annualRateBps, terms }: Pick<Plan, 'principalFen' | 'annualRateBps' | 'terms'>,
  startOn: CalendarDate,
  settings: ProductSettings,
): ServicingTermsInput {
  const { interestMethod, interestPeriod, allocationStrategy, product, latePenalty, currencyDigits, rounding } =
    settings;
  return {
    loan: {
      principal: formatUnits(BigInt(principalFen), currencyDigits),
      annualRatePercent: percent(annualRateBps),
      interestMethod,
      interestPeriod,
      installments: terms,
      every: 1,
      unit: 'months',
      submittedOn: startOn,
      allocationStrategy,
    },
    product: {
      ...product,
      latePenalty: latePenalty && {
        annualRatePercent: percent(penaltyRateBps(annualRateBps, latePenalty.ceilingBps)),
        ceilingPercent: percent(latePenalty.ceilingBps),
        graceDays: latePenalty.graceDays,
        daysInYear: latePenalty.daysInYear,
      },
    },
    currencyDigits,
    rounding,
  };
}

/** `14.40` for 1,440 basis points. */
function percent(bps: number): string {
  return formatUnits(BigInt(bps), 2);
}
