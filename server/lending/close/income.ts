import type { CalendarDate } from '#shared/calendar/date.ts';
import type { Earned } from '#shared/lending/servicing/index.ts';
import { addFen, fen, subtractFen, type Fen } from '#shared/money/fen.ts';
import {
  lenderBook,
  type AccountCode,
  type Entry,
  type Party,
  type Posting,
  type Purpose,
} from '#server/ledger/index.ts';

/** What a loan has earned since its first day, or what of it is in the books. */
export interface Income {
  interestFen: Fen;
  feeFen: Fen;
  penaltyFen: Fen;
}

export function incomeOf({ interest, fee, penalty }: Earned): Income {
  return { interestFen: fen(Number(interest)), feeFen: fen(Number(fee)), penaltyFen: fen(Number(penalty)) };
}

/** Whose income it is, as postings name it. */
export interface Earner {
  loanId: string;
  contractNumber: string;
  lender: { id: string; name: string };
}

/**
 * What a business day has brought: the difference between what is in the books and what was earned by the day's end. Less
 * earned than booked goes the other way. One for each loan and day: its reference holds both. Null where nothing changed.
 */
export function accrualOf(earner: Earner, day: CalendarDate, booked: Income, earned: Income): Posting | null {
  const loan: Party = { id: earner.loanId, kind: 'loan', name: earner.contractNumber };
  const interest = subtractFen(earned.interestFen, booked.interestFen);
  const charges = subtractFen(chargesOf(earned), chargesOf(booked));
  const entries = [...pair(loan, '6011', 'interest', interest), ...pair(loan, '6021', 'charges', charges)];
  if (entries.length === 0) return null;
  return {
    kind: 'accrual',
    reference: `${earner.loanId}:${day}`,
    subjectId: earner.loanId,
    book: lenderBook(earner.lender),
    valueOn: day,
    bookedOn: day,
    entries,
  };
}

function chargesOf({ feeFen, penaltyFen }: Income): Fen {
  return addFen(feeFen, penaltyFen);
}

function pair(party: Party, income: AccountCode, purpose: Purpose, changeFen: Fen): Entry[] {
  if (changeFen === 0) return [];
  const amountFen = fen(Math.abs(changeFen));
  const isEarned = changeFen > 0;
  return [
    { account: '1132', party, side: isEarned ? 'debit' : 'credit', amountFen, purpose },
    { account: income, party, side: isEarned ? 'credit' : 'debit', amountFen, purpose },
  ];
}
