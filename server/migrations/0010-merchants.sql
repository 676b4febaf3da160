-- Merchants, their stores, staff, goods and terminals.
create schema merchants;
grant usage on schema merchants to zhanggui_merchant, zhanggui_platform;

create table merchants.merchants (
  id uuid primary key,
  name text not null check (char_length(name) between 1 and 60),
  -- What the merchant pays of each settled amount, in basis points.
  fee_bps integer not null check (fee_bps between 0 and 2400),
  created_at bigint not null
);

create table merchants.stores (
  id uuid primary key,
  merchant_id uuid not null references merchants.merchants,
  name text not null check (char_length(name) between 1 and 60),
  created_at bigint not null,
  unique (merchant_id, name),
  unique (merchant_id, id)
);

create table merchants.staff (
  id uuid primary key,
  -- auth."user".id; not a foreign key, since contexts don't reach into each other's tables.
  user_id uuid not null unique,
  -- Null for operators of the platform.
  merchant_id uuid references merchants.merchants,
  name text not null,
  username text not null unique,
  role text not null check (role in ('owner', 'manager', 'clerk', 'accountant', 'technician', 'credit-analyst',
    'fraud-analyst', 'funding', 'collections', 'service', 'compliance', 'auditor', 'administrator')),
  -- Where this person works; empty for all stores of the merchant.
  store_ids uuid[] not null default '{}',
  active boolean not null default true,
  check ((role in ('owner', 'manager', 'clerk', 'accountant')) = (merchant_id is not null))
);

create table merchants.goods (
  id uuid primary key,
  merchant_id uuid not null references merchants.merchants,
  name text not null check (char_length(name) between 1 and 60),
  brand text not null,
  category text not null,
  -- As printed: 8, 12, 13 or 14 digits; compared padded to 14.
  gtin text not null check (gtin ~ '^(\d{8}|\d{12,14})$'),
  gtin14 text not null generated always as (lpad(gtin, 14, '0')) stored,
  search_text text not null generated always as (lower(name || ' ' || brand || ' ' || category)) stored,
  price_fen bigint not null check (price_fen between 1 and 10000000000),
  active boolean not null default true,
  unique (merchant_id, gtin14)
);
create index goods_of_merchant on merchants.goods (merchant_id, name);
-- No trigram index: LIKE is not leakproof, so under row-level security no index can serve it. A search reads the
-- merchant's own goods by the index above and filters them: 25 ms with 20,000 goods, a hundred times a store's.
create index goods_by_gtin on merchants.goods (merchant_id, gtin collate "C");

create table merchants.terminals (
  id uuid primary key,
  -- Short name on the panel and in references, unique among all terminals.
  label text not null unique check (label ~ '^[A-Z]\d{1,3}$'),
  merchant_id uuid not null,
  store_id uuid not null,
  -- Ed25519, raw, base64url.
  public_key text not null check (char_length(public_key) = 43),
  enrolled_at bigint not null,
  last_seen_at bigint,
  active boolean not null default true,
  foreign key (merchant_id, store_id) references merchants.stores (merchant_id, id)
);

alter table merchants.merchants enable row level security;
alter table merchants.stores enable row level security;
alter table merchants.staff enable row level security;
alter table merchants.goods enable row level security;
alter table merchants.terminals enable row level security;

create policy own on merchants.merchants to zhanggui_merchant using (id = platform.current_merchant());
create policy own on merchants.stores to zhanggui_merchant using (merchant_id = platform.current_merchant());
create policy own on merchants.staff to zhanggui_merchant using (merchant_id = platform.current_merchant());
create policy own on merchants.goods to zhanggui_merchant using (merchant_id = platform.current_merchant());
create policy own on merchants.terminals to zhanggui_merchant using (merchant_id = platform.current_merchant());
create policy everything on merchants.merchants to zhanggui_platform using (true) with check (true);
create policy everything on merchants.stores to zhanggui_platform using (true) with check (true);
create policy everything on merchants.staff to zhanggui_platform using (true) with check (true);
create policy everything on merchants.goods to zhanggui_platform using (true) with check (true);
create policy everything on merchants.terminals to zhanggui_platform using (true) with check (true);

grant select on merchants.merchants, merchants.stores, merchants.staff, merchants.goods, merchants.terminals
  to zhanggui_merchant;
grant select, insert on merchants.merchants, merchants.stores, merchants.staff, merchants.goods, merchants.terminals
  to zhanggui_platform;
grant update (last_seen_at, active) on merchants.terminals to zhanggui_platform;
