-- Close of business: the day of the books moves on by itself, apart from the clock, and each loan is closed once a day.

-- The business days, as they were opened; the latest is the open one.
create table lending.business_days (
  day date primary key,
  opened_at bigint not null
);

-- One run closes one day. Its progress is written by the transactions that do the work.
create table lending.close_runs (
  closes_on date primary key references lending.business_days,
  -- Of the person who closed it ahead of the clock; null where the clock did.
  command_id uuid unique,
  started_at bigint not null,
  finished_at bigint check (finished_at >= started_at),
  loans_total integer not null check (loans_total >= 0),
  loans_done integer not null default 0 check (loans_done >= 0),
  loans_failed integer not null default 0 check (loans_failed >= 0)
);
-- A day is closed before the next one is.
create unique index close_run_under_way on lending.close_runs ((true)) where finished_at is null;

-- Loans that a run could not close: they stay behind, and the next run or the next command tries again.
create table lending.close_failures (
  closes_on date not null references lending.close_runs,
  loan_id uuid not null references lending.loans,
  failure text not null,
  failed_at bigint not null,
  primary key (closes_on, loan_id)
);

-- Append only: nobody but the owner can change or remove a business day or a failure.
grant select, insert on lending.business_days, lending.close_failures to zhanggui_platform;
grant select, insert on lending.close_runs to zhanggui_platform;
grant update (finished_at, loans_done, loans_failed) on lending.close_runs to zhanggui_platform;
-- A merchant's loan pages say which day it is.
grant select on lending.business_days to zhanggui_merchant;

-- Every row is written anew each day, all rows of a page at once: room for both versions keeps the indexes out of it, and
-- terms and state, which only commands change, lie outside of the row.
alter table lending.servicing set (fillfactor = 50, toast_tuple_target = 640);

-- For handlers that ask for order: is an earlier event of the same key still waiting?
create index outbox_waiting on platform.outbox (key, seq) where processed_at is null;
