import type { Portions } from '../amounts.ts';
import type { Row } from '../rows/row.ts';
import type { Entry, LoanState, Transaction, Variation } from '../state.ts';
import type { ServicingTerms } from '../terms.ts';
import type { FrozenPortions, FrozenState } from './frozen-state.ts';

/**
 * The state that was frozen, under the terms it was made under. Throws a RangeError where a transaction names an entry
 * that is not there, which no frozen state does.
 */
export function thaw(terms: ServicingTerms, frozen: FrozenState): LoanState {
  const entries = frozen.entries.map(thawedEntry);
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return {
    terms,
    today: frozen.today,
    approved: frozen.approved && { amount: BigInt(frozen.approved.amount), expectedOn: frozen.approved.expectedOn },
    nextId: frozen.nextId,
    entries,
    charges: frozen.charges.map(({ amount, ...charge }) => ({ ...charge, amount: BigInt(amount) })),
    variations: frozen.variations.map(thawedVariation),
    recalculatedTill: frozen.recalculatedTill,
    closedTill: frozen.closedTill,
    transactions: frozen.transactions.map((line) => thawedTransaction(line, byId)),
    rows: frozen.rows.map(thawedRow),
    overpaid: BigInt(frozen.overpaid),
  };
}

function thawedEntry(frozen: FrozenState['entries'][number]): Entry {
  const { amount, of, reAge, waives, accrued, ...entry } = frozen;
  return {
    ...entry,
    amount: BigInt(amount),
    ...(of === undefined ? {} : { of }),
    ...(reAge === undefined ? {} : { reAge }),
    ...(waives === undefined ? {} : { waives }),
    ...(accrued === undefined ? {} : { accrued: thawedPortions(accrued) }),
  };
}

function thawedVariation(variation: FrozenState['variations'][number]): Variation {
  if (variation.kind !== 'rate') return variation;
  const [numerator, denominator] = variation.rate;
  return { ...variation, rate: { numerator: BigInt(numerator), denominator: BigInt(denominator) } };
}

function thawedTransaction(frozen: FrozenState['transactions'][number], byId: ReadonlyMap<number, Entry>): Transaction {
  const { of, amount, portions, overpaid, balance, ...line } = frozen;
  const entry = byId.get(of);
  if (!entry) throw new RangeError(`There is no entry ${of} for a transaction.`);
  return {
    ...line,
    entry,
    amount: BigInt(amount),
    portions: thawedPortions(portions),
    overpaid: BigInt(overpaid),
    balance: BigInt(balance),
  };
}

function thawedRow(row: FrozenState['rows'][number]): Row {
  return {
    ...row,
    owed: thawedPortions(row.owed),
    credited: thawedPortions(row.credited),
    paid: thawedPortions(row.paid),
    forgiven: thawedPortions(row.forgiven),
    latePenalty: BigInt(row.latePenalty),
    inAdvance: BigInt(row.inAdvance),
    late: BigInt(row.late),
  };
}

function thawedPortions([principal, interest, fee, penalty]: FrozenPortions): Portions {
  return { principal: BigInt(principal), interest: BigInt(interest), fee: BigInt(fee), penalty: BigInt(penalty) };
}
