import { z } from 'zod';
import { addMonths, calendarDate } from '../../calendar/date.ts';
import type { TransactionKind } from '../servicing/kinds.ts';
import { TRANSACTION_NAMES } from '../servicing/views/transaction-view.ts';

const wholeNumber = z.string().regex(/^\d+$/).transform(Number);

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `02 May 2025`, as the peer writes a date. */
const spelledDate = z
  .string()
  .regex(/^\d{2} [A-Z][a-z]+ \d{4}$/)
  .transform((text) => {
    const [day = '01', month = '', year = '1970'] = text.split(' ');
    const firstOfYear = calendarDate(`${year}-01-${day}`);
    return addMonths(firstOfYear, Math.max(MONTHS.indexOf(month), 0));
  });

const reAge = z.object({
  on: z.string(),
  params: z.object({
    frequencyNumber: wholeNumber,
    frequencyType: z.string().transform((text) => text.toLowerCase()),
    startDate: spelledDate,
    numberOfInstallments: wholeNumber,
  }),
});

const reschedule = z.object({
  on: z.string(),
  params: z.object({
    rescheduleFromDate: spelledDate,
    newInterestRate: z.string().optional(),
    adjustedDueDate: spelledDate.optional(),
    extraTerms: wholeNumber.optional(),
  }),
});

const undo = z.looseObject({ transaction: z.string().optional() });

/** An event as the cases write it, in the words of the engine; most are the same. */
export function servicingEvent(event: unknown): unknown {
  const { type } = z.looseObject({ type: z.string() }).parse(event);
  if (type === 're-age') {
    const { on, params } = reAge.parse(event);
    const { frequencyNumber: every, frequencyType: unit, startDate: startOn, numberOfInstallments } = params;
    return { type, on, startOn, installments: numberOfInstallments, every, unit };
  }
  if (type === 'reschedule') {
    const { on, params } = reschedule.parse(event);
    const { rescheduleFromDate: from, newInterestRate: annualRatePercent, adjustedDueDate, extraTerms } = params;
    return { type, on, from, annualRatePercent, adjustedDueDate, extraTerms };
  }
  if (type === 'undo') {
    const parsed = undo.parse(event);
    return { ...parsed, transaction: kindNamed(parsed.transaction) };
  }
  return event;
}

function kindNamed(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const kinds = Object.entries(TRANSACTION_NAMES) as [TransactionKind, string][];
  return kinds.find(([, each]) => each === name)?.[0] ?? name;
}
