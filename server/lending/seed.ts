import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { insertLender } from './store/lenders.ts';

/** The sandbox's two lenders: a small-ticket bank and a consumer finance company. Seeding twice changes nothing. */
const SANDBOX_LENDERS = [
  {
    name: '县联农商银行',
    appetiteMinFen: 500_00,
    appetiteMaxFen: 50_000_00,
    quotaFen: 50_000_000_00,
    priority: 1,
  },
  {
    name: '惠民消费金融有限公司',
    appetiteMinFen: 500_00,
    appetiteMaxFen: 100_000_00,
    quotaFen: 80_000_000_00,
    priority: 2,
  },
] as const;

export async function seedLenders(platform: Pick<Platform, 'newId'>, tx: Tx): Promise<void> {
  for (const lender of SANDBOX_LENDERS) await insertLender(tx, { id: platform.newId(), ...lender });
}
