import { generateKeyPairSync } from 'node:crypto';
import { v7 } from 'uuid';
import { fen, type Fen } from '#shared/money/fen.ts';
import { addGoods, addMerchant, addStaff, enrolTerminal } from '#server/merchants/index.ts';
import { createOrder, signOrderCode } from '#server/orders/index.ts';
import type { Platform } from '#server/platform/context.ts';
import { merchantScope, PLATFORM } from '#server/platform/database.ts';
import { digest } from '#server/platform/secrets.ts';
import type { Terminal } from '#server/platform/trpc.ts';

/** A made-up store for the bench: as many terminals and orders as it takes. */
export interface BenchStore {
  terminals: Terminal[];
  order(principalFen: Fen): Promise<{ orderId: string; orderCode: string }>;
  /** As after a right one-time code. */
  verification(phone: string): Promise<string>;
}

const DOWN_PAYMENT = fen(500_00);

export async function makeStore(platform: Platform, terminalCount: number): Promise<BenchStore> {
  const [merchantId, storeId, clerkId, goodId] = [v7(), v7(), v7(), v7()];
  const merchant = { id: merchantId, name: '压测家电行', feeBps: 150, stores: [{ id: storeId, name: '压测门店' }] };
  const terminals = Array.from({ length: terminalCount }, () => ({ id: v7(), merchantId, storeId }));
  const clerk = { id: clerkId, name: '压测店员', merchantId };
  const priceFen = fen(3_500_00);
  const labelled: Terminal[] = [];
  await platform.db.transaction(PLATFORM, async (tx) => {
    await addMerchant(platform, tx, merchant);
    const username = `bench-${clerkId}`;
    await addStaff(platform, tx, { ...clerk, userId: v7(), username, role: 'clerk', storeIds: [] });
    const good = { id: goodId, name: '冰箱', brand: '压测', category: '家电', gtin: '20000004', priceFen };
    await addGoods(tx, merchantId, [good]);
    const taken = new Set(
      (await tx.rows<{ label: string }>('select label from merchants.terminals')).map(({ label }) => label),
    );
    for (const terminal of terminals) {
      const label = freeLabel(taken);
      const { publicKey } = generateKeyPairSync('ed25519');
      await enrolTerminal(platform, tx, { ...terminal, label, publicKey: publicKey.export({ format: 'jwk' }).x ?? '' });
      labelled.push({ ...terminal, label });
    }
  });
  return {
    terminals: labelled,
    order: async (principalFen) => {
      if (principalFen + DOWN_PAYMENT !== priceFen) throw new RangeError('The bench sells one thing at one price.');
      const input = { commandId: v7(), storeId, lines: [{ goodId, quantity: 1 }], downPaymentFen: DOWN_PAYMENT };
      const made = await platform.db.transaction(merchantScope(merchantId), (tx) =>
        createOrder(platform, tx, clerk, input),
      );
      if (!made.ok) throw new Error(`The bench's order was refused: ${made.refusal.code}.`);
      const names = { merchant: merchant.name, store: '压测门店', summary: '冰箱' };
      const amounts = { priceFen, downPaymentFen: DOWN_PAYMENT, expiresAt: platform.now() + 3_600_000 };
      const payload = { orderId: made.value, merchantId, ...names, ...amounts };
      return { orderId: made.value, orderCode: signOrderCode(payload, platform.secrets.orderCodeKey) };
    },
    verification: async (phone) => {
      const id = v7();
      const phoneDigest = digest(platform.secrets, 'phone', phone);
      await platform.db.transaction(PLATFORM, (tx) =>
        tx.rows(
          `insert into applications.phone_verifications (id, phone_digest, terminal_id, verified_at) values ($1, $2, $3, $4)`,
          [id, phoneDigest, labelled[0]?.id, platform.now()],
        ),
      );
      return id;
    },
  };
}

function freeLabel(taken: Set<string>): string {
  for (const letter of 'ZYXWVUTSRQPONMLKJIHGFEDCBA') {
    for (let n = 1; n <= 999; n += 1) {
      const label = `${letter}${n}`;
      if (taken.has(label)) continue;
      taken.add(label);
      return label;
    }
  }
  throw new Error('All labels are taken.');
}
