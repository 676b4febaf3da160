// A loan as the server shows it, made up for tests of what is made of it: two instalments paid, one overdue.
import { calendarDate } from '#shared/calendar/date.ts';
import { makePlan } from '#shared/lending/plan.ts';
import { addFen, fen, subtractFen, ZERO_FEN, type Fen } from '#shared/money/fen.ts';
import type { LoanDetail, LoanRow, LoanTransaction } from '#shared/wire/loans.ts';

const BOOKED_ON = calendarDate('2026-11-22');
const plan = makePlan({
  principalFen: fen(3_200_00),
  annualRateBps: 1_440,
  terms: 6,
  startOn: BOOKED_ON,
});
const BUSINESS_ON = calendarDate('2027-03-01');
const PENALTY = fen(3_21);
const OVERPAID = fen(5_00);

const rows: LoanRow[] = plan.instalments.map((instalment, index) => {
  const isPaid = index < 2;
  const isOverdue = index === 2;
  const penaltyFen = isOverdue ? PENALTY : ZERO_FEN;
  const totalFen = addFen(instalment.totalFen, penaltyFen);
  return {
    n: instalment.n,
    kind: 'instalment',
    dueOn: instalment.dueOn,
    principalFen: instalment.principalFen,
    interestFen: instalment.interestFen,
    feeFen: ZERO_FEN,
    penaltyFen,
    totalFen,
    paidFen: isPaid ? totalFen : ZERO_FEN,
    outstandingFen: isPaid ? ZERO_FEN : totalFen,
    metOn: isPaid ? instalment.dueOn : null,
    state: isPaid ? 'paid' : isOverdue ? 'overdue' : 'future',
  };
});

const transactions: LoanTransaction[] = [
  transaction({ n: 1, kind: 'disbursement', amountFen: plan.principalFen, balanceFen: plan.principalFen }),
  repayment(2, 0),
  { ...repayment(3, 1), version: 1, isReplaced: true },
  { ...repayment(3, 1), version: 2 },
  { ...repayment(4, 2), isReversed: true },
  transaction({ n: 5, kind: 'charge', amountFen: PENALTY, penaltyFen: PENALTY }),
  transaction({ n: 6, kind: 'repayment', amountFen: OVERPAID, overpaidFen: OVERPAID, note: '=HYPERLINK("x")' }),
];

function transaction(change: Partial<LoanTransaction>): LoanTransaction {
  return {
    n: 1,
    version: 1,
    kind: 'repayment',
    valueOn: BOOKED_ON,
    bookedOn: BOOKED_ON,
    postedAt: 0,
    actor: 'system',
    note: '',
    amountFen: ZERO_FEN,
    principalFen: ZERO_FEN,
    interestFen: ZERO_FEN,
    feeFen: ZERO_FEN,
    penaltyFen: ZERO_FEN,
    overpaidFen: ZERO_FEN,
    balanceFen: ZERO_FEN,
    isReversed: false,
    isReplaced: false,
    of: null,
    ...change,
  };
}

function repayment(n: number, index: number): LoanTransaction {
  const row = plan.instalments[index];
  if (!row) throw new Error('The plan has six rows.');
  const { principalFen, interestFen, totalFen, balanceFen, dueOn } = row;
  return transaction({ n, valueOn: dueOn, amountFen: totalFen, principalFen, interestFen, balanceFen });
}

const sum = (of: (row: LoanRow) => Fen): Fen => addFen(...rows.map(of));
const outstandingFen = sum((row) => row.outstandingFen);

export const exampleLoan: LoanDetail = {
  id: '0199c0de-0000-7000-8000-000000000001',
  orderId: '0199c0de-0000-7000-8000-000000000002',
  contractNumber: 'ZG-20261122-A7-0193',
  reference: 'A7-0193',
  summary: '冰箱, 1 件',
  store: '县城总店',
  merchant: '示例家电行',
  lender: '示例银行',
  shopperMasked: '测**',
  status: 'overdue',
  bucket: 'M1',
  category: 'normal',
  daysOverdue: 7,
  bookedOn: BOOKED_ON,
  terms: plan.terms,
  principalFen: plan.principalFen,
  outstandingFen,
  nextDueOn: rows[3]?.dueOn ?? null,
  dueFen: addFen(rows[2]?.outstandingFen ?? ZERO_FEN, rows[3]?.outstandingFen ?? ZERO_FEN),
  version: 5,
  businessOn: BUSINESS_ON,
  annualRateBps: plan.annualRateBps,
  irrBps: plan.irrBps,
  penaltyRateBps: 2_160,
  product: { code: 'consumption', version: 1 },
  rows,
  transactions,
  overpaidFen: OVERPAID,
  payoff: {
    on: BUSINESS_ON,
    principalFen: sum((row) => (row.paidFen === 0 ? row.principalFen : ZERO_FEN)),
    interestFen: fen(40_00),
    feeFen: ZERO_FEN,
    penaltyFen: PENALTY,
    totalFen: subtractFen(outstandingFen, fen(30_00)),
  },
  accruedFen: fen(40_00),
  contractSha256: 'c'.repeat(64),
};
