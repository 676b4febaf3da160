-- Applications: the terminals' queues, shoppers, evidence, consents, phone codes.
-- Personal data is stored sealed under a key of its own per person, which is itself wrapped under the master key:
-- whoever forgets the person deletes one key.
create schema applications;
grant usage on schema applications to zhanggui_platform;

-- The last number a terminal's queue has moved to, and the hash of that item.
create table applications.queue_heads (
  terminal_id uuid primary key,
  sequence bigint not null check (sequence >= 0),
  hash text not null
);

-- Every item that has moved the number, accepted or refused.
create table applications.queue_items (
  terminal_id uuid not null,
  sequence bigint not null check (sequence >= 1),
  hash text not null,
  envelope_id uuid not null,
  status text not null check (status in ('accepted', 'refused')),
  reference text not null,
  refusal_code text,
  refusal_details jsonb,
  received_at bigint not null,
  primary key (terminal_id, sequence),
  check ((status = 'refused') = (refusal_code is not null))
);

create table applications.shoppers (
  id uuid primary key,
  number_digest text not null unique,
  -- The person's own key, wrapped under the master key.
  wrapped_key bytea not null,
  -- Name, number, birth, address and so on, under the person's key.
  sealed bytea not null,
  created_at bigint not null,
  seen_at bigint not null
);

create table applications.applications (
  id uuid primary key,
  reference text not null unique,
  terminal_id uuid not null,
  sequence bigint not null,
  session_id uuid not null,
  merchant_id uuid not null,
  store_id uuid not null,
  order_id uuid not null,
  shopper_id uuid not null references applications.shoppers,
  phone_digest text not null,
  phone_verified_at bigint,
  language text not null check (language in ('zh', 'en')),
  price_fen bigint not null check (price_fen >= 0),
  down_payment_fen bigint not null check (down_payment_fen >= 0 and down_payment_fen <= price_fen),
  principal_fen bigint not null check (principal_fen = price_fen - down_payment_fen),
  income_band text not null check (income_band in ('under-2000', '2000-4000', '4000-6000', '6000-10000', 'over-10000')),
  occupation text not null check (
    occupation in ('farming', 'employee', 'self-employed', 'migrant-worker', 'public-service', 'retired', 'other')
  ),
  -- Taken without a line: the shopper hears the answer by SMS.
  offline boolean not null,
  made_at bigint not null,
  received_at bigint not null,
  -- The whole application, under the person's key.
  sealed bytea not null,
  status text not null check (
    status in ('received', 'screening', 'approved', 'declined', 'referred', 'more-needed', 'offered', 'accepted',
      'contracted', 'cancelled', 'expired')
  ),
  outcome text check (outcome in ('approved', 'declined', 'referred', 'more-needed')),
  reasons text[] not null default '{}',
  limit_fen bigint check (limit_fen >= 0),
  decision_id uuid,
  unique (terminal_id, sequence)
);
create index applications_of_terminal on applications.applications (terminal_id, received_at);
create index applications_of_phone on applications.applications (phone_digest, received_at);
create index applications_of_shopper on applications.applications (shopper_id, received_at);
create index applications_waiting on applications.applications (status, received_at, id)
  where status in ('referred', 'more-needed');
create index applications_of_order on applications.applications (order_id);

-- Each change of state, in the transaction of the change.
create table applications.status_events (
  id uuid primary key,
  application_id uuid not null references applications.applications,
  at bigint not null,
  event text not null,
  from_status text,
  to_status text not null
);
create index status_events_of_application on applications.status_events (application_id, at);

create table applications.consents (
  application_id uuid not null references applications.applications,
  purpose text not null check (purpose in ('credit-enquiry', 'identity-face', 'data-sharing', 'marketing')),
  version text not null,
  language text not null check (language in ('zh', 'en')),
  -- SHA-256 of the very text that was shown.
  text_hash text not null,
  granted boolean not null,
  answered_at bigint not null,
  primary key (application_id, purpose)
);

-- Blobs as they came, sealed to the server's key.
create table applications.evidence (
  sealed_sha256 text primary key,
  terminal_id uuid not null,
  key_id text not null,
  enc bytea not null,
  ciphertext bytea not null,
  received_at bigint not null
);

create table applications.evidence_links (
  application_id uuid not null references applications.applications,
  sealed_sha256 text not null references applications.evidence,
  kind text not null check (kind in ('face', 'card-photo')),
  media_type text not null check (media_type in ('image/jpeg', 'application/x-wlt')),
  -- Of the content, once opened.
  sha256 text not null,
  bytes integer not null check (bytes > 0),
  primary key (application_id, sealed_sha256)
);

create table applications.phone_codes (
  id uuid primary key,
  phone_digest text not null,
  session_id uuid not null,
  terminal_id uuid not null,
  code_digest text not null,
  requested_at bigint not null,
  expires_at bigint not null,
  wrong_tries integer not null default 0 check (wrong_tries between 0 and 3),
  locked_until bigint,
  verification_id uuid
);
create index phone_codes_of_phone on applications.phone_codes (phone_digest, requested_at);

create table applications.phone_verifications (
  id uuid primary key,
  phone_digest text not null,
  terminal_id uuid not null,
  verified_at bigint not null
);

grant select, insert, update on applications.queue_heads, applications.shoppers, applications.applications,
  applications.phone_codes to zhanggui_platform;
-- Taking back a code whose message could not be sent.
grant delete on applications.phone_codes to zhanggui_platform;
-- Facts that nobody changes.
grant select, insert on applications.queue_items, applications.status_events, applications.consents,
  applications.evidence, applications.evidence_links, applications.phone_verifications to zhanggui_platform;
