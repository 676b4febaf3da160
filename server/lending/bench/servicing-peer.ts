import type { Peer } from '#server/bench/index.ts';

/** Loans that the peer pays for; as many as ours. */
export const LOANS = 4_000;

const LOAN = `md5('loan' || :l)::uuid`;
const NEW = (name: string): string => `md5('${name}' || :a)::uuid`;

/** What one repayment reads and writes, and nothing of what it computes. */
const REPAYMENT = [
  `select s.*, l.order_id, l.contract_number, l.contract_sha256, l.reference, l.summary, l.store_id, l.store,
          l.order_number, l.merchant, l.lender, l.shopper_masked, l.plan, l.booked_at, c.input_hash, c.answer,
          s.ctid = (select seen.ctid from peer.lending_servicing seen where seen.loan_id = s.loan_id) as fresh,
          (select max(day) from peer.lending_business_days) as business_on
     from peer.lending_servicing s join peer.lending_loans l on l.id = s.loan_id
     left join peer.lending_commands c on c.command_id = ${NEW('command')}
    where s.loan_id = ${LOAN} for update of s;`,
  `with moved as (
     update peer.lending_servicing s
        set version = s.version + 1, state = p.state, status = 'current', bucket = 'M0', category = 'normal',
            days_overdue = 0, principal_fen = s.principal_fen, outstanding_fen = s.outstanding_fen, overpaid_fen = 0,
            next_due_on = s.next_due_on, due_fen = s.due_fen, accrued_interest_fen = 1, accrued_fee_fen = 0,
            accrued_penalty_fen = 0, fee_bps = 150, closed_till = s.closed_till, forecast_from = null, forecast = null,
            attention_on = s.closed_till
       from peer.samples p where s.loan_id = ${LOAN}
   ), lines as (
     insert into peer.lending_transactions (loan_id, n, version, merchant_id, command_id, kind, value_on, booked_on,
       posted_at, actor, note, amount_fen, principal_fen, interest_fen, fee_fen, penalty_fen, overpaid_fen, balance_fen,
       principal_change_fen)
     select ${NEW('line')}, 1, 1, ${NEW('merchant')}, ${NEW('command')}, 'repayment', '2026-11-22', '2026-11-22', 0, 'x',
       'x', 1000, 900, 100, 0, 0, 0, 250000, -900
   ) insert into peer.lending_commands (command_id, loan_id, merchant_id, version, kind, action, events, input_hash, answer,
       actor, posted_at, business_on)
     select ${NEW('command')}, ${NEW('line')}, ${NEW('merchant')}, 1, 'repayment', action, events, input_hash, answer, 'x', 0,
       '2026-11-22' from peer.samples;`,
  `with made as (
     insert into peer.ledger_transactions
       (id, kind, reference, subject_id, book_id, value_on, booked_on, posted_at, entry_count)
     values
       (${NEW('lender')}, 'loan-transaction', 'l' || :a, ${LOAN}, ${NEW('book')}, '2026-11-22', '2026-11-22', 0, 3),
       (${NEW('house')}, 'money-passed-on', 'h' || :a, ${LOAN}, ${NEW('book')}, '2026-11-22', '2026-11-22', 0, 2)
     on conflict (kind, reference) do nothing returning id
   ), named as (
     insert into peer.ledger_parties (id, kind, name)
     select id, 'lender', 'x' from (values (${LOAN}), (md5('bank')::uuid), (md5('house')::uuid)) as p (id)
      where not exists (select from peer.ledger_parties known where known.id = p.id)
   ), entered as (
     insert into peer.ledger_entries
       (transaction_id, n, entry_count, account, party_id, party_kind, side, amount_fen, purpose)
     values
       (${NEW('lender')}, 1, 3, '1303', ${LOAN}, 'loan', 'credit', 900, 'principal'),
       (${NEW('lender')}, 2, 3, '1132', ${LOAN}, 'loan', 'credit', 100, 'interest'),
       (${NEW('lender')}, 3, 3, '3001', md5('house')::uuid, 'house', 'debit', 1000, 'current-account'),
       (${NEW('house')}, 1, 2, '1012', md5('house')::uuid, 'house', 'debit', 1000, 'collection'),
       (${NEW('house')}, 2, 2, '1221', md5('bank')::uuid, 'lender', 'credit', 1000, 'current-account')
   ) select id from made;`,
  `insert into peer.platform_outbox (id, topic, key, merchant_id, payload, created_at)
   select ${NEW('event')}, 'loan.changed', ${LOAN}, ${NEW('merchant')}, payload, 0 from peer.samples;`,
  `insert into peer.platform_audit (id, at, actor, action, subject, merchant_id, details)
   select ${NEW('audit')}, 0, 'system', 'loan.repayment', 'loan:' || :a, ${NEW('merchant')}, details from peer.samples;`,
];

/** SQL that copies the first so many loans under ids of the peer's own: `md5('loan' || n)`. */
export function copiedLoans(count: number): string {
  return `${copied('lending.loans', 'id', count)} ${copied('lending.servicing', 'loan_id', count)}`;
}

/** All columns but those that their table makes itself. */
function copied(table: string, key: string, count: number): string {
  return `
    do $$ begin
      execute (
        select format(
                 'insert into peer.%s (%s) select %s from (
                    select *, row_number() over (order by ${key}) as place from ${table} order by ${key} limit ${count}) o',
                 replace('${table}', '.', '_'), string_agg(attname, ', '),
                 string_agg(case attname when '${key}' then 'md5(''loan'' || place)::uuid'
                   when 'contract_number' then 'contract_number || place' else attname end, ', '))
          from pg_attribute
         where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped and attgenerated = '');
    end $$;`;
}

export const SERVICING_PEER: Peer = {
  tables: [
    'lending.loans',
    'lending.servicing',
    'lending.commands',
    'lending.transactions',
    'lending.business_days',
    'ledger.transactions',
    'ledger.entries',
    'ledger.parties',
    'platform.outbox',
    'platform.audit',
  ],
  preparation: `
    ${copiedLoans(LOANS)}
    insert into peer.lending_business_days select * from lending.business_days;
    -- Rows as long as ours.
    create table peer.samples as
      select s.state, c.action, c.events, c.input_hash, c.answer, o.payload, a.details
        from (select * from lending.commands where kind = 'repayment' limit 1) c
        join lending.servicing s on s.loan_id = c.loan_id
       cross join (select payload from platform.outbox where topic = 'loan.changed' limit 1) o
       cross join (select details from platform.audit where action = 'loan.repayment' limit 1) a`,
  variables: ['\\set a random(1, 9000000000000000000)', `\\set l random(1, ${LOANS})`],
  transactions: [REPAYMENT],
};
