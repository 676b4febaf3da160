import type { Tx } from '#server/platform/database.ts';
import type { Application, Envelope } from '#shared/wire/application.ts';
import type { OrderCodePayload } from '#shared/wire/order-code.ts';
import type { Terminal } from '#server/platform/trpc.ts';

export interface ShopperKey {
  id: string;
  wrapped_key: Buffer;
}

/** The shopper with this number: the one there is, or this new one. */
export async function findOrAddShopper(
  tx: Tx,
  fresh: { id: string; numberDigest: string; wrappedKey: Uint8Array; sealed: Uint8Array; now: number },
): Promise<ShopperKey> {
  const [row] = await tx.rows<ShopperKey>(
    `insert into applications.shoppers (id, number_digest, wrapped_key, sealed, created_at, seen_at)
     values ($1, $2, $3, $4, $5, $5)
     on conflict (number_digest) do update set seen_at = excluded.seen_at
     returning id, wrapped_key`,
    [fresh.id, fresh.numberDigest, fresh.wrappedKey, fresh.sealed, fresh.now],
    'intake-shopper',
  );
  if (!row) throw new Error('An upsert gives its row back.');
  return row;
}

export interface Intake {
  envelope: Envelope;
  terminal: Terminal;
  application: Application;
  order: OrderCodePayload;
  reference: string;
  shopperId: string;
  phoneDigest: string;
  phoneVerifiedAt: number | null;
  offline: boolean;
  sealed: Uint8Array;
  eventId: string;
  now: number;
}

/** The whole of an accepted item in one statement: queue item, application, its first event, consents, evidence. */
export async function insertIntake(tx: Tx, intake: Intake): Promise<void> {
  const { envelope, terminal, application, order } = intake;
  await tx.rows(
    INSERT_INTAKE,
    [
      envelope.id,
      terminal.id,
      envelope.sequence,
      envelope.hash,
      intake.reference,
      intake.now,
      application.sessionId,
      terminal.merchantId,
      terminal.storeId,
      application.orderId,
      intake.shopperId,
      intake.phoneDigest,
      intake.phoneVerifiedAt,
      application.language,
      order.priceFen,
      order.downPaymentFen,
      order.priceFen - order.downPaymentFen,
      application.incomeBand,
      application.occupation,
      intake.offline,
      application.createdAt,
      intake.sealed,
      intake.eventId,
      JSON.stringify(application.consents),
      JSON.stringify(application.evidence),
    ],
    'intake-insert',
  );
}

const INSERT_INTAKE = `
with item as (
  insert into applications.queue_items
    (terminal_id, sequence, hash, envelope_id, status, reference, received_at)
  values ($2, $3, $4, $1, 'accepted', $5, $6)
), application as (
  insert into applications.applications
    (id, reference, terminal_id, sequence, session_id, merchant_id, store_id, order_id, shopper_id, phone_digest,
     phone_verified_at, language, price_fen, down_payment_fen, principal_fen, income_band, occupation, offline,
     made_at, received_at, sealed, status)
  values ($1, $5, $2, $3, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $6, $22, 'received')
), first_event as (
  insert into applications.status_events (id, application_id, at, event, from_status, to_status)
  values ($23, $1, $6, 'receive', null, 'received')
), consent as (
  insert into applications.consents (application_id, purpose, version, language, text_hash, granted, answered_at)
  select $1, c.purpose, c.version, c.language, c."textHash", c.granted, c."answeredAt"
    from jsonb_to_recordset($24::jsonb) as c (purpose text, version text, language text, "textHash" text,
      granted boolean, "answeredAt" bigint)
  on conflict do nothing
)
insert into applications.evidence_links (application_id, sealed_sha256, kind, media_type, sha256, bytes)
select $1, e."sealedSha256", e.kind, e."mediaType", e.sha256, e.bytes
  from jsonb_to_recordset($25::jsonb) as e ("sealedSha256" text, kind text, "mediaType" text, sha256 text, bytes integer)
on conflict do nothing`;
