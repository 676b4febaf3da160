import { notNegative, smaller, total } from '../amounts.ts';
import { interestDueTill } from '../interest-model/questions.ts';
import type { Entry } from '../state.ts';
import type { Replay } from './context.ts';
import type { Book } from './replay.ts';

/**
 * The interest that refunded money has cost: the interest due by the day, less what would be due had the refunded amount
 * been paid back on the day it was lent, less what was given back before.
 */
export function interestRefundOf(replay: Replay, entry: Entry, replayBook: (book: Book) => Replay): bigint {
  if (replay.isWrittenOff) return 0n;
  if (replay.isChargedOff) return atChargeOff(replay);
  const refunding = new Set<string>(['merchant-issued-refund', 'payout-refund', 'interest-refund']);
  const before = replay.done.map((transaction) => transaction.entry);
  const refunds = replay.done.filter(({ entry: { kind } }) => refunding.has(kind) && kind !== 'interest-refund');
  const refunded = total(refunds, ({ amount }) => amount);
  const imagined = withEarlyRepayment(
    before.filter(({ kind }) => !refunding.has(kind)),
    refunded,
  );
  const without = replayBook({
    terms: replay.terms,
    entries: imagined,
    charges: [],
    variations: [],
    approved: null,
    recalculatedTill: entry.on,
  });
  const interestNow = interestDueTill(replay.model, entry.on);
  return notNegative(interestNow - replay.interestRefunded - interestDueTill(without.model, entry.on));
}

/** Once the loan is charged off, the interest it was charged off with. */
function atChargeOff({ terms, rows, earnedAtChargeOff }: Replay): bigint {
  if (terms.chargeOff !== 'regular') return earnedAtChargeOff?.interest ?? 0n;
  return total(rows, (row) => row.owed.interest);
}

function withEarlyRepayment(entries: readonly Entry[], amount: bigint): Entry[] {
  let left = amount;
  return entries.flatMap((entry) => {
    const share = entry.kind === 'disbursement' ? smaller(left, entry.amount) : 0n;
    if (share === 0n) return [entry];
    left -= share;
    const { id, on, enteredOn } = entry;
    const early: Entry = {
      id: -id,
      place: id + 0.5,
      kind: 'repayment',
      on,
      enteredOn,
      amount: share,
      isReversed: false,
    };
    return [entry, early];
  });
}
