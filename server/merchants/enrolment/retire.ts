import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { retireTerminal } from '../enrol.ts';
import { storeOf, type Keeper } from './make-code.ts';
import { selectTerminalRows } from './store.ts';

/**
 * Ends a terminal for good: its next request is a stranger's. One that is retired stays so; one of another merchant,
 * or of a store the keeper does not work in, is refused with the same word as one that never was.
 */
export async function retire(platform: Platform, tx: Tx, keeper: Keeper, terminalId: string): Promise<Result<null>> {
  const terminal = (await selectTerminalRows(tx)).find((row) => row.terminalId === terminalId);
  if (!terminal || !(await storeOf(tx, keeper, terminal.storeId))) return refuse('terminal-unknown');
  await retireTerminal(platform, tx, { terminalId, actor: `staff:${keeper.id}` });
  return done(null);
}
