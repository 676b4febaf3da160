import type { CalendarDate } from '#shared/calendar/date.ts';
import type { Language } from '#shared/messages/language.ts';
import type { Fen } from '#shared/money/fen.ts';
import type { PaymentRefusal, PaymentService, RepaymentChoice, RepaymentState } from '#shared/wire/repayments.ts';
import type { Tx } from '#server/platform/database.ts';

/** Before the shopper is charged. */
export interface NewRepayment {
  id: string;
  loanId: string;
  terminalId: string;
  terminalLabel: string;
  inputHash: string;
  choice: RepaymentChoice;
  amountFen: Fen;
  service: PaymentService;
  language: Language;
  businessOn: CalendarDate;
  madeAt: number;
}

export interface RepaymentRow extends NewRepayment {
  state: RepaymentState['state'];
  reason: PaymentRefusal | null;
  paidAt: number | null;
  serviceReference: string | null;
  after: RepaymentState['after'];
}

/** False where there is one of this id already, or another of the loan is pending. */
export async function insertRepayment(tx: Tx, row: NewRepayment): Promise<boolean> {
  const inserted = await tx.rows(
    `insert into lending.repayments
       (id, loan_id, terminal_id, terminal_label, input_hash, choice, amount_fen, service, language, business_on, made_at,
        asked_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)
     on conflict do nothing returning id`,
    [
      row.id,
      row.loanId,
      row.terminalId,
      row.terminalLabel,
      row.inputHash,
      row.choice,
      row.amountFen,
      row.service,
      row.language,
      row.businessOn,
      row.madeAt,
    ],
    'repayment-insert',
  );
  return inserted.length === 1;
}

const REPAYMENT = `id, loan_id as "loanId", terminal_id as "terminalId", terminal_label as "terminalLabel",
  input_hash as "inputHash", choice, amount_fen as "amountFen", service, language, business_on as "businessOn", made_at as "madeAt", state, reason,
  paid_at as "paidAt", service_reference as "serviceReference", loan_after as after`;

export async function findRepayment(tx: Tx, id: string): Promise<RepaymentRow | null> {
  const [row] = await tx.rows<RepaymentRow>(
    `select ${REPAYMENT} from lending.repayments where id = $1`,
    [id],
    'repayment-find',
  );
  return row ?? null;
}

/** A repayment whose outcome is still open, held until the end of the transaction; null once it is decided. */
export async function lockPending(tx: Tx, id: string): Promise<RepaymentRow | null> {
  const [row] = await tx.rows<RepaymentRow>(
    `select ${REPAYMENT} from lending.repayments where id = $1 and state = 'pending' for update`,
    [id],
    'repayment-lock',
  );
  return row ?? null;
}

export async function hasPending(tx: Tx, loanId: string): Promise<boolean> {
  const rows = await tx.rows(
    `select id from lending.repayments where loan_id = $1 and state = 'pending'`,
    [loanId],
    'repayment-pending',
  );
  return rows.length > 0;
}

export async function markPaid(
  tx: Tx,
  id: string,
  paid: { paidAt: number; serviceReference: string; after: RepaymentState['after']; decidedAt: number },
): Promise<void> {
  await tx.rows(
    `update lending.repayments
        set state = 'paid', paid_at = $2, service_reference = $3, loan_after = $4, decided_at = $5
      where id = $1`,
    [id, paid.paidAt, paid.serviceReference, JSON.stringify(paid.after), paid.decidedAt],
    'repayment-paid',
  );
}

export async function markRefused(
  tx: Tx,
  id: string,
  refused: { reason: PaymentRefusal; decidedAt: number },
): Promise<void> {
  await tx.rows(
    `update lending.repayments set state = 'refused', reason = $2, decided_at = $3 where id = $1`,
    [id, refused.reason, refused.decidedAt],
    'repayment-refused',
  );
}

/** A question to the payment service, to be asked by who gets it: nobody else asks within `restMs`. */
export interface Question {
  id: string;
  madeAt: number;
}

export async function claimQuestion(
  tx: Tx,
  id: string,
  { now, restMs }: { now: number; restMs: number },
): Promise<Question | null> {
  const [question] = await tx.rows<Question>(
    `update lending.repayments set asked_at = $2
      where id = $1 and state = 'pending' and asked_at <= $2::bigint - $3::bigint
      returning id, made_at as "madeAt"`,
    [id, now, restMs],
    'repayment-claim',
  );
  return question ?? null;
}

/** Of those asked longest ago. */
export async function claimQuestions(
  tx: Tx,
  { now, restMs, limit }: { now: number; restMs: number; limit: number },
): Promise<Question[]> {
  return tx.rows<Question>(
    `update lending.repayments set asked_at = $1
      where id in (
        select id from lending.repayments where state = 'pending' and asked_at <= $1::bigint - $2::bigint
         order by asked_at limit $3 for update skip locked
      )
      returning id, made_at as "madeAt"`,
    [now, restMs, limit],
    'repayment-claims',
  );
}
