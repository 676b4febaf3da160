-- Servicing: what happens to loans after they were made. A loan is what was done to it, in order (commands); how it stands
-- follows from that and is kept beside it, so that nobody has to play the commands to read it.

-- The settings under which loans are serviced. A version is never changed; a loan keeps the one it was made under.
create table lending.products (
  code text not null,
  version integer not null check (version >= 1),
  settings jsonb not null,
  -- Of the settings.
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  primary key (code, version)
);
insert into lending.products (code, version, hash, settings) values ('consumption', 1,
  '1b2304e1439b05b8b4ca577a59361d54b697bfb17e3cbc5551ee021c9b1248d1',
  '{
    "interestMethod": "declining-balance",
    "interestPeriod": "daily",
    "allocationStrategy": "advanced-payment-allocation",
    "product": {
      "scheduleModel": "progressive",
      "processing": "horizontal",
      "daysInYear": "360",
      "daysInMonth": "30",
      "leapRule": null,
      "installmentMultiple": null,
      "downPaymentPercent": null,
      "autoDownPayment": null,
      "interestRecalculation": {
        "restFrequency": "daily",
        "preClosure": "till-preclose-date",
        "strategy": "reduce-installment",
        "compounding": "none",
        "noInterestOnPastDue": true
      },
      "allocation": [
        {
          "transaction": "default",
          "future": "next-installment",
          "order": [
            "past-due-penalty",
            "past-due-fee",
            "past-due-interest",
            "past-due-principal",
            "due-penalty",
            "due-fee",
            "due-interest",
            "due-principal",
            "in-advance-penalty",
            "in-advance-fee",
            "in-advance-principal",
            "in-advance-interest"
          ]
        }
      ],
      "chargebackAllocation": [
        "principal",
        "interest",
        "fee",
        "penalty"
      ],
      "interestRefundOn": [
        "merchant-issued-refund",
        "payout-refund"
      ],
      "chargeOffBehaviour": "zero-interest",
      "scheduleStart": "disbursement-date",
      "levelling": "none"
    },
    "latePenalty": {
      "ceilingBps": 2400,
      "graceDays": 0,
      "daysInYear": "360"
    },
    "currencyDigits": 2,
    "rounding": "half-up"
  }');

-- What pages, searches and postings say of a loan, as it was on the day of the contract.
alter table lending.loans
  add column store_id uuid,
  add column store text,
  add column order_number text,
  add column summary text,
  add column shopper_masked text,
  -- Of the signed paper.
  add column contract_sha256 text;
update lending.loans l
   set store_id = o.store_id, store = o.store, order_number = o.number, summary = o.summary,
       shopper_masked = a.shopper_masked, contract_sha256 = d.sha256
  from orders.orders o, orders.applications a, lending.documents d
 where o.id = l.order_id and a.id = l.application_id and d.order_id = l.order_id;
alter table lending.loans
  alter column store_id set not null,
  alter column store set not null,
  alter column order_number set not null,
  alter column summary set not null,
  alter column shopper_masked set not null,
  alter column contract_sha256 set not null,
  -- How a loan stands is servicing's to say, and may be refused from the first day on.
  drop column status,
  add column search_text text not null
    generated always as (lower(contract_number || ' ' || reference || ' ' || order_number)) stored;
create index loans_of_merchant on lending.loans (merchant_id, id desc);
create index loans_by_text on lending.loans using gin (search_text gin_trgm_ops);

create table lending.servicing (
  loan_id uuid primary key references lending.loans,
  merchant_id uuid not null,
  lender_id uuid not null references lending.lenders,
  -- Of the last command; the next one gets the next number.
  version integer not null check (version >= 0),
  product_code text not null,
  product_version integer not null,
  -- The merchant's service fee at which the sale was settled: what goes back gives back the same share. Null before.
  fee_bps integer check (fee_bps between 0 and 10000),
  terms jsonb not null,
  state jsonb not null,
  status text not null
    check (status in ('booked', 'disbursed', 'current', 'overdue', 'settled', 'written-off', 'refunded')),
  bucket text not null check (bucket in ('M0', 'M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M6+')),
  category text not null check (category in ('normal', 'special-mention', 'substandard', 'doubtful', 'loss')),
  days_overdue integer not null check (days_overdue >= 0),
  -- Principal in the lender's books.
  principal_fen bigint not null check (principal_fen >= 0),
  -- Everything open by the schedule, interest still to come included.
  outstanding_fen bigint not null check (outstanding_fen >= 0),
  overpaid_fen bigint not null check (overpaid_fen >= 0),
  next_due_on date,
  due_fen bigint not null check (due_fen >= 0),
  -- Income in the books so far.
  accrued_interest_fen bigint not null,
  accrued_fee_fen bigint not null,
  accrued_penalty_fen bigint not null,
  -- The business day up to which it was closed.
  closed_till date not null,
  -- What the days to come bring if nothing is entered; a command clears it.
  forecast_from date,
  forecast jsonb,
  -- The first business day on which the forecast does not hold.
  attention_on date not null,
  check ((forecast_from is null) = (forecast is null)),
  check ((bucket = 'M0') = (days_overdue = 0)),
  foreign key (product_code, product_version) references lending.products (code, version)
) with (fillfactor = 80);
create index servicing_of_merchant on lending.servicing (merchant_id, loan_id desc);
create index servicing_by_status on lending.servicing (status, loan_id desc);
create index servicing_overdue on lending.servicing (bucket, loan_id desc) where bucket <> 'M0';

-- What was done to a loan and what was answered: played in order, it gives the loan.
create table lending.commands (
  -- Of the asker's making: asked again it is answered again, and done once.
  command_id uuid primary key,
  loan_id uuid not null references lending.servicing,
  merchant_id uuid not null,
  version integer not null check (version >= 0),
  kind text not null,
  action jsonb not null,
  events jsonb not null,
  -- The same id with other content is refused.
  input_hash text not null,
  answer jsonb not null,
  actor text not null,
  posted_at bigint not null,
  business_on date not null,
  unique (loan_id, version)
);

-- The loan's book. A transaction that a replay alters gets a line more; the former stays.
create table lending.transactions (
  loan_id uuid not null references lending.servicing,
  n integer not null check (n >= 1),
  version integer not null check (version >= 1),
  merchant_id uuid not null,
  command_id uuid not null references lending.commands,
  kind text not null check (kind in ('disbursement', 'down-payment', 'repayment', 'merchant-issued-refund',
    'payout-refund', 'goodwill-credit', 'interest-payment-waiver', 'interest-refund', 'chargeback',
    'credit-balance-refund', 'charge-waiver', 'charge-off', 'write-off', 'recovery', 're-age', 're-amortize', 'charge',
    'reschedule', 'interest-pause', 'delinquency-pause')),
  value_on date not null,
  -- The business day on which this version was entered.
  booked_on date not null,
  posted_at bigint not null,
  actor text not null,
  note text not null,
  amount_fen bigint not null check (amount_fen >= 0),
  -- What it is spread over; of a payment that came back what is owed again, less what an overpayment settles with it.
  principal_fen bigint not null check (principal_fen >= 0 or kind = 'chargeback'),
  interest_fen bigint not null check (interest_fen >= 0 or kind = 'chargeback'),
  fee_fen bigint not null check (fee_fen >= 0 or kind = 'chargeback'),
  penalty_fen bigint not null check (penalty_fen >= 0 or kind = 'chargeback'),
  overpaid_fen bigint not null check (overpaid_fen >= 0),
  balance_fen bigint not null,
  -- By how much it changes the principal in the lender's books.
  principal_change_fen bigint not null,
  -- The transaction it belongs to.
  of integer,
  primary key (loan_id, n, version)
);

-- Transactions that were taken back.
create table lending.reversals (
  loan_id uuid not null,
  n integer not null,
  merchant_id uuid not null,
  command_id uuid not null references lending.commands,
  booked_on date not null,
  posted_at bigint not null,
  primary key (loan_id, n)
);

do $$
declare name text;
begin
  foreach name in array array['loans', 'servicing', 'transactions', 'reversals'] loop
    execute format('alter table lending.%I enable row level security', name);
    execute format('create policy own on lending.%I for select to zhanggui_merchant
      using (merchant_id = platform.current_merchant())', name);
    execute format('create policy everything on lending.%I to zhanggui_platform using (true) with check (true)', name);
  end loop;
end $$;

-- Append only but for how a loan stands: nobody but the owner can change or remove the rest.
grant select on lending.products to zhanggui_merchant, zhanggui_platform;
grant select, insert on lending.commands, lending.transactions, lending.reversals to zhanggui_platform;
grant select, insert, update on lending.servicing to zhanggui_platform;
revoke update on lending.loans from zhanggui_platform;
-- A merchant sees its own loans: not who applied, how it was decided, nor which commands came from whom.
grant select (id, order_id, merchant_id, lender_id, contract_number, principal_fen, annual_rate_bps, irr_bps, terms,
  total_fen, plan, reference, lender, merchant, booked_at, store_id, store, order_number, summary, shopper_masked,
  contract_sha256, search_text) on lending.loans to zhanggui_merchant;
grant select on lending.servicing, lending.transactions, lending.reversals to zhanggui_merchant;

-- Goods that came back.
alter table orders.orders drop constraint orders_status_check;
alter table orders.orders add check (status in ('open', 'applying', 'approved', 'contracted', 'delivered', 'settled',
  'partially-refunded', 'refunded', 'cancelled'));
alter table orders.timeline drop constraint timeline_kind_check;
alter table orders.timeline add check (kind in ('created', 'taken-up', 'consented', 'identified', 'face-taken',
  'contact-given', 'reviewing', 'left', 'application-received', 'application-approved', 'application-declined',
  'application-referred', 'application-more-needed', 'offers-shown', 'cost-statement-read', 'contract-read',
  'contracted', 'withdrawn', 'cancelled', 'delivered', 'settlement-due', 'refunded',
  'refund-undone'));
