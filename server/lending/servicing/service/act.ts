import type { CalendarDate } from '#shared/calendar/date.ts';
import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import type { LoanAction } from '#shared/wire/loans.ts';
import { hashOf } from '#shared/wire/hash.ts';
import { recordRefund } from '#server/orders/index.ts';
import type { Platform } from '#server/platform/context.ts';
import { PLATFORM, type Tx } from '#server/platform/database.ts';
import { bringForward } from '../../close/bring-forward.ts';
import type { Income } from '../../close/income.ts';
import { permissionFor } from '#shared/wire/loan-actions.ts';
import { linesOf } from '../rules/lines.ts';
import { perform, type Performed } from '../rules/perform.ts';
import { refundedIn } from '../rules/refunds.ts';
import { thawed } from '../rules/thawed.ts';
import { lockForCommand, type ServicingRow } from '../store/servicing.ts';
import type { Actor } from './actor.ts';
import { changesOf, record } from './record.ts';

export interface Act {
  /** Of the asker's making: the same again does nothing and is answered the same. */
  commandId: string;
  loanId: string;
  /** The loan's version that the asker has seen; null where whatever it is will do. */
  version: number | null;
  action: LoanAction;
  actor: Actor;
}

/** The loan's version after the command, and the numbers of the lines that it entered. */
export interface Acted {
  loanId: string;
  version: number;
  lines: number[];
}

/**
 * Does something to a loan, once. Refuses loan-not-found (also for another merchant's), not-permitted, loan-changed,
 * content-conflict, and whatever the action's own rules refuse; then nothing is written.
 */
export function act(platform: Platform, asked: Act): Promise<Result<Acted>> {
  return platform.db.transaction(PLATFORM, (tx) => actWithin(platform, tx, asked));
}

/** The same within a transaction of the platform's scope, for those who write something of their own with it. */
export async function actWithin(platform: Platform, tx: Tx, asked: Act): Promise<Result<Acted>> {
  const { commandId, loanId, version, action, actor } = asked;
  const locked = await lockForCommand<Acted>(tx, loanId, commandId);
  if (!locked || !mayTouch(actor, locked.row)) return refuse('loan-not-found');
  const { row, command: before, businessOn } = locked;
  const inputHash = hashOf({ loanId, version, action, actor: actor.id });
  if (before) return before.inputHash === inputHash ? done(before.answer) : refuse('content-conflict');
  if (version !== null && version !== row.version) return refuse('loan-changed');
  const performed = performFor(row, action, actor, businessOn);
  if (!performed.ok) return performed;
  const booked = await caughtUp(platform, tx, row, businessOn);
  const changes = changesOf(performed.value);
  const answer: Acted = { loanId, version: row.version + 1, lines: changes.entered.map(({ line }) => line.n) };
  await record(platform, tx, {
    row,
    performed: performed.value,
    changes,
    command: { commandId, kind: action.kind, action, inputHash },
    answer,
    actor,
    note: noteOf(action),
    businessOn,
    booked,
    feeBps: row.feeBps ?? 0,
  });
  await tellOrder(platform, tx, row, performed.value);
  return done(answer);
}

export function mayTouch({ merchantId }: Pick<Actor, 'merchantId'>, row: Pick<ServicingRow, 'merchantId'>): boolean {
  return merchantId === null || merchantId === row.merchantId;
}

/** Preview and booking ask the same. */
export function performFor(
  row: ServicingRow,
  action: LoanAction,
  actor: Actor,
  businessOn: CalendarDate,
): Result<Performed> {
  const state = thawed(row.terms, row.state);
  const undone = action.kind === 'undo' ? linesOf(state).find(({ n }) => n === action.of) : undefined;
  if (!actor.permissions.has(permissionFor(action.kind, undone?.kind ?? null))) return refuse('not-permitted');
  return perform(state, action, businessOn);
}

/** Days that were not closed yet for this loan are closed first, with the income of each. */
function caughtUp(platform: Platform, tx: Tx, row: ServicingRow, till: CalendarDate): Promise<Income> {
  const { loanId, closedTill, accruedInterestFen, accruedFeeFen, accruedPenaltyFen } = row;
  if (closedTill < till) return bringForward(platform, tx, { loanId, till });
  return Promise.resolve({
    interestFen: accruedInterestFen,
    feeFen: accruedFeeFen,
    penaltyFen: accruedPenaltyFen,
  });
}

/** Why, and how the money came. */
export function noteOf(action: LoanAction): string {
  const receivedAs = 'receivedAs' in action ? action.receivedAs : '';
  return [receivedAs, action.note].filter((part) => part !== '').join(' · ');
}

/** All the goods came back where all that was lent for them did; a return that is taken back brings none. */
async function tellOrder(
  platform: Platform,
  tx: Tx,
  { orderId, plan }: ServicingRow,
  { before, after }: Performed,
): Promise<void> {
  const [formerly, now] = [refundedIn(before), refundedIn(after)];
  if (now === formerly) return;
  const back = now === 0 ? 'none' : now >= plan.principalFen ? 'all' : 'part';
  await recordRefund(platform, tx, { orderId, back, isTakenBack: now < formerly });
}
