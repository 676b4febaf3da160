import type { CalendarDate } from '#shared/calendar/date.ts';
import { postMany } from '#server/ledger/index.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { emitMany } from '#server/platform/outbox.ts';
import type { LoanBehind, LoanClosed, LoanSeen } from './loan.ts';
import { saveClosed, saveSeen } from './store/loans.ts';

export interface Closed {
  loan: LoanBehind;
  closed: LoanClosed | LoanSeen;
}

/** Books what loans have earned, moves them on to the business day `till`, and tells of those that now stand otherwise. */
export async function saveAll(platform: Platform, tx: Tx, till: CalendarDate, all: readonly Closed[]): Promise<void> {
  const closed = all.map((each) => each.closed);
  await postMany(
    platform,
    tx,
    closed.flatMap(({ postings }) => postings),
  );
  const seen = closed.filter(isSeen);
  await saveSeen(tx, till, seen);
  await saveClosed(
    tx,
    till,
    closed.filter((each) => !isSeen(each)),
  );
  await emitMany(platform, tx, all.filter((each) => each.closed.hasMoved).map(standingChanged(till)));
}

function isSeen(closed: LoanClosed | LoanSeen): closed is LoanSeen {
  return 'outlook' in closed;
}

function standingChanged(on: CalendarDate) {
  return ({ loan: { loanId, merchantId }, closed: { figures } }: Closed) => ({
    topic: 'loan.standing-changed' as const,
    key: loanId,
    merchantId,
    payload: { loanId, status: figures.status, bucket: figures.bucket, on },
  });
}
