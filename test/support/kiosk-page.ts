// A shopper's hands and eyes at the kiosk: finds things by the words on them, in the language of the session.
import type { Page } from 'playwright-core';
import { kioskIn, type KioskMessages } from '#shared/messages/kiosk.ts';
import type { Language } from '#shared/messages/language.ts';
import { refusalText } from '#shared/messages/refusals.ts';
import { termsIn } from '#shared/messages/terms.ts';
import type { RefusalCode } from '#shared/refusals/refusal.ts';
import { CONSENT_PURPOSES } from '#shared/wire/application.ts';
import type { Control } from './control.ts';
import { typeAsScanner } from './typing-scanner.ts';

export interface KioskOptions {
  readonly page: Page;
  readonly language: Language;
  readonly control: Control;
  /** Called on every new screen, with its name: to look at it closely. */
  readonly onScreen?: (name: string) => Promise<void>;
}

export class KioskPage {
  readonly page: Page;
  readonly words: KioskMessages;
  readonly language: Language;
  readonly #control: Control;
  readonly #onScreen: (name: string) => Promise<void>;

  constructor({ page, language, control, onScreen = () => Promise.resolve() }: KioskOptions) {
    this.page = page;
    this.language = language;
    this.words = kioskIn[language];
    this.#control = control;
    this.#onScreen = onScreen;
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    if (this.language === 'en') await this.press('English');
    await this.sees('idle', this.words.idle.question);
  }

  /** Waits for the screen whose question this is. */
  async sees(name: string, question: string): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: question, exact: true }).waitFor();
    await this.#onScreen(name);
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  async choose(name: string): Promise<void> {
    await this.page.getByRole('button', { name }).first().click();
  }

  async readsRefusal(code: RefusalCode, details?: Record<string, string | number>): Promise<void> {
    const { what, next } = refusalText(this.language, details === undefined ? { code } : { code, details });
    const words = this.page.getByRole('alert').filter({ hasText: what });
    // Without details the way on may name a time that only the server knows.
    await (details === undefined ? words : words.filter({ hasText: next })).waitFor();
  }

  /** Until a scanner's reader is there to hear it: the agent may just be connecting. */
  async scan(code: string): Promise<void> {
    await this.page.getByText(this.words.idle.scanner.ready).waitFor();
    await this.#control.scan(code);
  }

  async takesUpOrder(code: string): Promise<void> {
    await this.scan(code);
    await this.sees('order', this.words.order.question);
    await this.press(this.words.order.next);
  }

  async consents(): Promise<void> {
    for (const purpose of CONSENT_PURPOSES) {
      await this.sees(`consent-${purpose}`, this.words.consent.question[purpose]);
      await this.press(
        purpose === 'marketing' ? this.words.consent.declineMarketing : this.words.consent.agree[purpose],
      );
    }
  }

  async showsCard(id = 'woman'): Promise<void> {
    await this.sees('identity', this.words.identity.waiting);
    await this.#control.putCard(id);
    await this.sees('identity-read', this.words.identity.read);
    await this.#control.removeCard();
    await this.press(this.words.identity.next);
  }

  async showsFace(): Promise<void> {
    await this.sees('face', this.words.face.looking);
    await this.sees('face-taken', this.words.face.taken);
    await this.press(this.words.face.next);
  }

  /** As a quick hand: faster than that it would be taken for a scanner. */
  async types(digits: string): Promise<void> {
    await this.page.keyboard.type(digits, { delay: 120 });
  }

  /** With a scanner in keyboard mode, plugged into the machine of the panel. */
  async scanByKeys(code: string): Promise<void> {
    await typeAsScanner(this.page, code);
  }

  async typesPhone(phone: string, next = this.words.phone.next): Promise<void> {
    await this.sees('phone', this.words.phone.question);
    await this.types(phone);
    await this.press(next);
  }

  async typesCode(code: string): Promise<void> {
    await this.sees('code', this.words.code.question);
    await this.types(code);
    await this.press(this.words.code.next);
  }

  async tellsIncome(): Promise<void> {
    const terms = termsIn[this.language];
    await this.sees('income', this.words.income.question);
    await this.choose(terms.incomeBand['4000-6000']);
    await this.press(this.words.income.next);
    await this.sees('occupation', this.words.occupation.question);
    await this.choose(terms.occupation.employee);
    await this.press(this.words.occupation.next);
  }

  async submits(): Promise<void> {
    await this.sees('review', this.words.review.question);
    await this.press(this.words.review.next);
  }

  async choosesPlan(terms: number): Promise<void> {
    await this.sees('offers', this.words.offers.question);
    await this.choose(this.words.offers.terms(terms));
    await this.press(this.words.offers.next(terms));
  }

  async signsStatement(): Promise<void> {
    await this.sees('cost-statement', this.words.statement.question);
    await this.#readAndSign();
    await this.press(this.words.statement.next);
  }

  async signsContract(): Promise<void> {
    await this.sees('contract', this.words.contract.question);
    await this.#readAndSign();
    await this.press(this.words.contract.next);
  }

  /** The SHA-256 of the contract as the receipt shows it. */
  async readsReceipt(): Promise<string> {
    await this.sees('receipt', this.words.receipt.question);
    const groups = await this.page.locator('[data-sha256] .group').allTextContents();
    return groups.join('');
  }

  async #readAndSign(): Promise<void> {
    const area = this.page.locator('main');
    const pad = this.page.getByRole('img', { name: this.words.sign.pad });
    while (!(await pad.isVisible())) {
      await area.hover();
      await this.page.mouse.wheel(0, 900);
      await this.page.evaluate('new Promise(requestAnimationFrame)');
    }
    await pad.scrollIntoViewIfNeeded();
    const box = await pad.boundingBox();
    if (!box) throw new Error('the signature pad is not on the screen');
    const at = (x: number, y: number): [number, number] => [box.x + box.width * x, box.y + box.height * y];
    await this.page.mouse.move(...at(0.2, 0.3));
    await this.page.mouse.down();
    for (const [x, y] of [
      [0.4, 0.6],
      [0.3, 0.7],
      [0.6, 0.3],
      [0.7, 0.7],
    ] as const) {
      await this.page.mouse.move(...at(x, y), { steps: 5 });
    }
    await this.page.mouse.up();
  }
}
