import type { Peer } from './pgbench.ts';

/** The statements of one intake and one decision. `npm run bench` says how many each of the two sides does. */
const ORDERS = 20_000;
const TERMINALS = 64;

const APPLICATION = `md5('application' || :a)::uuid`;
const ORDER = `md5('order' || :o)::uuid`;
const EVENT = (name: string): string => `md5('${name}' || :a)::uuid`;
const EMIT = (name: string): string =>
  `insert into peer.platform_outbox (id, topic, key, merchant_id, payload, created_at, processed_at)
     values (${EVENT(name)}, 'application.received', ${APPLICATION}, ${EVENT('merchant')}, '{"applicationId":"x"}', 0, 1);`;
const AUDIT = (name: string): string =>
  `insert into peer.platform_audit (id, at, actor, action, subject, merchant_id, details)
     values (${EVENT(name)}, 0, 'terminal', 'application.received', 'application:' || :a, ${EVENT('merchant')}, '{"sequence": 1}');`;
const LOCK_ORDER = `select * from peer.orders_orders o left join peer.orders_applications a on a.id = o.application_id
    where o.id = ${ORDER} for update of o;`;

const INTAKE = [
  `update peer.applications_queue_heads set sequence = sequence + 1, hash = repeat('1', 64)
    where terminal_id = md5('terminal' || :t)::uuid
    returning exists (select 1 from peer.applications_applications where id = ${APPLICATION}),
      (select verified_at from peer.applications_phone_verifications where id = ${EVENT('verification')});`,
  LOCK_ORDER,
  `with application as (
     insert into peer.orders_applications (id, order_id, merchant_id, reference, status, shopper_masked, phone_masked,
       offline, attached_at)
     values (${APPLICATION}, ${ORDER}, ${EVENT('merchant')}, 'r' || :a, 'received', 'x**', '199****0000', false, 0)
   ), line as (
     insert into peer.orders_timeline (id, order_id, merchant_id, at, kind, actor)
     values (${EVENT('line1')}, ${ORDER}, ${EVENT('merchant')}, 0, 'application-received', 'system')
   ) update peer.orders_orders set status = 'applying', application_id = ${APPLICATION} where id = ${ORDER};`,
  EMIT('changed1'),
  `insert into peer.applications_shoppers (id, number_digest, wrapped_key, sealed, created_at, seen_at)
   select ${EVENT('shopper')}, md5('n' || :a), wrapped, person, 0, 0 from peer.samples
   on conflict (number_digest) do update set seen_at = excluded.seen_at returning id, wrapped_key;`,
  `with item as (
     insert into peer.applications_queue_items (terminal_id, sequence, hash, envelope_id, status, reference, received_at)
     values (${EVENT('queue')}, 1, repeat('1', 64), ${APPLICATION}, 'accepted', 'r' || :a, 0)
   ), application as (
     insert into peer.applications_applications
       (id, reference, terminal_id, sequence, session_id, merchant_id, store_id, order_id, shopper_id, phone_digest,
        phone_verified_at, language, price_fen, down_payment_fen, principal_fen, income_band, occupation, offline,
        made_at, received_at, sealed, status)
     select ${APPLICATION}, 'r' || :a, ${EVENT('queue')}, 1, ${EVENT('session')}, ${EVENT('merchant')}, ${EVENT('store')},
       ${ORDER}, ${EVENT('shopper')}, md5('p' || :a), 0, 'zh', 350000, 50000, 300000, '4000-6000', 'employee', false, 0,
       extract(epoch from now())::bigint, sealed, 'received' from peer.samples
   ), first_event as (
     insert into peer.applications_status_events (id, application_id, at, event, from_status, to_status)
     values (${EVENT('event0')}, ${APPLICATION}, 0, 'receive', null, 'received')
   ) insert into peer.applications_consents (application_id, purpose, version, language, text_hash, granted, answered_at)
     select ${APPLICATION}, purpose, '2026-11', 'zh', repeat('2', 64), true, 0
       from unnest(array['credit-enquiry', 'identity-face', 'data-sharing']) as purpose;`,
  EMIT('received'),
  AUDIT('audit1'),
];

const COUNT = (column: string): string =>
  `(select count(*) from peer.applications_applications a, this t where a.${column} = t.${column}
     and (a.received_at, a.id) < (t.received_at, t.id) and a.received_at > t.received_at - 3600000)`;

const DECISION = [
  // The event is marked in the end; here it is found by its id, as every client has its own.
  `select id, topic, key, merchant_id, payload, attempts from peer.platform_outbox
    where id = ${EVENT('received')} limit 1 for update skip locked;`,
  `select * from peer.applications_applications where id = ${APPLICATION} for update;`,
  `select a.shopper_id, s.wrapped_key, a.sealed from peer.applications_applications a
     join peer.applications_shoppers s on s.id = a.shopper_id where a.id = ${APPLICATION};`,
  `with this as (select * from peer.applications_applications where id = ${APPLICATION})
   select ${COUNT('shopper_id')}, ${COUNT('phone_digest')}, ${COUNT('terminal_id')},
     array(select purpose from peer.applications_consents where application_id = ${APPLICATION} and granted);`,
  'select * from peer.lending_lenders;',
  `insert into peer.decision_records (id, application_id, event_id, event, reference, decided_at, outcome, reasons, score,
     tier, limit_fen, rate_bps, policy_version, policy_hash, inputs_hash, variables, rules, points, timings)
   select ${EVENT('record')}, ${APPLICATION}, ${EVENT('received')}, 'application.received', 'r' || :a, 0, 'approved',
     array['income-stable', 'face-not-checked'], 700, 'A', 3000000, 1080, 'v', repeat('3', 64), repeat('4', 64), variables,
     rules, points, timings from peer.samples on conflict (application_id, event_id) do nothing returning id;`,
  `insert into peer.lending_offers (id, application_id, order_id, lender_id, lender, principal_fen, limit_fen, plans, made_at,
     expires_at) select ${EVENT('offer')}, ${APPLICATION}, ${ORDER}, ${EVENT('lender')}, 'x', 300000, 3000000, plans, 0, 1
     from peer.samples;`,
  `with steps as (
     insert into peer.applications_status_events (id, application_id, at, event, from_status, to_status)
     select md5(step || :a)::uuid, ${APPLICATION}, 0, step, 'received', 'screening'
       from unnest(array['screen', 'approve', 'offer']) as step
   ) update peer.applications_applications set status = 'offered' where id = ${APPLICATION};`,
  `update peer.applications_applications set decision_id = ${EVENT('record')}, outcome = 'approved',
     reasons = array['income-stable'], limit_fen = 3000000 where id = ${APPLICATION};`,
  LOCK_ORDER,
  `update peer.orders_applications set status = 'offered', outcome = 'approved', reasons = array['income-stable']
    where id = ${APPLICATION};`,
  `update peer.orders_orders set status = 'approved' where id = ${ORDER};`,
  `insert into peer.orders_timeline (id, order_id, merchant_id, at, kind, actor)
   values (${EVENT('line2')}, ${ORDER}, ${EVENT('merchant')}, 0, 'application-approved', 'system');`,
  EMIT('changed2'),
  EMIT('decided'),
  AUDIT('audit2'),
  `update peer.platform_outbox set processed_at = 1, failure = null where id = ${EVENT('received')};`,
];

export const INTAKE_PEER: Peer = {
  tables: [
    'applications.queue_heads',
    'applications.queue_items',
    'applications.shoppers',
    'applications.applications',
    'applications.status_events',
    'applications.consents',
    'applications.phone_verifications',
    'decision.records',
    'lending.lenders',
    'lending.offers',
    'orders.orders',
    'orders.applications',
    'orders.timeline',
    'platform.outbox',
    'platform.audit',
  ],
  preparation: `
    insert into peer.applications_queue_heads
      select md5('terminal' || n)::uuid, 0, repeat('0', 64) from generate_series(1, ${TERMINALS}) n;
    insert into peer.lending_lenders select * from lending.lenders;
    insert into peer.orders_orders (id, merchant_id, store_id, merchant, store, number, on_day, status, summary, price_fen,
        down_payment_fen, principal_fen, code, code_expires_at, created_at, created_by, created_by_id)
      select md5('order' || n)::uuid, md5('merchant')::uuid, md5('store')::uuid, 'm', 's', 'D-' || n, '2026-11-22', 'open', 'x',
        350000, 50000, 300000, repeat('c', 500), 0, 0, 'x', md5('clerk')::uuid from generate_series(1, ${ORDERS}) n;
    -- Rows as long as ours: the sealed application, the plans, the record.
    create table peer.samples as
      select (select sealed from applications.applications limit 1) as sealed,
             (select sealed from applications.shoppers limit 1) as person,
             (select wrapped_key from applications.shoppers limit 1) as wrapped,
             (select plans from lending.offers limit 1) as plans,
             r.variables, r.rules, r.points, r.timings from decision.records r limit 1`,
  variables: [
    '\\set a random(1, 9000000000000000000)',
    `\\set o random(1, ${ORDERS})`,
    `\\set t random(1, ${TERMINALS})`,
  ],
  transactions: [INTAKE, DECISION],
};
