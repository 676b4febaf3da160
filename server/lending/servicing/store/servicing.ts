import type { CalendarDate } from '#shared/calendar/date.ts';
import type {
  FrozenState,
  LoanStatus,
  OverdueBucket,
  ProductSettings,
  ServicingTermsInput,
} from '#shared/lending/servicing/index.ts';
import type { Plan } from '#shared/lending/plan.ts';
import type { Fen } from '#shared/money/fen.ts';
import type { Tx } from '#server/platform/database.ts';

/** A loan with what it was signed as, how it stands, and what of its income is in the books. */
export interface ServicingRow {
  loanId: string;
  merchantId: string;
  version: number;
  productCode: string;
  productVersion: number;
  feeBps: number | null;
  terms: ServicingTermsInput;
  state: FrozenState;
  status: LoanStatus;
  bucket: OverdueBucket;
  accruedInterestFen: Fen;
  accruedFeeFen: Fen;
  accruedPenaltyFen: Fen;
  closedTill: CalendarDate;
  orderId: string;
  contractNumber: string;
  contractSha256: string;
  reference: string;
  summary: string;
  storeId: string;
  store: string;
  orderNumber: string;
  merchant: string;
  lenderId: string;
  lender: string;
  shopperMasked: string;
  plan: Plan;
  bookedAt: number;
}

const COLUMNS = `s.loan_id as "loanId", s.merchant_id as "merchantId", s.version, s.product_code as "productCode",
         s.product_version as "productVersion", s.fee_bps as "feeBps", s.terms, s.state, s.status, s.bucket,
         s.accrued_interest_fen as "accruedInterestFen", s.accrued_fee_fen as "accruedFeeFen",
         s.accrued_penalty_fen as "accruedPenaltyFen", s.closed_till as "closedTill", l.order_id as "orderId",
         l.contract_number as "contractNumber", l.contract_sha256 as "contractSha256", l.reference, l.summary,
         l.store_id as "storeId", l.store, l.order_number as "orderNumber", l.merchant, l.lender_id as "lenderId",
         l.lender, l.shopper_masked as "shopperMasked", l.plan, l.booked_at as "bookedAt"`;
const SERVICING = `select ${COLUMNS} from lending.servicing s join lending.loans l on l.id = s.loan_id`;

export async function findServicing(tx: Tx, loanId: string): Promise<ServicingRow | null> {
  const [row] = await tx.rows<ServicingRow>(`${SERVICING} where s.loan_id = $1`, [loanId], 'servicing');
  return row ?? null;
}

/** Keeps others from changing the loan until this transaction ends. */
export async function lockServicing(tx: Tx, loanId: string): Promise<ServicingRow | null> {
  const text = `${SERVICING} where s.loan_id = $1 for update of s`;
  const [row] = await tx.rows<ServicingRow>(text, [loanId], 'servicing-lock');
  return row ?? null;
}

/** What was answered to a command, and for which input. */
export interface KeptCommand<Answer> {
  inputHash: string;
  answer: Answer;
}

export interface LockedLoan<Answer> {
  row: ServicingRow;
  /** The same command, done before. */
  command: KeptCommand<Answer> | null;
  businessOn: CalendarDate;
}

/**
 * Locks the loan and reads in the same statement what a command must know besides. Where another transaction had the loan
 * meanwhile, the row is as that one left it and all else as it was before the waiting, which the row's place tells: then it
 * is read once more, and nobody is left to wait for.
 */
export async function lockForCommand<Answer>(
  tx: Tx,
  loanId: string,
  commandId: string,
): Promise<LockedLoan<Answer> | null> {
  const first = await readLocked<Answer>(tx, loanId, commandId);
  const found = first?.isFresh === false ? await readLocked<Answer>(tx, loanId, commandId) : first;
  if (!found) return null;
  const { isFresh: _isFresh, command, businessOn, ...row } = found;
  return { row, command, businessOn };
}

async function readLocked<Answer>(tx: Tx, loanId: string, commandId: string) {
  const [found] = await tx.rows<Omit<LockedLoan<Answer>, 'row'> & ServicingRow & { isFresh: boolean }>(
    `select ${COLUMNS},
            s.ctid = (select seen.ctid from lending.servicing seen where seen.loan_id = s.loan_id) as "isFresh",
            case when c.command_id is not null
              then json_build_object('inputHash', c.input_hash, 'answer', c.answer) end as command,
            (select max(day) from lending.business_days) as "businessOn"
       from lending.servicing s
       join lending.loans l on l.id = s.loan_id
       left join lending.commands c on c.command_id = $2
      where s.loan_id = $1 for update of s`,
    [loanId, commandId],
    'servicing-lock-command',
  );
  return found ?? null;
}

export async function findLoanIdOfOrder(tx: Tx, orderId: string): Promise<string | null> {
  const text = 'select id from lending.loans where order_id = $1';
  const [row] = await tx.rows<{ id: string }>(text, [orderId], 'loan-id-of-order');
  return row?.id ?? null;
}

export interface ProductRow {
  code: string;
  version: number;
  settings: ProductSettings;
}

/** The settings under which a loan of the product is made now. */
export async function findProduct(tx: Tx, code: string): Promise<ProductRow | null> {
  const [row] = await tx.rows<{ [K in keyof ProductRow]: ProductRow[K] }>(
    'select code, version, settings from lending.products where code = $1 order by version desc limit 1',
    [code],
    'product',
  );
  return row ?? null;
}
