// A technician's ten minutes: a machine out of its box becomes a counter that takes its first order.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFailed, test } from 'vitest';
import { kioskIn } from '#shared/messages/kiosk.ts';
import { refusalText } from '#shared/messages/refusals.ts';
import { setupIn } from '#shared/messages/setup.ts';
import { slipsIn } from '#shared/messages/slips.ts';
import { assertAccessible } from '../support/axe.ts';
import { hasBrowser, launchBrowser } from '../support/browser.ts';
import { makeFaceClip } from '../support/face-clip.ts';
import { keepFailure } from '../support/failure.ts';
import { createOrder, enrolmentCode } from '../support/merchant.ts';
import { startStack, type Stack } from '../support/stack.ts';

/** As in the sale's test: a folder for a picture of every page. */
const pictures = process.env['PICTURES'];
const words = setupIn.zh;
const SETUP_CODE = '246810';

describe.skipIf(!hasBrowser)('setting a terminal up (needs Chromium)', () => {
  let stack: Stack;
  let browser: Browser;
  let directory: string;
  let page: Page;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'zhanggui-setup-'));
    const cameraFile = join(directory, 'face.mjpeg');
    await makeFaceClip(cameraFile);
    [stack, browser] = await Promise.all([startStack({ isNew: true }), launchBrowser({ cameraFile })]);
    const context = await browser.newContext({ viewport: { width: 1080, height: 1920 }, reducedMotion: 'reduce' });
    page = await context.newPage();
  });
  afterAll(async () => {
    await browser.close();
    await stack.stop();
    await rm(directory, { recursive: true, force: true });
  });

  test('a new machine opens with the wizard, and ends green with every device tested', async () => {
    onTestFailed(() => keepFailure(stack, { kiosk: page }));
    await page.goto(stack.kioskUrl);
    await sees(words.devices.question);
    await press(words.devices.manual);
    for (const role of ['reader', 'scanner', 'printer'] as const) {
      await page.getByLabel(words.devices.manualLabel).fill(stack.simulated[role]);
      await press(words.devices.useAs(words.roles[role]));
      await page.getByText(words.devices.usedAs(words.roles[role])).waitFor();
      if (role !== 'printer') await press(words.devices.manual);
    }
    await lookAt('devices');

    await press(words.next(words.steps.reader));
    await press(words.test.start);
    await page.getByRole('status').filter({ hasText: words.test.reader.doing }).waitFor();
    await lookAt('reader-waiting');
    await stack.control.putCard('man');
    await page.getByText(words.test.passed).waitFor();
    await page.getByText(words.test.documents.resident).waitFor();
    await lookAt('reader');
    await stack.control.removeCard();

    await press(words.next(words.steps.scanner));
    await press(words.test.start);
    await page.getByRole('status').filter({ hasText: words.test.scanner.doing }).waitFor();
    await stack.control.scan('6901234567892');
    await page.getByText(words.test.kinds.gtin).waitFor();
    await lookAt('scanner');

    await press(words.next(words.steps.printer));
    await press(words.test.start);
    await page.getByText(words.test.printer.look).waitFor();
    await expect.poll(() => stack.control.printedPaper()).toContain(slipsIn.zh.test.title);
    await lookAt('printer');
    await press(words.test.printer.yes);
    await page.getByText(words.test.passed).waitFor();

    await press(words.next(words.steps.camera));
    await expect.poll(() => page.getByRole('button', { name: words.camera.good, exact: true }).isEnabled()).toBe(true);
    await lookAt('camera');
    await press(words.camera.good);
    await page.getByText(words.test.passed).waitFor();

    await press(words.next(words.steps.machine));
    await page.getByText(words.machine.checks.server).waitFor();
    await lookAt('machine');
    await press(words.next(words.steps.enrol));
    await enrols();
    await press(words.next(words.steps.done));
    await sees(words.done.green);
    await lookAt('done');
  });

  test('the diagnostics it saves hold devices and checks, and nobody', async () => {
    onTestFailed(() => keepFailure(stack, { kiosk: page }));
    const saving = page.waitForEvent('download');
    await press(words.done.diagnostics);
    const file = await (await saving).path();
    const text = await readFile(file, 'utf8');
    await page.getByText(words.done.saved).waitFor();
    expect(JSON.parse(text)).toMatchObject({
      terminal: { label: expect.stringMatching(/^[A-Z]\d+$/) },
      checks: expect.any(Array),
    });
    const man = (await stack.control.cards()).find(({ id }) => id === 'man');
    assert(man, 'the sandbox has the man');
    for (const secret of [man.name, man.birth.replaceAll('-', ''), SETUP_CODE, '6901234567892']) {
      expect(text).not.toContain(secret);
    }
  });

  test('closed, it is a counter that takes an order; five taps in the corner and the code open it again', async () => {
    onTestFailed(() => keepFailure(stack, { kiosk: page }));
    await press(words.close);
    await sees(kioskIn.zh.idle.question);
    await knock();
    await sees(words.unlock.question);
    await lookAt('unlock');
    await types('111111');
    await press(words.unlock.open);
    await page.getByText(refusalText('zh', { code: 'setup-code-wrong' }).what).waitFor();
    await types(SETUP_CODE);
    await press(words.unlock.open);
    await sees(words.devices.question);

    // While the technician is at work, a code is nobody's order.
    await stack.control.scan((await createOrder(stack)).code);
    await press(words.leave);
    await sees(kioskIn.zh.idle.question);
    await stack.control.scan((await createOrder(stack)).code);
    await sees(kioskIn.zh.order.question);
    await knock();
    await page.reload();
    await sees(kioskIn.zh.order.question);
  });

  async function enrols(): Promise<void> {
    await types('00000000');
    await press(words.enrol.go);
    await page.getByText(refusalText('zh', { code: 'enrolment-code-wrong' }).what).waitFor();
    await lookAt('enrol');
    const { code, store } = await enrolmentCode(stack);
    await types(code);
    await press(words.enrol.go);
    await page.getByText(words.enrol.doneTitle).waitFor();
    await page.getByText(store, { exact: true }).waitFor();
    await types(SETUP_CODE);
    await press(words.code.set);
    await page.getByText(words.code.kept).waitFor();
    await lookAt('enrolled');
  }

  async function knock(): Promise<void> {
    for (let tap = 0; tap < 5; tap += 1) await page.mouse.click(40, 60);
  }

  /** As fast as fingers: keys without a pause would be a scanner's. */
  async function types(digits: string): Promise<void> {
    await page.keyboard.type(digits, { delay: 120 });
  }

  async function sees(question: string): Promise<void> {
    await page.getByRole('heading', { level: 1, name: question, exact: true }).waitFor();
  }

  async function press(name: string): Promise<void> {
    await page.getByRole('button', { name, exact: true }).click();
  }

  async function lookAt(name: string): Promise<void> {
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, `setup-${name}.png`) });
    await assertAccessible(page, `setup-${name}`);
  }
});
