// An operator's hands at the pages of loans, by the words on the page.
import type { Locator, Page } from 'playwright-core';
import type { PortalMessages } from '#shared/messages/zh/portal.ts';

type Action = keyof PortalMessages['loanActions']['of'];

export class LoanDesk {
  readonly page: Page;
  readonly words: PortalMessages;
  readonly #url: string;

  constructor(page: Page, url: string, words: PortalMessages) {
    this.page = page;
    this.#url = url;
    this.words = words;
  }

  /** The first loan of the list. */
  async openLoan(): Promise<void> {
    await this.page.goto(`${this.#url}/loans`);
    await this.page.locator('a.row-link').first().click();
    await this.page.getByRole('heading', { name: this.words.loan.schedule }).waitFor();
  }

  async openBooks(): Promise<void> {
    await this.page
      .getByRole('navigation', { name: this.words.loan.views })
      .getByRole('link', { name: this.words.loan.books })
      .click();
    await this.page.getByText(this.words.loan.sumOfShown).waitFor();
  }

  /** What stands under a label among the key figures. */
  figure(label: string): Promise<string> {
    return this.page.locator('.figure', { hasText: label }).locator('strong').first().innerText();
  }

  async begin(action: Action): Promise<void> {
    await this.page.getByRole('button', { name: this.words.loanActions.open, exact: true }).click();
    await this.#dialog.getByRole('button', { name: this.words.loanActions.of[action].name }).first().click();
  }

  async type(field: keyof PortalMessages['loanActions']['fields'], text: string): Promise<void> {
    await this.#dialog.getByLabel(this.words.loanActions.fields[field], { exact: true }).fill(text);
  }

  async preview(): Promise<void> {
    await this.#dialog.getByRole('button', { name: this.words.loanActions.preview }).click();
    await this.#dialog.getByRole('heading', { name: this.words.loanActions.result }).waitFor();
  }

  async press(action: Action): Promise<void> {
    await this.#dialog.getByRole('button', { name: this.words.loanActions.of[action].confirm, exact: true }).click();
  }

  async confirm(action: Action): Promise<void> {
    await this.press(action);
    await this.page.getByText(this.words.loanActions.doneText(this.words.loanActions.of[action].name)).waitFor();
  }

  /** Closes day after day by the button of the sandbox until the one loan is late. */
  async closeDaysUntilLate(): Promise<void> {
    const { closing } = this.words;
    await this.page.goto(`${this.#url}/closing`);
    const oneLoan = this.page.getByRole('cell', { name: '1', exact: true });
    const late = this.page.getByRole('row').filter({ hasText: 'M1' }).filter({ has: oneLoan });
    const button = this.page.getByRole('button', { name: closing.closeNow });
    await button.waitFor();
    for (let days = 0; days < 40 && (await late.count()) === 0; days += 1) {
      const day = this.page.locator('.figure', { hasText: await this.figure(closing.businessOn) });
      await button.click();
      await this.#dialog.getByRole('button').last().click();
      await day.waitFor({ state: 'detached' });
      await this.page.getByText(closing.finished, { exact: true }).waitFor();
    }
    await late.waitFor();
  }

  get #dialog(): Locator {
    return this.page.getByRole('dialog');
  }
}
