import { z } from 'zod';
import { dateSchema } from '../../wire/scalars.ts';
import { daysBetween } from '../../calendar/date.ts';
import { formatDecimal, parseQuotient, toNumber } from '../exact/decimal.ts';
import { answer, decline, type Outcome } from '../refusal.ts';
import { parsedInput } from '../schedule/parsed-input.ts';
import * as annuity from './annuity.ts';
import { chosenRate, type Flow } from './exponential-roots.ts';

/**
 * The financial functions of spreadsheets, by their names. Amounts and rates are decimal texts (or JSON numbers, read
 * by their digits); a rate may be a quotient, `0.08/12`. Answers are decimal texts: exact to the last place where the
 * function is rational (PMT, PV, FV, NPV, EFFECT and their parts), to twelve places where it is searched or has a root.
 */
const valueSchema = z.union([z.string(), z.number()]).transform((written, context) => {
  const value = parseQuotient(String(written));
  if (value !== null) return value;
  context.issues.push({ code: 'custom', message: 'a decimal', input: written });
  return z.NEVER;
});
const rateSchema = valueSchema.refine((rate) => rate.numerator > -rate.denominator, 'more than -100 %');
const countSchema = z.int().min(1).max(3_600);
const typeSchema = z.union([z.literal(0), z.literal(1)]).default(0);
const nothing = valueSchema.prefault('0');
const terms = { rate: rateSchema, nper: countSchema, pv: valueSchema, fv: nothing, type: typeSchema };
const stretch = { ...terms, start: countSchema, end: countSchema };
const periodic = z.array(valueSchema).min(1).max(3_600);
const dated = z
  .array(z.tuple([dateSchema, valueSchema]))
  .min(1)
  .max(3_600);

const EXACT_PLACES = 20;
const SEARCHED_PLACES = 12;

interface FinancialFunction<T extends z.ZodType> {
  readonly input: T;
  readonly of: (input: unknown) => Outcome<string>;
}

function define<T extends z.ZodType>(input: T, compute: (input: z.output<T>) => Outcome<string>): FinancialFunction<T> {
  return {
    input,
    of: (written) => {
      const parsed = parsedInput(input, written);
      return parsed.ok ? compute(parsed.value) : parsed;
    },
  };
}

const FUNCTIONS = {
  pmt: define(z.object(terms), (input) => exact(annuity.payment(input))),
  fv: define(
    z.object({ rate: rateSchema, nper: countSchema, pmt: valueSchema, pv: nothing, type: typeSchema }),
    (input) => exact(annuity.futureValue(input.rate, input.nper, input.pmt, input.pv, input.type)),
  ),
  pv: define(
    z.object({ rate: rateSchema, nper: countSchema, pmt: valueSchema, fv: nothing, type: typeSchema }),
    (input) => exact(annuity.presentValue(input.rate, input.nper, input.pmt, input.fv, input.type)),
  ),
  ipmt: define(z.object({ ...terms, period: countSchema }), (input) =>
    within(input.period, input.period, input.nper, () => annuity.interestPaid(input, input.period, input.period)),
  ),
  ppmt: define(z.object({ ...terms, period: countSchema }), (input) =>
    within(input.period, input.period, input.nper, () => annuity.principalPaid(input, input.period, input.period)),
  ),
  cumipmt: define(z.object(stretch), (input) =>
    within(input.start, input.end, input.nper, () => annuity.interestPaid(input, input.start, input.end)),
  ),
  cumprinc: define(z.object(stretch), (input) =>
    within(input.start, input.end, input.nper, () => annuity.principalPaid(input, input.start, input.end)),
  ),
  npv: define(z.object({ rate: rateSchema, values: periodic }), (input) =>
    exact(annuity.netPresentValue(input.rate, input.values)),
  ),
  effect: define(z.object({ nominal: rateSchema, npery: countSchema }), (input) =>
    exact(annuity.effectiveRate(input.nominal, input.npery)),
  ),
  nominal: define(z.object({ effect: rateSchema, npery: countSchema }), (input) =>
    searched(input.npery * Math.expm1(Math.log1p(toNumber(input.effect)) / input.npery)),
  ),
  irr: define(z.object({ values: periodic }), ({ values }) =>
    searched(chosenRate(values.map((value, at) => ({ at, amount: toNumber(value) })))),
  ),
  xirr: define(z.object({ flows: dated }), ({ flows }) => searched(chosenRate(yearly(flows)))),
  xnpv: define(z.object({ rate: rateSchema, flows: dated }), ({ rate, flows }) => {
    const growth = Math.log1p(toNumber(rate));
    return searched(yearly(flows).reduce((total, { at, amount }) => total + amount * Math.exp(-growth * at), 0));
  }),
  rate: define(
    z.object({ nper: countSchema, pmt: valueSchema, pv: valueSchema, fv: nothing, type: typeSchema }),
    ({ nper, pmt, pv, fv, type }) => {
      const each = toNumber(pmt);
      const payments = Array.from({ length: nper }, (_, index): Flow => ({ at: index + 1 - type, amount: each }));
      return searched(chosenRate([{ at: 0, amount: toNumber(pv) }, ...payments, { at: nper, amount: toNumber(fv) }]));
    },
  ),
  nper: define(
    z.object({ rate: rateSchema, pmt: valueSchema, pv: valueSchema, fv: nothing, type: typeSchema }),
    ({ rate, pmt, pv, fv, type }) =>
      searched(periods(toNumber(rate), toNumber(pmt), toNumber(pv), toNumber(fv), type), 'no-term'),
  ),
};

export type FinancialName = keyof typeof FUNCTIONS;
export type FinancialInput<N extends FinancialName> = z.input<(typeof FUNCTIONS)[N]['input']>;

export function isFinancialName(name: string): name is FinancialName {
  return Object.hasOwn(FUNCTIONS, name);
}

/** One of the functions by name: `financial('pmt', { rate: '0.08/12', nper: 10, pv: '10000' })`. */
export function financial<N extends FinancialName>(name: N, input: FinancialInput<N>): Outcome<string> {
  return FUNCTIONS[name].of(input);
}

function exact(value: annuity.Fraction): Outcome<string> {
  return answer(formatDecimal(value, EXACT_PLACES));
}

function searched(value: number | null, missing: 'no-rate' | 'no-term' = 'no-rate'): Outcome<string> {
  if (value === null || !Number.isFinite(value)) return decline(missing, 'nothing satisfies these flows');
  return answer(value.toFixed(SEARCHED_PLACES));
}

function within(start: number, end: number, nper: number, value: () => annuity.Fraction): Outcome<string> {
  if (start > end || end > nper) return decline('input-malformed', 'the periods asked for lie within 1 to nper');
  return exact(value());
}

function yearly(flows: z.output<typeof dated>): Flow[] {
  const first = flows[0]?.[0];
  if (first === undefined) return [];
  return flows.map(([on, amount]) => ({ at: daysBetween(first, on) / 365, amount: toNumber(amount) }));
}

function periods(rate: number, each: number, pv: number, fv: number, type: 0 | 1): number | null {
  if (rate === 0) return each === 0 ? null : -(pv + fv) / each;
  const due = each * (1 + rate * type);
  const ratio = (due - fv * rate) / (due + pv * rate);
  return ratio > 0 ? Math.log(ratio) / Math.log1p(rate) : null;
}
