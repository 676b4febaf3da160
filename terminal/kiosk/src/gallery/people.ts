import { calendarDate } from '#shared/calendar/date.ts';
import { citizenCheckCharacter } from '#shared/identity/number.ts';
import { formatDate } from '#shared/calendar/format.ts';
import { receiptCode } from '#shared/lending/fingerprint.ts';
import { makeCostStatement } from '#shared/lending/cost-statement.ts';
import type { Contract } from '#shared/lending/contract.ts';
import { ALL_IN_CEILING_BPS, makePlan, OFFERED_TERMS, usualInstalment } from '#shared/lending/plan.ts';
import type { Language } from '#shared/messages/language.ts';
import { fen, formatYuan } from '#shared/money/fen.ts';
import type { Slip } from '#shared/slip/document.ts';
import { hashOf, sha256Hex } from '#shared/wire/hash.ts';
import type { Offer } from '#shared/wire/decision.ts';
import type { OrderView, ReceiptView } from '#shared/wire/terminal.ts';
import type { CardView } from '#agent/session/snapshot.ts';

// A sale that never was: invented people and shops, numbers computed by our own core.
const id = (n: number) => `01936c00-0000-7000-8000-00000000000${n}`;
const TODAY = calendarDate('2026-11-22');
const LENDER = '青禾消费金融（演示）';

export const order: OrderView = {
  orderId: id(1),
  merchant: '王家庄家电城',
  store: '人民路店',
  summary: '冰箱 252 升 等 2 件',
  lines: [
    { name: '海棠牌双门冰箱 252 升', quantity: 1, amountFen: fen(289_900) },
    { name: '家用电热水壶 1.7 升', quantity: 2, amountFen: fen(40_000) },
  ],
  priceFen: fen(329_900),
  downPaymentFen: fen(29_900),
  principalFen: fen(300_000),
  expiresAt: Date.UTC(2026, 10, 22, 12),
};

export const plans = OFFERED_TERMS.map((terms) =>
  makePlan({ principalFen: order.principalFen, annualRateBps: 1_440, terms, startOn: TODAY }),
);
const plan = makePlan({ principalFen: order.principalFen, annualRateBps: 1_440, terms: 6, startOn: TODAY });

export const examples = OFFERED_TERMS.map((terms) => {
  const example = makePlan({ principalFen: order.principalFen, annualRateBps: 1_080, terms, startOn: TODAY });
  return { terms, fromInstalmentFen: usualInstalment(example), fromIrrBps: example.irrBps };
});

export const card: CardView = {
  document: 'resident',
  nameMasked: '欧阳**',
  numberMasked: '110***********0011',
  sex: 'female',
  ethnicity: '汉',
  nationality: null,
  validTo: calendarDate('2036-05-08'),
};

export const foreignCard: CardView = {
  document: 'fpr2023',
  nameMasked: `E${'*'.repeat(40)}`,
  numberMasked: '931***********0012',
  sex: 'male',
  ethnicity: null,
  nationality: 'CHE',
  validTo: calendarDate('2034-03-17'),
};

export const offer: Offer = {
  offerId: id(2),
  applicationId: id(3),
  lender: LENDER,
  principalFen: order.principalFen,
  limitFen: fen(800_000),
  plans,
  expiresAt: Date.UTC(2026, 10, 23),
};

export const statement = makeCostStatement(plan, LENDER, ALL_IN_CEILING_BPS);

export function contract(language: Language): Contract {
  const digits = '11010119900307002';
  const draft = {
    version: '2026-11' as const,
    number: 'ZG-20261122-A7-0193',
    applicationId: id(3),
    language,
    madeOn: TODAY,
    borrower: { name: '欧阳春梅', number: digits + citizenCheckCharacter(digits) },
    lender: LENDER,
    merchant: order.merchant,
    store: order.store,
    goods: order.summary,
    plan,
    costStatement: statement,
    clauses: Array.from({ length: 6 }, (_, index) => ({
      heading: language === 'zh' ? `第${'一二三四五六'.charAt(index)}条 示例条款` : `${index + 1}. Sample clause`,
      paragraphs: [
        language === 'zh'
          ? '这里是画廊里的示例文字，正式合同的条款由服务器给出。借款人可以随时提前还清全部借款，提前还清只付到还款当天为止的利息，不收违约金。'
          : 'This is sample text of the gallery; the clauses of a real contract come from the server. The borrower may repay everything early at any time and pays interest only up to that day.',
      ],
    })),
  };
  return { ...draft, hash: hashOf(draft) };
}

export const receipt: ReceiptView = {
  reference: 'A7-0193',
  contractNumber: 'ZG-20261122-A7-0193',
  contractSha256: sha256Hex('gallery'),
  bookedAt: Date.UTC(2026, 10, 22, 6),
  loanId: id(4),
  principalFen: plan.principalFen,
  terms: plan.terms,
  instalmentFen: usualInstalment(plan),
  totalFen: plan.totalFen,
  firstDueOn: plan.firstDueOn,
  merchant: order.merchant,
  lender: LENDER,
};

/** Like the agent's, shorter. */
export const slip: Slip = {
  blocks: [
    { kind: 'text', text: order.merchant, align: 'centre', bold: true, size: 2 },
    { kind: 'text', text: order.store, align: 'centre' },
    { kind: 'rule' },
    { kind: 'pair', label: '合同编号', value: receipt.contractNumber },
    { kind: 'pair', label: '分期金额', value: formatYuan(plan.principalFen), bold: true },
    {
      kind: 'table',
      head: ['期', '还款日', '要还'],
      rows: plan.instalments.map(({ n, dueOn, totalFen }) => [
        String(n),
        formatDate(dueOn, 'zh'),
        formatYuan(totalFen),
      ]),
    },
    { kind: 'rule' },
    { kind: 'qr', content: receiptCode(receipt.contractNumber, receipt.contractSha256), caption: '合同编号和完整指纹' },
    { kind: 'cut' },
  ],
};
