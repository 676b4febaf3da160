// A clerk's hands and eyes in the portal, by the words on the page.
import type { Page } from 'playwright-core';
import { portalIn } from '#shared/messages/portal.ts';
import type { PortalMessages } from '#shared/messages/zh/portal.ts';
import type { Language } from '#shared/messages/language.ts';

export class PortalPage {
  readonly page: Page;
  readonly words: PortalMessages;
  readonly #url: string;
  readonly #language: Language;

  constructor(page: Page, url: string, language: Language) {
    this.page = page;
    this.#url = url;
    this.#language = language;
    this.words = portalIn[language];
  }

  async signIn(username: string, password: string): Promise<void> {
    await this.page.goto(`${this.#url}/login`);
    if (this.#language === 'en') await this.page.getByText('English', { exact: true }).first().click();
    await this.page.getByLabel(this.words.login.username, { exact: true }).fill(username);
    await this.page.getByLabel(this.words.login.password, { exact: true }).fill(password);
    await this.page.getByRole('button', { name: this.words.login.submit, exact: true }).click();
    await this.page.waitForURL((url) => !url.pathname.startsWith('/login'));
  }

  /** Searches goods by name, takes the first two found, pays something down, and creates the order. Answers the order's id. */
  async createOrder(search: string, downPayment: string): Promise<string> {
    await this.page.goto(`${this.#url}/orders/new`);
    const finder = this.page.getByRole('combobox');
    await finder.fill(search);
    await this.page.getByRole('option', { name: search }).first().waitFor();
    await finder.press('Enter');
    await this.page.getByLabel(this.words.newOrder.downPayment).fill(downPayment);
    await this.page.getByRole('button', { name: this.words.newOrder.submit }).click();
    await this.page.waitForURL(/\/orders\/[0-9a-f-]{36}$/);
    return new URL(this.page.url()).pathname.split('/').at(-1) ?? '';
  }

  async seesOnTimeline(text: string): Promise<void> {
    await this.page.getByRole('listitem').filter({ hasText: text }).first().waitFor();
  }

  async delivers(): Promise<void> {
    await this.page.getByRole('button', { name: this.words.order.deliver, exact: true }).click();
    await this.page.getByRole('dialog').getByRole('button', { name: this.words.order.deliver, exact: true }).click();
  }
}
