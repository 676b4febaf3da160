import { roundQuotient } from '../../exact/rounding.ts';
import { COMPONENTS, noPortions, notNegative, sumOf, total, type Portions } from '../amounts.ts';
import { isAccrual } from '../kinds.ts';
import { interestTill } from '../interest-model/questions.ts';
import { followsPayments, type Replay } from '../replay/context.ts';
import { replayBook } from '../replay/replay.ts';
import type { Row } from '../rows/row.ts';
import type { ServicingEvent } from '../schemas.ts';
import type { Entry, LoanState } from '../state.ts';
import { statusOf } from '../views/summary.ts';

/**
 * Books income as it is earned: at close of business up to the day before, when the loan is settled all that it earned,
 * and when it is charged off what it had earned by then. Where less was earned than booked, the difference is taken back.
 */
export function bookIncome(before: LoanState, after: LoanState, event: ServicingEvent): LoanState {
  const chargeOff = after.entries.find(({ kind, isReversed }) => kind === 'charge-off' && !isReversed);
  if (chargeOff) return atChargeOff(after, chargeOff);
  const status = statusOf(after);
  if (event.type === 'close-of-business')
    return status === 'ACTIVE' ? atCloseOfBusiness(before, after, event.on) : after;
  const isSettled = status === 'CLOSED_OBLIGATIONS_MET' || status === 'OVERPAID';
  if (isSettled && statusOf(before) === 'ACTIVE') return atSettlement(after, after.today);
  return after;
}

/**
 * The first close books all at once; later ones make good every day since the last, each as the loan stood then: rows
 * that are past as of the close before it, the current one with what has become overdue.
 */
function atCloseOfBusiness(before: LoanState, after: LoanState, today: number): LoanState {
  const yesterday = today - 1;
  const first = Math.min(before.closedTill ?? yesterday, yesterday);
  let state = after;
  for (let day = first; day <= yesterday; day += 1) {
    // A cumulative loan is accrued by the rows as they are now.
    const known = state.terms.isCumulative ? state : { ...state, entries: state.entries.filter(({ on }) => on <= day) };
    const past = replayBook({ ...known, recalculatedTill: day === first ? before.recalculatedTill : day });
    const current = replayBook({ ...known, recalculatedTill: day + 1 });
    for (const stop of stopsTill(current, day)) {
      state = book(state, stop, missing(state, earnedTill(state, past, current, stop)));
    }
  }
  return state;
}

/** A cumulative loan books each period on its due date; a progressive one books everything on the day. */
function stopsTill({ rows, terms }: Replay, day: number): number[] {
  if (!terms.isCumulative) return [day];
  return [...rows.filter((row) => row.kind === 'instalment' && row.due < day).map(({ due }) => due), day];
}

function atSettlement(state: LoanState, day: number): LoanState {
  const earned = noPortions();
  for (const row of state.rows) {
    for (const component of ['interest', 'fee', 'penalty'] as const) {
      earned[component] += row.owed[component] - row.credited[component];
    }
  }
  return book(state, day, missing(state, earned));
}

function atChargeOff(state: LoanState, chargeOff: Entry): LoanState {
  const { earnedAtChargeOff } = replayBook(state);
  if (earnedAtChargeOff === null) return state;
  const booked = bookedSoFar(state, chargeOff.on);
  const interest = earnedAtChargeOff.interest - booked.interest;
  const earlier = state.entries.filter(({ kind, on }) => on === chargeOff.on && isAccrual(kind)).length;
  const place = chargeOff.place - 1 / (2 + earlier);
  return book(state, chargeOff.on, { ...noPortions(), interest }, { place, enteredOn: chargeOff.enteredOn });
}

function earnedTill(state: LoanState, past: Replay, current: Replay, day: number): Portions {
  const interest = total(past.rows, (row) => interestEarned(current, row, day));
  const due = state.charges.filter((charge) => !charge.isReversed && charge.due <= day);
  const of = (kind: 'fee' | 'penalty'): bigint => total(due, (charge) => (charge.kind === kind ? charge.amount : 0n));
  return { principal: 0n, interest, fee: of('fee'), penalty: of('penalty') };
}

export function interestEarned(replay: Replay, row: Row, day: number): bigint {
  if (row.kind !== 'instalment' || row.from >= day) return 0n;
  const own = row.owed.interest - row.credited.interest;
  if (row.due <= day) return own;
  if (followsPayments(replay)) return interestTill(replay.model, row, day) - row.credited.interest;
  return roundQuotient(own * BigInt(day - row.from), BigInt(row.due - row.from), replay.terms.rounding);
}

function missing(state: LoanState, earned: Readonly<Portions>): Portions {
  const booked = bookedSoFar(state, Number.POSITIVE_INFINITY);
  const portions = noPortions();
  for (const component of COMPONENTS) portions[component] = earned[component] - booked[component];
  return portions;
}

export function bookedSoFar(state: LoanState, day: number): Portions {
  const booked = noPortions();
  for (const { kind, isReversed, accrued, on } of state.entries) {
    if (!accrued || isReversed || on > day || kind === 'accrual-activity') continue;
    const sign = kind === 'accrual' ? 1n : -1n;
    for (const component of COMPONENTS) booked[component] += sign * accrued[component];
  }
  return booked;
}

/** Enters what is missing as an accrual, and what is too much as an adjustment. */
function book(
  state: LoanState,
  on: number,
  change: Readonly<Portions>,
  where: Partial<Pick<Entry, 'place' | 'enteredOn'>> = {},
): LoanState {
  let next = state;
  for (const kind of ['accrual', 'accrual-adjustment'] as const) {
    const sign = kind === 'accrual' ? 1n : -1n;
    const accrued = noPortions();
    for (const component of COMPONENTS) accrued[component] = notNegative(sign * change[component]);
    const amount = sumOf(accrued);
    if (amount === 0n) continue;
    const id = next.nextId;
    const entry = { id, place: id, kind, on, amount, enteredOn: next.today, isReversed: false, accrued, ...where };
    next = { ...next, nextId: id + 1, entries: [...next.entries, entry] };
  }
  return next;
}
