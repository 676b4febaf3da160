import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import type { TimelineKind } from '#shared/wire/decision.ts';
import type { OrderView, ProgressStep } from '#shared/wire/terminal.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import type { Terminal } from '#server/platform/trpc.ts';
import { openOrderCode } from '../rules/code.ts';
import { nextStatus } from '../rules/machine.ts';
import { canTakeUp, isLive, KINDS_OF_STEP } from '../rules/model.ts';
import { lockOrder, selectLines, selectOrder, updateHold, type OrderRecord } from '../store/order.ts';
import { selectTimeline } from '../store/timeline.ts';
import { writeChange } from './change.ts';

/** The order behind a scanned code, where this terminal may show it to a shopper. */
export async function orderByCode(
  platform: Platform,
  tx: Tx,
  terminal: Terminal,
  code: string,
): Promise<Result<OrderView>> {
  const opened = openOrderCode(code, platform.secrets.orderCodeKey, platform.now());
  if (!opened.ok) return opened;
  if (opened.value.merchantId !== terminal.merchantId) return refuse('order-other-merchant');
  const order = await selectOrder(tx, opened.value.orderId);
  if (!order) return refuse('order-not-found');
  const held = { status: order.status, applicationStatus: order.application?.status ?? null, hold: order.hold };
  if (!canTakeUp(held, terminal.id, platform.now())) return refuse('order-not-open', { status: order.status });
  const lines = await selectLines(tx, order.id);
  const { merchant, store, summary, priceFen, downPaymentFen, principalFen } = order;
  return done({
    orderId: order.id,
    merchant,
    store,
    summary,
    lines: lines.map(({ name, quantity, amountFen }) => ({ name, quantity, amountFen })),
    priceFen,
    downPaymentFen,
    principalFen,
    expiresAt: opened.value.expiresAt,
  });
}

export interface Step {
  orderId: string;
  sessionId: string;
  step: ProgressStep;
}

/** Writes where the shopper stands on the order's time line, each step once in a session. */
export async function takeStep(
  platform: Platform,
  tx: Tx,
  terminal: Terminal,
  { orderId, sessionId, step }: Step,
): Promise<Result<null>> {
  const order = await lockOrder(tx, orderId);
  if (order?.merchantId !== terminal.merchantId) return refuse('order-not-found');
  const moved = await moveHold(platform, tx, order, { terminal, sessionId, step });
  if (!moved) return step === 'left' ? done(null) : refuse('order-not-open', { status: order.status });
  for (const kind of KINDS_OF_STEP[step])
    await writeChange(platform, tx, { order, kind, actor: terminal.label, sessionId });
  return done(null);
}

interface Visit {
  terminal: Terminal;
  sessionId: string;
}

/** Whether the step may be written: the first takes the order in hand, each further one keeps it so, the last lets go. */
function moveHold(
  platform: Platform,
  tx: Tx,
  order: OrderRecord,
  { step, ...visit }: Visit & { step: ProgressStep },
): Promise<boolean> {
  if (step === 'order') return takeUp(platform, tx, order, visit);
  if (step === 'left') return leave(tx, order, visit.sessionId);
  return keepHold(platform, tx, order, visit.sessionId);
}

async function keepHold(platform: Platform, tx: Tx, order: OrderRecord, sessionId: string): Promise<true> {
  const { hold, status } = order;
  if (hold?.sessionId === sessionId) await updateHold(tx, order.id, status, { ...hold, at: platform.now() });
  return true;
}

async function takeUp(
  platform: Platform,
  tx: Tx,
  order: OrderRecord,
  { terminal, sessionId }: Visit,
): Promise<boolean> {
  const held = { status: order.status, applicationStatus: order.application?.status ?? null, hold: order.hold };
  const next = nextStatus(order.status, 'take-up');
  if (!next.ok || !canTakeUp(held, terminal.id, platform.now())) return false;
  await updateHold(tx, order.id, next.value, { sessionId, terminalId: terminal.id, at: platform.now() });
  return true;
}

/** True where the session had the order in hand; without an application the order waits for a scan again. */
async function leave(tx: Tx, order: OrderRecord, sessionId: string): Promise<boolean> {
  if (order.hold?.sessionId !== sessionId) return false;
  const next = nextStatus(order.status, 'leave');
  if (!next.ok) return false;
  const status = isLive(order.application?.status ?? null) ? order.status : next.value;
  await updateHold(tx, order.id, status, null);
  return true;
}

/**
 * A step that another context reports. It counts once in a visit: the same kind is not written again until the order
 * is taken up anew.
 */
export async function recordProgress(
  platform: Platform,
  tx: Tx,
  { orderId, kind, actor }: { orderId: string; kind: TimelineKind; actor: string },
): Promise<void> {
  const order = await lockOrder(tx, orderId);
  if (!order) return;
  const timeline = await selectTimeline(tx, orderId);
  const visit = timeline.slice(timeline.findLastIndex((entry) => entry.kind === 'taken-up') + 1);
  if (visit.some((entry) => entry.kind === kind)) return;
  await writeChange(platform, tx, { order, kind, actor });
}
