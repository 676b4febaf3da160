-- Repaying at the counter: what shoppers pay through a payment service, written down before they are charged.
-- Of the payment code nothing is kept, not even a digest: whoever holds it can spend.
create table lending.repayments (
  -- The terminal's, and the payment service's, and that of the command which books it.
  id uuid primary key,
  loan_id uuid not null references lending.loans,
  terminal_id uuid not null,
  terminal_label text not null,
  -- Of all the terminal said but the code: the same id with other content is a conflict.
  input_hash text not null,
  choice text not null check (choice in ('overdue', 'next', 'payoff')),
  amount_fen bigint not null check (amount_fen > 0),
  service text not null check (service in ('wechat-pay', 'alipay', 'unionpay', 'unionpay-emv', 'e-cny')),
  language text not null check (language in ('zh', 'en')),
  -- The business day whose amounts were shown: the day on which the money counts.
  business_on date not null,
  made_at bigint not null,
  state text not null default 'pending' check (state in ('pending', 'paid', 'refused')),
  -- When the payment service was asked last: no oftener than once a second.
  asked_at bigint not null,
  decided_at bigint,
  reason text check (reason in ('code-expired', 'not-enough-money', 'cancelled', 'limit-reached', 'unknown')),
  paid_at bigint,
  service_reference text,
  -- How the loan stood right after, as on the slip.
  loan_after jsonb,
  check ((state = 'pending') = (decided_at is null)),
  check ((state = 'refused') = (reason is not null)),
  check ((state = 'paid') = (paid_at is not null)),
  check ((state = 'paid') = (service_reference is not null)),
  check ((state = 'paid') = (loan_after is not null))
);
-- While it is unknown whether money was taken, no more is taken for the same loan, on any terminal.
create unique index one_pending_of_loan on lending.repayments (loan_id) where state = 'pending';
create index repayments_pending on lending.repayments (asked_at) where state = 'pending';
create index repayments_of_loan on lending.repayments (loan_id, made_at);
create index loans_of_reference on lending.loans (reference);

grant select, insert on lending.repayments to zhanggui_platform;
grant update (state, asked_at, decided_at, reason, paid_at, service_reference, loan_after) on lending.repayments
  to zhanggui_platform;
-- What was decided stays as it is.
alter table lending.repayments enable row level security;
create policy look on lending.repayments for select to zhanggui_platform using (true);
create policy ask on lending.repayments for insert to zhanggui_platform with check (state = 'pending');
create policy decide on lending.repayments for update to zhanggui_platform
  using (state = 'pending') with check (true);
