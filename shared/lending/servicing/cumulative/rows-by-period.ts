import type { Span } from '../../day-count/convention.ts';
import { larger, smaller } from '../amounts.ts';
import type { Book } from '../replay/replay.ts';
import { newRow, noteMet, outstandingOf, type Row } from '../rows/row.ts';
import type { ServicingTerms } from '../terms.ts';
import { restDay, type Course, type Incoming } from './course.ts';
import { agreeInstalment, isAgreedAnew, principalOf, takeAhead } from './instalment.ts';
import { interestOf } from './interest.ts';
import { openCourse, rowsFollowPayments } from './open-course.ts';
import { paidWithin, payRows, settlingInterest, takeEarly } from './payments.ts';

/**
 * Cumulative loans whose rows are made here: those whose interest follows the payments, and the forms that only this way
 * of making rows has.
 */
export function hasRowsByPeriod(terms: ServicingTerms): boolean {
  if (!terms.isCumulative || terms.reckoning.isFlat) return false;
  return rowsFollowPayments(terms) || terms.repaysEvenly || terms.principalGrace > 0;
}

/**
 * The rows of a cumulative loan, given all that was paid: period by period, each with the interest on what was owed day by
 * day. Nothing is paid on them yet; the payments are put on them afterwards, in their order.
 */
export function rowsByPeriod(book: Book): Row[] {
  const course = openCourse(book);
  const rows: Row[] = [];
  for (const [index, span] of course.spans.entries()) {
    const isOver = course.unscheduled === 0n && course.lent.every(({ on }) => on < span.from);
    if (isOver && rows.length > 0) break;
    const { row, isLast } = passPeriod(course, span, index);
    rows.push(row);
    if (isLast) break;
  }
  return rows.map(({ from, due, owed }) => {
    const row = newRow('instalment', from, due);
    row.owed = { ...row.owed, principal: owed.principal, interest: owed.interest };
    noteMet(row, from);
    return row;
  });
}

function passPeriod(course: Course, span: Span, index: number): { row: Row; isLast: boolean } {
  const { isLent, overpaid } = takeLent(course, span, index);
  if (isLent || isAgreedAnew(course, index)) agreeInstalment(course, index);
  const row = rowWithCharges(course, span, index);
  const payments = [...overpaid, ...paidWithin(course, span)].sort((a, b) => a.on - b.on);
  const early = takeEarly(course, span, payments, row.owed.fee + row.owed.penalty);
  const endsOn = early.settledOn ?? endWithin(course, span);
  if (endsOn !== null) {
    row.due = endsOn;
    row.owed.interest = settlingInterest(course, span, endsOn);
    row.owed.principal = course.unscheduled;
    return { row, isLast: true };
  }
  row.owed.interest = interestOf(course, span, span.due);
  const agreed = principalOf(course, index, row.owed.interest);
  row.owed.principal = larger(agreed, early.principal);
  noteMet(row, span.due);
  course.unscheduled -= row.owed.principal;
  course.balance.push({ on: span.due, amount: early.principal - row.owed.principal });
  if (early.principal > agreed) takeAhead(course, index, early.principal - agreed);
  for (const payment of early.waiting) payOnDue(course, row, payment, index);
  if (row.owed.principal > row.paid.principal) {
    course.overdue.push({ on: span.due, amount: outstandingOf(row, 'principal') });
  }
  course.rows.push(row);
  return { row, isLast: false };
}

/**
 * What is lent within the period, with its down payment as a row of its own. What was overpaid before counts as paid again
 * on that day.
 */
function takeLent(course: Course, span: Span, index: number): { isLent: boolean; overpaid: Incoming[] } {
  const rule = course.terms.ruleFor('default');
  const overpaid: Incoming[] = [];
  const isFinal = index === course.spans.length - 1;
  const lent = course.lent.filter(({ on }) => on < span.due + (isFinal ? 1 : 0) && (on >= span.from || index === 0));
  for (const { on, amount, down } of lent) {
    if (rule && course.overpaid > 0n) overpaid.push({ on, amount: course.overpaid, rule });
    if (rule) course.overpaid = 0n;
    course.unscheduled += amount;
    course.balance.push({ on, amount });
    if (down === 0n) continue;
    const row = newRow('down-payment', on, on);
    row.owed.principal = down;
    noteMet(row, on);
    course.rows.push(row);
    course.overdue.push({ on, amount: down });
  }
  return { isLent: lent.length > 0, overpaid };
}

function rowWithCharges({ charges }: Course, { from, due }: Span, index: number): Row {
  const row = newRow('instalment', from, due);
  for (const charge of charges) {
    const isWithin = charge.due <= due && (charge.due > from || (index === 0 && charge.due === from));
    if (isWithin) row.owed[charge.kind] += charge.amount;
  }
  return row;
}

function endWithin({ endsOn, lent }: Course, { due }: Span): number | null {
  if (endsOn === null || endsOn > due) return null;
  return lent.some(({ on }) => on === due && on === endsOn) ? null : endsOn;
}

/** A payment goes to what is due; what is left lowers the principal of later periods at once. */
function payOnDue(course: Course, row: Row, payment: Incoming, index: number): void {
  const left = payRows(course, [...course.rows, row], payment);
  const extra = smaller(left, course.unscheduled);
  course.overpaid += left - extra;
  if (extra === 0n) return;
  row.owed.principal += extra;
  row.paid.principal += extra;
  course.unscheduled -= extra;
  course.balance.push({ on: restDay(course, payment.on), amount: -extra });
  takeAhead(course, index, extra);
}
