import { describe, expect, test } from 'vitest';
import { calendarDate, shanghaiDate } from '#shared/calendar/date.ts';
import { makePlan } from '#shared/lending/plan.ts';
import { LANGUAGES } from '#shared/messages/language.ts';
import { fen } from '#shared/money/fen.ts';
import type { Slip } from '#shared/slip/document.ts';
import { layOut } from '#shared/slip/layout.ts';
import { referenceOfCode } from '#shared/slip/reference-code.ts';
import { columnsOf } from '#shared/slip/paper-text.ts';
import { NOW, orderView, receipt } from '../testing/samples.ts';
import { repaymentState } from '../testing/repayments.ts';
import { printRefusal } from './print-refusal.ts';
import { receiptSlip } from './receipt.ts';
import { repaymentSlip } from './repayment.ts';
import { savedSlip } from './saved.ts';
import { testPage } from '#shared/slip/test-page.ts';

const plan = makePlan({ principalFen: fen(3_600_00), annualRateBps: 1_440, terms: 12, startOn: shanghaiDate(NOW) });
const SETTLED = repaymentState({
  choice: 'payoff',
  after: { outstandingFen: fen(0), nextDueOn: null, nextFen: fen(0), settled: true },
});
const sale = { order: orderView(), receipt: receipt(plan), plan };

function textOf(slip: Slip, columns = 32): string[] {
  return layOut(slip, columns).flatMap((line) => (line.kind === 'text' ? [line.text] : []));
}

describe('the receipt', () => {
  test('holds every instalment with its date, the total, and what it costs, on the narrow paper', () => {
    const lines = textOf(receiptSlip(sale, 'zh'));
    const at = lines.indexOf('还款计划');
    // 3,600 yuan at 14.40 % over 12 months: 323.91 by the annuity formula P·m / (1 − (1 + m)^−12).
    expect(lines.slice(at + 1, at + 4)).toEqual([
      '期            还款日        要还',
      '1     2026年12月22日    ￥323.91',
      '2      2027年1月22日    ￥323.91',
    ]);
    expect(lines[at + 13]).toMatch(/^12 +2027年11月22日 +￥323\.\d\d$/);
    expect(lines[at + 14]).toMatch(/^合计 +￥3,886\.\d\d$/);
    expect(lines.filter((line) => columnsOf(line) > 32)).toEqual([]);
  });

  test('names merchant, lender, both numbers, the amount and whom to ask', () => {
    const text = textOf(receiptSlip(sale, 'zh'), 48).join('\n');
    for (const fact of [
      '春风电器',
      '城关店',
      '测试消费金融',
      'A7-0001',
      'ZG-20261122-A7-0001',
      '2026-11-22 14:00:00',
      '￥3,600.00',
      '客服电话',
    ])
      expect(text).toContain(fact);
    expect(text).toContain('abababababababab…');
    expect(text).not.toContain('ab'.repeat(9));
  });

  test('its code is that of the screen: number and whole fingerprint', () => {
    const codes = layOut(receiptSlip(sale, 'zh'), 32).flatMap((line) => (line.kind === 'qr' ? [line.content] : []));
    expect(codes).toEqual([`ZG-20261122-A7-0001 sha256:${'ab'.repeat(32)}`]);
  });

  test('without the plan it says what it knows, and where the rest stands', () => {
    const lines = textOf(receiptSlip({ ...sale, plan: null }, 'zh'));
    expect(lines).toContain('每期还                  ￥323.91');
    expect(lines).toContain('第一次还款        2026年12月22日');
    expect(lines.join('')).toContain('每一期的金额见合同');
  });
});

describe('the slip of a saved application', () => {
  const saved = {
    order: orderView(),
    reference: 'A7-0001',
    savedOn: calendarDate('2026-11-22'),
    phoneMasked: '138****0000',
    phoneVerified: false,
  };

  test('says first that nothing is decided, and holds number and masked phone', () => {
    const text = textOf(savedSlip(saved, 'zh')).join('\n');
    for (const fact of ['还没有审批', 'A7-0001', '138****0000', '2026年11月22日', '手机号还没有验证'])
      expect(text).toContain(fact);
    expect(textOf(savedSlip({ ...saved, phoneVerified: true }, 'zh')).join('')).not.toContain('还没有验证');
  });
});

describe('the slip of a repayment', () => {
  test('says what was paid, when and how, and what is left', () => {
    const text = textOf(repaymentSlip(repaymentState(), 'zh')).join('\n');
    for (const fact of ['还款凭条', 'A7-0193', 'ZG-20260922-A7-0193', '2026-11-22 14:00:00', '微信支付', '￥618.42'])
      expect(text).toContain(fact);
    expect(text).toContain('下次还款日        2026年12月22日');
    expect(text).toContain('￥2,461.00');
  });

  test('of the last one says that it was the last, and has no code for a next time', () => {
    const lines = layOut(repaymentSlip(SETTLED, 'zh'), 32);
    expect(lines.filter(({ kind }) => kind === 'qr')).toEqual([]);
    const text = textOf(repaymentSlip(SETTLED, 'zh')).join('\n');
    expect(text).toContain('已经全部还清');
    expect(text).not.toContain('下次');
  });
});

test('the slips that one can repay with lead to their reference', () => {
  const saved = {
    order: sale.order,
    reference: 'A7-0001',
    savedOn: calendarDate('2026-11-22'),
    phoneMasked: '1',
    phoneVerified: true,
  };
  const references = [receiptSlip(sale, 'zh'), savedSlip(saved, 'zh'), repaymentSlip(repaymentState(), 'zh')].flatMap(
    (slip) => layOut(slip, 32).flatMap((line) => (line.kind === 'qr' ? [referenceOfCode(line.content)] : [])),
  );
  expect(references).toEqual(['A7-0001', 'A7-0001', 'A7-0193']);
});

test('the test page has rulers of 32 columns, Latin and Chinese', () => {
  const lines = textOf(testPage('zh', NOW));
  expect(lines.filter((line) => /^(1234567890|一二三)/.test(line)).map(columnsOf)).toEqual([32, 32]);
});

test.each(LANGUAGES)('in %s every slip fits both papers and ends in a cut', (language) => {
  const saved = {
    order: sale.order,
    reference: 'A7',
    savedOn: calendarDate('2026-11-22'),
    phoneMasked: '1',
    phoneVerified: true,
  };
  const slips = [
    receiptSlip(sale, language),
    savedSlip(saved, language),
    repaymentSlip(repaymentState(), language),
    repaymentSlip(SETTLED, language),
    testPage(language, NOW),
  ];
  for (const slip of slips) {
    for (const columns of [32, 48]) {
      const lines = layOut(slip, columns);
      expect(lines.at(-1)).toEqual({ kind: 'cut' });
      for (const line of lines)
        if (line.kind === 'text') expect(columnsOf(line.text) * line.size).toBeLessThanOrEqual(columns);
    }
  }
});

test.each([
  [[], { code: 'lost', detail: '' }, 'printer-lost'],
  [['paper-near-end'], { code: 'silent', detail: '' }, 'printer-lost'],
  [['paper-end', 'offline'], null, 'printer-paper-end'],
  [['cover-open', 'paper-end'], null, 'printer-cover-open'],
  [['cutter-error', 'paper-end'], null, 'printer-fault'],
  [[], null, 'printer-fault'],
] as const)('%j and link %j is %s', (troubles, link, code) => {
  expect(printRefusal({ kind: 'failed', troubles, link })).toBe(code);
});
