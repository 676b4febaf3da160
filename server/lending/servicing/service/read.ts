import { shanghaiDate, type CalendarDate } from '#shared/calendar/date.ts';
import type { LoanState } from '#shared/lending/servicing/index.ts';
import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import type { LoanDetail, LoanSummary, LoanTransaction, Payoff, PostingView } from '#shared/wire/loans.ts';
import { postingsOf } from '#server/ledger/index.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { businessDay } from '../../close/business-day.ts';
import { asOf } from '../rules/as-of.ts';
import { figuresOf, paidOutOn, type Figures } from '../rules/figures.ts';
import { linesOf } from '../rules/lines.ts';
import { asAgreed } from '../rules/planned.ts';
import { thawed } from '../rules/thawed.ts';
import { bpsOf } from '../rules/units.ts';
import { payoffView, receivableOf, rowViews } from '../rules/views.ts';
import { selectLines } from '../store/lines.ts';
import { findLoanIdOfOrder, findServicing, type ServicingRow } from '../store/servicing.ts';

/** A loan as of the business day, with its schedule and its book; null where the transaction's scope has no such loan. */
export async function loanDetail(platform: Platform, tx: Tx, loanId: string): Promise<LoanDetail | null> {
  const row = await findServicing(tx, loanId);
  if (!row) return null;
  const businessOn = await businessDay(platform, tx);
  const { state, figures } = standing(row, businessOn);
  const accrued = {
    interestFen: row.accruedInterestFen,
    feeFen: row.accruedFeeFen,
    penaltyFen: row.accruedPenaltyFen,
  };
  const { plan } = row;
  return {
    ...summaryOf(row, figures),
    version: row.version,
    businessOn,
    annualRateBps: plan.annualRateBps,
    irrBps: plan.irrBps,
    penaltyRateBps: bpsOf(row.terms.product.latePenalty?.annualRatePercent ?? '0'),
    product: { code: row.productCode, version: row.productVersion },
    rows: rowViews(state),
    transactions: await transactionsOf(tx, loanId, state),
    overpaidFen: figures.overpaidFen,
    payoff: payoffView(state, figures, businessOn),
    accruedFen: receivableOf(state, accrued),
    contractSha256: row.contractSha256,
  };
}

/** The loan of an order; null where it has none in the transaction's scope. */
export async function loanOfOrder(platform: Platform, tx: Tx, orderId: string): Promise<LoanSummary | null> {
  const loanId = await findLoanIdOfOrder(tx, orderId);
  const row = loanId === null ? null : await findServicing(tx, loanId);
  return row && summaryOf(row, standing(row, await businessDay(platform, tx)).figures);
}

/** Before the goods are handed over a loan stands as it was agreed. */
function standing(row: ServicingRow, businessOn: CalendarDate): { state: LoanState; figures: Figures } {
  const state = asOf(thawed(row.terms, row.state), businessOn);
  const figures = figuresOf(state);
  if (figures.status !== 'booked') return { state, figures };
  const { outstandingFen, nextDueOn, dueFen } = figuresOf(asAgreed(state));
  return { state, figures: { ...figures, outstandingFen, nextDueOn, dueFen } };
}

function summaryOf(row: ServicingRow, figures: Figures): LoanSummary {
  const { loanId: id, orderId, contractNumber, reference, summary, store, merchant, lender, shopperMasked, plan } = row;
  const { status, bucket, category, daysOverdue, outstandingFen, nextDueOn, dueFen } = figures;
  return {
    id,
    orderId,
    contractNumber,
    reference,
    summary,
    store,
    merchant,
    lender,
    shopperMasked,
    status,
    bucket,
    category,
    daysOverdue,
    bookedOn: shanghaiDate(row.bookedAt),
    terms: plan.terms,
    principalFen: plan.principalFen,
    outstandingFen,
    nextDueOn,
    dueFen,
  };
}

/** All versions of all lines. The principal after a line is as the book has it now, whatever was entered before it since. */
async function transactionsOf(tx: Tx, loanId: string, state: LoanState): Promise<LoanTransaction[]> {
  const current = new Map(linesOf(state).map((line) => [line.n, line]));
  return (await selectLines(tx, loanId)).map((stored) => {
    const line = current.get(stored.n);
    const isReplaced = line !== undefined && line.version > stored.version;
    return { ...stored, isReplaced, balanceFen: line && !isReplaced ? line.balanceFen : stored.balanceFen };
  });
}

/** What would close the loan on a day from the payout on; refuses loan-not-open where nothing is owed. */
export async function payoffOf(
  platform: Platform,
  tx: Tx,
  { loanId, on }: { loanId: string; on: CalendarDate },
): Promise<Result<Payoff>> {
  const row = await findServicing(tx, loanId);
  if (!row) return refuse('loan-not-found');
  const { state, figures } = standing(row, await businessDay(platform, tx));
  const paidOut = paidOutOn(state);
  const payoff = payoffView(state, figures, on);
  if (paidOut === null || payoff === null) return refuse('loan-not-open', { status: figures.status });
  return on < paidOut ? refuse('value-date-too-early', { on, paidOut }) : done(payoff);
}

/** Every posting about the loan, in the platform's scope. */
export async function loanJournal(tx: Tx, loanId: string): Promise<Result<PostingView[]>> {
  if (!(await findServicing(tx, loanId))) return refuse('loan-not-found');
  return done(await postingsOf(tx, loanId));
}
