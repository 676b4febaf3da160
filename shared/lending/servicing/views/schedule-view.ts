import { fromEpochDay, type CalendarDate } from '../../../calendar/date.ts';
import { formatUnits } from '../../exact/decimal.ts';
import { sumOf, total } from '../amounts.ts';
import { replayBook } from '../replay/replay.ts';
import { outstanding, type Row } from '../rows/row.ts';
import type { LoanState } from '../state.ts';

export interface DisbursementLine {
  readonly kind: 'disbursement';
  readonly on: CalendarDate;
  readonly amount: string;
}

/** One row as the loan cases write it; amounts are decimal texts. `balance` is the principal owed after the row. */
export interface InstalmentLine {
  readonly n: number;
  readonly due: CalendarDate;
  readonly paidOn: CalendarDate | null;
  readonly balance: string;
  readonly principal: string;
  readonly interest: string;
  readonly fees: string;
  readonly penalties: string;
  readonly total: string;
  readonly paid: string;
  readonly inAdvance: string;
  readonly late: string;
  readonly outstanding: string;
}

export type ScheduleLine = DisbursementLine | InstalmentLine;

/** The schedule with its disbursements, by date. Before anything is paid out it is the plan of what was applied for. */
export function scheduleView(state: LoanState): ScheduleLine[] {
  const { rows, disbursements } = planned(state);
  const money = (units: bigint): string => formatUnits(units, state.terms.digits);
  const lines: ScheduleLine[] = [];
  const coming = [...disbursements].sort((a, b) => a.on - b.on);
  let balance = 0n;
  const payOut = (isDue: (on: number) => boolean): void => {
    for (let next = coming[0]; next && isDue(next.on); next = coming[0]) {
      coming.shift();
      balance += next.amount;
      lines.push({ kind: 'disbursement', on: fromEpochDay(next.on), amount: money(next.amount) });
    }
  };
  rows.forEach((row, index) => {
    payOut((on) => on < row.due || (on === row.due && row.kind !== 'instalment'));
    balance += row.credited.principal - row.owed.principal;
    lines.push(instalmentLine(row, index + 1, balance > 0n ? balance : 0n, money));
  });
  payOut(() => true);
  return lines;
}

function instalmentLine(row: Row, n: number, balance: bigint, money: (units: bigint) => string): InstalmentLine {
  return {
    n,
    due: fromEpochDay(row.due),
    paidOn: row.metOn === null ? null : fromEpochDay(row.metOn),
    balance: money(balance),
    principal: money(row.owed.principal),
    interest: money(row.owed.interest),
    fees: money(row.owed.fee),
    penalties: money(row.owed.penalty),
    total: money(sumOf(row.owed)),
    paid: money(sumOf(row.paid)),
    inAdvance: money(row.inAdvance),
    late: money(row.late),
    outstanding: money(outstanding(row)),
  };
}

interface Planned {
  readonly rows: readonly Row[];
  readonly disbursements: readonly { readonly on: number; readonly amount: bigint }[];
}

function planned(state: LoanState): Planned {
  const { rows, disbursements } = ofWhatWasPaidOut(state);
  if (disbursements.length > 0) return { rows, disbursements };
  const on = state.approved?.expectedOn ?? state.terms.submittedOn;
  const amount = state.approved?.amount ?? state.terms.principal;
  const entry = { id: 0, place: 0, kind: 'disbursement', on, amount, enteredOn: on, isReversed: false } as const;
  return { rows: replayBook({ ...state, entries: [entry] }).rows, disbursements: [{ on, amount }] };
}

function ofWhatWasPaidOut(state: LoanState): Planned {
  const disbursements = state.entries.filter(({ kind, isReversed }) => kind === 'disbursement' && !isReversed);
  return { rows: state.rows, disbursements };
}

/** Sums over the rows, in the words of the loan cases. */
export function totalsView(state: LoanState): Record<string, string> {
  const { rows } = planned(state);
  const money = (amountOf: (row: Row) => bigint): string => formatUnits(total(rows, amountOf), state.terms.digits);
  return {
    'Principal due': money((row) => row.owed.principal),
    Interest: money((row) => row.owed.interest),
    Fees: money((row) => row.owed.fee),
    Penalties: money((row) => row.owed.penalty),
    Due: money((row) => sumOf(row.owed)),
    Paid: money((row) => sumOf(row.paid)),
    'In advance': money((row) => row.inAdvance),
    Late: money((row) => row.late),
    Outstanding: money(outstanding),
  };
}
