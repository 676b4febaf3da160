import { addDays, shanghaiDate, type CalendarDate } from '#shared/calendar/date.ts';
import { ZERO_FEN } from '#shared/money/fen.ts';
import { done, type Result } from '#shared/refusals/refusal.ts';
import type { Today } from '#shared/wire/portal.ts';
import { bookedSales, payableFrom } from '#server/lending/index.ts';
import { listTerminals } from '#server/merchants/index.ts';
import { dayCounts, listOrders } from '#server/orders/index.ts';
import type { Platform } from '#server/platform/context.ts';
import { merchantScope } from '#server/platform/database.ts';

const DAYS = 14;
const RECENT = 8;

type Day = Today['days'][number];

/** The merchant's day at a glance. */
export function today(platform: Platform, merchantId: string): Promise<Result<Today>> {
  const on = shanghaiDate(platform.now());
  const from = addDays(on, 1 - DAYS);
  return platform.db.transaction(merchantScope(merchantId), async (tx) => {
    const days = fillDays(await bookedSales(tx, { from }), from);
    const sold = days.at(-1);
    const recent = await listOrders(tx, { search: null, status: null, before: null, limit: RECENT });
    const due = await payableFrom(tx, on);
    return done({
      on,
      salesFen: sold?.salesFen ?? ZERO_FEN,
      salesCount: sold?.count ?? 0,
      ...(await dayCounts(tx, on)),
      payableNetFen: due.netFen,
      payableOn: due.payableOn,
      feesFen: due.feeFen,
      recent: recent.items,
      days,
      terminals: await listTerminals(platform, tx),
    });
  });
}

/** Every day of the last fourteen, oldest first, also those without a sale. */
export function fillDays(sales: readonly Day[], from: CalendarDate): Day[] {
  const byDay = new Map(sales.map((day) => [day.on, day]));
  return Array.from({ length: DAYS }, (_, index) => {
    const on = addDays(from, index);
    return byDay.get(on) ?? { on, salesFen: ZERO_FEN, count: 0 };
  });
}
