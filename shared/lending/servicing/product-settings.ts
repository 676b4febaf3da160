import { z } from 'zod';
import { servicingTermsSchema } from './schemas.ts';

/**
 * The settings of a product: everything about how its loans are serviced that is not agreed loan by loan. Plain JSON, as a
 * caller writes it; a loan keeps the version it was made under.
 */
const { interestMethod, interestPeriod, allocationStrategy } = servicingTermsSchema.shape.loan.shape;

export const productSettingsSchema = z.object({
  interestMethod,
  interestPeriod,
  allocationStrategy,
  product: servicingTermsSchema.shape.product.omit({ latePenalty: true }),
  /** The rate is that of the loan's cost statement; this is what else there is to know. */
  latePenalty: z
    .object({
      ceilingBps: z.int().min(0),
      graceDays: z.int().min(0),
      daysInYear: z.enum(['360', '365']),
    })
    .nullable(),
  currencyDigits: servicingTermsSchema.shape.currencyDigits,
  rounding: servicingTermsSchema.shape.rounding,
});
/** What a caller writes. */
export type ProductSettings = z.input<typeof productSettingsSchema>;
