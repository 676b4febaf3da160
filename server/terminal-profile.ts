import type { TerminalProfile } from '#shared/wire/terminal.ts';
import { sealingPublicKey } from './applications/index.ts';
import { merchantNames } from './merchants/index.ts';
import type { Platform } from './platform/context.ts';
import { PLATFORM } from './platform/database.ts';
import { rawPublicKey } from './platform/secrets.ts';
import type { Terminal } from './platform/trpc.ts';

/** What an enrolled terminal knows of itself and keeps for the time without a line. */
export async function profileOf(platform: Platform, terminal: Terminal, sandbox: boolean): Promise<TerminalProfile> {
  const names = await platform.db.transaction(PLATFORM, (tx) => merchantNames(tx, terminal));
  if (!names) throw new Error('An enrolled terminal stands in a store.');
  const sealing = await sealingPublicKey(platform.secrets);
  return {
    terminalId: terminal.id,
    label: terminal.label,
    merchantId: terminal.merchantId,
    merchant: names.merchant,
    storeId: terminal.storeId,
    store: names.store,
    sealingKeyId: sealing.keyId,
    sealingKey: sealing.key,
    orderCodeKey: rawPublicKey(platform.secrets.orderCodeKey),
    sandbox,
  };
}
