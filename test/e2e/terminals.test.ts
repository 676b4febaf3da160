// A new terminal, from the button in the portal to the list, as the owner sees it; the kiosk's part is the agent's own code.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLog } from '#agent/log.ts';
import { createTerminalServer } from '#agent/server-link/adapter.ts';
import { createProver, type Prove } from '#agent/server-link/proof.ts';
import { createEnrol } from '#agent/setup/enrol.ts';
import type { Language } from '#shared/messages/language.ts';
import type { Child } from '../../bin/start/child.ts';
import { startServer, type ServerReady } from '../../bin/start/programs.ts';
import { assertAccessible } from '../support/axe.ts';
import { hasBrowser, launchBrowser } from '../support/browser.ts';
import { freshDatabase, testServerSecret, type FreshDatabase } from '../support/database.ts';
import { PortalPage } from '../support/portal-page.ts';
import { freePorts } from '../support/ports.ts';

/** As in the sale's test: a folder for a picture of every screen. */
const pictures = process.env['PICTURES'];
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

describe.skipIf(!hasBrowser)('a new terminal (needs Chromium)', () => {
  let database: FreshDatabase;
  let directory: string;
  let server: Child<ServerReady>;
  let serverUrl: string;
  let browser: Browser;

  beforeAll(async () => {
    database = await freshDatabase();
    directory = await mkdtemp(join(tmpdir(), 'zhanggui-terminals-'));
    const [port = 0, elsewhere = 0] = await freePorts(2);
    serverUrl = `http://127.0.0.1:${port}`;
    server = await startServer({
      logDir: directory,
      databaseUrl: database.url,
      secret: testServerSecret,
      port,
      devicesUrl: `http://127.0.0.1:${elsewhere}`,
      enrolmentFile: join(directory, 'enrolment.json'),
      kioskUrl: `http://127.0.0.1:${elsewhere}`,
    });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
    await rm(directory, { recursive: true, force: true });
  });

  test.each<{ language: Language }>([{ language: 'zh' }, { language: 'en' }])(
    'comes in by its code, shows up by itself and is retired ($language)',
    async ({ language }) => {
      const portal = await signedIn('owner', language);
      const { page } = portal;
      const words = portal.words.terminals;
      await page.getByRole('link', { name: words.title }).click();
      await page.getByRole('rowheader', { name: 'A7' }).waitFor();
      await lookAt(page, `portal-terminals-${language}`);

      await page.getByRole('button', { name: words.add }).click();
      await page.getByRole('radio', { name: '集市店' }).check();
      await lookAt(page, `portal-terminals-store-${language}`);
      await page.getByRole('dialog').getByRole('button', { name: words.makeCode }).click();
      const shown = await page.getByText(/^\d{4} \d{4}$/).innerText();
      await lookAt(page, `portal-terminals-code-${language}`);

      const enrolled = await createEnrol({ server: serverFor(null) })(shown.replace(' ', ''));
      assert(enrolled.ok, 'the code on the page lets the terminal in');
      const { profile } = enrolled.value;
      expect(profile.store).toBe('集市店');
      await page.getByText(words.arrived(profile.label, '集市店')).waitFor();
      const row = page.getByRole('row').filter({ hasText: profile.label });
      await row.getByText(words.active).waitFor();
      expect(await page.getByText(shown).count()).toBe(0);
      await lookAt(page, `portal-terminals-arrived-${language}`);

      const known = serverFor(createProver(enrolled.value));
      expect(await known.call('hello', undefined)).toEqual({ ok: true, value: profile });
      await row.getByRole('button', { name: words.retireThis(profile.label) }).click();
      await page.getByText(words.retireAsk(profile.label, '集市店')).waitFor();
      await lookAt(page, `portal-terminals-retire-${language}`);
      await page
        .getByRole('dialog')
        .getByRole('button', { name: words.retireThis(profile.label) })
        .click();
      await row.getByText(words.retired).waitFor();
      expect(await known.call('hello', undefined)).toMatchObject({ refusal: { code: 'terminal-unknown' } });
    },
  );

  test('is waited for no longer than its code holds', async () => {
    const { page, words } = await signedIn('manager', 'zh');
    const { add, codeExpired, makeCode, newCode, close, title } = words.terminals;
    await page.getByRole('link', { name: title }).click();
    await page.getByRole('button', { name: add }).click();
    await page.getByRole('dialog').getByRole('button', { name: makeCode }).click();
    await page.getByText(/^\d{4} \d{4}$/).waitFor();
    await page.clock.setFixedTime(Date.now() + 15 * 60_000);
    await page.getByText(codeExpired).waitFor();
    expect(await page.getByText(/^\d{4} \d{4}$/).count()).toBe(0);
    await page.getByRole('button', { name: newCode }).waitFor();
    await lookAt(page, 'portal-terminals-expired');
    await page.getByRole('button', { name: close }).click();
    await page.getByRole('button', { name: add }).waitFor();
  });

  test('a clerk sees the list and no button', async () => {
    const { page, words } = await signedIn('clerk', 'zh');
    await page.getByRole('link', { name: words.terminals.title }).click();
    await page.getByRole('rowheader', { name: 'A7' }).waitFor();
    await lookAt(page, 'portal-terminals-clerk');
    expect(await page.getByRole('main').getByRole('button').count()).toBe(0);
  });

  async function signedIn(username: string, language: Language): Promise<PortalPage> {
    const context = await browser.newContext({ viewport: WIDE, reducedMotion: 'reduce' });
    const portal = new PortalPage(await context.newPage(), serverUrl, language);
    const login = server.ready.logins.find((each) => each.username === username);
    assert(login, `the sandbox has the login ${username}`);
    await portal.signIn(username, login.password);
    return portal;
  }

  function serverFor(prove: Prove | null) {
    const { signal } = new AbortController();
    return createTerminalServer({ url: `${serverUrl}/terminal/trpc`, prove, now: Date.now, log: silentLog, signal });
  }

  /** On a desk and on a phone: axe, nothing that reaches beyond the edge, and a picture where pictures are wanted. */
  async function lookAt(page: Page, name: string): Promise<void> {
    for (const [size, viewport] of Object.entries({ wide: WIDE, phone: PHONE })) {
      await page.setViewportSize(viewport);
      if (pictures !== undefined)
        await page.screenshot({ path: join(pictures, `${name}-${size}.png`), fullPage: true });
      await assertAccessible(page, `${name}-${size}`);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(viewport.width);
    }
    await page.setViewportSize(WIDE);
  }
});
