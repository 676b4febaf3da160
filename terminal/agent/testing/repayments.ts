import { calendarDate } from '#shared/calendar/date.ts';
import { fen } from '#shared/money/fen.ts';
import type { RepaymentState, RepaymentView } from '#shared/wire/repayments.ts';
import { NOW, profile } from './samples.ts';

/** A loan somebody comes to repay: one instalment late, the next one soon, three more after it. */
export const REFERENCE = 'A7-0193';
export const PHONE_LAST4 = '0000';
/** WeChat's by its beginning; nobody's. */
export const PAYMENT_CODE = '134567890123456789';

export function repaymentView(change: Partial<RepaymentView> = {}): RepaymentView {
  return {
    loanId: '01939d1c-0000-7000-8000-0000000000c1',
    reference: REFERENCE,
    contractNumber: `ZG-20260922-${REFERENCE}`,
    merchant: profile.merchant,
    summary: '双开门冰箱 1 台',
    version: 7,
    businessOn: calendarDate('2026-11-22'),
    overdueFen: fen(618_42),
    penaltyFen: fen(3_17),
    daysOverdue: 31,
    next: { n: 3, of: 6, dueOn: calendarDate('2026-12-22'), amountFen: fen(615_25) },
    payoffFen: fen(3_021_60),
    savedFen: fen(57_82),
    instalmentsLeft: 5,
    ...change,
  };
}

export function repaymentState(change: Partial<RepaymentState> = {}): RepaymentState {
  return {
    repaymentId: '01939d1c-0000-7000-8000-0000000000e1',
    state: 'paid',
    choice: 'overdue',
    amountFen: fen(618_42),
    service: 'wechat-pay',
    reason: null,
    paidAt: NOW,
    reference: REFERENCE,
    contractNumber: `ZG-20260922-${REFERENCE}`,
    merchant: profile.merchant,
    lender: '测试消费金融',
    after: {
      outstandingFen: fen(2_461_00),
      nextDueOn: calendarDate('2026-12-22'),
      nextFen: fen(615_25),
      settled: false,
    },
    ...change,
  };
}
