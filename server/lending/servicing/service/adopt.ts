import { orderStatus } from '#server/orders/index.ts';
import type { Platform } from '#server/platform/context.ts';
import { PLATFORM } from '#server/platform/database.ts';
import { takeUnserviced } from '../store/adopt.ts';
import { disburseDelivered } from './disburse.ts';
import { openServicing } from './open.ts';

const AT_ONCE = 100;

/**
 * Takes loans into servicing that were made before there was any: opens it, and pays out those whose goods were handed over.
 * Doing it again finds nothing to do. Gives how many there were.
 */
export async function adoptLoans(platform: Platform): Promise<number> {
  for (let adopted = 0; ;) {
    const taken = await platform.db.transaction(PLATFORM, async (tx) => {
      const loans = await takeUnserviced(tx, AT_ONCE);
      for (const loan of loans) {
        await openServicing(platform, tx, loan);
        const status = await orderStatus(tx, loan.orderId);
        if (status === 'delivered' || status === 'settled') await disburseDelivered(platform, tx, loan.orderId);
      }
      return loans.length;
    });
    adopted += taken;
    if (taken < AT_ONCE) return adopted;
  }
}
