import { describe, expect, test } from 'vitest';
import { calendarDate } from '#shared/calendar/date.ts';
import { LOAN_ACTIONS, type LoanActionKind } from '#shared/wire/loans.ts';
import { FIELDS_OF, isOptional, NOTHING_TYPED, readDraft, readPercent, type Draft } from './loan-draft.ts';

const businessOn = calendarDate('2026-12-22');
const filled: Draft = {
  on: '2026-12-20',
  amount: '1,234.50',
  payment: '3',
  portion: 'fee',
  dueOn: '2027-01-22',
  fromOn: '2027-01-22',
  tillOn: '2027-02-22',
  startOn: '2027-02-22',
  terms: '6',
  annualRate: '10.8',
  movedToOn: '2027-02-01',
  extraTerms: '2',
  refundsInterest: 'yes',
  receivedAs: 'T-1',
  note: '顾客来电',
};

const read = (kind: LoanActionKind, draft: Draft) =>
  readDraft(draft, { kind, businessOn, of: kind === 'undo' ? 4 : null });

describe('an action as it is typed', () => {
  test.each(LOAN_ACTIONS)('%s is read when all is filled in', (kind) => {
    const result = read(kind, filled);
    expect(result.ok && result.action).toMatchObject({ kind, on: '2026-12-20', note: '顾客来电' });
  });

  test.each(LOAN_ACTIONS)('%s wants each of its fields, and says which is missing', (kind) => {
    for (const field of FIELDS_OF[kind]) {
      const result = read(kind, { ...filled, [field]: '' });
      if (isOptional(kind, field)) expect(result.ok).toBe(true);
      else expect(result.ok ? [] : Object.keys(result.problems)).toEqual([field]);
    }
  });

  test.each(LOAN_ACTIONS)('%s is not read from a form just opened where it moves money or needs a reason', (kind) => {
    const result = read(kind, { ...NOTHING_TYPED, on: businessOn });
    expect(result.ok).toBe(kind === 'pay-off');
  });

  test('money is read in yuan, full-width digits too', () => {
    expect(read('repayment', { ...filled, amount: '１２３４.5' })).toMatchObject({ action: { amountFen: 123_450 } });
  });

  test.each([
    ['repayment', { amount: '0' }, { amount: 'not-an-amount' }],
    ['repayment', { amount: '-5' }, { amount: 'not-an-amount' }],
    ['repayment', { on: '2026-12-23' }, { on: 'after-business-day' }],
    ['repayment', { on: '2026-02-30' }, { on: 'not-a-date' }],
    ['re-age', { terms: '37' }, { terms: 'not-a-number' }],
    ['re-age', { terms: 'six' }, { terms: 'not-a-number' }],
    ['reschedule', { annualRate: '36' }, { annualRate: 'not-a-rate' }],
    ['reschedule', { annualRate: '', movedToOn: '', extraTerms: '' }, { annualRate: 'nothing-changes' }],
    ['merchant-issued-refund', { refundsInterest: '' }, { refundsInterest: 'not-chosen' }],
    ['chargeback', { payment: '' }, { payment: 'not-chosen' }],
    ['goodwill-credit', { note: '  ' }, { note: 'missing' }],
  ] as const)('%s with %o is refused: %o', (kind, change, problems) => {
    expect(read(kind, { ...filled, ...change })).toEqual({ ok: false, problems });
  });

  test('the refund of interest is what was chosen', () => {
    const refund = (refundsInterest: string) => read('merchant-issued-refund', { ...filled, refundsInterest });
    expect(refund('yes')).toMatchObject({ action: { refundsInterest: true } });
    expect(refund('no')).toMatchObject({ action: { refundsInterest: false } });
  });

  test('taking back names its transaction', () => {
    expect(read('undo', filled)).toMatchObject({ action: { of: 4 } });
  });
});

test.each([
  ['10.8', 1_080],
  ['0', 0],
  ['24.00', 2_400],
  ['7.25%', 725],
  ['7.255', null],
  ['', null],
  ['-1', null],
])('%j per cent is %s basis points', (typed, rateBps) => {
  expect(readPercent(typed)).toBe(rateBps);
});
