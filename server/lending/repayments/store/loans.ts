import type { Tx } from '#server/platform/database.ts';

/** What repaying needs of a loan besides how it stands. */
export interface RepaidLoan {
  id: string;
  applicationId: string;
  merchantId: string;
  reference: string;
  contractNumber: string;
  merchant: string;
  lender: string;
}

const LOAN = `id, application_id as "applicationId", merchant_id as "merchantId", reference,
  contract_number as "contractNumber", merchant, lender`;

export async function findLoanById(tx: Tx, id: string): Promise<RepaidLoan | null> {
  const [row] = await tx.rows<RepaidLoan>(`select ${LOAN} from lending.loans where id = $1`, [id], 'repaid-loan');
  return row ?? null;
}

export async function findLoanOfReference(tx: Tx, reference: string): Promise<RepaidLoan | null> {
  const [row] = await tx.rows<RepaidLoan>(
    `select ${LOAN} from lending.loans where reference = $1`,
    [reference],
    'repaid-loan-of-reference',
  );
  return row ?? null;
}
