// A loan after it was made, as operators and the shop see it: repaid by way of a what-if, proved by its books, closed
// day by day until it is late, its goods taken back.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFailed, test } from 'vitest';
import { portalIn } from '#shared/messages/portal.ts';
import { termsIn } from '#shared/messages/terms.ts';
import { assertAccessible } from '../support/axe.ts';
import { hasBrowser, launchBrowser } from '../support/browser.ts';
import { buy } from '../support/buy.ts';
import { makeFaceClip } from '../support/face-clip.ts';
import { keepFailure } from '../support/failure.ts';
import { KioskPage } from '../support/kiosk-page.ts';
import { LoanDesk } from '../support/loan-desk.ts';
import { PortalPage } from '../support/portal-page.ts';
import { startStack, type Stack } from '../support/stack.ts';

/** `PICTURES=folder npm test -- --project=e2e` keeps a picture of every screen. */
const pictures = process.env['PICTURES'];

describe.skipIf(!hasBrowser)('a loan after the sale (needs Chromium)', () => {
  let stack: Stack;
  let browser: Browser;
  let directory: string;
  let orderId: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'zhanggui-loans-'));
    const cameraFile = join(directory, 'face.mjpeg');
    await makeFaceClip(cameraFile);
    [stack, browser] = await Promise.all([startStack(), launchBrowser({ cameraFile })]);
    const { serverUrl, control } = stack;
    const portal = new PortalPage(await newPage(1440), serverUrl, 'zh');
    const kiosk = new KioskPage({ page: await newPage(1080, 1920), language: 'zh', control });
    await portal.signIn('clerk', 'zhanggui-sandbox');
    await kiosk.open(stack.kioskUrl);
    orderId = await buy({ portal, kiosk, serverUrl, phone: '13800010001', card: 'woman', terms: 6 });
  });
  afterAll(async () => {
    await browser.close();
    await stack.stop();
    await rm(directory, { recursive: true, force: true });
  });

  test('an operator books a repayment that was shown before, and the books prove it', async () => {
    const desk = await deskOf('administrator', 'zh', 1280);
    await desk.openLoan();
    await lookAt(desk.page, 'loan');
    const before = await desk.figure(desk.words.loan.outstanding);

    await desk.begin('repayment');
    await desk.type('amount', '300');
    await desk.preview();
    await lookAt(desk.page, 'loan-what-if');
    expect(await desk.figure(desk.words.loan.outstanding)).toBe(before);
    await desk.confirm('repayment');
    await desk.page.getByRole('row').filter({ hasText: termsIn.zh.transactionKind.repayment }).first().waitFor();
    expect(await desk.figure(desk.words.loan.outstanding)).not.toBe(before);

    await desk.openBooks();
    const { figures, figureAgrees } = desk.words.loan;
    const [principal = ''] = await desk.page.getByRole('button', { name: figures.principal }).allInnerTexts();
    expect(principal).toContain(figureAgrees('¥1,800.00'));
    await lookAt(desk.page, 'loan-books');
  });

  test('a loan that changes under the form is worked out anew before it can be confirmed', async () => {
    const [slow, quick] = await Promise.all([deskOf('service', 'zh', 1280), deskOf('collections', 'zh', 1280)]);
    await Promise.all([slow.openLoan(), quick.openLoan()]);
    await slow.begin('repayment');
    await slow.type('amount', '20');
    await slow.preview();
    await quick.begin('repayment');
    await quick.type('amount', '10');
    await quick.preview();
    await quick.confirm('repayment');

    await slow.press('repayment');
    await slow.page.getByRole('alert').filter({ hasText: slow.words.loanActions.changed }).waitFor();
    await slow.confirm('repayment');
  });

  test('days are closed ahead of the clock, and the loan is late', async () => {
    const desk = await deskOf('administrator', 'en', 1280);
    await desk.closeDaysUntilLate();
    await lookAt(desk.page, 'closing');
    await desk.openLoan();
    await desk.page.getByText(termsIn.en.loanStatus.overdue, { exact: true }).first().waitFor();
    await desk.page.goto(`${stack.serverUrl}/ledger`);
    await desk.page.getByText(desk.words.ledger.balanced, { exact: true }).waitFor();
    await desk.page.getByText(desk.words.ledger.agrees, { exact: true }).last().waitFor();
    await lookAt(desk.page, 'ledger');
  });

  test('the shop takes goods back on a phone and sees first what it gives and gets', async () => {
    const desk = await deskOf('owner', 'en', 390);
    await desk.page.goto(`${stack.serverUrl}/orders/${orderId}`);
    await desk.page.getByRole('link', { name: desk.words.order.toLoan }).click();
    const { name } = desk.words.loanActions.of['merchant-issued-refund'];
    await desk.page.getByRole('button', { name, exact: true }).click();
    await desk.type('amount', '500');
    await desk.type('note', 'A dented door');
    await desk.page.getByText(desk.words.loanActions.interestChoices.yes).click();
    await desk.preview();
    await desk.page.getByText(desk.words.loanActions.merchantGives).waitFor();
    await desk.page.getByText(desk.words.loanActions.feeReturned).waitFor();
    await lookAt(desk.page, 'refund-what-if');
    await desk.confirm('merchant-issued-refund');
    const [statement] = await Promise.all([
      desk.page.waitForEvent('download'),
      desk.page.getByRole('button', { name: desk.words.loan.download.pdf, exact: true }).click(),
    ]);
    expect(statement.suggestedFilename()).toMatch(/\.pdf$/);
  });

  async function deskOf(username: string, language: 'zh' | 'en', width: number): Promise<LoanDesk> {
    const page = await newPage(width);
    onTestFailed(() => keepFailure(stack, { portal: page }));
    const portal = new PortalPage(page, stack.serverUrl, language);
    await portal.signIn(username, 'zhanggui-sandbox');
    return new LoanDesk(page, stack.serverUrl, portalIn[language]);
  }

  async function lookAt(page: Page, name: string): Promise<void> {
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, `portal-${name}.png`) });
    await assertAccessible(page, name);
  }

  async function newPage(width: number, height = 1000): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width, height },
      permissions: ['camera'],
      reducedMotion: 'reduce',
    });
    return context.newPage();
  }
});
