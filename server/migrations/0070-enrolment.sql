-- Terminals come in by a code: made in the portal for one store, typed at the kiosk, used once.
alter table merchants.terminals add column enrolled_by uuid references merchants.staff;
-- A merchant ends its own terminals; all else about them is the platform's.
grant update (active) on merchants.terminals to zhanggui_merchant;

create table merchants.enrolment_codes (
  id uuid primary key,
  merchant_id uuid not null,
  store_id uuid not null,
  -- Keyed digest of the eight digits, which are shown once and kept nowhere.
  digest text not null unique check (digest ~ '^[0-9a-f]{64}$'),
  made_by uuid not null references merchants.staff,
  made_at bigint not null,
  expires_at bigint not null check (expires_at > made_at),
  -- By hand, or by a newer code for the same store.
  ended_at bigint,
  used_at bigint,
  terminal_id uuid references merchants.terminals,
  foreign key (merchant_id, store_id) references merchants.stores (merchant_id, id),
  check ((used_at is null) = (terminal_id is null)),
  check (used_at is null or ended_at is null)
);
-- However many people press the button at once, a store has one code to guess.
create unique index one_code_of_store on merchants.enrolment_codes (store_id)
  where used_at is null and ended_at is null;
create index codes_of_store on merchants.enrolment_codes (store_id, expires_at);

alter table merchants.enrolment_codes enable row level security;
create policy own on merchants.enrolment_codes to zhanggui_merchant using (merchant_id = platform.current_merchant());
create policy everything on merchants.enrolment_codes to zhanggui_platform using (true) with check (true);
-- Who made which code stays in the audit log when the code itself is long forgotten.
grant select, insert, delete, update (ended_at) on merchants.enrolment_codes to zhanggui_merchant;
grant select, update (used_at, terminal_id) on merchants.enrolment_codes to zhanggui_platform;
