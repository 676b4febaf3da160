import type { Plan } from '#shared/lending/plan.ts';
import type { Fen } from '#shared/money/fen.ts';
import type { SignedDocument } from '#shared/wire/terminal.ts';
import type { Tx } from '#server/platform/database.ts';

export interface LoanRow {
  id: string;
  applicationId: string;
  orderId: string;
  merchantId: string;
  lenderId: string;
  commandId: string;
  commandHash: string;
  contractNumber: string;
  contractHash: string;
  plan: Plan;
  reference: string;
  lender: string;
  merchant: string;
  storeId: string;
  store: string;
  orderNumber: string;
  summary: string;
  shopperMasked: string;
  contractSha256: string;
  bookedAt: number;
}

export async function insertLoan(tx: Tx, loan: LoanRow): Promise<void> {
  const { plan } = loan;
  await tx.rows(
    `with loan as (
       insert into lending.loans
         (id, application_id, order_id, merchant_id, lender_id, command_id, command_hash, contract_number,
          contract_hash, principal_fen, annual_rate_bps, irr_bps, terms, total_fen, plan, plan_hash, reference,
          lender, merchant, booked_at, store_id, store, order_number, summary, shopper_masked, contract_sha256)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $22, $23, $24,
          $25, $26, $27)
     )
     insert into lending.instalments (loan_id, n, due_on, principal_fen, interest_fen, total_fen, balance_fen)
     select $1, i.n, i."dueOn", i."principalFen", i."interestFen", i."totalFen", i."balanceFen"
       from jsonb_to_recordset($21::jsonb) as i (n integer, "dueOn" date, "principalFen" bigint, "interestFen" bigint,
         "totalFen" bigint, "balanceFen" bigint)`,
    [
      loan.id,
      loan.applicationId,
      loan.orderId,
      loan.merchantId,
      loan.lenderId,
      loan.commandId,
      loan.commandHash,
      loan.contractNumber,
      loan.contractHash,
      plan.principalFen,
      plan.annualRateBps,
      plan.irrBps,
      plan.terms,
      plan.totalFen,
      JSON.stringify(plan),
      plan.hash,
      loan.reference,
      loan.lender,
      loan.merchant,
      loan.bookedAt,
      JSON.stringify(plan.instalments),
      loan.storeId,
      loan.store,
      loan.orderNumber,
      loan.summary,
      loan.shopperMasked,
      loan.contractSha256,
    ],
    'loan-insert',
  );
}

const LOAN = `id, application_id as "applicationId", order_id as "orderId", merchant_id as "merchantId",
  lender_id as "lenderId", command_id as "commandId", command_hash as "commandHash",
  contract_number as "contractNumber", contract_hash as "contractHash", plan, reference, lender, merchant,
  store_id as "storeId", store, order_number as "orderNumber", summary, shopper_masked as "shopperMasked",
  contract_sha256 as "contractSha256", booked_at as "bookedAt"`;

export async function findLoan(tx: Tx, applicationId: string): Promise<LoanRow | null> {
  const [row] = await tx.rows<LoanRow>(
    `select ${LOAN} from lending.loans where application_id = $1`,
    [applicationId],
    'loan-of-application',
  );
  return row ?? null;
}

export async function findLoanOfOrder(tx: Tx, orderId: string): Promise<LoanRow | null> {
  const [row] = await tx.rows<LoanRow>(`select ${LOAN} from lending.loans where order_id = $1`, [orderId]);
  return row ?? null;
}

export interface DocumentRow {
  id: string;
  loanId: string;
  applicationId: string;
  orderId: string;
  sha256: string;
  bytes: number;
  sealed: Uint8Array;
  statement: SignedDocument;
  contract: SignedDocument;
  madeAt: number;
}

export async function insertDocument(tx: Tx, document: DocumentRow): Promise<void> {
  await tx.rows(
    `insert into lending.documents
       (id, loan_id, application_id, order_id, kind, sha256, bytes, sealed, statement_hash, statement_shown_at,
        statement_signed_at, contract_hash, contract_shown_at, contract_signed_at, made_at)
     values ($1, $2, $3, $4, 'contract', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      document.id,
      document.loanId,
      document.applicationId,
      document.orderId,
      document.sha256,
      document.bytes,
      document.sealed,
      document.statement.hash,
      document.statement.shownAt,
      document.statement.signedAt,
      document.contract.hash,
      document.contract.shownAt,
      document.contract.signedAt,
      document.madeAt,
    ],
    'document-insert',
  );
}

export async function findDocument(
  tx: Tx,
  by: { orderId: string } | { applicationId: string },
): Promise<{ applicationId: string; sha256: string; sealed: Uint8Array } | null> {
  const [column, value] = 'orderId' in by ? ['order_id', by.orderId] : ['application_id', by.applicationId];
  const [row] = await tx.rows<{ applicationId: string; sha256: string; sealed: Buffer }>(
    `select application_id as "applicationId", sha256, sealed from lending.documents where ${column} = $1`,
    [value],
  );
  return row ?? null;
}

export async function insertSale(
  tx: Tx,
  sale: {
    loanId: string;
    merchantId: string;
    storeId: string;
    orderId: string;
    soldOn: string;
    priceFen: Fen;
    principalFen: Fen;
  },
): Promise<void> {
  await tx.rows(
    `insert into lending.sales (loan_id, merchant_id, store_id, order_id, sold_on, price_fen, principal_fen)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [sale.loanId, sale.merchantId, sale.storeId, sale.orderId, sale.soldOn, sale.priceFen, sale.principalFen],
    'sale-insert',
  );
}
