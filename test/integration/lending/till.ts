import { v7 } from 'uuid';
import { shanghaiDate, type CalendarDate } from '#shared/calendar/date.ts';
import { fen, type Fen } from '#shared/money/fen.ts';
import type { Result } from '#shared/refusals/refusal.ts';
import type { RepaymentChoice, RepaymentState, RepaymentView } from '#shared/wire/repayments.ts';
import { SANDBOX_PAYMENT_CODES, type SandboxPayment } from '#shared/wire/sandbox.ts';
import { findRepayment, makeFindLimit, payRepayment, repaymentState } from '#server/lending/index.ts';
import { httpPayments, type PaymentPort } from '#server/platform/payments.ts';
import type { Terminal } from '#server/platform/trpc.ts';
import { startPaymentService, type PaymentService } from '../../support/payment-service.ts';
import { count, openCounter, valueOf, type Counter } from '../applications/counter.ts';
import { comeTo, lend, loanOf, type Borrower } from './borrower.ts';

export type PayInput = Parameters<typeof payRepayment>[2];

/** What of a repayment stands in the loan's book. */
export interface Booked {
  kind: string;
  amountFen: Fen;
  valueOn: CalendarDate;
  overpaidFen: Fen;
}

/** A counter where loans are repaid, with a payment service on a port of its own. */
export interface Till {
  counter: Counter;
  service: PaymentService;
  payments: PaymentPort;
  /** A new one, on a business day that is the clock's. */
  newBorrower(): Promise<Borrower>;
  find(
    borrower: Borrower,
    terminal?: Terminal,
    limit?: ReturnType<typeof makeFindLimit>,
  ): Promise<Result<RepaymentView>>;
  /** What the terminal sends for a choice, after having shown what is due. */
  chosen(borrower: Borrower, choice: RepaymentChoice, code?: SandboxPayment): Promise<PayInput>;
  pay(input: PayInput, through?: PaymentPort): Promise<Result<RepaymentState>>;
  stateOf(input: PayInput): Promise<RepaymentState>;
  booked(borrower: Borrower): Promise<Booked[]>;
  commandsOf(input: PayInput): Promise<number>;
  close(): Promise<void>;
}

/** Longer than a charge ever takes here, and what a test waits for one that is not answered. */
const CHARGE_MS = 2_000;

/** `people`: the number before the first borrower's. */
export async function openTill(people: number): Promise<Till> {
  const counter = await openCounter();
  const { platform, terminal, clock } = counter;
  const key = platform.secrets.paymentsKey;
  const now = (): number => clock.now;
  const service = await startPaymentService(key, now);
  const timeoutMs = { charge: CHARGE_MS, query: 5_000 };
  const payments = httpPayments({ url: service.url, key, now, timeoutMs });
  const find: Till['find'] = (borrower, at = terminal, limit = makeFindLimit()) =>
    findRepayment(platform, limit, at, borrower);
  let person = people;
  return {
    counter,
    service,
    payments,
    newBorrower: async () => {
      await comeTo(counter, shanghaiDate(clock.now));
      return lend(counter, ++person);
    },
    find,
    chosen: async (borrower, choice, code = 'pays') => {
      const { loanId, version, ...due } = valueOf(await find(borrower));
      const amountFen = amountOf(due, choice);
      return { ...asked(borrower.phoneLast4, code), loanId, version, choice, amountFen };
    },
    pay: (input, through = payments) =>
      payRepayment(platform, { payments: through, limit: makeFindLimit(), terminal }, input),
    stateOf: async (input) => valueOf(await repaymentState(platform, payments, terminal, input.repaymentId)),
    booked: async (borrower) =>
      (await loanOf(counter, borrower)).transactions
        .filter(({ kind, isReversed }) => (kind === 'repayment' || kind === 'recovery') && !isReversed)
        .map(({ kind, amountFen, valueOn, overpaidFen }) => ({ kind, amountFen, valueOn, overpaidFen })),
    commandsOf: ({ repaymentId }) =>
      count(counter, 'select count(*)::bigint as count from lending.commands where command_id = $1', [repaymentId]),
    close: async () => {
      await service.close();
      await counter.close();
    },
  };
}

function amountOf(
  { overdueFen, next, payoffFen }: Pick<RepaymentView, 'overdueFen' | 'next' | 'payoffFen'>,
  choice: RepaymentChoice,
): Fen {
  return { overdue: overdueFen, next: fen(overdueFen + (next?.amountFen ?? 0)), payoff: payoffFen }[choice];
}

function asked(phoneLast4: string, code: SandboxPayment) {
  return {
    repaymentId: v7(),
    phoneLast4,
    service: 'wechat-pay' as const,
    code: SANDBOX_PAYMENT_CODES[code],
    language: 'zh' as const,
  };
}
