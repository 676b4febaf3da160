-- The books: double entry in fen, appended and never changed. The database itself refuses a transaction whose two
-- sides differ, at commit.
create schema ledger;
grant usage on schema ledger to zhanggui_platform;

-- The account plan; codes by the Ministry of Finance's standard accounts.
create table ledger.accounts (
  code text primary key,
  kind text not null check (kind in ('asset', 'liability', 'income'))
);
insert into ledger.accounts (code, kind) values
  ('1221', 'asset'),
  ('1321', 'asset'),
  ('2202', 'liability'),
  ('2314', 'liability'),
  ('6021', 'income');

-- With whom or about what an account's balance is: a lender, a merchant, a loan, or the house itself.
create table ledger.parties (
  id uuid primary key,
  kind text not null check (kind in ('lender', 'merchant', 'loan', 'house')),
  name text not null
);

create table ledger.transactions (
  id uuid primary key,
  kind text not null check (kind in ('loan-booked', 'goods-delivered')),
  subject_id uuid not null,
  -- Of the entries: the same fact with other entries is a conflict, not a repeat.
  content_hash text not null,
  value_on date not null,
  posted_at bigint not null,
  unique (kind, subject_id)
);

create table ledger.entries (
  transaction_id uuid not null references ledger.transactions,
  n integer not null check (n between 1 and 20),
  account text not null references ledger.accounts,
  party_id uuid not null references ledger.parties,
  side text not null check (side in ('debit', 'credit')),
  amount_fen bigint not null check (amount_fen > 0),
  primary key (transaction_id, n)
);
create index entries_of_account on ledger.entries (account, party_id);

create function ledger.refuse_unbalanced() returns trigger language plpgsql as $$
declare
  checked uuid := case when tg_table_name = 'transactions' then (to_jsonb(new) ->> 'id')::uuid
                       else (to_jsonb(new) ->> 'transaction_id')::uuid end;
  rows bigint;
  difference numeric;
begin
  select count(*), coalesce(sum(case side when 'debit' then amount_fen else -amount_fen end), 0)
    into rows, difference from ledger.entries where transaction_id = checked;
  if rows < 2 or difference <> 0 then
    raise exception 'ledger transaction % does not balance', checked using errcode = 'check_violation';
  end if;
  return null;
end $$;

create constraint trigger transaction_balances after insert on ledger.transactions
  deferrable initially deferred for each row execute function ledger.refuse_unbalanced();
create constraint trigger entry_balances after insert on ledger.entries
  deferrable initially deferred for each row execute function ledger.refuse_unbalanced();

-- Append only: nobody but the owner can change or remove an entry.
grant select on ledger.accounts to zhanggui_platform;
grant select, insert on ledger.parties, ledger.transactions, ledger.entries to zhanggui_platform;
