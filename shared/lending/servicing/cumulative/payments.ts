import type { Span } from '../../day-count/convention.ts';
import { allocateHorizontally, allocateVertically, type Payment } from '../allocation/allocate.ts';
import { smaller, total } from '../amounts.ts';
import { outstanding, payRow, type Row } from '../rows/row.ts';
import { restDay, type Course, type Incoming } from './course.ts';
import { interestOf } from './interest.ts';

/** What was paid within a period, before it is due. */
export interface Early {
  /** Principal paid, so that it bears no more interest. */
  readonly principal: bigint;
  /** Waits for the row of the period. */
  readonly waiting: readonly Incoming[];
  /** The day on which a payment has settled the loan. */
  readonly settledOn: number | null;
}

/**
 * Payments before the due date go to overdue rows first. What is left lowers the balance from the day on which the
 * product lets it count, and is put on the row of the period when that is due.
 */
export function takeEarly(course: Course, span: Span, payments: readonly Incoming[], chargesOwed: bigint): Early {
  let principal = 0n;
  const deferred: Incoming[] = [];
  const counted: Incoming[] = [];
  for (const payment of payments.filter(({ on }) => on < span.due)) {
    const left = course.unscheduled - principal;
    const open = total(course.rows, outstanding) - total(deferred, ({ amount }) => amount) + chargesOwed;
    if (
      !hasMoreToLend(course, payment.on) &&
      payment.amount >= open + left + settlingInterest(course, span, payment.on)
    ) {
      return { principal, waiting: [], settledOn: payment.on };
    }
    const from = restDay(course, payment.on);
    if (from >= span.due) {
      deferred.push(payment);
      continue;
    }
    const amount = payRows(course, course.rows, payment);
    if (amount === 0n) continue;
    const early = smaller(amount, left);
    principal += early;
    course.balance.push({ on: from, amount: -early });
    counted.push({ ...payment, on: span.due, amount });
  }
  const onTime = payments.filter(({ on }) => on === span.due);
  return { principal, waiting: [...deferred, ...onTime, ...counted], settledOn: null };
}

/** Puts money on rows; returns what they do not need. Overdue principal that it pays bears interest no longer. */
export function payRows(course: Course, rows: readonly Row[], { on, amount, rule }: Incoming): bigint {
  const { terms } = course;
  const payment: Payment = {
    rows,
    day: on,
    rule,
    rounding: terms.rounding,
    pay: (row, _dueType, component, share) => payRow(row, component, on, share),
  };
  const before = principalPaid(course.rows);
  const left = terms.isVertical ? allocateVertically(payment, amount) : allocateHorizontally(payment, amount);
  const late = principalPaid(course.rows) - before;
  if (late > 0n) course.overdue.push({ on: restDay(course, on), amount: -late });
  return left;
}

/** Interest of a period that a payment of the day settles: as far as the product has it run, overdue up to the day. */
export function settlingInterest(course: Course, span: Span, day: number): bigint {
  const isTillRest = course.terms.recalculation?.preClosure === 'till-rest-frequency-date';
  const chargedTill = Math.min(course.chargedTill, day);
  return interestOf({ ...course, chargedTill }, span, isTillRest ? restDay(course, day) : day);
}

/** A period begins after the due date of the one before it; to the first one belongs everything before. */
export function paidWithin({ payments, spans }: Course, span: Span): Incoming[] {
  return payments.filter(({ on }) => on <= span.due && (span === spans[0] || on > span.from));
}

function hasMoreToLend({ lent }: Course, day: number): boolean {
  return lent.some(({ on }) => on > day);
}

function principalPaid(rows: readonly Row[]): bigint {
  return total(rows, (row) => row.paid.principal);
}
