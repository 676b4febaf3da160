import pg from 'pg';
import { v7 } from 'uuid';
import { epochDay, shanghaiDate, type CalendarDate } from '#shared/calendar/date.ts';
import { makePlan, type PlanTerms } from '#shared/lending/plan.ts';
import {
  advance,
  CONSUMPTION_SETTINGS,
  enter,
  eventSchema,
  openLoan,
  termsOfPlan,
  type FrozenState,
  type LoanState,
  type ServicingEventInput,
  type ServicingTermsInput,
} from '#shared/lending/servicing/index.ts';
import { loanAction, type LoanActionInput } from '#shared/wire/loans.ts';
import { openLoanDesk, type LoanDesk } from '#server/lending/bench/loans.ts';
import { closeDueDays } from '#server/lending/index.ts';
import { act } from '#server/lending/servicing/index.ts';
import { eventOf } from '#server/lending/servicing/rules/events.ts';
import { termsIn } from '#server/lending/servicing/rules/thawed.ts';
import { openDatabase } from '#server/platform/database.ts';
import type { Platform } from '#server/platform/context.ts';
import { appUrlOf } from '#server/platform/migrations.ts';
import { deriveSecrets } from '#server/platform/secrets.ts';
import { freshDatabase, testServerSecret } from '../../support/database.ts';

export const DAY_MS = 86_400_000;
const PERMISSIONS = new Set(['loans.service', 'loans.refund', 'loans.write-off'] as const);

/** A lender's loans on a database of their own; the clock stands until it is turned. */
export interface ClosingHouse {
  platform: Platform;
  clock: { now: number };
  desk: LoanDesk;
  today(): CalendarDate;
  /** Turns the clock by whole days and closes those that are over. */
  pass(days: number): Promise<void>;
  act(loanId: string, action: LoanActionInput): Promise<void>;
  /** Asked as the owner of the database. */
  rows<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export async function openClosingHouse(startedAt: number): Promise<ClosingHouse> {
  const database = await freshDatabase();
  const clock = { now: startedAt };
  const db = openDatabase(appUrlOf(database.url, testServerSecret), { connectionsMax: 8 });
  const platform: Platform = { db, secrets: deriveSecrets(testServerSecret), now: () => clock.now, newId: () => v7() };
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  const actor = { id: 'system', name: '系统', merchantId: null, permissions: PERMISSIONS };
  return {
    platform,
    clock,
    desk: await openLoanDesk(platform),
    today: () => shanghaiDate(clock.now),
    pass: (days) => {
      clock.now += days * DAY_MS;
      return closeDueDays(platform, new AbortController().signal);
    },
    act: async (loanId, action) => {
      const asked = { commandId: v7(), loanId, version: null, action: loanAction.parse(action), actor };
      const acted = await act(platform, asked);
      if (!acted.ok) throw new Error(`${action.kind} was refused: ${acted.refusal.code}.`);
    },
    rows: async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
      (await owner.query<Row>(text, values)).rows,
    close: async () => {
      await owner.end();
      await db.close();
      await database.drop();
    },
  };
}

/** The same loan in the engine alone: no database, no forecasts, every day looked at. */
export class EngineLoan {
  #state: LoanState;

  constructor(terms: Omit<PlanTerms, 'startOn'>, startOn: CalendarDate) {
    const plan = makePlan({ ...terms, startOn });
    const amount = (plan.principalFen / 100).toFixed(2);
    this.#state = openLoan(termsIn(termsOfPlan(plan, startOn, CONSUMPTION_SETTINGS)));
    this.#enter({ type: 'approve', on: startOn, amount, expectedDisbursement: startOn });
    this.comeTo(startOn);
    this.#enter({ type: 'disburse', on: startOn, amount });
  }

  get state(): LoanState {
    return this.#state;
  }

  comeTo(day: CalendarDate): void {
    this.#state = advance(this.#state, epochDay(day));
  }

  act(action: LoanActionInput): void {
    this.#enter(eventOf(loanAction.parse(action)));
  }

  #enter(event: ServicingEventInput): void {
    this.#state = enter(this.#state, eventSchema.parse(event));
  }
}

export interface StoredLoan {
  [column: string]: unknown;
  terms: ServicingTermsInput;
  state: FrozenState;
  status: string;
  bucket: string;
  category: string;
  days_overdue: number;
  principal_fen: string;
  outstanding_fen: string;
  overpaid_fen: string;
  due_fen: string;
  next_due_on: string | null;
  closed_till: string;
  accrued: string[];
}

export async function storedLoan(house: ClosingHouse, loanId: string): Promise<StoredLoan> {
  const [row] = await house.rows<StoredLoan>(
    `select terms, state, status, bucket, category, days_overdue, principal_fen, outstanding_fen, overpaid_fen, due_fen,
            next_due_on::text, closed_till::text,
            array[accrued_interest_fen, accrued_fee_fen, accrued_penalty_fen]::text[] as accrued
       from lending.servicing where loan_id = $1`,
    [loanId],
  );
  if (!row) throw new Error('A loan that was made is there.');
  return row;
}

/** Debits minus credits of a loan in its lender's book, by account. */
export async function balancesOf(house: ClosingHouse, loanId: string): Promise<Record<string, number>> {
  const rows = await house.rows<{ account: string; balance: string }>(
    `select account, sum(case side when 'debit' then amount_fen else -amount_fen end) as balance
       from ledger.entries where party_id = $1 group by 1`,
    [loanId],
  );
  return Object.fromEntries(rows.map(({ account, balance }) => [account, Number(balance)]));
}

/** On which days income was posted for a loan. */
export async function accrualDays(house: ClosingHouse, loanId: string): Promise<string[]> {
  const rows = await house.rows<{ day: string }>(
    `select value_on::text as day from ledger.transactions where kind = 'accrual' and subject_id = $1 order by seq`,
    [loanId],
  );
  return rows.map(({ day }) => day);
}
