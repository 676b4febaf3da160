// One purchase from card to books, as the people in it see it, in both languages.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFailed, test } from 'vitest';
import { kioskIn } from '#shared/messages/kiosk.ts';
import type { Language } from '#shared/messages/language.ts';
import { termsIn } from '#shared/messages/terms.ts';
import { assertAccessible } from '../support/axe.ts';
import { hasBrowser, launchBrowser } from '../support/browser.ts';
import { makeFaceClip } from '../support/face-clip.ts';
import { keepFailure } from '../support/failure.ts';
import { KioskPage } from '../support/kiosk-page.ts';
import { PortalPage } from '../support/portal-page.ts';
import { rowsOf } from '../support/rows.ts';
import { messagesTo, orderCode, phoneCode } from '../support/sandbox.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { until } from '../support/until.ts';

/** `PICTURES=folder npm test -- --project=e2e` keeps a picture of every screen. */
const pictures = process.env['PICTURES'];

describe.skipIf(!hasBrowser)('a sale at the counter (needs Chromium)', () => {
  let stack: Stack;
  let browser: Browser;
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'zhanggui-sale-'));
    const cameraFile = join(directory, 'face.mjpeg');
    await makeFaceClip(cameraFile);
    [stack, browser] = await Promise.all([startStack(), launchBrowser({ cameraFile })]);
  });
  afterAll(async () => {
    await browser.close();
    await stack.stop();
    await rm(directory, { recursive: true, force: true });
  });

  test.each<{ language: Language; phone: string; card: string; terms: number }>([
    { language: 'zh', phone: '13800010001', card: 'woman', terms: 6 },
    { language: 'en', phone: '13800010002', card: 'man', terms: 12 },
  ])('goes from card to books in $language, every screen accessible', async ({ language, phone, card, terms }) => {
    const portal = new PortalPage(await newPage({ width: 1440, height: 1000 }), stack.serverUrl, language);
    const kiosk: KioskPage = new KioskPage({
      page: await newPage({ width: 1080, height: 1920 }),
      language,
      control: stack.control,
      onScreen: (name) => lookAt(kiosk.page, `kiosk-${name}-${language}`),
    });
    const words = termsIn[language];
    onTestFailed(() => keepFailure(stack, { portal: portal.page, kiosk: kiosk.page }));

    await portal.signIn('clerk', 'zhanggui-sandbox');
    const orderId = await portal.createOrder('冰箱', '299');
    await lookAt(portal.page, `portal-order-${language}`);

    await kiosk.open(stack.kioskUrl);
    await kiosk.takesUpOrder(await orderCode(stack.serverUrl, orderId));
    await portal.seesOnTimeline(words.timeline['taken-up']);
    await kiosk.consents();
    await kiosk.showsCard(card);
    await kiosk.showsFace();
    await kiosk.typesPhone(phone);
    await kiosk.typesCode(await phoneCode(stack.serverUrl, phone));
    await kiosk.tellsIncome();
    await kiosk.submits();
    await portal.seesOnTimeline(words.timeline['application-approved']);
    await expect
      .poll(() => kiosk.page.getByRole('button', { name: kiosk.words.offers.waitNext }).isDisabled())
      .toBe(true);
    await kiosk.choosesPlan(terms);
    await kiosk.signsStatement();
    await kiosk.signsContract();
    const shownHash = await kiosk.readsReceipt();
    await portal.seesOnTimeline(words.timeline.contracted);
    await until('the contract by SMS', async () =>
      (await messagesTo(stack.serverUrl, phone)).find(({ text }) => text.includes('ZG-')),
    );
    await kiosk.press(kiosk.words.receipt.done);
    // The next shopper begins in Chinese, whatever this one chose.
    await kiosk.sees('idle', kioskIn.zh.idle.question);

    await portal.delivers();
    await portal.seesOnTimeline(words.timeline['settlement-due']);
    await portal.page.getByText(portal.words.order.net, { exact: true }).first().waitFor();
    await lookAt(portal.page, `portal-delivered-${language}`);

    const books = await readBooks(orderId);
    expect(books.documentSha256).toBe(shownHash);
    expect(books.debitFen).toBe(books.creditFen);
    expect(books.grossFen).toBe(books.principalFen);
    expect(books.netFen).toBe(books.grossFen - books.feeFen);
  });

  /** axe on every screen; and a picture of it, where the README's pictures are made anew. */
  async function lookAt(page: Page, name: string): Promise<void> {
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) });
    await assertAccessible(page, name);
  }

  async function newPage(viewport: { width: number; height: number }): Promise<Page> {
    const context = await browser.newContext({ viewport, permissions: ['camera'], reducedMotion: 'reduce' });
    return context.newPage();
  }

  /** What the store is owed for the loan, of some entries. */
  function owed(which: string): string {
    return `(select sum(case e.side when 'credit' then e.amount_fen else -e.amount_fen end)::float8
               from ledger.entries e join ledger.transactions t on t.id = e.transaction_id
              where t.subject_id = l.id and e.account = '2202' and ${which})`;
  }

  async function readBooks(orderId: string): Promise<Books> {
    const [row] = await rowsOf<Books>(
      stack.databaseUrl,
      `select l.principal_fen::float8 as "principalFen", ${owed("e.purpose = 'sale'")} as "grossFen",
              -${owed("e.purpose = 'service-fee'")} as "feeFen", ${owed('true')} as "netFen",
              d.sha256 as "documentSha256",
              (select sum(amount_fen) from ledger.entries where side = 'debit')::float8 as "debitFen",
              (select sum(amount_fen) from ledger.entries where side = 'credit')::float8 as "creditFen"
         from lending.loans l
         join lending.documents d on d.loan_id = l.id
        where l.order_id = $1`,
      [orderId],
    );
    assert(row, 'the order has a loan and a contract');
    return row;
  }
});

interface Books {
  principalFen: number;
  grossFen: number;
  feeFen: number;
  netFen: number;
  debitFen: number;
  creditFen: number;
  documentSha256: string;
}
