import type { Plan } from '#shared/lending/plan.ts';
import type { Language } from '#shared/messages/language.ts';
import type { Fen } from '#shared/money/fen.ts';
import type { CalendarDate } from '#shared/calendar/date.ts';
import type { Tx } from '#server/platform/database.ts';

export interface OfferRow {
  id: string;
  applicationId: string;
  orderId: string;
  lenderId: string;
  lender: string;
  principalFen: Fen;
  limitFen: Fen;
  plans: Plan[];
  madeAt: number;
  expiresAt: number;
}

export async function insertOffer(tx: Tx, offer: OfferRow): Promise<void> {
  await tx.rows(
    `insert into lending.offers
       (id, application_id, order_id, lender_id, lender, principal_fen, limit_fen, plans, made_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      offer.id,
      offer.applicationId,
      offer.orderId,
      offer.lenderId,
      offer.lender,
      offer.principalFen,
      offer.limitFen,
      JSON.stringify(offer.plans),
      offer.madeAt,
      offer.expiresAt,
    ],
    'offer-insert',
  );
}

export async function findOffer(tx: Tx, applicationId: string): Promise<OfferRow | null> {
  const [row] = await tx.rows<OfferRow>(
    `select id, application_id as "applicationId", order_id as "orderId", lender_id as "lenderId", lender,
            principal_fen as "principalFen", limit_fen as "limitFen", plans, made_at as "madeAt",
            expires_at as "expiresAt"
       from lending.offers where application_id = $1`,
    [applicationId],
    'offer-find',
  );
  return row ?? null;
}

export interface DueOffer {
  id: string;
  applicationId: string;
  expiresAt: number;
}

/** Offers that ran out and that no sweep has ended yet, after a place in their order. */
export async function dueOffers(
  tx: Tx,
  asked: { until: number; after: Pick<DueOffer, 'id' | 'expiresAt'>; limit: number },
): Promise<DueOffer[]> {
  return tx.rows<DueOffer>(
    `select id, application_id as "applicationId", expires_at as "expiresAt" from lending.offers
      where ended_at is null and expires_at <= $1 and (expires_at, id) > ($2, $3)
      order by expires_at, id limit $4`,
    [asked.until, asked.after.expiresAt, asked.after.id, asked.limit],
  );
}

export async function endOffer(tx: Tx, id: string, now: number): Promise<void> {
  await tx.rows('update lending.offers set ended_at = $2 where id = $1', [id, now], 'offer-end');
}

export interface PreparedRow {
  applicationId: string;
  offerId: string;
  number: string;
  madeOn: CalendarDate;
  language: Language;
  planHash: string;
  statementHash: string;
  contractHash: string;
  sealed: Uint8Array;
  preparedAt: number;
}

/** The contract as last shown takes the place of an earlier one. */
export async function savePrepared(tx: Tx, row: PreparedRow): Promise<void> {
  await tx.rows(
    `insert into lending.prepared_contracts
       (application_id, offer_id, number, made_on, language, plan_hash, statement_hash, contract_hash, sealed, prepared_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (application_id) do update set
       offer_id = excluded.offer_id, number = excluded.number, made_on = excluded.made_on, language = excluded.language,
       plan_hash = excluded.plan_hash, statement_hash = excluded.statement_hash,
       contract_hash = excluded.contract_hash, sealed = excluded.sealed, prepared_at = excluded.prepared_at`,
    [
      row.applicationId,
      row.offerId,
      row.number,
      row.madeOn,
      row.language,
      row.planHash,
      row.statementHash,
      row.contractHash,
      row.sealed,
      row.preparedAt,
    ],
    'contract-prepare',
  );
}

export async function findPrepared(tx: Tx, applicationId: string): Promise<PreparedRow | null> {
  const [row] = await tx.rows<PreparedRow>(
    `select application_id as "applicationId", offer_id as "offerId", number, made_on as "madeOn", language,
            plan_hash as "planHash", statement_hash as "statementHash", contract_hash as "contractHash", sealed,
            prepared_at as "preparedAt"
       from lending.prepared_contracts where application_id = $1`,
    [applicationId],
    'contract-prepared',
  );
  return row ?? null;
}
