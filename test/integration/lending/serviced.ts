import { v7 } from 'uuid';
import { expect } from 'vitest';
import { calendarDate, epochDay, type CalendarDate } from '#shared/calendar/date.ts';
import {
  advance,
  freeze,
  frozenStateSchema,
  openLoan,
  type FrozenState,
  type ServicingEventInput,
  type ServicingTermsInput,
} from '#shared/lending/servicing/index.ts';
import { fen } from '#shared/money/fen.ts';
import type { Result } from '#shared/refusals/refusal.ts';
import { loanAction, type LoanActionInput, type LoanDetail, type WhatIf } from '#shared/wire/loans.ts';
import { openLoanDesk } from '#server/lending/bench/loans.ts';
import { balanceOf } from '#server/ledger/index.ts';
import { act, loanDetail, whatIf, type Act, type Acted, type Actor } from '#server/lending/servicing/index.ts';
import { entered } from '#server/lending/servicing/rules/perform.ts';
import { termsIn } from '#server/lending/servicing/rules/thawed.ts';
import { PLATFORM, type Tx } from '#server/platform/database.ts';
import { openCounter, valueOf, type Counter } from '../applications/counter.ts';

/** The day on which the counter opens, and on which loans are signed. */
export const START = calendarDate('2026-11-22');

export const OPERATOR: Actor = {
  id: 'staff:0',
  name: '客服乙',
  merchantId: null,
  permissions: new Set(['loans.read', 'loans.service', 'loans.refund', 'loans.write-off']),
};

/** An action as a person writes it; the day is the first, and there is no note. */
type Asked = LoanActionInput extends infer Each
  ? Each extends LoanActionInput
    ? Omit<Each, 'on' | 'note'> & { on?: string; note?: string }
    : never
  : never;

/** Loans without the sale before them, and everything that may be done to them. */
export interface Desk {
  counter: Counter;
  lend(principalFen?: number, terms?: number, annualRateBps?: number): Promise<string>;
  ask(loanId: string, asked: Asked, change?: Partial<Act>): Promise<Result<Acted>>;
  perform(loanId: string, asked: Asked): Promise<LoanDetail>;
  preview(loanId: string, asked: Asked): Promise<Result<WhatIf>>;
  loan(loanId: string): Promise<LoanDetail>;
  within<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

export async function openDesk(): Promise<Desk> {
  const counter = await openCounter();
  const { platform } = counter;
  const desk = await openLoanDesk(platform);
  const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => platform.db.transaction(PLATFORM, work);
  const loan = async (loanId: string): Promise<LoanDetail> => {
    const found = await within((tx) => loanDetail(platform, tx, loanId));
    if (!found) throw new Error('A loan that was made can be read.');
    return found;
  };
  const ask: Desk['ask'] = (loanId, asked, change = {}) =>
    act(platform, { commandId: v7(), loanId, version: null, action: actionOf(asked), actor: OPERATOR, ...change });
  return {
    counter,
    lend: (principalFen = 3_000_00, terms = 3, annualRateBps = 1_440) =>
      desk.lend({ principalFen: fen(principalFen), terms, annualRateBps }),
    ask,
    perform: async (loanId, asked) => {
      valueOf(await ask(loanId, asked));
      return loan(loanId);
    },
    preview: (loanId, asked) =>
      within((tx) => whatIf(platform, tx, { loanId, action: actionOf(asked), actor: OPERATOR })),
    loan,
    within,
  };
}

export function actionOf(asked: Asked): Act['action'] {
  return loanAction.parse({ on: START, note: '', ...asked });
}

/** What the loan says of itself is what the books say of it, and what its commands make of it. */
export async function expectSound(desk: Desk, loanId: string): Promise<LoanDetail> {
  const loan = await desk.loan(loanId);
  const [row] = await desk.within((tx) =>
    tx.rows<{ principal: number; overpaid: number }>(
      'select principal_fen as principal, overpaid_fen as overpaid from lending.servicing where loan_id = $1',
      [loanId],
    ),
  );
  const balance = (account: '1303' | '1132' | '2203') =>
    desk.within((tx) => balanceOf(tx, { account, partyId: loanId }));
  expect(await balance('1303'), 'principal').toBe(row?.principal);
  expect(0 - (await balance('2203')), 'overpaid').toBe(row?.overpaid);
  expect(await balance('1132'), 'income not paid yet').toBe(loan.accruedFen);
  expect(loan.overpaidFen).toBe(row?.overpaid);
  await expectReplayable(desk, loanId, loan.businessOn);
  return loan;
}

interface Played {
  events: ServicingEventInput[];
  businessOn: CalendarDate;
}

/** The commands from the first on, each on its business day, give the state that is stored. */
async function expectReplayable(desk: Desk, loanId: string, businessOn: CalendarDate): Promise<void> {
  const [stored] = await desk.within((tx) =>
    tx.rows<{ terms: ServicingTermsInput; state: FrozenState }>(
      'select terms, state from lending.servicing where loan_id = $1',
      [loanId],
    ),
  );
  if (!stored) throw new Error('A loan that was made is serviced.');
  const commands = await desk.within((tx) =>
    tx.rows<{ [K in keyof Played]: Played[K] }>(
      'select events, business_on as "businessOn" from lending.commands where loan_id = $1 order by version',
      [loanId],
    ),
  );
  const played = commands.reduce(
    (state, { events, businessOn: on }, index) =>
      index === 0 ? advance(entered(state, events), epochDay(on)) : entered(advance(state, epochDay(on)), events),
    openLoan(termsIn(stored.terms)),
  );
  expect(freeze(played)).toEqual(frozenStateSchema.parse(stored.state));
  expect(businessOn >= (commands.at(-1)?.businessOn ?? businessOn)).toBe(true);
}
