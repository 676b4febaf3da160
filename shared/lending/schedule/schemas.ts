import { z } from 'zod';
import { epochDay } from '../../calendar/date.ts';
import { dateSchema } from '../../wire/scalars.ts';
import { parseDecimal } from '../exact/decimal.ts';
import { divide, rational, type Rational } from '../exact/rational.ts';
import { ROUNDING_MODES } from '../exact/rounding.ts';
import { MONTH_END_POLICIES } from '../day-count/periods.ts';

/**
 * The plain JSON of loan terms, in the words of the loan cases. Amounts and rates are decimal texts, dates are
 * `YYYY-MM-DD`; what may be left out has the default of a consumption loan in China.
 */
export const decimalSchema = z.string().transform((text, context): Rational => {
  const value = parseDecimal(text);
  if (value !== null) return value;
  context.issues.push({ code: 'custom', message: 'a decimal text, such as "1234.50"', input: text });
  return z.NEVER;
});

export const amountSchema = decimalSchema.refine((value) => value.numerator > 0n, 'more than nothing');
export const percentSchema = decimalSchema
  .refine((value) => value.numerator >= 0n, 'zero or more')
  .transform((value) => divide(value, rational(100)));
export const daySchema = dateSchema.transform((date) => epochDay(date));

const moneyTerms = {
  currencyDigits: z.int().min(0).max(4).default(2),
  rounding: z.enum(ROUNDING_MODES).default('half-up'),
};

const loanTerms = {
  ...moneyTerms,
  /** Nominal, a year. Zero for an interest-free plan. */
  annualRatePercent: percentSchema.prefault('0'),
  /** Of the original principal, each period; only with `fee-per-term`. */
  feePerTermPercent: percentSchema.nullable().default(null),
  interestMethod: z.enum(['declining-balance', 'flat', 'fee-per-term']).default('declining-balance'),
  amortization: z
    .enum(['equal-installment', 'equal-principal', 'interest-only', 'bullet'])
    .default('equal-installment'),
  installments: z.int().min(1).max(1_200),
  every: z.int().min(1).max(3_660).default(1),
  unit: z.enum(['months', 'weeks', 'days']).default('months'),
  daysInYear: z.enum(['360', '364', '365', '366', 'actual']).default('360'),
  daysInMonth: z.enum(['30', 'actual']).default('30'),
  interestPeriod: z.enum(['daily', 'same-as-repayment']).default('daily'),
  leapRule: z.enum(['feb-29-period-only']).nullable().default(null),
  yearSplit: z.enum(['dec-31', 'jan-1']).default('dec-31'),
  scheduleModel: z.enum(['progressive', 'cumulative']).default('progressive'),
  /** In currency units; the instalment is rounded to a multiple of it. */
  installmentMultiple: amountSchema.nullable().default(null),
  /** The first so many instalments pay interest only. */
  principalGrace: z.int().min(0).default(0),
  monthEnd: z.enum(MONTH_END_POLICIES).default('last-day'),
};

const explicitPeriods = z
  .array(z.object({ from: daySchema, due: daySchema }))
  .min(1)
  .max(1_200)
  .refine((spans) => spans.every((span) => span.from < span.due), 'a period ends after it begins')
  .refine(
    (spans) => spans.every((span, index) => index === 0 || span.from === spans[index - 1]?.due),
    'a period begins where the one before it ends',
  );

export const scheduleTermsSchema = z.object({
  ...loanTerms,
  principal: amountSchema,
  /** Due dates count from here. */
  startOn: daySchema,
  /** When the money is paid out: `startOn` unless said. */
  disbursedOn: daySchema.optional(),
  /** Dates that were moved, instead of the regular ones. */
  periods: explicitPeriods.optional(),
  /** Paid on the day of the disbursement; the rest is amortised. */
  downPaymentPercent: percentSchema.nullable().default(null),
});
/** What a caller writes. */
export type ScheduleTerms = z.input<typeof scheduleTermsSchema>;

/** A loan whose disbursements come as operations. */
export const changingTermsSchema = z.object({
  ...loanTerms,
  startOn: daySchema.optional(),
  periods: explicitPeriods.optional(),
});
export type ChangingTerms = z.input<typeof changingTermsSchema>;

export const operationSchema = z.discriminatedUnion('op', [
  z.object({ op: z.literal('disburse'), on: daySchema, amount: amountSchema }),
  /** `on` is the first day with the new rate. */
  z.object({ op: z.literal('change-rate'), on: daySchema, annualRatePercent: percentSchema }),
  /** Both days included. */
  z.object({ op: z.literal('interest-pause'), from: daySchema, to: daySchema }),
]);
export type Operation = z.input<typeof operationSchema>;
export type ParsedOperation = z.output<typeof operationSchema>;

export const dailyRateTermsSchema = z.object({
  ...moneyTerms,
  principal: amountSchema,
  dailyRatePercent: percentSchema,
  disbursedOn: daySchema,
  dueDates: z.array(daySchema).min(1).max(1_200),
});
export type DailyRateTerms = z.input<typeof dailyRateTermsSchema>;
