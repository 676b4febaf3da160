// Who walks away is forgotten: a warning first, then the screen is wiped, and nothing was filed.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFailed, test } from 'vitest';
import { hasBrowser, launchBrowser } from '../support/browser.ts';
import { keepFailure } from '../support/failure.ts';
import { KioskPage } from '../support/kiosk-page.ts';
import { createOrder } from '../support/merchant.ts';
import { startStack, type Stack } from '../support/stack.ts';

describe.skipIf(!hasBrowser)('a shopper who walks away (needs Chromium)', () => {
  let stack: Stack;
  let browser: Browser;

  beforeAll(async () => {
    const agentEnv = { IDLE_WARN_S: '2', IDLE_RESET_S: '3' };
    [stack, browser] = await Promise.all([startStack({ agentEnv }), launchBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await stack.stop();
  });

  test('is asked for, may say that she is there, and is forgotten when she is not', async () => {
    const page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
    const kiosk = new KioskPage({ page, language: 'zh', control: stack.control });
    onTestFailed(() => keepFailure(stack, { kiosk: page }));
    await kiosk.open(stack.kioskUrl);
    await kiosk.takesUpOrder((await createOrder(stack)).code);
    await kiosk.sees('consent', kiosk.words.consent.question['credit-enquiry']);
    await kiosk.press(kiosk.words.idleWarning.stay);
    await page.getByText(kiosk.words.idleWarning.title).waitFor({ state: 'hidden' });
    await kiosk.sees('consent', kiosk.words.consent.question['credit-enquiry']);
    await page.getByText(kiosk.words.idleWarning.title).waitFor();
    await kiosk.sees('idle', kiosk.words.idle.question);
    expect(await page.getByText('¥').count()).toBe(0);
  });
});
