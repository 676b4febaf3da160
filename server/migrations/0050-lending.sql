-- Lending: lenders, offers, contracts, loans, and what is owed to the merchants.
create schema lending;
grant usage on schema lending to zhanggui_merchant, zhanggui_platform;

create table lending.lenders (
  id uuid primary key,
  name text not null unique,
  appetite_min_fen bigint not null check (appetite_min_fen >= 0),
  appetite_max_fen bigint not null check (appetite_max_fen >= appetite_min_fen),
  quota_fen bigint not null check (quota_fen >= 0),
  used_fen bigint not null default 0 check (used_fen >= 0 and used_fen <= quota_fen),
  -- The lowest number is asked first.
  priority integer not null unique
);

create table lending.offers (
  id uuid primary key,
  application_id uuid not null unique,
  order_id uuid not null,
  lender_id uuid not null references lending.lenders,
  lender text not null,
  principal_fen bigint not null check (principal_fen > 0),
  limit_fen bigint not null check (limit_fen >= principal_fen),
  plans jsonb not null,
  made_at bigint not null,
  expires_at bigint not null check (expires_at > made_at),
  -- When the sweep was done with it: signed, withdrawn and expired offers are looked at once.
  ended_at bigint
);
create index offers_expiring on lending.offers (expires_at, id) where ended_at is null;

-- The contract as it was last shown; what gets signed must be this.
create table lending.prepared_contracts (
  application_id uuid primary key,
  offer_id uuid not null references lending.offers,
  number text not null,
  made_on date not null,
  language text not null check (language in ('zh', 'en')),
  plan_hash text not null,
  statement_hash text not null,
  contract_hash text not null,
  -- The contract's value, under the person's key.
  sealed bytea not null,
  prepared_at bigint not null
);

create table lending.loans (
  id uuid primary key,
  application_id uuid not null unique,
  order_id uuid not null unique,
  merchant_id uuid not null,
  lender_id uuid not null references lending.lenders,
  command_id uuid not null,
  -- Of the command's content: the same command with other content is a conflict.
  command_hash text not null,
  contract_number text not null unique,
  contract_hash text not null,
  status text not null check (
    status in ('booked', 'disbursed', 'current', 'overdue', 'settled', 'written-off', 'refunded')
  ),
  principal_fen bigint not null check (principal_fen > 0),
  annual_rate_bps integer not null check (annual_rate_bps between 0 and 2400),
  irr_bps integer not null check (irr_bps between 0 and 2400),
  terms integer not null check (terms between 1 and 12),
  total_fen bigint not null check (total_fen >= principal_fen),
  plan jsonb not null,
  plan_hash text not null,
  reference text not null,
  lender text not null,
  merchant text not null,
  booked_at bigint not null
);

create table lending.instalments (
  loan_id uuid not null references lending.loans,
  n integer not null check (n between 1 and 12),
  due_on date not null,
  principal_fen bigint not null check (principal_fen >= 0),
  interest_fen bigint not null check (interest_fen >= 0),
  total_fen bigint not null check (total_fen = principal_fen + interest_fen),
  balance_fen bigint not null check (balance_fen >= 0),
  primary key (loan_id, n)
);

-- Signed papers: who signed what, when, how long it was on the screen, and the file itself under the person's key.
create table lending.documents (
  id uuid primary key,
  loan_id uuid not null references lending.loans,
  application_id uuid not null,
  order_id uuid not null unique,
  kind text not null check (kind in ('contract')),
  -- Of the PDF's bytes, before sealing.
  sha256 text not null,
  bytes integer not null check (bytes > 0),
  sealed bytea not null,
  statement_hash text not null,
  statement_shown_at bigint not null,
  statement_signed_at bigint not null check (statement_signed_at > statement_shown_at),
  contract_hash text not null,
  contract_shown_at bigint not null,
  contract_signed_at bigint not null check (contract_signed_at > contract_shown_at),
  made_at bigint not null,
  check (contract_signed_at > statement_signed_at)
);

-- Booked sales as merchants may see them.
create table lending.sales (
  loan_id uuid primary key references lending.loans,
  merchant_id uuid not null,
  store_id uuid not null,
  order_id uuid not null unique,
  sold_on date not null,
  price_fen bigint not null check (price_fen >= 0),
  principal_fen bigint not null check (principal_fen > 0)
);
create index sales_of_merchant on lending.sales (merchant_id, sold_on);

create table lending.settlement_lines (
  id uuid primary key,
  merchant_id uuid not null,
  store_id uuid not null,
  order_id uuid not null unique,
  loan_id uuid not null references lending.loans,
  order_number text not null,
  contract_number text not null,
  summary text not null,
  store text not null,
  delivered_at bigint not null,
  gross_fen bigint not null check (gross_fen >= 0),
  fee_fen bigint not null check (fee_fen >= 0),
  net_fen bigint not null check (net_fen = gross_fen - fee_fen),
  payable_on date not null
);
create index settlement_lines_of_merchant on lending.settlement_lines (merchant_id, id desc);

grant select, insert, update on lending.lenders, lending.prepared_contracts, lending.loans to zhanggui_platform;
grant select, insert on lending.offers, lending.instalments, lending.documents, lending.sales,
  lending.settlement_lines to zhanggui_platform;
grant update (ended_at) on lending.offers to zhanggui_platform;
grant select on lending.sales, lending.settlement_lines to zhanggui_merchant;

alter table lending.sales enable row level security;
create policy own on lending.sales for select to zhanggui_merchant using (merchant_id = platform.current_merchant());
create policy everything on lending.sales to zhanggui_platform using (true) with check (true);
alter table lending.settlement_lines enable row level security;
create policy own on lending.settlement_lines for select to zhanggui_merchant
  using (merchant_id = platform.current_merchant());
create policy everything on lending.settlement_lines to zhanggui_platform using (true) with check (true);
