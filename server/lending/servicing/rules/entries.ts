import type { CalendarDate } from '#shared/calendar/date.ts';
import { journalOf, type AccountKey, type JournalLine, type Transaction } from '#shared/lending/servicing/index.ts';
import { fen, shareOf, subtractFen, ZERO_FEN, type Fen } from '#shared/money/fen.ts';
import {
  HOUSE,
  houseBook,
  lenderBook,
  storeParty,
  type AccountCode,
  type Entry,
  type Party,
  type Posting,
  type Purpose,
  type Reversal,
} from '#server/ledger/index.ts';
import type { Line, LineChanges } from './lines.ts';
import { fenOf } from './units.ts';

/** Whose books a loan stands in. */
export interface Booked {
  loanId: string;
  contractNumber: string;
  lender: { id: string; name: string };
  store: { id: string; name: string; merchantId: string };
  /** The merchant's service fee at which the sale was settled. */
  feeBps: number;
}

const ACCOUNT_OF: Readonly<Record<AccountKey, { account: AccountCode; purpose: Purpose }>> = {
  loans: { account: '1303', purpose: 'principal' },
  receivable: { account: '1132', purpose: 'interest' },
  clearing: { account: '3001', purpose: 'current-account' },
  overpayment: { account: '2203', purpose: 'overpayment' },
  interestIncome: { account: '6011', purpose: 'interest' },
  feeIncome: { account: '6021', purpose: 'charges' },
  loss: { account: '6702', purpose: 'loss' },
  recovery: { account: '6301', purpose: 'recovery' },
  interestLoss: { account: '601109', purpose: 'loss' },
  feeLoss: { account: '602109', purpose: 'loss' },
  goodwill: { account: '6601', purpose: 'goodwill' },
};

/** What the changes of a loan's book are in the lender's book and in ours. */
export function postingsOf(
  booked: Booked,
  { entered, takenBack }: LineChanges,
  { bookedOn, refundedBefore }: { bookedOn: CalendarDate; refundedBefore: Fen },
): { postings: Posting[]; reversals: Reversal[] } {
  const postings: Posting[] = [];
  const reversals: Reversal[] = [];
  for (const { line, before } of entered) {
    if (before && lenderEntries(booked, before).length > 0) reversals.push(reversalOf(booked, before, bookedOn));
    const common = { subjectId: booked.loanId, valueOn: line.valueOn, bookedOn };
    const ofLender = lenderEntries(booked, line);
    const book = lenderBook(booked.lender);
    if (ofLender.length > 0)
      postings.push({
        kind: 'loan-transaction',
        reference: referenceOf(booked, line),
        book,
        ...common,
        entries: ofLender,
      });
    // What money moved between lender, merchant and us does not change with how the loan spreads it.
    const ofHouse = before ? [] : houseEntries(booked, line, refundedBefore);
    const reference = referenceOf(booked, { ...line, version: 1 });
    if (ofHouse.length > 0)
      postings.push({ kind: 'money-passed-on', reference, book: houseBook(), ...common, entries: ofHouse });
  }
  for (const line of takenBack) {
    if (lenderEntries(booked, line).length > 0) reversals.push(reversalOf(booked, line, bookedOn));
    if (houseEntries(booked, line, ZERO_FEN).length > 0) {
      const first = referenceOf(booked, { ...line, version: 1 });
      const reversal = { reference: `${first}:taken-back`, bookedOn };
      reversals.push({ kind: 'money-passed-on', reference: first, reversal });
    }
  }
  return { postings, reversals };
}

function referenceOf({ loanId }: Booked, { n, version }: Pick<Line, 'n' | 'version'>): string {
  return `${loanId}:${n}:${version}`;
}

function reversalOf(booked: Booked, line: Line, bookedOn: CalendarDate): Reversal {
  const reference = referenceOf(booked, line);
  return { kind: 'loan-transaction', reference, reversal: { reference: `${reference}:taken-back`, bookedOn } };
}

/** The journal of the engine in the lender's accounts, whether or not it was taken back since. */
function lenderEntries(booked: Booked, { transaction }: Line): Entry[] {
  if (transaction === null) return [];
  const standing: Transaction = { ...transaction, entry: { ...transaction.entry, isReversed: false } };
  const loan: Party = { id: booked.loanId, kind: 'loan', name: booked.contractNumber };
  return journalOf(standing)
    .flatMap((line) => (line.account === 'receivable' ? receivableParts(line, standing) : [purposed(line)]))
    .filter(({ amountFen }) => amountFen > 0)
    .map(({ account, ...entry }) => ({ ...entry, account, party: account === '3001' ? HOUSE : loan }));
}

type PartyLess = Omit<Entry, 'party'>;

function purposed({ account, debit, credit }: JournalLine): PartyLess {
  const side = debit > 0n ? 'debit' : 'credit';
  return { ...ACCOUNT_OF[account], side, amountFen: fenOf(debit > 0n ? debit : credit) };
}

/** Interest and charges stand in one account and are told apart by what they are for. */
function receivableParts(line: JournalLine, { portions }: Transaction): PartyLess[] {
  const charges = portions.fee + portions.penalty;
  const isDebit = line.debit > 0n === portions.interest + charges > 0n;
  const part = (purpose: Purpose, amount: bigint): PartyLess => ({
    account: ACCOUNT_OF.receivable.account,
    side: isDebit === amount > 0n ? 'debit' : 'credit',
    amountFen: fenOf(amount < 0n ? -amount : amount),
    purpose,
  });
  return [part('interest', portions.interest), part('charges', charges)];
}

/** What a transaction moves through our hands. */
function houseEntries(booked: Booked, { kind, amountFen }: Line, refundedBefore: Fen): Entry[] {
  const lender = lenderBook(booked.lender);
  const toLender: Entry = { account: '1221', party: lender, side: 'credit', amountFen, purpose: 'current-account' };
  const fromLender: Entry = { ...toLender, side: 'debit' };
  const channel = (side: 'debit' | 'credit', purpose: Purpose): Entry[] => [
    { account: '1012', party: HOUSE, side, amountFen, purpose },
  ];
  switch (kind) {
    case 'repayment':
      return [...channel('debit', 'collection'), toLender];
    case 'recovery':
      return [...channel('debit', 'recovery'), toLender];
    case 'payout-refund':
      return [...channel('debit', 'payout'), toLender];
    case 'chargeback':
      return [fromLender, ...channel('credit', 'collection')];
    case 'credit-balance-refund':
      return [fromLender, ...channel('credit', 'overpayment')];
    case 'merchant-issued-refund': {
      const party = storeParty(booked.store);
      const feeFen = feeReturned(booked.feeBps, refundedBefore, amountFen);
      const entries: Entry[] = [
        { account: '2202', party, side: 'debit', amountFen, purpose: 'refund' },
        toLender,
        { account: '6021', party: HOUSE, side: 'debit', amountFen: feeFen, purpose: 'fee-return' },
        { account: '2202', party, side: 'credit', amountFen: feeFen, purpose: 'fee-return' },
      ];
      return entries.filter((entry) => entry.amountFen > 0);
    }
    // A sale is settled with its store at delivery; all else stays between shopper and lender.
    case 'disbursement':
    case 'down-payment':
    case 'goodwill-credit':
    case 'interest-payment-waiver':
    case 'interest-refund':
    case 'charge-waiver':
    case 'charge-off':
    case 'write-off':
    case 're-age':
    case 're-amortize':
    case 'charge':
    case 'reschedule':
    case 'interest-pause':
    case 'delinquency-pause':
      return [];
  }
}

/** The fee's share in a refund; all refunds of a sale together give back the fee of the sale to the fen. */
export function feeReturned(feeBps: number, refundedBefore: Fen, amount: Fen): Fen {
  return subtractFen(shareOf(fen(refundedBefore + amount), feeBps), shareOf(refundedBefore, feeBps));
}
