import { calendarDate } from '#shared/calendar/date.ts';
import { formatInstant } from '#shared/calendar/format.ts';
import { addFen, divideHalfUp, fen, formatYuan, subtractFen, ZERO_FEN, type Fen } from '#shared/money/fen.ts';
import type { Slip } from '#shared/slip/document.ts';
import type { RepaymentState, RepaymentView } from '#shared/wire/repayments.ts';
import type { PrintingView, Screen, Snapshot } from '#agent/session/snapshot.ts';
import { offer, order, plans, receipt } from './people.ts';

type Entry = Partial<Snapshot> & { screen: Screen };
type Instalment = (typeof plans)[number]['instalments'][number];

// The loan of the gallery's receipt, on the due date of its second instalment: so every figure follows from its plan.
const TODAY = calendarDate('2027-01-22');
const PAID_AT = Date.UTC(2027, 0, 22, 6, 3, 41);
const plan = plans.find(({ terms }) => terms === receipt.terms);
const [first, second, ...later] = plan?.instalments ?? [];
if (!first || !second) throw new Error('the plan has more instalments than two');

/** Half as much again as the contract's rate, by day on what is late (loan conventions 5.1). */
const LATE = { rateBps: 1_440n * 3n, days: 31n };
const penaltyFen = fen(
  Number(divideHalfUp(BigInt(first.principalFen) * LATE.rateBps * LATE.days, 2n * 10_000n * 360n)),
);

const principalOf = (rows: readonly Instalment[]): Fen => addFen(...rows.map((row) => row.principalFen));
const interestOf = (rows: readonly Instalment[]): Fen => addFen(...rows.map((row) => row.interestFen));
const next = { n: second.n, of: receipt.terms, dueOn: second.dueOn, amountFen: second.totalFen };
const openFen = addFen(second.totalFen, ...later.map((row) => row.totalFen));
const closeFen = addFen(principalOf([second, ...later]), second.interestFen);

const onTime: RepaymentView = {
  loanId: receipt.loanId,
  reference: receipt.reference,
  contractNumber: receipt.contractNumber,
  merchant: receipt.merchant,
  summary: order.summary,
  version: 3,
  businessOn: TODAY,
  overdueFen: ZERO_FEN,
  penaltyFen: ZERO_FEN,
  daysOverdue: 0,
  next,
  payoffFen: closeFen,
  savedFen: interestOf(later),
  instalmentsLeft: 1 + later.length,
};
const overdueFen = addFen(first.totalFen, penaltyFen);
const late: RepaymentView = {
  ...onTime,
  overdueFen,
  penaltyFen,
  daysOverdue: Number(LATE.days),
  payoffFen: addFen(overdueFen, closeFen),
  instalmentsLeft: 2 + later.length,
};

const paid: RepaymentState = {
  repaymentId: '01936c00-0000-7000-8000-000000000009',
  state: 'paid',
  choice: 'next',
  amountFen: next.amountFen,
  service: 'wechat-pay',
  reason: null,
  paidAt: PAID_AT,
  reference: receipt.reference,
  contractNumber: receipt.contractNumber,
  merchant: receipt.merchant,
  lender: offer.lender,
  after: {
    outstandingFen: subtractFen(openFen, next.amountFen),
    nextDueOn: later[0]?.dueOn ?? null,
    nextFen: later[0]?.totalFen ?? ZERO_FEN,
    settled: false,
  },
};
const settled: RepaymentState = {
  ...paid,
  choice: 'payoff',
  amountFen: closeFen,
  after: { outstandingFen: ZERO_FEN, nextDueOn: null, nextFen: ZERO_FEN, settled: true },
};

/** Like the agent's, shorter. */
const slip: Slip = {
  blocks: [
    { kind: 'text', text: paid.merchant, align: 'centre', bold: true, size: 2 },
    { kind: 'text', text: '还款凭条', align: 'centre', bold: true },
    { kind: 'rule' },
    { kind: 'pair', label: '申请编号', value: paid.reference },
    { kind: 'pair', label: '还款时间', value: formatInstant(PAID_AT) },
    { kind: 'pair', label: '还款金额', value: formatYuan(paid.amountFen), bold: true },
    { kind: 'qr', content: paid.reference, caption: '下次还款，扫这个码就行' },
    { kind: 'cut' },
  ],
};
const printing = (state: PrintingView['state']): PrintingView => ({ state, refusal: null, slip, columns: 32 });

export function repayments(): Record<string, Entry> {
  const repaying = { order: null, step: { n: 3, of: 3 } };
  const chosen = { choice: 'next', amountFen: next.amountFen } as const;
  const overdue = { choice: 'overdue', amountFen: overdueFen } as const;
  const both = { choice: 'next', amountFen: addFen(overdueFen, next.amountFen) } as const;
  const choose = (loan: RepaymentView, offers: Extract<Screen, { kind: 'repay-choose' }>['offers']): Entry => ({
    ...repaying,
    step: { n: 2, of: 3 },
    screen: { kind: 'repay-choose', loan, offers },
  });
  const working = { ...repaying, canGoBack: false };
  const done = { order: null, step: null, canGoBack: false };
  const { reference } = receipt;
  const find = { order: null, step: { n: 1, of: 3 } };
  return {
    'repay-reference': { ...find, screen: { kind: 'repay-find', ask: 'reference', reference: '' } },
    'repay-reference-typed': { ...find, screen: { kind: 'repay-find', ask: 'reference', reference: 'A7' } },
    'repay-reference-no-code': {
      ...find,
      screen: { kind: 'repay-find', ask: 'reference', reference },
      notice: { code: 'scan-has-no-reference' },
    },
    'repay-phone': { ...find, screen: { kind: 'repay-find', ask: 'phone', reference, phoneLast4: '00' } },
    'repay-phone-wrong': {
      ...find,
      screen: { kind: 'repay-find', ask: 'phone', reference, phoneLast4: '0042' },
      notice: { code: 'repayment-not-found' },
    },
    'repay-choose': choose(onTime, [chosen, { choice: 'payoff', amountFen: closeFen }]),
    'repay-choose-late': choose(late, [overdue, both, { choice: 'payoff', amountFen: late.payoffFen }]),
    'repay-choose-changed': {
      ...choose(late, [overdue, both, { choice: 'payoff', amountFen: late.payoffFen }]),
      notice: { code: 'repayment-amount-changed' },
    },
    'repay-pay': { ...repaying, screen: { kind: 'repay-pay', merchant: receipt.merchant, reference, offer: both } },
    'repay-pay-wrong-code': {
      ...repaying,
      screen: { kind: 'repay-pay', merchant: receipt.merchant, reference, offer: chosen },
      notice: { code: 'payment-code-wanted' },
    },
    'repay-pay-offline': {
      ...repaying,
      server: 'offline',
      screen: { kind: 'repay-pay', merchant: receipt.merchant, reference, offer: chosen },
    },
    'repay-working': { ...working, screen: { kind: 'repay-working', offer: chosen, since: Date.now() } },
    'repay-working-slow': { ...working, screen: { kind: 'repay-working', offer: chosen, since: Date.now() - 20_000 } },
    'repay-working-offline': {
      ...working,
      server: 'offline',
      screen: { kind: 'repay-working', offer: chosen, since: Date.now() - 20_000 },
    },
    'repay-refused': {
      ...repaying,
      screen: { kind: 'repay-refused', offer: chosen, reason: 'not-enough-money' },
    },
    'repay-done': { ...done, screen: { kind: 'repay-done', paid }, printing: printing('not-asked') },
    'repay-settled': { ...done, screen: { kind: 'repay-done', paid: settled }, printing: printing('printed') },
  };
}
