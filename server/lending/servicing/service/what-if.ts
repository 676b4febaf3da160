import { standingOf, type LoanState } from '#shared/lending/servicing/index.ts';
import { fen, type Fen } from '#shared/money/fen.ts';
import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import type { LoanAction, LoanTransaction, WhatIf } from '#shared/wire/loans.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { businessDay } from '../../close/business-day.ts';
import { figuresOf } from '../rules/figures.ts';
import type { LineChanges } from '../rules/lines.ts';
import { merchantShare } from '../rules/refunds.ts';
import { lineView, rowViews } from '../rules/views.ts';
import { selectLines } from '../store/lines.ts';
import { findServicing } from '../store/servicing.ts';
import { mayTouch, noteOf, performFor } from './act.ts';
import type { Actor } from './actor.ts';
import { changesOf } from './record.ts';

/** What an action would do, by the very steps that would do it; nothing is stored. */
export async function whatIf(
  platform: Platform,
  tx: Tx,
  { loanId, action, actor }: { loanId: string; action: LoanAction; actor: Actor },
): Promise<Result<WhatIf>> {
  const row = await findServicing(tx, loanId);
  if (!row || !mayTouch(actor, row)) return refuse('loan-not-found');
  const businessOn = await businessDay(platform, tx);
  const asked = performFor(row, action, actor, businessOn);
  if (!asked.ok) return asked;
  const performed = asked.value;
  const changes = changesOf(performed);
  const { before, after } = performed;
  const now = { bookedOn: businessOn, postedAt: platform.now(), actor: actor.name };
  return done({
    version: row.version,
    before: viewOf(before),
    after: { ...viewOf(after), status: standingOf(after).status },
    transactions: await linesOf(tx, loanId, changes, { ...now, note: noteOf(action) }),
    savedFen: savedBy(before, after, changes),
    merchant: merchantShare(before, changes, row.feeBps ?? 0),
  });
}

function viewOf(state: LoanState): WhatIf['before'] {
  const { outstandingFen, overpaidFen } = figuresOf(state);
  return { rows: rowViews(state), outstandingFen, overpaidFen };
}

/** A line that is played otherwise keeps its note; one that is taken back keeps all that was said when it was entered. */
async function linesOf(
  tx: Tx,
  loanId: string,
  { entered, takenBack }: LineChanges,
  facts: Pick<LoanTransaction, 'bookedOn' | 'postedAt' | 'actor' | 'note'>,
): Promise<LoanTransaction[]> {
  const isFirst = takenBack.length === 0 && entered.every(({ before }) => before === null);
  const kept = new Map(isFirst ? [] : (await selectLines(tx, loanId)).map((line) => [line.n, line]));
  return [
    ...entered.map(({ line }) => lineView(line, { ...facts, note: kept.get(line.n)?.note ?? facts.note })),
    ...takenBack.map((line) => lineView(line, kept.get(line.n) ?? facts)),
  ].sort((a, b) => a.n - b.n);
}

/** How the shopper's own money moves with a line: paid to the lender, or given back. */
const PAID_BY_SHOPPER: Partial<Record<LoanTransaction['kind'], 1 | -1>> = {
  'down-payment': 1,
  repayment: 1,
  recovery: 1,
  chargeback: -1,
  'credit-balance-refund': -1,
};

/** What is left to pay before, less what is paid now and what is left then; what was overpaid is the shopper's. */
function savedBy(before: LoanState, after: LoanState, { entered, takenBack }: LineChanges): Fen {
  const [then, now] = [figuresOf(before), figuresOf(after)];
  const paid = (lines: readonly Pick<LoanTransaction, 'kind' | 'amountFen'>[]): number =>
    lines.reduce((sum, { kind, amountFen }) => sum + (PAID_BY_SHOPPER[kind] ?? 0) * amountFen, 0);
  const added = entered.filter((each) => each.before === null).map(({ line }) => line);
  const open = then.outstandingFen - now.outstandingFen + now.overpaidFen - then.overpaidFen;
  return fen(open - paid(added) + paid(takenBack));
}
