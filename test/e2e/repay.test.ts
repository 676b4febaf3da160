// The shopper comes back with her receipt and repays at the counter: by reference, with the payment code of her phone;
// once with too little money on it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFailed, test } from 'vitest';
import { SANDBOX_PAYMENT_CODES } from '#shared/wire/sandbox.ts';
import { assertAccessible } from '../support/axe.ts';
import { hasBrowser, launchBrowser } from '../support/browser.ts';
import { buy } from '../support/buy.ts';
import { makeFaceClip } from '../support/face-clip.ts';
import { keepFailure } from '../support/failure.ts';
import { KioskPage } from '../support/kiosk-page.ts';
import { PortalPage } from '../support/portal-page.ts';
import { rowsOf } from '../support/rows.ts';
import { messagesTo } from '../support/sandbox.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { until } from '../support/until.ts';

/** `PICTURES=folder npm test -- --project=e2e` keeps a picture of every screen. */
const pictures = process.env['PICTURES'];
const PHONE = '13800010002';

describe.skipIf(!hasBrowser)('repaying at the counter (needs Chromium)', () => {
  let stack: Stack;
  let browser: Browser;
  let directory: string;
  let kiosk: KioskPage;
  let reference: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'zhanggui-repay-'));
    const cameraFile = join(directory, 'face.mjpeg');
    await makeFaceClip(cameraFile);
    [stack, browser] = await Promise.all([startStack(), launchBrowser({ cameraFile })]);
    const { serverUrl, control, databaseUrl } = stack;
    const portal = new PortalPage(await newPage(1440), serverUrl, 'zh');
    const page = await newPage(1080, 1920);
    kiosk = new KioskPage({ page, language: 'zh', control });
    await portal.signIn('clerk', 'zhanggui-sandbox');
    await kiosk.open(stack.kioskUrl);
    await buy({ portal, kiosk, serverUrl, phone: PHONE, card: 'woman', terms: 3 });
    const [loan] = await until('the money is out', () =>
      rowsOf<{ reference: string }>(
        databaseUrl,
        `select l.reference from lending.loans l join lending.servicing s on s.loan_id = l.id where s.status = 'disbursed'`,
      ).then((rows) => (rows.length > 0 ? rows : undefined)),
    );
    reference = loan?.reference ?? '';
  });
  afterAll(async () => {
    await browser.close();
    await stack.stop();
    await rm(directory, { recursive: true, force: true });
  });

  test('the next instalment is paid at the second try, then everything, and the books know it', async () => {
    onTestFailed(() => keepFailure(stack, { kiosk: kiosk.page }));
    const { repay } = kiosk.words;
    await findLoan();
    await look('choose', repay.choose.question);
    await kiosk.choose(repay.choose.title.next);
    await pressWith(/去付款/);
    await look('pay', repay.pay.question);
    await stack.control.scan('6901234567892');
    await kiosk.readsRefusal('payment-code-wanted');
    await stack.control.scan(SANDBOX_PAYMENT_CODES['not-enough-money']);
    await look('refused', repay.refused.question);
    await kiosk.press(repay.refused.again);
    await kiosk.sees('pay', repay.pay.question);
    await stack.control.scan(SANDBOX_PAYMENT_CODES.pays);
    await look('done', repay.done.question.paid);
    await kiosk.press(repay.done.done);

    await findLoan();
    await kiosk.sees('choose', repay.choose.question);
    await kiosk.choose(repay.choose.title.payoff);
    await pressWith(/去付款/);
    await kiosk.sees('pay', repay.pay.question);
    await stack.control.scan(SANDBOX_PAYMENT_CODES['answers-late']);
    await look('settled', repay.done.question.settled);
    await kiosk.press(repay.done.done);

    const [loan] = await rowsOf<{ status: string; outstanding: string; payments: string }>(
      stack.databaseUrl,
      `select s.status, s.outstanding_fen::text as outstanding, count(t.n)::text as payments
         from lending.servicing s join lending.transactions t on t.loan_id = s.loan_id and t.kind = 'repayment'
        group by 1, 2`,
    );
    expect(loan).toEqual({ status: 'settled', outstanding: '0', payments: '2' });
    await until('both are told by SMS', async () => {
      const told = (await messagesTo(stack.serverUrl, PHONE)).filter(({ text }) => text.includes('还款'));
      return told.length >= 2 ? told : undefined;
    });
  });

  test('a reference with another phone finds nothing, and says no more than that', async () => {
    onTestFailed(() => keepFailure(stack, { kiosk: kiosk.page }));
    await findLoan('0000');
    await kiosk.readsRefusal('repayment-not-found');
  });

  async function findLoan(last4 = PHONE.slice(-4)): Promise<void> {
    const { repay } = kiosk.words;
    await kiosk.sees('idle', kiosk.words.idle.question);
    await kiosk.choose(repay.start.button);
    await look('reference', repay.reference.question);
    await kiosk.types(reference.toLowerCase());
    await kiosk.press(repay.reference.next);
    await look('phone', repay.phone.question);
    await kiosk.types(last4);
    await kiosk.press(repay.phone.next);
  }

  async function pressWith(name: RegExp): Promise<void> {
    await kiosk.page.getByRole('button', { name }).click();
  }

  async function look(name: string, question: string): Promise<void> {
    await kiosk.sees(name, question);
    if (pictures !== undefined) await kiosk.page.screenshot({ path: join(pictures, `repay-${name}.png`) });
    await assertAccessible(kiosk.page, name);
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
