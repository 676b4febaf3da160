import { addDays, daysBetween, epochDay, type CalendarDate } from '#shared/calendar/date.ts';
import {
  advance,
  bucketOf,
  categoryOf,
  type LoanState,
  type LoanStatus,
  type OverdueBucket,
  type Standing,
} from '#shared/lending/servicing/index.ts';
import { addFen, type Fen } from '#shared/money/fen.ts';
import type { Posting } from '#server/ledger/index.ts';
import { figuresOf, type Figures } from '../servicing/rules/figures.ts';
import { accrualOf, type Earner, type Income } from './income.ts';
import { DAYS_AHEAD, daysAhead, outlookOf, type DayAhead, type Outlook } from './look-ahead.ts';

/** A loan that is behind the business day, as the database has it. */
export interface LoanBehind extends Earner {
  merchantId: string;
  closedTill: CalendarDate;
  booked: Income;
  status: LoanStatus;
  bucket: OverdueBucket;
  outstandingFen: Fen;
  dueFen: Fen;
}

/** The same loan on the business day it was closed up to, and what that leaves in the books. */
export interface LoanClosed {
  loanId: string;
  closedTill: CalendarDate;
  booked: Income;
  figures: Standing & Pick<Figures, 'outstandingFen' | 'dueFen'>;
  postings: readonly Posting[];
  /** Status or bucket are others than before: others want to know. */
  hasMoved: boolean;
}

/** Looked at itself, and ahead from there. */
export interface LoanSeen extends LoanClosed {
  figures: Figures;
  outlook: Outlook;
}

/** Closes by one day as it was foreseen. */
export function closeAsForeseen(loan: LoanBehind, day: DayAhead): LoanClosed {
  const { closedTill, booked, status } = loan;
  const { daysOverdue, penaltyOfDayFen } = day;
  const posting = accrualOf(loan, closedTill, booked, day);
  const bucket = bucketOf(daysOverdue);
  return {
    loanId: loan.loanId,
    closedTill: addDays(closedTill, 1),
    booked: incomeIn(day),
    figures: {
      status,
      daysOverdue,
      bucket,
      category: categoryOf(daysOverdue),
      outstandingFen: addFen(loan.outstandingFen, penaltyOfDayFen),
      dueFen: addFen(loan.dueFen, penaltyOfDayFen),
    },
    postings: posting ? [posting] : [],
    hasMoved: bucket !== loan.bucket,
  };
}

/** Closes day by day up to `till`, from the loan's own state. */
export function closeFromState(loan: LoanBehind, state: LoanState, till: CalendarDate): LoanSeen {
  const from = addDays(loan.closedTill, 1);
  const count = daysBetween(loan.closedTill, till);
  const ahead = daysAhead(state, from, count + DAYS_AHEAD);
  const figures = figuresOf(advance(state, epochDay(till)));
  const last = ahead[count - 1];
  return {
    loanId: loan.loanId,
    closedTill: till,
    booked: last ? incomeIn(last) : loan.booked,
    figures,
    postings: accrualsOf(loan, ahead.slice(0, count)),
    hasMoved: figures.status !== loan.status || figures.bucket !== loan.bucket,
    outlook: outlookOf(ahead.slice(count), {
      from: addDays(till, 1),
      isLate: figures.daysOverdue > 0,
      nextDueOn: figures.nextDueOn,
    }),
  };
}

/** One for each day on which something was earned. */
function accrualsOf(loan: LoanBehind, days: readonly DayAhead[]): Posting[] {
  let booked = loan.booked;
  return days.flatMap((day, index) => {
    const posting = accrualOf(loan, addDays(loan.closedTill, index), booked, day);
    booked = day;
    return posting ? [posting] : [];
  });
}

function incomeIn({ interestFen, feeFen, penaltyFen }: Income): Income {
  return { interestFen, feeFen, penaltyFen };
}
