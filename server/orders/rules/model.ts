import { shanghaiDate, type CalendarDate } from '#shared/calendar/date.ts';
import { addFen, fen, subtractFen, timesFen, type Fen } from '#shared/money/fen.ts';
import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import type { ApplicationStatus } from '#shared/wire/decision.ts';
import type { Good, OrderStatus } from '#shared/wire/portal.ts';
import type { ProgressStep } from '#shared/wire/terminal.ts';
import type { TimelineKind } from '#shared/wire/decision.ts';

/** Pure rules of orders. Amounts are fen, instants milliseconds since the epoch. */

/** What may be financed: domain.md, product parameters of consumption instalments. */
export const PRINCIPAL_MIN = fen(500_00);
export const PRINCIPAL_MAX = fen(100_000_00);
/** How long an order code can be scanned. */
export const CODE_VALID_MS = 2 * 3_600_000;
/** After so long without a step, another terminal may take an order over: its kiosk must have lost power. */
const HOLD_MS = 10 * 60_000;
const SUMMARY_MAX = 80;

export interface OrderLine {
  goodId: string;
  name: string;
  gtin: string;
  quantity: number;
  unitFen: Fen;
  amountFen: Fen;
}

export interface PricedOrder {
  lines: OrderLine[];
  summary: string;
  priceFen: Fen;
  downPaymentFen: Fen;
  principalFen: Fen;
}

export interface Basket {
  lines: readonly { goodId: string; quantity: number }[];
  downPaymentFen: Fen;
}

/** The order a basket makes at the merchant's own prices. A good named twice is one line. */
export function priceOrder(basket: Basket, goods: readonly Good[]): Result<PricedOrder> {
  const quantities = new Map<string, number>();
  for (const { goodId, quantity } of basket.lines) quantities.set(goodId, (quantities.get(goodId) ?? 0) + quantity);
  const lines: OrderLine[] = [];
  for (const [goodId, quantity] of quantities) {
    const good = goods.find(({ id }) => id === goodId);
    if (!good) return refuse('goods-not-found');
    const { name, gtin, priceFen: unitFen } = good;
    lines.push({ goodId, name, gtin, quantity, unitFen, amountFen: timesFen(unitFen, quantity) });
  }
  const priceFen = addFen(...lines.map((line) => line.amountFen));
  const { downPaymentFen } = basket;
  if (downPaymentFen >= priceFen) return refuse('down-payment-too-high', { priceFen });
  const principalFen = subtractFen(priceFen, downPaymentFen);
  if (principalFen < PRINCIPAL_MIN || principalFen > PRINCIPAL_MAX)
    return refuse('amount-out-of-range', { principalFen, minFen: PRINCIPAL_MIN, maxFen: PRINCIPAL_MAX });
  return done({ lines, summary: summarise(lines), priceFen, downPaymentFen, principalFen });
}

/** The first good, how many of it, and how many goods more: words only where the goods have them. */
export function summarise(lines: readonly Pick<OrderLine, 'name' | 'quantity'>[]): string {
  const [first] = lines;
  if (!first) throw new Error('An order has at least one line.');
  const tail = `${first.quantity > 1 ? ` ×${first.quantity}` : ''}${lines.length > 1 ? ` +${lines.length - 1}` : ''}`;
  return `${first.name.slice(0, SUMMARY_MAX - tail.length)}${tail}`;
}

/** `D-1122-0007`: the day and the count on it. */
export function orderNumber(on: CalendarDate, count: number): string {
  return `D-${on.slice(5, 7)}${on.slice(8, 10)}-${String(count).padStart(4, '0')}`;
}

export function orderDay(nowMs: number): CalendarDate {
  return shanghaiDate(nowMs);
}

const ENDED: ReadonlySet<ApplicationStatus> = new Set(['declined', 'cancelled', 'expired']);

/** An application that has not come to nothing: while it lives no other may have the order. */
export function isLive(status: ApplicationStatus | null): boolean {
  return status !== null && !ENDED.has(status);
}

/** Whether the order still waits for somebody to apply for it. */
export function awaitsShopper(status: OrderStatus, applicationStatus: ApplicationStatus | null): boolean {
  return status === 'open' || (status === 'applying' && !isLive(applicationStatus));
}

export interface Held {
  status: OrderStatus;
  applicationStatus: ApplicationStatus | null;
  hold: { terminalId: string; at: number } | null;
}

/** Whether this terminal may show the order to a shopper: open, or taken up here, or taken up and long forgotten. */
export function canTakeUp(order: Held, terminalId: string, nowMs: number): boolean {
  if (!awaitsShopper(order.status, order.applicationStatus)) return false;
  if (order.status === 'open') return true;
  return order.hold === null || order.hold.terminalId === terminalId || nowMs - order.hold.at >= HOLD_MS;
}

/** Which lines of the time line a shopper's step at the kiosk writes. Entering a screen says what the last one gave. */
export const KINDS_OF_STEP: Readonly<Record<ProgressStep, readonly TimelineKind[]>> = {
  order: ['taken-up'],
  consent: [],
  identity: ['consented'],
  face: ['identified'],
  contact: ['face-taken'],
  review: ['contact-given', 'reviewing'],
  submitted: [],
  offers: ['offers-shown'],
  'cost-statement': [],
  contract: ['cost-statement-read'],
  receipt: [],
  left: ['left'],
};
