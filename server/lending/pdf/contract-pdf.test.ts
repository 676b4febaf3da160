import { describe, expect, test } from 'vitest';
import { inflateSync } from 'node:zlib';
import { calendarDate } from '#shared/calendar/date.ts';
import { makeCostStatement } from '#shared/lending/cost-statement.ts';
import type { Contract } from '#shared/lending/contract.ts';
import { ALL_IN_CEILING_BPS, makePlan } from '#shared/lending/plan.ts';
import { contractIn } from '#shared/messages/contract.ts';
import { LANGUAGES, type Language } from '#shared/messages/language.ts';
import { fen } from '#shared/money/fen.ts';
import { hashOf, sha256Hex } from '#shared/wire/hash.ts';
import type { SignedDocument } from '#shared/wire/terminal.ts';
import { contractPdf } from './contract-pdf.ts';

const now = Date.UTC(2026, 10, 22, 6);

function made(language: Language, name = '测试甲'): Contract {
  const plan = makePlan({
    principalFen: fen(3_200_00),
    annualRateBps: 1_440,
    terms: 12,
    startOn: calendarDate('2026-11-22'),
  });
  const contract: Omit<Contract, 'hash'> = {
    version: '2026-11',
    number: 'ZG-20261122-A7-0193',
    applicationId: '0199c0de-0000-7000-8000-000000000001',
    language,
    madeOn: calendarDate('2026-11-22'),
    borrower: { name, number: '990001199003070014' },
    lender: '示例银行',
    merchant: '示例家电行',
    store: '县城总店',
    goods: '冰箱 × 1',
    plan,
    costStatement: makeCostStatement(plan, '示例银行', ALL_IN_CEILING_BPS),
    clauses: contractIn[language].clauses({
      lender: '示例银行',
      merchant: '示例家电行',
      goods: '冰箱 × 1',
      principal: '¥3,200.00',
      terms: 12,
      annualRate: '14.40%',
      penaltyRate: '21.60%',
      ceiling: '24.00%',
    }),
  };
  return { ...contract, hash: hashOf(contract) };
}

const ink = {
  width: 600,
  height: 200,
  strokes: [
    [
      { x: 10, y: 10, t: 0 },
      { x: 300, y: 90, t: 90 },
    ],
  ],
};
const signed = (hash: string): SignedDocument => ({
  hash,
  shownAt: now - 60_000,
  signedAt: now - 1_000,
  signature: ink,
});
const print = (contract: Contract, strokes = ink): Promise<Uint8Array> =>
  contractPdf({
    contract,
    statementSigned: signed(contract.costStatement.hash),
    contractSigned: { ...signed(contract.hash), signature: strokes },
    bookedAt: now,
  });

describe('the contract on paper', () => {
  test.each(LANGUAGES)('in %s is a whole PDF with its fonts inside, a small one', async (language) => {
    const pdf = Buffer.from(await print(made(language)));
    const text = pdf.toString('latin1');
    expect(text.startsWith('%PDF-1.')).toBe(true);
    expect(text.trimEnd().endsWith('%%EOF')).toBe(true);
    // Subsets carry six letters before their name (ISO 32000-1, 9.6.4).
    expect(text).toMatch(/\/FontName \/[A-Z]{6}\+NotoSansSC-Regular/);
    expect(text).toMatch(/\/FontName \/[A-Z]{6}\+NotoSansSC-Medium/);
    expect(text).toContain('/FontFile');
    expect(text).not.toMatch(/\/BaseFont \/Helvetica/);
    expect(pdf.length).toBeLessThan(200_000);
  });

  test('from the same values has the same bytes, whenever it is printed', async () => {
    const [first, second] = [await print(made('zh')), await print(made('zh'))];
    expect(sha256Hex(second)).toBe(sha256Hex(first));
  });

  test('changes with the borrower and with the signature', async () => {
    const first = sha256Hex(await print(made('zh')));
    expect(sha256Hex(await print(made('zh', '测试乙')))).not.toBe(first);
    const other = {
      ...ink,
      strokes: [
        [
          { x: 10, y: 10, t: 0 },
          { x: 301, y: 90, t: 90 },
        ],
      ],
    };
    expect(sha256Hex(await print(made('zh'), other))).not.toBe(first);
  });

  test('shows the signatures as lines, not as pictures', async () => {
    const pdf = Buffer.from(await print(made('zh')));
    expect(pdf.toString('latin1')).not.toContain('/Subtype /Image');
    // 300 of the pad's pixels at the box's scale of 232/600, from the left margin.
    const line = (48 + (300 * 232) / 600).toFixed(0);
    expect(pageTexts(pdf).filter((page) => page.includes(`${line} `) && page.includes(' l\n')).length).toBeGreaterThan(
      0,
    );
  });
});

/** What the pages' streams say, unpacked. */
function pageTexts(pdf: Buffer): string[] {
  const texts: string[] = [];
  for (let at = pdf.indexOf('stream\n'); at !== -1; at = pdf.indexOf('stream\n', at + 7)) {
    const body = pdf.subarray(at + 7, pdf.indexOf('\nendstream', at));
    if (body[0] === 0x78) texts.push(inflateSync(body).toString('latin1'));
  }
  return texts;
}
