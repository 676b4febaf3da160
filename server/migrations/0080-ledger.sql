-- A book for the house and one for each lender, purposes, reversals, store accounts, and the hash chain over all of it.

-- Accounts: losses are expenses, and the current account between a lender's book and ours is a clearing account.
alter table ledger.accounts drop constraint accounts_kind_check;
alter table ledger.accounts add check (kind in ('asset', 'liability', 'clearing', 'income', 'expense'));
insert into ledger.accounts (code, kind) values
  ('1012', 'asset'),
  ('1132', 'asset'),
  ('1303', 'asset'),
  ('2203', 'liability'),
  ('3001', 'clearing'),
  ('6011', 'income'),
  ('6301', 'income'),
  ('6601', 'expense'),
  ('6702', 'expense'),
  ('601109', 'income'),
  ('602109', 'income');

-- A party may be named twice, by two writers that both were the first: the unique key made one wait for the other's
-- commit. The first naming counts; entries carry what must be certain (kind, merchant) themselves.
alter table ledger.entries drop constraint entries_party_id_fkey;
alter table ledger.parties drop constraint parties_pkey;
alter table ledger.parties add column seq bigint generated always as identity primary key;
alter table ledger.parties add column parent_id uuid;
alter table ledger.parties drop constraint parties_kind_check;
alter table ledger.parties add check (kind in ('lender', 'merchant', 'store', 'loan', 'house'));
alter table ledger.parties add check ((kind = 'store') = (parent_id is not null));
create index parties_by_id on ledger.parties (id, seq);
create index parties_with_book on ledger.parties (id, seq) where kind in ('house', 'lender');
update ledger.parties set name = '掌柜分期' where kind = 'house';

drop trigger transaction_balances on ledger.transactions;
drop trigger entry_balances on ledger.entries;
alter table ledger.transactions drop constraint transactions_kind_check;
alter table ledger.transactions drop constraint transactions_kind_subject_id_key;
alter table ledger.transactions drop column content_hash;
alter table ledger.transactions
  add column reference text,
  -- The party whose book it is: the house or a lender.
  add column book_id uuid,
  -- The business day on which it was entered; value_on is the day on which it counts.
  add column booked_on date,
  -- The transaction that it takes back: each at most once.
  add column reverses_id uuid references ledger.transactions,
  add column entry_count smallint check (entry_count between 2 and 20),
  -- Readers of the chain go by (xact, seq) below the oldest running transaction, so none is skipped.
  add column xact xid8 not null default pg_current_xact_id(),
  add column seq bigint generated always as identity;
update ledger.transactions t
   set reference = subject_id::text, book_id = '00000000-0000-7000-8000-000000000001', booked_on = value_on,
       entry_count = (select count(*) from ledger.entries e where e.transaction_id = t.id);
-- What a posting is about is the loan.
update ledger.transactions t set subject_id = s.loan_id
  from lending.settlement_lines s where t.kind = 'goods-delivered' and t.subject_id = s.order_id;
alter table ledger.transactions alter column reference set not null, alter column book_id set not null,
  alter column booked_on set not null, alter column entry_count set not null;
alter table ledger.transactions add check (
  kind in ('loan-booked', 'goods-delivered', 'loan-transaction', 'money-passed-on', 'accrual')
);
alter table ledger.transactions add unique (kind, reference);
alter table ledger.transactions add unique (id, entry_count);
alter table ledger.transactions add check (reverses_id <> id);
create unique index reversed_once on ledger.transactions (reverses_id) where reverses_id is not null;
create index transactions_of_subject on ledger.transactions (subject_id);
create index transactions_in_order on ledger.transactions (xact, seq);

alter table ledger.entries
  -- How many entries the transaction has: with n below it and the pair unique, a transaction takes none afterwards.
  add column entry_count smallint,
  add column party_kind text check (party_kind in ('lender', 'merchant', 'store', 'loan', 'house')),
  -- Whose own account it is, where it is a merchant's or one of its stores'.
  add column merchant_id uuid,
  add column purpose text check (
    purpose in ('principal', 'interest', 'charges', 'sale', 'service-fee', 'refund', 'fee-return', 'collection',
      'payout', 'accrual', 'overpayment', 'loss', 'goodwill', 'recovery', 'current-account')
  );
update ledger.entries e
   set entry_count = t.entry_count, party_kind = p.kind,
       merchant_id = case when p.kind = 'merchant' then p.id end,
       purpose = case when t.kind = 'loan-booked' then 'principal' when e.account = '1221' then 'current-account'
                      when e.account = '2202' then 'sale' else 'service-fee' end
  from ledger.transactions t, ledger.parties p where t.id = e.transaction_id and p.id = e.party_id;
alter table ledger.entries alter column entry_count set not null, alter column party_kind set not null,
  alter column purpose set not null;
alter table ledger.entries drop constraint entries_transaction_id_fkey;
alter table ledger.entries add foreign key (transaction_id, entry_count) references ledger.transactions (id, entry_count);
alter table ledger.entries add check (n <= entry_count);
alter table ledger.entries add check ((party_kind in ('merchant', 'store')) = (merchant_id is not null));
create index entries_of_merchant on ledger.entries (merchant_id, transaction_id) where merchant_id is not null;

-- At commit: as many entries as the transaction says, both sides equal. None can be added later, since all numbers are
-- taken by then.
create or replace function ledger.refuse_unbalanced() returns trigger language plpgsql as $$
declare
  found bigint;
  difference numeric;
begin
  select count(*), coalesce(sum(case side when 'debit' then amount_fen else -amount_fen end), 0)
    into found, difference from ledger.entries where transaction_id = new.id;
  if found <> new.entry_count or difference <> 0 then
    raise exception 'ledger transaction % does not balance', new.id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger transaction_balances after insert on ledger.transactions
  deferrable initially deferred for each row execute function ledger.refuse_unbalanced();

-- Goods delivered until now were owed to the merchant, net of our fee; from now on to its store, in gross parts. One
-- posting each moves what was booked, so that the settlement is read from entries for them as well.
with moved as (
  insert into ledger.transactions
    (id, kind, reference, subject_id, book_id, value_on, booked_on, posted_at, entry_count)
  select s.id, 'goods-delivered', s.order_id || ':by-store', s.loan_id, t.book_id, t.value_on, t.booked_on, t.posted_at,
         2 + (s.fee_fen > 0)::int - (s.net_fen = 0)::int
    from lending.settlement_lines s
    join ledger.transactions t on t.kind = 'goods-delivered' and t.reference = s.order_id::text
   order by t.seq
  returning id, entry_count
), named as (
  insert into ledger.parties (id, kind, name, parent_id)
  select distinct on (store_id) store_id, 'store', store, merchant_id from lending.settlement_lines order by store_id
)
insert into ledger.entries
  (transaction_id, n, entry_count, account, party_id, party_kind, merchant_id, side, amount_fen, purpose)
select m.id, row_number() over (partition by m.id order by e.n), m.entry_count, '2202', e.party_id, e.party_kind,
       s.merchant_id, e.side, e.amount_fen, e.purpose
  from moved m
  join lending.settlement_lines s on s.id = m.id
 cross join lateral (values
   (1, s.merchant_id, 'merchant', 'debit', s.net_fen, 'sale'),
   (2, s.store_id, 'store', 'credit', s.gross_fen, 'sale'),
   (3, s.store_id, 'store', 'debit', s.fee_fen, 'service-fee')
 ) as e (n, party_id, party_kind, side, amount_fen, purpose)
 where e.amount_fen > 0;

-- The lines keep what was sold; their amounts and days are the ledger's.
alter table lending.settlement_lines drop column net_fen, drop column gross_fen, drop column fee_fen,
  drop column payable_on;

-- What a merchant's own eyes see of the books: what is owed to its stores.
create view ledger.merchant_entries with (security_barrier) as
select e.transaction_id, t.kind, t.subject_id as loan_id, t.value_on, t.booked_on, t.posted_at, e.side, e.amount_fen,
       e.purpose
  from ledger.entries e join ledger.transactions t on t.id = e.transaction_id
 where e.merchant_id = platform.current_merchant() and e.party_kind = 'store' and e.account = '2202';
grant usage on schema ledger to zhanggui_merchant;
grant select on ledger.merchant_entries to zhanggui_merchant;

-- Transactions in the order in which they were sealed, each hash over the one before and the transaction's content.
create table ledger.chain (
  position bigint primary key check (position > 0),
  transaction_id uuid not null unique references ledger.transactions,
  hash bytea not null check (length(hash) = 32),
  sealed_at bigint not null
);
-- Append only, like entries; and nobody but the database says which transaction of its own wrote a row.
grant select, insert on ledger.chain to zhanggui_platform;
revoke insert on ledger.transactions from zhanggui_platform;
grant insert (id, kind, reference, subject_id, book_id, value_on, booked_on, posted_at, reverses_id, entry_count)
  on ledger.transactions to zhanggui_platform;
