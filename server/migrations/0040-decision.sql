-- Decision records: what was seen, which rules said what, and the answer. Written once, never changed.
create schema decision;
grant usage on schema decision to zhanggui_platform;

create table decision.records (
  id uuid primary key,
  application_id uuid not null,
  event_id uuid not null,
  event text not null,
  reference text not null,
  decided_at bigint not null,
  outcome text not null check (outcome in ('approved', 'declined', 'referred', 'more-needed')),
  reasons text[] not null,
  score integer check (score between 300 and 850),
  tier text check (tier in ('A', 'B', 'C', 'D')),
  limit_fen bigint check (limit_fen >= 0),
  rate_bps integer check (rate_bps between 0 and 2400),
  policy_version text not null,
  policy_hash text not null,
  -- Of the variables' values, so that equal inputs are found and a changed record shows.
  inputs_hash text not null,
  variables jsonb not null,
  rules jsonb not null,
  points jsonb not null,
  timings jsonb not null,
  unique (application_id, event_id)
);
create index records_newest on decision.records (id desc);
grant select, insert on decision.records to zhanggui_platform;
