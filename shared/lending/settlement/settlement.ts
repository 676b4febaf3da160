import { z } from 'zod';
import { exactUnits, formatUnits } from '../exact/decimal.ts';
import { multiply, rational, type Rational } from '../exact/rational.ts';
import { roundQuotient, type RoundingMode } from '../exact/rounding.ts';
import { answer, decline, type Outcome } from '../refusal.ts';
import { parsedInput } from '../schedule/parsed-input.ts';
import { workedLoan, type WorkedLoan } from '../schedule/schedule-of.ts';
import { amountSchema, dailyRateTermsSchema, daySchema, type ScheduleTerms } from '../schedule/schemas.ts';

const paymentsSchema = z.array(z.object({ on: daySchema, amount: amountSchema })).max(10_000);

const dailyRateLoanSchema = dailyRateTermsSchema.omit({ dueDates: true }).extend({
  /** The contractual due dates; interest is rounded on each. */
  scheduled: z.array(z.object({ due: daySchema })).max(1_200),
  payments: paymentsSchema,
});

/** A loan with a simple daily rate and what has been paid. */
export type DailyRateLoan = z.input<typeof dailyRateLoanSchema>;
/** A loan by its terms and what has been paid, the down payment left out. */
export interface ScheduledLoan {
  terms: ScheduleTerms;
  payments: z.input<typeof paymentsSchema>;
}

export interface Settlement {
  payoff: string;
  principal: string;
  interest: string;
}

/**
 * What closes a loan on a day: the principal owed and the interest to that day, none of a later one. Interest is rounded
 * on every day of a payment and every due date, and at the settlement; a payment goes to interest first.
 */
export function settlement(loan: DailyRateLoan | ScheduledLoan, on: string): Outcome<Settlement> {
  const day = parsedInput(daySchema, on);
  if (!day.ok) return day;
  const account = 'terms' in loan ? scheduledAccount(loan) : dailyRateAccount(loan);
  return account.ok ? settled(account.value, day.value) : account;
}

interface Payment {
  readonly on: number;
  readonly units: bigint;
}

interface Account {
  readonly disbursedOn: number;
  readonly lent: bigint;
  readonly dues: readonly number[];
  readonly payments: readonly Payment[];
  readonly rounding: RoundingMode;
  readonly digits: number;
  /** Interest over days between which no due date lies. */
  readonly accrued: (balance: bigint, from: number, to: number) => Rational;
}

function settled(account: Account, on: number): Outcome<Settlement> {
  const { disbursedOn, lent, dues, rounding, digits } = account;
  if (on < disbursedOn) return decline('date-outside-schedule', 'on: before the disbursement');
  const payments = account.payments.filter((payment) => payment.on <= on);
  if (payments.some((payment) => payment.on < disbursedOn)) return decline('date-outside-schedule', 'payments.on');
  const days = [...new Set([...payments.map((payment) => payment.on), ...dues, on])]
    .filter((day) => day <= on && day >= disbursedOn)
    .sort((a, b) => a - b);
  let balance = lent;
  let interest = 0n;
  let last = disbursedOn;
  for (const day of days) {
    const exact = account.accrued(balance, last, day);
    interest += roundQuotient(exact.numerator, exact.denominator, rounding);
    for (const payment of payments.filter((each) => each.on === day)) {
      const toInterest = payment.units < interest ? payment.units : interest;
      interest -= toInterest;
      balance -= payment.units - toInterest;
    }
    if (balance < 0n) return decline('overpaid', 'more was paid than was owed');
    last = day;
  }
  const written = (units: bigint): string => formatUnits(units, digits);
  return answer({ payoff: written(balance + interest), principal: written(balance), interest: written(interest) });
}

function dailyRateAccount(loan: DailyRateLoan): Outcome<Account> {
  const parsed = parsedInput(dailyRateLoanSchema, loan);
  if (!parsed.ok) return parsed;
  const { dailyRatePercent, disbursedOn, rounding, currencyDigits: digits, scheduled } = parsed.value;
  const lent = exactUnits(parsed.value.principal, digits);
  const payments = paymentUnits(parsed.value.payments, digits);
  if (lent === null || payments === null) return decline('amount-too-precise', 'principal or payments');
  const dues = scheduled.map(({ due }) => due);
  const accrued: Account['accrued'] = (balance, from, to) =>
    multiply(dailyRatePercent, rational(balance * BigInt(to - from)));
  return answer({ disbursedOn, lent, dues, payments, rounding, digits, accrued });
}

function scheduledAccount({ terms, payments: paid }: ScheduledLoan): Outcome<Account> {
  const worked = workedLoan(terms);
  if (!worked.ok) return worked;
  const parsed = parsedInput(paymentsSchema, paid);
  if (!parsed.ok) return parsed;
  const { lent, disbursedOn } = worked.value;
  const { digits, rounding, spans } = worked.value.terms;
  const payments = paymentUnits(parsed.value, digits);
  if (payments === null) return decline('amount-too-precise', 'payments');
  const dues = spans.map(({ due }) => due);
  return answer({ disbursedOn, lent, dues, payments, rounding, digits, accrued: accrualOf(worked.value) });
}

/**
 * After the last due date interest runs on as in the last period. Flat interest is that of the schedule's period, for
 * the days of it that have passed: what belongs to later periods is not owed.
 */
function accrualOf({ terms, rows, disbursedOn }: WorkedLoan): Account['accrued'] {
  return (balance, from, to) => {
    const within = terms.spans.findIndex((span) => from >= span.from && from < span.due);
    const index = within >= 0 ? within : terms.spans.length - 1;
    const span = terms.spans[index];
    if (!span || to <= from) return rational(0);
    if (!terms.isFlat) {
      return multiply(multiply(rational(balance), terms.annualRate), terms.fractionOf(span, { from, to }, 'elapsed'));
    }
    if (balance === 0n) return rational(0);
    const days = span.due - Math.max(span.from, disbursedOn);
    return rational((rows[index]?.interest ?? 0n) * BigInt(to - from), days);
  };
}

function paymentUnits(payments: z.output<typeof paymentsSchema>, digits: number): Payment[] | null {
  const units = payments.map(({ on, amount }) => ({ on, units: exactUnits(amount, digits) }));
  const exact = units.filter((payment): payment is Payment => payment.units !== null);
  return exact.length === payments.length ? exact : null;
}
