import type { LoanActionKind, LoanDetail, LoanTransaction } from '#shared/wire/loans.ts';
import { isAllowed, permissionFor } from '#shared/wire/loan-actions.ts';
import type { Permission } from '#shared/wire/portal.ts';

/** What may be done to a loan from its page, by whom and when. The server decides; a page offers what it would take. */
export const ACTION_GROUPS = {
  money: ['repayment', 'pay-off', 'merchant-issued-refund', 'payout-refund', 'chargeback', 'credit-balance-refund'],
  relief: ['goodwill-credit', 'interest-payment-waiver', 'charge', 'charge-waiver'],
  schedule: ['re-amortize', 're-age', 'reschedule', 'interest-pause', 'delinquency-pause'],
  loss: ['charge-off', 'write-off', 'recovery'],
} as const satisfies Record<string, readonly LoanActionKind[]>;
export type ActionGroup = keyof typeof ACTION_GROUPS;
/** An action with a card of its own; taking a transaction back stands on the line of that transaction. */
export type OfferedAction = (typeof ACTION_GROUPS)[ActionGroup][number];

const GROUPS = ['money', 'relief', 'schedule', 'loss'] as const satisfies readonly ActionGroup[];

type Facts = Pick<LoanDetail, 'status' | 'rows' | 'overpaidFen' | 'transactions'>;

/** What a page asks beside the status: an action that would do nothing is not offered. */
const MAKES_SENSE: Partial<Record<OfferedAction, (loan: Facts) => boolean>> = {
  // Money for a loan that owes nothing is taken by the server, but nobody is invited to bring it.
  repayment: ({ status }) => isAllowed('pay-off', status),
  chargeback: ({ transactions }) => chargeable(transactions).length > 0,
  'credit-balance-refund': ({ overpaidFen }) => overpaidFen > 0,
  'charge-waiver': ({ rows }) => rows.some((row) => row.feeFen > 0 || row.penaltyFen > 0),
};

function fits(kind: OfferedAction, loan: Facts): boolean {
  return isAllowed(kind, loan.status) && (MAKES_SENSE[kind]?.(loan) ?? true);
}

/** The actions for this person and this loan, in groups; empty groups are left out. */
export function actionsFor(
  permissions: readonly Permission[],
  loan: Facts,
): { group: ActionGroup; kinds: OfferedAction[] }[] {
  return GROUPS.map((group) => {
    const offered: readonly OfferedAction[] = ACTION_GROUPS[group];
    return {
      group,
      kinds: offered.filter((kind) => permissions.includes(permissionFor(kind, null)) && fits(kind, loan)),
    };
  }).filter(({ kinds }) => kinds.length > 0);
}

/** The one action there is to choose, where there is but one. */
export function onlyOf(groups: readonly { kinds: readonly OfferedAction[] }[]): OfferedAction | null {
  const [only, ...more] = groups.flatMap(({ kinds }) => kinds);
  return only !== undefined && more.length === 0 ? only : null;
}

/** The payments that a payer's bank can take back. */
export function chargeable(transactions: readonly LoanTransaction[]): LoanTransaction[] {
  return transactions.filter((each) => each.kind === 'repayment' && !each.isReversed && !each.isReplaced);
}

/** What was paid out stays, and what belongs to another transaction goes with that one. */
const NOT_UNDONE: readonly LoanTransaction['kind'][] = ['disbursement', 'interest-refund'];

/** Taking something back asks for the same permission as doing it; a payment the bank took back is gone already. */
export function mayUndo(
  permissions: readonly Permission[],
  { status, transactions }: Pick<Facts, 'status' | 'transactions'>,
  transaction: LoanTransaction,
): boolean {
  const { n, kind, isReversed, isReplaced } = transaction;
  if (!isAllowed('undo', status) || isReversed || isReplaced || NOT_UNDONE.includes(kind)) return false;
  const isHeld = transactions.some((each) => each.kind === 'chargeback' && each.of === n && !each.isReversed);
  return !isHeld && permissions.includes(permissionFor('undo', kind));
}
