import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fen } from '#shared/money/fen.ts';
import { balanceOf } from '#server/ledger/index.ts';
import { askPending } from '#server/lending/index.ts';
import { PLATFORM } from '#server/platform/database.ts';
import { httpPayments } from '#server/platform/payments.ts';
import { testServerSecret } from '../../support/database.ts';
import { codeOf, count, handleEvents, valueOf } from '../applications/counter.ts';
import { comeTo, dayAfter, loanOf, operate, type Borrower } from './borrower.ts';
import type { LastWords } from './pay-and-die.ts';
import { openTill, type PayInput, type Till } from './till.ts';

/** Payments whose outcome is not known at once: a service that does not say, a server that is killed. */
let till: Till;
beforeAll(async () => {
  till = await openTill(600);
});
afterAll(() => till.close());
beforeEach(() => {
  till.service.asked = { '/charges': 0, '/queries': 0, '/closings': 0 };
  till.service.afterCharge = () => Promise.resolve(true);
});

const inBooks = (account: '1303', { loanId }: Borrower) =>
  till.counter.platform.db.transaction(PLATFORM, (tx) => balanceOf(tx, { account, partyId: loanId }));
const postingsOf = ({ loanId }: Borrower) =>
  count(
    till.counter,
    `select count(*)::bigint as count from ledger.transactions where kind = 'money-passed-on' and subject_id = $1`,
    [loanId],
  );

describe('a payment service that does not say', () => {
  test('late: asked again once a second at the most, and booked when it is paid', async () => {
    const borrower = await till.newBorrower();
    const input = await till.chosen(borrower, 'next', 'answers-late');
    expect(valueOf(await till.pay(input)).state).toBe('pending');
    await Promise.all([till.stateOf(input), till.stateOf(input)]);
    expect(till.service.asked['/queries']).toBe(0);
    till.counter.clock.now += 1_000;
    expect(
      (await Promise.all([till.stateOf(input), till.stateOf(input), till.stateOf(input)])).map(({ state }) => state),
    ).toEqual(Array.from({ length: 3 }, () => 'pending'));
    expect(till.service.asked['/queries']).toBe(1);
    till.counter.clock.now += 2_000;
    expect(await till.stateOf(input)).toMatchObject({ state: 'paid', paidAt: till.counter.clock.now });
    expect(await till.booked(borrower)).toHaveLength(1);
  });

  test('never: no second payment is begun meanwhile, and after a day it is closed', async () => {
    const borrower = await till.newBorrower();
    const input = await till.chosen(borrower, 'next', 'never-answers');
    const again = await till.chosen(borrower, 'next');
    expect(valueOf(await till.pay(input)).state).toBe('pending');
    expect(codeOf(await till.find(borrower))).toBe('payment-service-silent');
    expect(codeOf(await till.pay(again))).toBe('payment-service-silent');
    till.counter.clock.now += 24 * 3_600_000 - 1;
    await askPending(till.counter.platform, till.payments);
    expect(till.service.asked).toEqual({ '/charges': 1, '/queries': 1, '/closings': 0 });
    till.counter.clock.now += 10_000;
    await askPending(till.counter.platform, till.payments);
    expect(await till.stateOf(input)).toMatchObject({ state: 'refused', reason: 'cancelled' });
    expect(valueOf(await till.pay(await till.chosen(borrower, 'next'))).state).toBe('paid');
  });

  test('out of reach: what it never got is closed after two minutes', async () => {
    const borrower = await till.newBorrower();
    const input = await till.chosen(borrower, 'next');
    const nobody = httpPayments({
      url: 'http://127.0.0.1:1',
      key: new Uint8Array(32),
      now: () => till.counter.clock.now,
    });
    expect(valueOf(await till.pay(input, nobody)).state).toBe('pending');
    till.counter.clock.now += 60_000;
    expect((await till.stateOf(input)).state).toBe('pending');
    till.counter.clock.now += 60_000;
    expect(await till.stateOf(input)).toMatchObject({ state: 'refused', reason: 'cancelled' });
    expect(till.service.asked['/charges']).toBe(0);
  });
});

describe('money that was taken is booked', () => {
  test('exactly once, by the sweep, where the server is killed between charge and booking', async () => {
    const borrower = await till.newBorrower();
    const input = await till.chosen(borrower, 'payoff');
    const businessOn = (await loanOf(till.counter, borrower)).businessOn;
    const child = await payAndDie(input);
    expect(child).toEqual({ code: null, signal: 'SIGKILL' });
    expect(till.service.asked['/charges']).toBe(1);
    expect(await till.booked(borrower)).toEqual([]);
    expect(await till.commandsOf(input)).toBe(0);

    // On the next business day, by several servers and the terminal at once.
    await comeTo(till.counter, dayAfter(businessOn, 1));
    await Promise.all([
      ...Array.from({ length: 4 }, () => askPending(till.counter.platform, till.payments)),
      till.stateOf(input),
      till.stateOf(input),
    ]);
    expect((await till.stateOf(input)).state).toBe('paid');
    await askPending(till.counter.platform, till.payments);
    // The day of paying counts, so what was shown still closes it.
    expect(await till.booked(borrower)).toEqual([
      { kind: 'repayment', amountFen: input.amountFen, valueOn: businessOn, overpaidFen: 0 },
    ]);
    expect((await loanOf(till.counter, borrower)).status).toBe('settled');
    expect(await till.commandsOf(input)).toBe(1);
    expect(await postingsOf(borrower)).toBe(1);
    expect(await inBooks('1303', borrower)).toBe(0);
    await handleEvents(till.counter);
    const texts = till.counter.messages.filter(
      ({ text }) => text.includes(borrower.reference) && text.includes('还清'),
    );
    expect(texts).toHaveLength(1);
  });

  test.each([
    ['repaid in part', 'repayment'],
    ['paid off', 'repayment'],
    ['written off', 'recovery'],
  ] as const)('where the loan is %s while the shopper pays: as a %s', async (what, kind) => {
    const borrower = await till.newBorrower();
    const input = await till.chosen(borrower, 'payoff');
    const { businessOn: on } = await loanOf(till.counter, borrower);
    till.service.afterCharge = async () => {
      const received = { on, note: '', receivedAs: '' };
      if (what === 'repaid in part')
        await operate(till.counter, borrower, { kind: 'repayment', amountFen: fen(100_00), ...received });
      if (what === 'paid off') await operate(till.counter, borrower, { kind: 'pay-off', ...received });
      if (what === 'written off') await operate(till.counter, borrower, { kind: 'write-off', on, note: '' });
      return true;
    };
    expect(valueOf(await till.pay(input)).state).toBe('paid');
    const lines = await till.booked(borrower);
    expect(lines.at(-1)).toMatchObject({ kind, amountFen: input.amountFen });
    const { overpaidFen } = await loanOf(till.counter, borrower);
    expect(overpaidFen).toBe({ 'repaid in part': 100_00, 'paid off': input.amountFen, 'written off': 0 }[what]);
  });
});

/** Pays from a process of its own, which is killed when the service has taken the money and before it has said so. */
async function payAndDie(input: PayInput): Promise<{ code: number | null; signal: string | null }> {
  const words: LastWords = {
    databaseUrl: till.counter.databaseUrl,
    serverSecret: testServerSecret,
    paymentsUrl: till.service.url,
    now: till.counter.clock.now,
    terminal: till.counter.terminal,
    input,
  };
  const child = spawn(process.execPath, [fileURLToPath(new URL('./pay-and-die.ts', import.meta.url))], {
    env: { ...process.env, LAST_WORDS: JSON.stringify(words) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  till.service.afterCharge = async () => {
    child.kill('SIGKILL');
    return false;
  };
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return { code, signal };
}
