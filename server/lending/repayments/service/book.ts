import type { RepaymentState } from '#shared/wire/repayments.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { businessDay } from '../../close/business-day.ts';
import { actWithin, loanDetail, payoffOf, type Actor } from '../../servicing/index.ts';
import { loanAfter } from '../rules/amounts.ts';
import { waysToBook, type Taken } from '../rules/booking.ts';

interface TakenAtTerminal extends Taken {
  id: string;
  loanId: string;
  terminalId: string;
  terminalLabel: string;
}

/**
 * Books money that was taken, under the repayment's own id, so that it is booked once. What no way takes is thrown:
 * the repayment stays pending, and is tried again until somebody looks.
 */
export async function bookRepayment(
  platform: Platform,
  tx: Tx,
  taken: TakenAtTerminal,
): Promise<NonNullable<RepaymentState['after']>> {
  const { id: commandId, loanId } = taken;
  const payoff = await payoffOf(platform, tx, { loanId, on: taken.businessOn });
  const today = await businessDay(platform, tx);
  for (const action of waysToBook(taken, { payoffFen: payoff.ok ? payoff.value.totalFen : null, today })) {
    const acted = await actWithin(platform, tx, { commandId, loanId, version: null, action, actor: actorOf(taken) });
    if (acted.ok) return standingAfter(platform, tx, taken, acted.value.lines);
  }
  throw new Error('Money that was taken could not be booked.');
}

/** Throws, and so takes the booking back, where the loan's book has another amount than was taken. */
async function standingAfter(
  platform: Platform,
  tx: Tx,
  { loanId, amountFen }: TakenAtTerminal,
  lines: readonly number[],
): Promise<NonNullable<RepaymentState['after']>> {
  const loan = await loanDetail(platform, tx, loanId);
  const isBooked = loan?.transactions.some((line) => lines.includes(line.n) && line.amountFen === amountFen);
  if (!loan || !isBooked) throw new Error('What was taken is what is booked.');
  return loanAfter(loan);
}

/** People pay at any counter, whoever's loan it is, and also for one that was given up. */
function actorOf({ terminalId, terminalLabel }: TakenAtTerminal): Actor {
  return {
    id: `terminal:${terminalId}`,
    name: terminalLabel,
    merchantId: null,
    permissions: new Set(['loans.service', 'loans.write-off']),
  };
}
