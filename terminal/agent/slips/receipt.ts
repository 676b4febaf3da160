/** The slip of a signed contract: what was bought, what it costs, and every instalment. */
import { formatDate, formatInstant } from '#shared/calendar/format.ts';
import { receiptCode } from '#shared/lending/fingerprint.ts';
import type { Plan } from '#shared/lending/plan.ts';
import type { Language } from '#shared/messages/language.ts';
import { slipsIn } from '#shared/messages/slips.ts';
import { formatBps, formatYuan } from '#shared/money/fen.ts';
import type { Slip, SlipBlock } from '#shared/slip/document.ts';
import type { OrderView, ReceiptView } from '#shared/wire/terminal.ts';
import { pair, RULE, titled } from './parts.ts';

export interface SignedSale {
  readonly order: OrderView;
  readonly receipt: ReceiptView;
  /** The signed plan; null where the counter learnt of the contract without having seen it. */
  readonly plan: Plan | null;
}

/** Digits of the hash in words; the whole of it is in the code. */
const FINGERPRINT_DIGITS = 16;

export function receiptSlip({ order, receipt, plan }: SignedSale, language: Language): Slip {
  const words = slipsIn[language].receipt;
  const blocks: SlipBlock[] = [
    ...titled(receipt.merchant, order.store, words.title),
    pair(words.reference, receipt.reference),
    pair(words.number, receipt.contractNumber),
    pair(words.bookedAt, formatInstant(receipt.bookedAt)),
    pair(words.lender, receipt.lender),
    pair(words.goods, order.summary),
    RULE,
    pair(words.price, formatYuan(order.priceFen)),
    pair(words.downPayment, formatYuan(order.downPaymentFen)),
    { ...pair(words.principal, formatYuan(receipt.principalFen)), bold: true },
    pair(words.terms, words.termsValue(receipt.terms)),
    pair(words.total, formatYuan(receipt.totalFen)),
    ...costs(plan, language),
    RULE,
    ...(plan === null ? withoutPlan(receipt, language) : schedule(plan, language)),
    RULE,
    { kind: 'text', text: words.fingerprint(receipt.contractSha256.slice(0, FINGERPRINT_DIGITS)) },
    { kind: 'qr', content: receiptCode(receipt.contractNumber, receipt.contractSha256), caption: words.qr },
    ...[...words.notes, words.contact(order.store)].map((text) => ({ kind: 'text', text }) as const),
    { kind: 'cut' },
  ];
  return { blocks };
}

function costs(plan: Plan | null, language: Language): SlipBlock[] {
  if (plan === null) return [];
  const words = slipsIn[language].receipt;
  return [pair(words.cost, formatYuan(plan.costFen)), pair(words.rate, formatBps(plan.irrBps))];
}

function schedule(plan: Plan, language: Language): SlipBlock[] {
  const words = slipsIn[language].receipt;
  const rows = plan.instalments.map(({ n, dueOn, totalFen }) => [
    String(n),
    formatDate(dueOn, language),
    formatYuan(totalFen),
  ]);
  return [
    { kind: 'text', text: words.scheduleTitle, bold: true },
    { kind: 'table', head: words.head, rows },
    { ...pair(words.sum, formatYuan(plan.totalFen)), bold: true },
  ];
}

function withoutPlan(receipt: ReceiptView, language: Language): SlipBlock[] {
  const words = slipsIn[language].receipt;
  return [
    pair(words.instalment, formatYuan(receipt.instalmentFen)),
    pair(words.firstDue, formatDate(receipt.firstDueOn, language)),
    { kind: 'text', text: words.scheduleMissing },
  ];
}
