import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addFen, fen, plainYuan } from '#shared/money/fen.ts';
import { STATEMENT_FORMATS } from '#shared/wire/loans.ts';
import type { Role } from '#shared/wire/portal.ts';
import { permissionsOf } from '#server/auth/permissions.ts';
import { loansRouter } from '#server/lending/servicing/router.ts';
import { pdfLines } from '../../support/pdf-text.ts';
import { unzip } from '../../support/unzip.ts';
import { codeOf, openCounter, valueOf, type Counter } from '../applications/counter.ts';
import { comeTo, dayAfter, lend, loanOf, operate, type Borrower } from './borrower.ts';

/** A loan with a repayment, a penalty and an overpaid yuan, as its merchant and an operator keep it as a file. */
let counter: Counter;
let borrower: Borrower;
beforeAll(async () => {
  counter = await openCounter();
  borrower = await lend(counter, 900);
  const [first] = (await loanOf(counter, borrower)).rows;
  await comeTo(counter, dayAfter(first?.dueOn ?? '', 5));
  const { businessOn: on, rows } = await loanOf(counter, borrower);
  const amountFen = fen((rows[0]?.totalFen ?? 0) + 100_00);
  await operate(counter, borrower, { kind: 'repayment', on, amountFen, note: 'INTERNAL', receivedAs: 'S-1' });
});
afterAll(() => counter.close());

function statement(
  role: Role,
  format: (typeof STATEMENT_FORMATS)[number],
  merchantId: string | null = counter.merchantId,
) {
  const staff = { id: v7(), name: '店长丙', username: role, role, permissions: permissionsOf(role), merchantId };
  const router = loansRouter.createCaller({ platform: counter.platform, staff });
  return router.statement({ loanId: borrower.loanId, format, language: 'zh' });
}

test('what the files add up to is what the loan says', async () => {
  const loan = await loanOf(counter, borrower);
  expect(loan.rows[0]?.penaltyFen).toBeGreaterThan(0);
  const sums = [
    loan.principalFen,
    addFen(...loan.rows.map((row) => row.interestFen)),
    fen(0),
    addFen(...loan.rows.map((row) => row.penaltyFen)),
    addFen(...loan.rows.map((row) => row.totalFen)),
    addFen(...loan.rows.map((row) => row.paidFen)),
    loan.outstandingFen,
  ].map(plainYuan);
  const paidIn = plainYuan(addFen(...loan.rows.map((row) => row.paidFen), loan.overpaidFen));
  const files = await Promise.all(STATEMENT_FORMATS.map((format) => statement('manager', format)));
  const [pdf, csv, xlsx] = files.map((file) => Buffer.from(valueOf(file).base64, 'base64'));

  const lines = pdfLines(pdf ?? Buffer.of()).map((line) => line.map((cell) => cell.replaceAll(',', '')));
  expect(lines).toContainEqual(['合计', ...sums]);
  expect(lines.find(([first]) => first === '还入合计')?.[1]).toBe(paidIn);
  expect(csv?.toString('utf8')).toContain(`\r\n,合计,${sums.join(',')},\r\n`);
  expect(csv?.toString('utf8')).toContain(`\r\n,还入合计,${paidIn},`);
  const numbers = [...(unzip(xlsx ?? Buffer.of()).get('xl/worksheets/sheet1.xml') ?? '').matchAll(/<v>([\d.]+)<\/v>/g)];
  expect(numbers.map(([, value]) => Number(value))).toEqual(expect.arrayContaining(sums.map(Number)));
  for (const text of [JSON.stringify(lines), csv?.toString('utf8')]) expect(text).not.toContain('INTERNAL');
});

test('who may read the loan gets it, and nobody else', async () => {
  expect(codeOf(await statement('auditor', 'csv', null))).toBe('ok');
  expect(codeOf(await statement('owner', 'csv', v7()))).toBe('loan-not-found');
  expect(codeOf(await statement('technician', 'csv', null))).toBe('not-permitted');
});
