import type { TimelineKind } from '#shared/wire/decision.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { emit } from '#server/platform/outbox.ts';
import { insertEntry } from '../store/timeline.ts';

export interface Change {
  order: { id: string; merchantId: string };
  kind: TimelineKind;
  /** A name or label for people. */
  actor: string;
  /** The session at the kiosk whose step it is; a step counts once in a session. */
  sessionId?: string;
}

/** Writes a line of the time line and tells the portal, in the transaction of the fact itself. */
export async function writeChange(platform: Platform, tx: Tx, change: Change): Promise<boolean> {
  const { order, kind, actor, sessionId = null } = change;
  const entry = { id: platform.newId(), orderId: order.id, merchantId: order.merchantId, at: platform.now() };
  const isNew = await insertEntry(tx, { ...entry, kind, actor, sessionId });
  if (isNew) await tellChange(platform, tx, order, kind);
  return isNew;
}

/** For a line of the time line that the statement of the fact has written itself. */
export function tellChange(platform: Platform, tx: Tx, order: Change['order'], kind: TimelineKind): Promise<void> {
  return emit(platform, tx, {
    topic: 'order.changed',
    key: order.id,
    merchantId: order.merchantId,
    payload: { orderId: order.id, kind },
  });
}
