import type { Portions } from '../amounts.ts';
import type { Row } from '../rows/row.ts';
import type { Charge, Entry, LoanState, Transaction, Variation } from '../state.ts';
import type { FrozenPortions, FrozenState } from './frozen-state.ts';

/** The state as plain JSON; `thaw` gives an equal one back. */
export function freeze(state: LoanState): FrozenState {
  const { today, approved, nextId, recalculatedTill, closedTill, overpaid } = state;
  return {
    today,
    approved: approved && { amount: String(approved.amount), expectedOn: approved.expectedOn },
    nextId,
    entries: state.entries.map(frozenEntry),
    charges: state.charges.map(frozenCharge),
    variations: state.variations.map(frozenVariation),
    recalculatedTill,
    closedTill,
    transactions: state.transactions.map(frozenTransaction),
    rows: state.rows.map(frozenRow),
    overpaid: String(overpaid),
  };
}

function frozenEntry({ amount, accrued, ...entry }: Entry): FrozenState['entries'][number] {
  return { ...entry, amount: String(amount), ...(accrued ? { accrued: frozenPortions(accrued) } : {}) };
}

function frozenCharge({ amount, ...charge }: Charge): FrozenState['charges'][number] {
  return { ...charge, amount: String(amount) };
}

function frozenVariation(variation: Variation): FrozenState['variations'][number] {
  if (variation.kind !== 'rate') return variation;
  const { numerator, denominator } = variation.rate;
  return { ...variation, rate: [String(numerator), String(denominator)] };
}

function frozenTransaction(transaction: Transaction): FrozenState['transactions'][number] {
  const { entry, version, isReplayed, isOffBooks } = transaction;
  return {
    of: entry.id,
    version,
    isReplayed,
    isOffBooks,
    amount: String(transaction.amount),
    portions: frozenPortions(transaction.portions),
    overpaid: String(transaction.overpaid),
    balance: String(transaction.balance),
  };
}

function frozenRow(row: Row): FrozenState['rows'][number] {
  const { kind, isReAged, from, due, metOn } = row;
  return {
    kind,
    isReAged,
    from,
    due,
    metOn,
    owed: frozenPortions(row.owed),
    credited: frozenPortions(row.credited),
    paid: frozenPortions(row.paid),
    forgiven: frozenPortions(row.forgiven),
    latePenalty: String(row.latePenalty),
    inAdvance: String(row.inAdvance),
    late: String(row.late),
  };
}

function frozenPortions({ principal, interest, fee, penalty }: Readonly<Portions>): FrozenPortions {
  return [String(principal), String(interest), String(fee), String(penalty)];
}
