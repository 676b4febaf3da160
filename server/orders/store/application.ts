import type { ApplicationStatus, Outcome, ReasonCode } from '#shared/wire/decision.ts';
import type { OrderStatus } from '#shared/wire/portal.ts';
import type { Tx } from '#server/platform/database.ts';
import type { ContractRecord } from './order.ts';

export interface NewApplication {
  id: string;
  orderId: string;
  merchantId: string;
  reference: string;
  shopperMasked: string;
  phoneMasked: string;
  offline: boolean;
  at: number;
  orderStatus: OrderStatus;
  timelineId: string;
}

/** One statement, since every intake of an application runs it: the application, the order's state, the time line. */
export async function insertApplication(tx: Tx, application: NewApplication): Promise<void> {
  await tx.rows(
    `with application as (
       insert into orders.applications (id, order_id, merchant_id, reference, status, shopper_masked, phone_masked,
         offline, attached_at) values ($1, $2, $3, $4, 'received', $5, $6, $7, $8)
     ), line as (
       insert into orders.timeline (id, order_id, merchant_id, at, kind, actor)
       values ($10, $2, $3, $8, 'application-received', 'system')
     )
     update orders.orders set application_id = $1, status = $9 where id = $2`,
    [
      application.id,
      application.orderId,
      application.merchantId,
      application.reference,
      application.shopperMasked,
      application.phoneMasked,
      application.offline,
      application.at,
      application.orderStatus,
      application.timelineId,
    ],
    'order-attach',
  );
}

export async function updateDecided(
  tx: Tx,
  applicationId: string,
  decided: { status: ApplicationStatus; outcome: Outcome; reasons: readonly ReasonCode[] },
): Promise<void> {
  await tx.rows(
    'update orders.applications set status = $2, outcome = $3, reasons = $4 where id = $1',
    [applicationId, decided.status, decided.outcome, [...decided.reasons]],
    'order-decided',
  );
}

export async function updateApplicationStatus(tx: Tx, applicationId: string, status: ApplicationStatus): Promise<void> {
  await tx.rows('update orders.applications set status = $2 where id = $1', [applicationId, status]);
}

export interface NewContract extends ContractRecord {
  orderId: string;
  merchantId: string;
  applicationId: string;
  loanId: string;
  at: number;
}

export async function insertContract(tx: Tx, contract: NewContract): Promise<void> {
  await tx.rows(
    `insert into orders.contracts (order_id, merchant_id, application_id, loan_id, contract_number, contract_sha256,
       lender, terms, total_fen, irr_bps, instalments, contracted_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      contract.orderId,
      contract.merchantId,
      contract.applicationId,
      contract.loanId,
      contract.contractNumber,
      contract.contractSha256,
      contract.lender,
      contract.terms,
      contract.totalFen,
      contract.irrBps,
      JSON.stringify(contract.instalments),
      contract.at,
    ],
    'order-contract',
  );
}
