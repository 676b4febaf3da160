import { z } from 'zod';
import { exactUnits } from '../exact/decimal.ts';
import { answer, decline, type Outcome } from '../refusal.ts';
import { changeRate, disburse, openBook, pauseInterest, type Book } from './book.ts';
import { parsedInput } from './parsed-input.ts';
import { writtenSchedule, type Schedule } from './result.ts';
import { bookFigures } from './schedule-of.ts';
import {
  changingTermsSchema,
  operationSchema,
  type ChangingTerms,
  type Operation,
  type ParsedOperation,
} from './schemas.ts';
import { loanTerms } from './terms.ts';
import { periodOf } from './timeline.ts';

const operationsSchema = z.array(operationSchema).max(10_000);

/**
 * The schedule after several disbursements, rate changes and interest pauses, taken in the order given. Flat interest
 * that is spread over the terms (`cumulative` or a fee per term) can not change and is refused.
 */
export function changedSchedule(input: ChangingTerms, operations: readonly Operation[]): Outcome<Schedule> {
  const parsed = parsedInput(changingTermsSchema, input);
  if (!parsed.ok) return parsed;
  const steps = parsedInput(operationsSchema, operations);
  if (!steps.ok) return steps;
  const { interestMethod, scheduleModel, currencyDigits } = parsed.value;
  if (interestMethod === 'fee-per-term' || (interestMethod === 'flat' && scheduleModel === 'cumulative')) {
    return decline('not-changeable', `${scheduleModel} ${interestMethod}`);
  }
  const terms = loanTerms(parsed.value);
  if (!terms.ok) return terms;
  let book = openBook(terms.value);
  for (const step of steps.value) {
    const next = applied(book, step);
    if (!next.ok) return next;
    book = next.value;
  }
  if (book.timeline.disbursements.length === 0) return decline('nothing-disbursed', 'no disburse operation');
  return answer(writtenSchedule(bookFigures(book), currencyDigits));
}

function applied(book: Book, step: ParsedOperation): Outcome<Book> {
  switch (step.op) {
    case 'disburse': {
      const units = exactUnits(step.amount, book.terms.digits);
      if (units === null) return decline('amount-too-precise', 'operations.amount');
      if (periodOf(book.terms, step.on) === null) return decline('date-outside-schedule', 'operations.on');
      return answer(disburse(book, step.on, units));
    }
    case 'change-rate':
      if (step.on > lastDue(book)) return decline('date-outside-schedule', 'operations.on');
      return answer(changeRate(book, step.on, step.annualRatePercent));
    case 'interest-pause':
      if (step.from > step.to) return decline('input-malformed', 'operations.to: not before from');
      return answer(pauseInterest(book, step.from, step.to));
  }
}

function lastDue({ terms }: Book): number {
  return terms.spans.at(-1)?.due ?? 0;
}
