import { done, type Result } from '#shared/refusals/refusal.ts';
import type { RedeemInput } from '#shared/wire/enrolment.ts';
import type { Platform } from '#server/platform/context.ts';
import { PLATFORM, type Tx } from '#server/platform/database.ts';
import { digest } from '#server/platform/secrets.ts';
import type { Terminal } from '#server/platform/trpc.ts';
import { enrolTerminal, nextTerminalLabel } from '../enrol.ts';
import { selectTerminal } from '../store.ts';
import { judgeCode, type EnrolmentCode } from './codes.ts';
import { lockCode, useCode } from './store.ts';
import { makeTryLimit } from './try-limit.ts';

const FIRST_LABEL = 'A1';

/** Lets terminals in. `address` is the far end of the connection: the caller has no other name yet. */
export type Redeem = (platform: Platform, address: string, shown: RedeemInput) => Promise<Result<Terminal>>;

/** One for the program, since it counts the tries of all. */
export function makeRedeem(): Redeem {
  const limit = makeTryLimit();
  return async (platform, address, shown) => {
    const tried = limit.take(address, platform.now());
    if (!tried.ok) return tried;
    return tried.value.settle(await platform.db.transaction(PLATFORM, (tx) => redeem(platform, tx, shown)));
  };
}

/** Code used, terminal there, and who made the code in the audit log: all of it or nothing. */
async function redeem(platform: Platform, tx: Tx, shown: RedeemInput): Promise<Result<Terminal>> {
  const found = await lockCode(tx, digest(platform.secrets, 'enrolment', shown.code));
  const known = found?.terminalId ? await selectTerminal(tx, found.terminalId) : null;
  const keys = { known: known?.publicKey ?? null, shown: shown.publicKey };
  const judged = judgeCode(found, keys, platform.now());
  if (!judged.ok) return judged;
  if (known) return done(known);
  return done(await enrol(platform, tx, judged.value, shown.publicKey));
}

async function enrol(platform: Platform, tx: Tx, code: EnrolmentCode, publicKey: string): Promise<Terminal> {
  const { merchantId, storeId } = code;
  const label = await nextTerminalLabel(tx, FIRST_LABEL);
  const terminal = { id: platform.newId(), label, merchantId, storeId };
  await enrolTerminal(platform, tx, { ...terminal, publicKey, codeMadeBy: code.madeBy });
  await useCode(tx, { id: code.id, terminalId: terminal.id, usedAt: platform.now() });
  return terminal;
}
