import { addFen, fen, subtractFen, ZERO_FEN, type Fen } from '#shared/money/fen.ts';
import type { LoanDetail, LoanRow } from '#shared/wire/loans.ts';
import type { RepaymentChoice, RepaymentState, RepaymentView } from '#shared/wire/repayments.ts';

/** What may be paid of a loan on its business day; pure. */
export type Amounts = Pick<
  RepaymentView,
  'overdueFen' | 'penaltyFen' | 'next' | 'payoffFen' | 'savedFen' | 'instalmentsLeft'
>;

type Rows = Pick<LoanDetail, 'rows' | 'businessOn' | 'payoff' | 'outstandingFen'>;

export function amountsOf({ rows, businessOn, payoff, outstandingFen }: Rows): Amounts {
  const instalments = rows.filter(({ kind }) => kind !== 'down-payment');
  const open = instalments.filter((row) => row.outstandingFen > 0);
  const [next] = open.filter(({ dueOn }) => dueOn >= businessOn);
  const overdueFen = sumOf(open.filter(({ dueOn }) => dueOn < businessOn));
  const payoffFen = payoff?.totalFen ?? ZERO_FEN;
  return {
    overdueFen,
    // Penalties are of overdue rows alone, so those that close the loan are those that stand now.
    penaltyFen: payoff?.penaltyFen ?? ZERO_FEN,
    next: next ? { n: next.n, of: instalments.length, dueOn: next.dueOn, amountFen: next.outstandingFen } : null,
    payoffFen,
    savedFen: fen(Math.max(0, subtractFen(outstandingFen, payoffFen))),
    instalmentsLeft: open.length,
  };
}

/** Null where there is nothing of the kind to pay. */
export function amountOf({ overdueFen, next, payoffFen }: Amounts, choice: RepaymentChoice): Fen | null {
  const amount = {
    overdue: overdueFen,
    next: next === null ? ZERO_FEN : addFen(overdueFen, next.amountFen),
    payoff: payoffFen,
  }[choice];
  return amount > 0 ? amount : null;
}

export function loanAfter(detail: Rows): NonNullable<RepaymentState['after']> {
  const { overdueFen, next } = amountsOf(detail);
  return {
    outstandingFen: detail.outstandingFen,
    nextDueOn: next?.dueOn ?? null,
    nextFen: addFen(overdueFen, next?.amountFen ?? ZERO_FEN),
    settled: detail.outstandingFen === 0,
  };
}

function sumOf(rows: readonly LoanRow[]): Fen {
  return addFen(...rows.map((row) => row.outstandingFen));
}
