import { z } from 'zod';
import { dateSchema } from '../../wire/scalars.ts';
import { formatDecimal, parseDecimal } from '../exact/decimal.ts';
import { compare, multiply, rational, type Rational } from '../exact/rational.ts';
import { answer, decline, type Outcome } from '../refusal.ts';
import { parsedInput } from '../schedule/parsed-input.ts';
import { decimalSchema } from '../schedule/schemas.ts';
import { CEILINGS, type CeilingConfiguration, type CeilingRule, type LenderKind } from './configuration.ts';

export interface CeilingQuestion {
  /** All costs to the borrower under normal performance, a year, unrounded. */
  allInPercent: string;
  lender: LenderKind;
  /** The day of the contract, or of the fee that is added. */
  on: string;
}

/** The answer with what it rests on, to be stored with the contract. */
export interface CeilingAnswer {
  isWithin: boolean;
  ceilingPercent: string;
  source: string;
}

const questionSchema = z.object({ allInPercent: decimalSchema, on: dateSchema });

/** Exactly at the ceiling is within it. */
export function isWithinCeiling(
  question: CeilingQuestion,
  configuration: CeilingConfiguration = CEILINGS,
): Outcome<CeilingAnswer> {
  const parsed = parsedInput(questionSchema, question);
  if (!parsed.ok) return parsed;
  const { allInPercent, on } = parsed.value;
  const rule = configuration.rules.find(
    ({ lender, from, to }) => lender === question.lender && from <= on && (to === null || on <= to),
  );
  const limit = rule && limitOf(rule, on, configuration);
  if (!limit) return decline('no-ceiling-in-force', `${question.lender} on ${on}`);
  return answer({
    isWithin: compare(allInPercent, limit) <= 0,
    ceilingPercent: formatDecimal(limit, 2),
    source: rule.source,
  });
}

function limitOf({ limit }: CeilingRule, on: string, { oneYearLpr }: CeilingConfiguration): Rational | null {
  if ('percent' in limit) return parseDecimal(limit.percent);
  const reference = oneYearLpr.filter(({ from }) => from <= on).at(-1);
  const rate = reference ? parseDecimal(reference.percent) : null;
  return rate && multiply(rate, rational(limit.timesLpr));
}
