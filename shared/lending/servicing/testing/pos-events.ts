import fc from 'fast-check';
import { addDays, calendarDate, epochDay, type CalendarDate } from '../../../calendar/date.ts';
import { fen } from '../../../money/fen.ts';
import { advance } from '../servicing.ts';
import type { ServicingEventInput } from '../schemas.ts';
import type { LoanState } from '../state.ts';
import { entered, openPosLoan, type PosContract } from './pos-loan.ts';

/** Lives of loans for tests: anything that may happen to one, on business days in order, counting some of it earlier. */
export const LIFE_START = calendarDate('2026-01-30');

export const posContracts: fc.Arbitrary<PosContract> = fc.record({
  principalFen: fc.integer({ min: 500_00, max: 20_000_00 }).map(fen),
  annualRateBps: fc.constantFrom(0, 1_080, 1_440, 2_160),
  terms: fc.constantFrom(3, 6, 12),
  startOn: fc.constant(LIFE_START),
});

const amount = fc.integer({ min: 1, max: 600_000 }).map((units) => (units / 100).toFixed(2));
const money = fc.constantFrom('repayment', 'goodwill-credit', 'payout-refund', 'merchant-issued-refund', 'recovery');
const rare = fc.constantFrom(
  'interest-payment-waiver',
  'credit-balance-refund',
  'charge',
  'charge-waiver',
  'chargeback-number',
  'pay-off',
  're-amortize',
  're-age',
  'interest-pause',
  'delinquency-pause',
  'another-rate',
  'more-terms',
  'another-due-date',
  'charge-off',
  'write-off',
  'undo-number',
);

/** What is done on the business day `day` (days after the start), counting from so many days earlier. */
export interface Deed {
  readonly type: string;
  readonly day: number;
  readonly earlier: number;
  readonly amount: string;
  readonly of: number;
}

const deed: fc.Arbitrary<Deed> = fc.record({
  type: fc.oneof({ weight: 3, arbitrary: money }, { weight: 2, arbitrary: rare }),
  day: fc.integer({ min: 0, max: 420 }),
  earlier: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 20 })),
  amount,
  of: fc.integer({ min: 2, max: 8 }),
});

export const deeds = fc.array(deed, { maxLength: 7 }).map((list) => list.toSorted((a, b) => a.day - b.day));

/** The loan as the server would have it: brought forward to each business day, then changed. */
export function lived(contract: PosContract, done: readonly Deed[]): LoanState {
  return done.reduce((state, each) => {
    const event = eventOf(each, contract.startOn, state);
    const onDay = advance(state, epochDay(contract.startOn) + each.day);
    return event ? entered(onDay, [event]) : onDay;
  }, openPosLoan(contract));
}

function eventOf({ type, day, earlier, amount: text, of }: Deed, startOn: CalendarDate, state: LoanState) {
  const on = addDays(startOn, Math.max(0, day - earlier));
  const dated = { on, amount: text };
  const pause = { on, from: on, to: addDays(on, 12) };
  const isPayment = state.entries.some(({ id, kind }) => id === of && kind === 'repayment');
  const events: Record<string, ServicingEventInput | null> = {
    charge: { type: 'charge', ...dated, kind: 'fee', due: addDays(on, 20) },
    'charge-waiver': { type: 'charge-waiver', ...dated, kind: of % 2 === 0 ? 'fee' : 'penalty' },
    'chargeback-number': isPayment ? { type: 'chargeback-number', ...dated, of } : null,
    'pay-off': { type: 'pay-off', on },
    're-amortize': { type: 're-amortize', on },
    're-age': { type: 're-age', on, startOn: addDays(on, 30), installments: of, every: 1, unit: 'months' },
    'interest-pause': { type: 'interest-pause', ...pause },
    'delinquency-pause': { type: 'delinquency-pause', ...pause },
    'another-rate': { type: 'reschedule', on, from: addDays(on, 1), annualRatePercent: '9.6' },
    'more-terms': { type: 'reschedule', on, from: addDays(on, 1), extraTerms: of },
    'another-due-date': { type: 'reschedule', on, from: addDays(on, 1), adjustedDueDate: addDays(on, 35) },
    'charge-off': { type: 'charge-off', on },
    'write-off': { type: 'write-off', on },
    'undo-number': { type: 'undo-number', on, of },
    repayment: { type: 'repayment', ...dated },
    recovery: { type: 'recovery', ...dated },
    'goodwill-credit': { type: 'goodwill-credit', ...dated },
    'interest-payment-waiver': { type: 'interest-payment-waiver', ...dated },
    'credit-balance-refund': state.overpaid > 0n ? { type: 'credit-balance-refund', ...dated } : null,
    'payout-refund': { type: 'payout-refund', ...dated },
    'merchant-issued-refund': { type: 'merchant-issued-refund', ...dated },
  };
  return events[type] ?? null;
}
