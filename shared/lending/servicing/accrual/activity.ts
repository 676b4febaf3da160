import { equalPortions, noPortions, sumOf, total, type Portions } from '../amounts.ts';
import type { Row } from '../rows/row.ts';
import type { ServicingEvent } from '../schemas.ts';
import type { Entry, LoanState } from '../state.ts';
import { statusOf } from '../views/summary.ts';

/**
 * Notes, where the product wants it, what each instalment has brought in: a line on its due date once that is closed, and
 * when the loan is settled a last one for all the rest. The lines are notes only; the books know the accruals.
 */
export function noteActivity(before: LoanState, after: LoanState, event: ServicingEvent): LoanState {
  if (!after.terms.notesActivity) return after;
  const status = statusOf(after);
  if (status === 'CLOSED_OBLIGATIONS_MET' || status === 'OVERPAID') return noteSettlement(after);
  if (status !== 'ACTIVE') return after;
  const reopened = isSettled(before) ? noteReopening(after) : after;
  if (event.type !== 'close-of-business') return reopened;
  return noteRows(
    reopened,
    instalments(after).filter(({ due }) => due < event.on),
  );
}

function isSettled(state: LoanState): boolean {
  const status = statusOf(state);
  return status === 'CLOSED_OBLIGATIONS_MET' || status === 'OVERPAID';
}

/** The line of the settlement goes; had a due date passed meanwhile, it becomes that of the instalment. */
function noteReopening(state: LoanState): LoanState {
  const last = notes(state).reduce<Entry | null>(
    (latest, each) => (latest && latest.on > each.on ? latest : each),
    null,
  );
  if (!last) return state;
  const passed = instalments(state).filter(({ due }) => due < state.today && due >= last.on);
  const [first] = passed;
  const others = state.entries.filter(({ id }) => id !== last.id);
  const entries = first ? [...others, { ...last, on: first.due }] : others;
  return noteRows({ ...state, entries }, passed);
}

function noteSettlement(state: LoanState): LoanState {
  const rows = instalments(state);
  const settledOn = Math.max(...rows.map(({ metOn, due }) => metOn ?? due));
  const kept = state.entries.filter(({ kind, on }) => kind !== 'accrual-activity' || on <= settledOn);
  const past = rows.filter(({ due }) => due < settledOn);
  const noted = noteRows({ ...state, entries: kept }, past);
  const rest = noPortions();
  for (const component of ['interest', 'fee', 'penalty'] as const) {
    const inPast = total(past, (row) => row.owed[component]);
    rest[component] = total(rows, (row) => row.owed[component]) - inPast;
  }
  return note(noted, settledOn, rest);
}

function noteRows(state: LoanState, rows: readonly Row[]): LoanState {
  return rows.reduce((noted, row) => note(noted, row.due, { ...row.owed, principal: 0n }), state);
}

/** One line a day; nothing is no line. */
function note(state: LoanState, on: number, accrued: Portions): LoanState {
  const [existing] = notes(state).filter((each) => each.on === on);
  const amount = sumOf(accrued);
  if (existing?.accrued && equalPortions(existing.accrued, accrued)) return state;
  const others = state.entries.filter((each) => each !== existing);
  if (amount === 0n) return existing ? { ...state, entries: others } : state;
  if (existing) return { ...state, entries: [...others, { ...existing, amount, accrued }] };
  const id = state.nextId;
  const entry: Entry = {
    id,
    place: id,
    kind: 'accrual-activity',
    on,
    amount,
    enteredOn: state.today,
    isReversed: false,
    accrued,
  };
  return { ...state, nextId: id + 1, entries: [...state.entries, entry] };
}

function notes({ entries }: LoanState): Entry[] {
  return entries.filter(({ kind }) => kind === 'accrual-activity');
}

function instalments({ rows }: LoanState): Row[] {
  return rows.filter(({ kind }) => kind !== 'down-payment');
}
