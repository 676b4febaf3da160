-- Roles, the outbox and the audit log.
-- The program logs in as zhanggui_app, which may do nothing by itself: every transaction takes one of two roles.
-- zhanggui_merchant sees the rows of one merchant (row-level security on app.merchant_id), zhanggui_platform those of all.
do $$
begin
  if not exists (select from pg_roles where rolname = 'zhanggui_merchant') then create role zhanggui_merchant nologin; end if;
  if not exists (select from pg_roles where rolname = 'zhanggui_platform') then create role zhanggui_platform nologin; end if;
  if not exists (select from pg_roles where rolname = 'zhanggui_app') then create role zhanggui_app login noinherit; end if;
end $$;
grant zhanggui_merchant, zhanggui_platform to zhanggui_app;

create extension if not exists pg_trgm;

create schema platform;
grant usage on schema platform to zhanggui_merchant, zhanggui_platform;

-- The merchant of this transaction; null outside one, so that every policy fails closed.
create function platform.current_merchant() returns uuid language sql stable
  as $$ select nullif(current_setting('app.merchant_id', true), '')::uuid $$;
grant execute on function platform.current_merchant() to zhanggui_merchant, zhanggui_platform;

create table platform.outbox (
  id uuid primary key,
  seq bigint generated always as identity,
  -- Readers of the feed go by (xact, seq) below the oldest running transaction, so none is skipped.
  xact xid8 not null default pg_current_xact_id(),
  topic text not null,
  -- What the event is about; events of one key are handled in order of emission where their handler asks for it.
  key uuid not null,
  merchant_id uuid,
  payload jsonb not null,
  created_at bigint not null,
  processed_at bigint,
  attempts integer not null default 0,
  next_try_at bigint not null default 0,
  failure text
);
create index outbox_pending on platform.outbox (topic, next_try_at, seq) where processed_at is null;
create index outbox_feed on platform.outbox (merchant_id, xact, seq);
alter table platform.outbox enable row level security;
create policy merchant_feed on platform.outbox to zhanggui_merchant
  using (merchant_id = platform.current_merchant()) with check (merchant_id = platform.current_merchant());
create policy everything on platform.outbox to zhanggui_platform using (true) with check (true);
grant select, insert on platform.outbox to zhanggui_merchant;
grant select, insert, update on platform.outbox to zhanggui_platform;

create table platform.audit (
  id uuid primary key,
  seq bigint generated always as identity,
  at bigint not null,
  actor text not null,
  action text not null,
  subject text not null,
  merchant_id uuid,
  details jsonb not null default '{}'
);
create index audit_subject on platform.audit (subject, seq);
alter table platform.audit enable row level security;
create policy merchant_writes on platform.audit for insert to zhanggui_merchant
  with check (merchant_id = platform.current_merchant());
create policy everything on platform.audit to zhanggui_platform using (true) with check (true);
-- Append only: nobody but the owner can change or remove an entry.
grant insert on platform.audit to zhanggui_merchant;
grant select, insert on platform.audit to zhanggui_platform;
