import type { Tx } from '#server/platform/database.ts';
import type { IncomeBand, Occupation, REQUIRED_CONSENTS } from '#shared/wire/application.ts';
import type { ApplicationStatus, Outcome, ReasonCode } from '#shared/wire/decision.ts';
import type { Language } from '#shared/messages/language.ts';
import type { Fen } from '#shared/money/fen.ts';
import { LIVE_STATUSES, type ApplicationEvent } from '../model.ts';

/** What other contexts may know of an application: no personal data. */
export interface ApplicationFacts {
  id: string;
  reference: string;
  terminalId: string;
  merchantId: string;
  storeId: string;
  orderId: string;
  language: Language;
  principalFen: Fen;
  incomeBand: IncomeBand;
  occupation: Occupation;
  phoneVerified: boolean;
  offline: boolean;
  receivedAt: number;
  status: ApplicationStatus;
  outcome: Outcome | null;
  reasons: ReasonCode[];
  limitFen: Fen | null;
}

const FACTS = `id, reference, terminal_id as "terminalId", merchant_id as "merchantId", store_id as "storeId",
  order_id as "orderId", language, principal_fen as "principalFen", income_band as "incomeBand", occupation,
  phone_verified_at is not null as "phoneVerified", offline, received_at as "receivedAt", status, outcome, reasons,
  limit_fen as "limitFen"`;

export async function findApplication(tx: Tx, id: string): Promise<ApplicationFacts | null> {
  const [row] = await tx.rows<ApplicationFacts>(
    `select ${FACTS} from applications.applications where id = $1`,
    [id],
    'application-find',
  );
  return row ?? null;
}

/** The same, held until the end of the transaction: whoever changes an application comes through here. */
export async function lockApplication(tx: Tx, id: string): Promise<ApplicationFacts | null> {
  const [row] = await tx.rows<ApplicationFacts>(
    `select ${FACTS} from applications.applications where id = $1 for update`,
    [id],
    'application-lock',
  );
  return row ?? null;
}

/** The applications of an order that have not ended. */
export async function liveOfOrder(tx: Tx, orderId: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    'select id from applications.applications where order_id = $1 and status = any ($2) order by id',
    [orderId, LIVE_STATUSES],
  );
  return rows.map(({ id }) => id);
}

export interface Waiting {
  id: string;
  receivedAt: number;
}

/** Applications that have waited in a status since before an instant, oldest first, after a place in that order. */
export async function waitingSince(
  tx: Tx,
  asked: { status: ApplicationStatus; before: number; after: Waiting; limit: number },
): Promise<Waiting[]> {
  return tx.rows<Waiting>(
    `select id, received_at as "receivedAt" from applications.applications
      where status = $1 and received_at <= $2 and (received_at, id) > ($3, $4)
      order by received_at, id limit $5`,
    [asked.status, asked.before, asked.after.receivedAt, asked.after.id, asked.limit],
  );
}

export async function findSealed(
  tx: Tx,
  id: string,
): Promise<{ shopper_id: string; wrapped_key: Buffer; sealed: Buffer } | null> {
  const [row] = await tx.rows<{ shopper_id: string; wrapped_key: Buffer; sealed: Buffer }>(
    `select a.shopper_id, s.wrapped_key, a.sealed
       from applications.applications a join applications.shoppers s on s.id = a.shopper_id
      where a.id = $1`,
    [id],
    'application-sealed',
  );
  return row ?? null;
}

export interface StatusStep {
  id: string;
  event: ApplicationEvent;
  from: ApplicationStatus;
  to: ApplicationStatus;
}

/** Writes the steps and the status they end in, in one statement. */
export async function saveSteps(tx: Tx, id: string, steps: readonly StatusStep[], now: number): Promise<void> {
  const last = steps.at(-1);
  if (!last) return;
  await tx.rows(
    `with steps as (
       insert into applications.status_events (id, application_id, at, event, from_status, to_status)
       select s.id, $1, $2, s.event, s.from_status, s.to_status
         from unnest($3::uuid[], $4::text[], $5::text[], $6::text[]) as s (id, event, from_status, to_status)
     )
     update applications.applications set status = $7 where id = $1`,
    [
      id,
      now,
      steps.map((step) => step.id),
      steps.map((step) => step.event),
      steps.map((step) => step.from),
      steps.map((step) => step.to),
      last.to,
    ],
    'application-steps',
  );
}

export async function saveDecision(
  tx: Tx,
  id: string,
  decision: { decisionId: string; outcome: Outcome; reasons: readonly ReasonCode[]; limitFen: Fen | null },
): Promise<void> {
  await tx.rows(
    `update applications.applications set decision_id = $2, outcome = $3, reasons = $4, limit_fen = $5 where id = $1`,
    [id, decision.decisionId, decision.outcome, decision.reasons, decision.limitFen],
    'application-decision',
  );
}

/** What came before an application; later ones do not count, so that deciding again gives the same. */
export interface History {
  /** Other live applications of the same person. */
  openOfPerson: number;
  ofPersonIn30Days: number;
  ofPhoneIn24Hours: number;
  ofTerminalInHour: number;
  requiredConsents: (typeof REQUIRED_CONSENTS)[number][];
}

const HOUR_MS = 3_600_000;

export async function findHistory(tx: Tx, id: string, requiredConsents: readonly string[]): Promise<History> {
  const [row] = await tx.rows<History>(
    `with this as (select * from applications.applications where id = $1)
     select
       (select count(*) from applications.applications a, this t
         where a.shopper_id = t.shopper_id and (a.received_at, a.id) < (t.received_at, t.id)
           and a.status = any ($2)) as "openOfPerson",
       (select count(*) from applications.applications a, this t
         where a.shopper_id = t.shopper_id and (a.received_at, a.id) < (t.received_at, t.id)
           and a.received_at > t.received_at - $3::bigint) as "ofPersonIn30Days",
       (select count(*) from applications.applications a, this t
         where a.phone_digest = t.phone_digest and (a.received_at, a.id) < (t.received_at, t.id)
           and a.received_at > t.received_at - $4::bigint) as "ofPhoneIn24Hours",
       (select count(*) from applications.applications a, this t
         where a.terminal_id = t.terminal_id and (a.received_at, a.id) < (t.received_at, t.id)
           and a.received_at > t.received_at - $5::bigint) as "ofTerminalInHour",
       array(select c.purpose from applications.consents c
         where c.application_id = $1 and c.granted and c.purpose = any ($6)) as "requiredConsents"`,
    [id, LIVE_STATUSES, 30 * 24 * HOUR_MS, 24 * HOUR_MS, HOUR_MS, requiredConsents],
    'application-history',
  );
  if (!row) throw new Error('Counts always give a row.');
  return row;
}

export async function setPhoneVerified(tx: Tx, id: string, verificationId: string): Promise<number | null> {
  const [row] = await tx.rows<{ phone_verified_at: number }>(
    `update applications.applications a set phone_verified_at = v.verified_at
       from applications.phone_verifications v
      where a.id = $1 and v.id = $2 and v.phone_digest = a.phone_digest
      returning a.phone_verified_at`,
    [id, verificationId],
  );
  return row?.phone_verified_at ?? null;
}
