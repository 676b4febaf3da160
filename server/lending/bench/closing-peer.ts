import type { Peer } from '#server/bench/index.ts';
import { copiedLoans } from './servicing-peer.ts';

/** Loans of one transaction, as in the close of business. */
export const BATCH = 500;
const BATCHES = 40;

const IN_BATCH = `generate_series(:b * ${BATCH} + 1, :b * ${BATCH} + ${BATCH})`;
const LOAN = `md5('loan' || n)::uuid`;

/** What closing so many loans on a usual day reads and writes: what they earned is known, nothing is computed. */
const CLOSING = [
  `select s.loan_id, s.merchant_id, l.contract_number, s.lender_id, l.lender, s.status, s.bucket, s.closed_till,
          s.accrued_interest_fen, s.outstanding_fen, s.due_fen, s.forecast -> 0
     from ${IN_BATCH} n join peer.lending_servicing s on s.loan_id = ${LOAN} join peer.lending_loans l on l.id = s.loan_id
    order by s.loan_id for update of s;`,
  `with made as (
     insert into peer.ledger_transactions
       (id, kind, reference, subject_id, book_id, value_on, booked_on, posted_at, entry_count)
     select md5('t' || n || :a)::uuid, 'accrual', ${LOAN} || ':' || :a, ${LOAN}, md5('bank')::uuid, '2026-11-22',
            '2026-11-22', 0, 2
       from ${IN_BATCH} n on conflict (kind, reference) do nothing returning id
   ), named as (
     insert into peer.ledger_parties (id, kind, name)
     select ${LOAN}, 'loan', 'x' from ${IN_BATCH} n
      where not exists (select from peer.ledger_parties known where known.id = ${LOAN})
   ), entered as (
     insert into peer.ledger_entries
       (transaction_id, n, entry_count, account, party_id, party_kind, side, amount_fen, purpose)
     select md5('t' || n || :a)::uuid, e.place, 2, e.account, ${LOAN}, 'loan', e.side, 120, 'interest'
       from ${IN_BATCH} n
      cross join (values (1, '1132', 'debit'), (2, '6011', 'credit')) as e (place, account, side)
   ) select id from made;`,
  `update peer.lending_servicing s
      set closed_till = s.closed_till, accrued_interest_fen = s.accrued_interest_fen + 120, accrued_fee_fen = 0,
          accrued_penalty_fen = 0, bucket = 'M0', category = 'normal', days_overdue = 0,
          outstanding_fen = s.outstanding_fen, due_fen = s.due_fen
     from ${IN_BATCH} n where s.loan_id = ${LOAN};`,
  `update peer.lending_close_runs set loans_done = loans_done + ${BATCH};`,
];

export const CLOSING_PEER: Peer = {
  tables: [
    'lending.loans',
    'lending.servicing',
    'lending.close_runs',
    'ledger.transactions',
    'ledger.entries',
    'ledger.parties',
  ],
  preparation: `
    ${copiedLoans(BATCHES * BATCH)}
    insert into peer.lending_close_runs (closes_on, started_at, loans_total) values ('2026-11-22', 0, 0);
    insert into peer.ledger_parties (id, kind, name)
      select ${LOAN}, 'loan', 'x' from generate_series(1, ${BATCHES * BATCH}) n`,
  variables: ['\\set a random(1, 9000000000000000000)', `\\set b random(0, ${BATCHES - 1})`],
  transactions: [CLOSING],
};
