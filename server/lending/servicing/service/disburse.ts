import type { LoanState } from '#shared/lending/servicing/index.ts';
import { hashOf } from '#shared/wire/hash.ts';
import { merchantNames } from '#server/merchants/index.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { businessDay } from '../../close/business-day.ts';
import { asOf } from '../rules/as-of.ts';
import { entered, type Performed } from '../rules/perform.ts';
import { payout } from '../rules/planned.ts';
import { thawed } from '../rules/thawed.ts';
import { dateOf, fenOf } from '../rules/units.ts';
import { findLoanIdOfOrder, lockServicing } from '../store/servicing.ts';
import { changesOf, record } from './record.ts';

/**
 * Goods were handed over: the lender pays out. It counts from the day of the contract, as signed. Nothing happens where
 * the loan was paid out before.
 */
export async function disburseDelivered(platform: Platform, tx: Tx, orderId: string): Promise<void> {
  const loanId = await findLoanIdOfOrder(tx, orderId);
  const row = loanId === null ? null : await lockServicing(tx, loanId);
  if (!row) throw new Error('A delivered order has its loan.');
  if (row.status !== 'booked') return;
  const names = await merchantNames(tx, row);
  if (!names) throw new Error('A delivered order was made in a store.');
  const businessOn = await businessDay(platform, tx);
  const performed = paidOut(asOf(thawed(row.terms, row.state), businessOn));
  const changes = changesOf(performed);
  const action = { kind: 'disburse', orderId };
  const { accruedInterestFen, accruedFeeFen, accruedPenaltyFen } = row;
  await record(platform, tx, {
    row,
    performed,
    changes,
    command: { commandId: platform.newId(), kind: 'disburse', action, inputHash: hashOf(action) },
    answer: { loanId: row.loanId, version: row.version + 1, lines: changes.entered.map(({ line }) => line.n) },
    actor: { id: 'system', name: 'system' },
    note: '',
    businessOn,
    booked: { interestFen: accruedInterestFen, feeFen: accruedFeeFen, penaltyFen: accruedPenaltyFen },
    feeBps: names.feeBps,
  });
}

function paidOut(before: LoanState): Performed {
  const { approved } = before;
  if (approved === null) throw new Error('A loan in servicing was approved.');
  const events = [payout(fenOf(approved.amount), dateOf(approved.expectedOn))];
  return { before, after: entered(before, events), events };
}
