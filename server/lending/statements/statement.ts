import type { CalendarDate } from '#shared/calendar/date.ts';
import { PAYMENT_KINDS } from '#shared/lending/servicing/kinds.ts';
import type { Language } from '#shared/messages/language.ts';
import { statementIn } from '#shared/messages/statement.ts';
import { termsIn } from '#shared/messages/terms.ts';
import type { StatementTexts } from '#shared/messages/zh/statement.ts';
import { addFen, formatBps, ZERO_FEN, type Fen } from '#shared/money/fen.ts';
import type { LoanDetail, LoanTransaction, PortionsView } from '#shared/wire/loans.ts';

/** A value that each kind of file writes in its own way. */
export type Cell =
  | { is: 'text'; text: string }
  | { is: 'money'; amount: Fen }
  | { is: 'date'; on: CalendarDate }
  | { is: 'count'; count: number };

export interface Table {
  title: string;
  heads: string[];
  /** Each as long as the heads. */
  rows: Cell[][];
  sums: Cell[];
}

/** A loan as its borrower may be shown it on the business day: pure, and the same for every kind of file. */
export interface Statement {
  language: Language;
  contractNumber: string;
  contractSha256: string;
  facts: { label: string; value: Cell }[];
  schedule: Table;
  transactions: Table;
}

const text = (content: string): Cell => ({ is: 'text', text: content });
const money = (amount: Fen): Cell => ({ is: 'money', amount });
const date = (on: CalendarDate): Cell => ({ is: 'date', on });
const count = (number: number): Cell => ({ is: 'count', count: number });
const EMPTY = text('');

export function makeStatement(loan: LoanDetail, language: Language): Statement {
  const words = statementIn[language];
  return {
    language,
    contractNumber: loan.contractNumber,
    contractSha256: loan.contractSha256,
    facts: factsOf(loan, language, words.facts),
    schedule: scheduleOf(loan, language, words.schedule),
    transactions: transactionsOf(loan, language, words.transactions),
  };
}

function factsOf(loan: LoanDetail, language: Language, words: StatementTexts['facts']): Statement['facts'] {
  const facts: [string, Cell][] = [
    [words.contract, text(loan.contractNumber)],
    [words.reference, text(loan.reference)],
    [words.lender, text(loan.lender)],
    [words.merchant, text(loan.merchant)],
    [words.store, text(loan.store)],
    [words.goods, text(loan.summary)],
    [words.shopper, text(loan.shopperMasked)],
    [words.status, text(termsIn[language].loanStatus[loan.status])],
    [words.asOf, date(loan.businessOn)],
    [words.bookedOn, date(loan.bookedOn)],
    [words.principal, money(loan.principalFen)],
    [words.terms, count(loan.terms)],
    [words.annualRate, text(formatBps(loan.annualRateBps))],
    [words.allInRate, text(formatBps(loan.irrBps))],
    [words.penaltyRate, text(formatBps(loan.penaltyRateBps))],
    [words.outstanding, money(loan.outstandingFen)],
    ...(loan.payoff ? [[words.payoff, money(loan.payoff.totalFen)] satisfies [string, Cell]] : []),
    [words.overpaid, money(loan.overpaidFen)],
  ];
  return facts.map(([label, value]) => ({ label, value }));
}

function scheduleOf({ rows }: LoanDetail, language: Language, words: StatementTexts['schedule']): Table {
  const states = termsIn[language].instalmentState;
  return {
    title: words.title,
    heads: Object.values(words.heads),
    rows: rows.map((row) => [
      count(row.n),
      date(row.dueOn),
      ...portionsOf(row),
      money(row.totalFen),
      money(row.paidFen),
      money(row.outstandingFen),
      text(states[row.state]),
    ]),
    sums: [
      EMPTY,
      text(words.sum),
      ...portionsOf(sumOf(rows)),
      total(rows, (row) => row.totalFen),
      total(rows, (row) => row.paidFen),
      total(rows, (row) => row.outstandingFen),
      EMPTY,
    ],
  };
}

/** The versions that hold, those taken back among them; the sums are of what was paid in and not taken back. */
function transactionsOf(loan: LoanDetail, language: Language, words: StatementTexts['transactions']): Table {
  const kinds = termsIn[language].transactionKind;
  const shown = loan.transactions.filter(({ isReplaced }) => !isReplaced);
  const paidIn = shown.filter(({ kind, isReversed }) => !isReversed && PAYMENT_KINDS.some((each) => each === kind));
  return {
    title: words.title,
    heads: Object.values(words.heads),
    rows: shown.map((each) => [
      date(each.valueOn),
      text(kinds[each.kind]),
      ...amountsOf(each),
      money(each.balanceFen),
      text(each.isReversed ? words.reversed : ''),
    ]),
    sums: [
      EMPTY,
      text(words.sum),
      total(paidIn, (each) => each.amountFen),
      ...portionsOf(sumOf(paidIn)),
      total(paidIn, (each) => each.overpaidFen),
      EMPTY,
      EMPTY,
    ],
  };
}

function amountsOf(each: LoanTransaction): Cell[] {
  return [money(each.amountFen), ...portionsOf(each), money(each.overpaidFen)];
}

function portionsOf({ principalFen, interestFen, feeFen, penaltyFen }: PortionsView): Cell[] {
  return [principalFen, interestFen, feeFen, penaltyFen].map(money);
}

function sumOf(portions: readonly PortionsView[]): PortionsView {
  return portions.reduce(
    (sum, each) => ({
      principalFen: addFen(sum.principalFen, each.principalFen),
      interestFen: addFen(sum.interestFen, each.interestFen),
      feeFen: addFen(sum.feeFen, each.feeFen),
      penaltyFen: addFen(sum.penaltyFen, each.penaltyFen),
    }),
    { principalFen: ZERO_FEN, interestFen: ZERO_FEN, feeFen: ZERO_FEN, penaltyFen: ZERO_FEN },
  );
}

function total<T>(all: readonly T[], of: (one: T) => Fen): Cell {
  return money(addFen(...all.map(of)));
}
