// A whole purchase at the counter without a look aside: for tests of what comes after it.
import type { KioskPage } from './kiosk-page.ts';
import type { PortalPage } from './portal-page.ts';
import { orderCode, phoneCode } from './sandbox.ts';

export interface Purchase {
  readonly portal: PortalPage;
  readonly kiosk: KioskPage;
  readonly serverUrl: string;
  readonly phone: string;
  /** A card of the sandbox. */
  readonly card: string;
  readonly terms: number;
}

/** The goods are handed over and the money is out; the order's id. The portal is signed in as somebody of the shop. */
export async function buy({ portal, kiosk, serverUrl, phone, card, terms }: Purchase): Promise<string> {
  const orderId = await portal.createOrder('冰箱', '299');
  await kiosk.takesUpOrder(await orderCode(serverUrl, orderId));
  await kiosk.consents();
  await kiosk.showsCard(card);
  await kiosk.showsFace();
  await kiosk.typesPhone(phone);
  await kiosk.typesCode(await phoneCode(serverUrl, phone));
  await kiosk.tellsIncome();
  await kiosk.submits();
  await kiosk.choosesPlan(terms);
  await kiosk.signsStatement();
  await kiosk.signsContract();
  await kiosk.readsReceipt();
  await kiosk.press(kiosk.words.receipt.done);
  await portal.delivers();
  return orderId;
}
