-- Orders with their lines and time line, and what the order may know of its application and contract: masked, never
-- the person. Names of merchant, store and goods are those of the day of the order.
create schema orders;
grant usage on schema orders to zhanggui_merchant, zhanggui_platform;

create table orders.orders (
  id uuid primary key,
  merchant_id uuid not null,
  store_id uuid not null,
  merchant text not null,
  store text not null,
  -- D-MMDD-NNNN, counted per merchant and day.
  number text not null,
  on_day date not null,
  status text not null
    check (status in ('open', 'applying', 'approved', 'contracted', 'delivered', 'settled', 'cancelled')),
  summary text not null check (char_length(summary) between 1 and 80),
  price_fen bigint not null check (price_fen > 0),
  down_payment_fen bigint not null check (down_payment_fen >= 0),
  principal_fen bigint not null check (principal_fen = price_fen - down_payment_fen and principal_fen > 0),
  code text not null,
  code_expires_at bigint not null,
  created_at bigint not null,
  -- The name of the person who made it, and the id of that login.
  created_by text not null,
  created_by_id uuid not null,
  -- The session at a kiosk that has it in hand; null where none has.
  held_session uuid,
  held_terminal uuid,
  held_at bigint,
  -- The latest application; it stays here when declined, so that the merchant sees how it went.
  application_id uuid,
  check ((held_session is null) = (held_terminal is null) and (held_session is null) = (held_at is null)),
  unique (merchant_id, on_day, number)
);
create index orders_of_merchant on orders.orders (merchant_id, id desc);
create index orders_by_status on orders.orders (merchant_id, status, id desc);

create table orders.lines (
  order_id uuid not null references orders.orders,
  n integer not null check (n >= 1),
  merchant_id uuid not null,
  good_id uuid not null,
  name text not null,
  gtin text not null,
  quantity integer not null check (quantity between 1 and 99),
  unit_fen bigint not null check (unit_fen > 0),
  amount_fen bigint not null check (amount_fen = unit_fen * quantity),
  primary key (order_id, n)
);

create table orders.applications (
  id uuid primary key,
  order_id uuid not null references orders.orders,
  merchant_id uuid not null,
  reference text not null unique,
  status text not null check (status in ('received', 'screening', 'approved', 'declined', 'referred', 'more-needed',
    'offered', 'accepted', 'contracted', 'cancelled', 'expired')),
  shopper_masked text not null,
  phone_masked text not null,
  outcome text check (outcome in ('approved', 'declined', 'referred', 'more-needed')),
  reasons text[] not null default '{}',
  offline boolean not null,
  attached_at bigint not null
);
create index applications_of_order on orders.applications (order_id);
create index applications_of_merchant on orders.applications (merchant_id, attached_at);
alter table orders.orders
  add foreign key (application_id) references orders.applications deferrable initially deferred;

create table orders.contracts (
  order_id uuid primary key references orders.orders,
  merchant_id uuid not null,
  application_id uuid not null references orders.applications,
  loan_id uuid not null unique,
  contract_number text not null unique,
  contract_sha256 text not null check (contract_sha256 ~ '^[0-9a-f]{64}$'),
  lender text not null,
  terms integer not null check (terms between 1 and 12),
  total_fen bigint not null check (total_fen > 0),
  irr_bps integer not null check (irr_bps >= 0),
  instalments jsonb not null,
  contracted_at bigint not null
);

create table orders.timeline (
  id uuid primary key,
  seq bigint generated always as identity,
  order_id uuid not null references orders.orders,
  merchant_id uuid not null,
  at bigint not null,
  kind text not null check (kind in ('created', 'taken-up', 'consented', 'identified', 'face-taken', 'contact-given',
    'reviewing', 'left', 'application-received', 'application-approved', 'application-declined',
    'application-referred', 'application-more-needed', 'offers-shown', 'cost-statement-read', 'contract-read',
    'contracted', 'withdrawn', 'cancelled', 'delivered', 'settlement-due')),
  -- A name or label for people: the clerk's name, the terminal's label, or `system`.
  actor text not null,
  -- The session at the kiosk that made the step; a step counts once in a session.
  session_id uuid
);
create index timeline_of_order on orders.timeline (order_id, seq);
create unique index timeline_once on orders.timeline (order_id, session_id, kind) where session_id is not null;

-- What was asked under an id made by the asker, so that asking twice does once.
create table orders.commands (
  merchant_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('create', 'deliver')),
  -- Of the input: the same id with other content is refused.
  hash text not null,
  order_id uuid not null references orders.orders deferrable initially deferred,
  primary key (merchant_id, id)
);

create table orders.day_numbers (
  merchant_id uuid not null,
  on_day date not null,
  last integer not null check (last >= 1),
  primary key (merchant_id, on_day)
);

do $$
declare name text;
begin
  foreach name in array array['orders', 'lines', 'applications', 'contracts', 'timeline', 'commands', 'day_numbers'] loop
    execute format('alter table orders.%I enable row level security', name);
    execute format('create policy own on orders.%I to zhanggui_merchant
      using (merchant_id = platform.current_merchant()) with check (merchant_id = platform.current_merchant())', name);
    execute format('create policy everything on orders.%I to zhanggui_platform using (true) with check (true)', name);
    execute format('grant select on orders.%I to zhanggui_merchant, zhanggui_platform', name);
  end loop;
end $$;

grant insert on orders.orders, orders.lines, orders.timeline, orders.commands, orders.day_numbers to zhanggui_merchant;
grant update (last) on orders.day_numbers to zhanggui_merchant;
grant update (status, code, code_expires_at) on orders.orders to zhanggui_merchant;
grant insert on orders.applications, orders.contracts, orders.timeline to zhanggui_platform;
grant update (status, held_session, held_terminal, held_at, application_id) on orders.orders to zhanggui_platform;
grant update (status, outcome, reasons) on orders.applications to zhanggui_platform;
