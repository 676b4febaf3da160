import type { CalendarDate } from '#shared/calendar/date.ts';
import type { FrozenState, ServicingEventInput, ServicingTermsInput } from '#shared/lending/servicing/index.ts';
import type { Tx } from '#server/platform/database.ts';
import type { Income } from '../../close/income.ts';
import type { Figures } from '../rules/figures.ts';
import type { LineRow } from './lines.ts';

/** A command as it is kept: what was asked, what was entered for it, what was answered. */
export interface CommandRow {
  commandId: string;
  kind: string;
  action: unknown;
  events: readonly ServicingEventInput[];
  inputHash: string;
  answer: unknown;
  actor: string;
  postedAt: number;
  businessOn: CalendarDate;
}

/** A loan as a command leaves it. */
export interface LoanRecord {
  loanId: string;
  merchantId: string;
  version: number;
  state: FrozenState;
  figures: Figures;
  accrued: Income;
  /** Set by the delivery; null leaves it as it is. */
  feeBps: number | null;
  command: CommandRow;
  lines: readonly LineRow[];
  /** Numbers of lines that were taken back. */
  takenBack: readonly number[];
}

/** One statement for all that a command writes about a loan. A forecast made before it holds no longer. */
export async function writeRecord(tx: Tx, record: LoanRecord): Promise<void> {
  const { command, figures } = record;
  await tx.rows(
    `with moved as (
       update lending.servicing
          set version = $3, state = $4, status = $5, bucket = $6, category = $7, days_overdue = $8, principal_fen = $9,
              outstanding_fen = $10, overpaid_fen = $11, next_due_on = $12, due_fen = $13, accrued_interest_fen = $14,
              accrued_fee_fen = $15, accrued_penalty_fen = $16, fee_bps = coalesce($17, fee_bps), closed_till = $24,
              forecast_from = null, forecast = null, attention_on = $24
        where loan_id = $1
     ), lines as (
       insert into lending.transactions (loan_id, n, version, merchant_id, command_id, kind, value_on, booked_on,
         posted_at, actor, note, amount_fen, principal_fen, interest_fen, fee_fen, penalty_fen, overpaid_fen,
         balance_fen, principal_change_fen, of)
       select $1, t.n, t.version, $2, $18, t.kind, t."valueOn", $24, $25, t.actor, t.note, t."amountFen",
              t."principalFen", t."interestFen", t."feeFen", t."penaltyFen", t."overpaidFen", t."balanceFen",
              t."principalChangeFen", t.of
         from jsonb_to_recordset($26::jsonb) as t (n integer, version integer, kind text, "valueOn" date, actor text,
           note text, "amountFen" bigint, "principalFen" bigint, "interestFen" bigint, "feeFen" bigint,
           "penaltyFen" bigint, "overpaidFen" bigint, "balanceFen" bigint, "principalChangeFen" bigint, of integer)
     ), reversals as (
       insert into lending.reversals (loan_id, n, merchant_id, command_id, booked_on, posted_at)
       select $1, n, $2, $18, $24, $25 from unnest($27::integer[]) as r (n)
     )
     insert into lending.commands (command_id, loan_id, merchant_id, version, kind, action, events, input_hash, answer,
       actor, posted_at, business_on)
     values ($18, $1, $2, $3, $19, $20, $21, $22, $23, $28, $25, $24)`,
    [
      record.loanId,
      record.merchantId,
      record.version,
      JSON.stringify(record.state),
      figures.status,
      figures.bucket,
      figures.category,
      figures.daysOverdue,
      figures.principalFen,
      figures.outstandingFen,
      figures.overpaidFen,
      figures.nextDueOn,
      figures.dueFen,
      record.accrued.interestFen,
      record.accrued.feeFen,
      record.accrued.penaltyFen,
      record.feeBps,
      command.commandId,
      command.kind,
      JSON.stringify(command.action),
      JSON.stringify(command.events),
      command.inputHash,
      JSON.stringify(command.answer),
      command.businessOn,
      command.postedAt,
      JSON.stringify(record.lines),
      record.takenBack,
      command.actor,
    ],
    'servicing-record',
  );
}

/** The row that all commands of a loan move. The first one, of the same transaction, says how the loan stands. */
export async function insertServicing(
  tx: Tx,
  row: {
    loanId: string;
    merchantId: string;
    lenderId: string;
    productCode: string;
    productVersion: number;
    terms: ServicingTermsInput;
    frozen: FrozenState;
    businessOn: CalendarDate;
  },
): Promise<void> {
  await tx.rows(
    `insert into lending.servicing (loan_id, merchant_id, lender_id, version, product_code, product_version, terms, state,
       status, bucket, category, days_overdue, principal_fen, outstanding_fen, overpaid_fen, due_fen,
       accrued_interest_fen, accrued_fee_fen, accrued_penalty_fen, closed_till, attention_on)
     values ($1, $2, $3, 0, $4, $5, $6, $7, 'booked', 'M0', 'normal', 0, 0, 0, 0, 0, 0, 0, 0, $8, $8)`,
    [
      row.loanId,
      row.merchantId,
      row.lenderId,
      row.productCode,
      row.productVersion,
      JSON.stringify(row.terms),
      JSON.stringify(row.frozen),
      row.businessOn,
    ],
    'servicing-insert',
  );
}
