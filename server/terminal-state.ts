import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import type { ApplicationState } from '#shared/wire/terminal.ts';
import { canonicalJson } from '#shared/wire/hash.ts';
import { findApplication, isFinal } from './applications/index.ts';
import { offerOf, receiptOf } from './lending/index.ts';
import type { Platform } from './platform/context.ts';
import { PLATFORM, type Tx } from './platform/database.ts';
import { makeBell } from './platform/dispatcher.ts';
import { onOutboxWritten } from './platform/outbox.ts';
import type { Terminal, TerminalContext } from './platform/trpc.ts';

/** The whole of what the counter may know about an application of its merchant. */
export function readState(
  platform: Platform,
  terminal: Terminal,
  applicationId: string,
): Promise<Result<ApplicationState>> {
  return platform.db.transaction(PLATFORM, (tx) => stateOf(tx, terminal, applicationId));
}

async function stateOf(tx: Tx, terminal: Terminal, applicationId: string): Promise<Result<ApplicationState>> {
  const application = await findApplication(tx, applicationId);
  if (application?.merchantId !== terminal.merchantId) return refuse('application-not-found');
  const { reference, status, reasons, limitFen } = application;
  const hasOffer = status === 'offered' || status === 'accepted';
  return done({
    applicationId,
    reference,
    status,
    reasons,
    limitFen,
    offer: hasOffer ? await offerOf(tx, applicationId) : null,
    receipt: status === 'contracted' ? await receiptOf(tx, applicationId) : null,
  });
}

/** A ring may be missed when another server node wrote, so we look by ourselves too. */
const LOOK_AGAIN_MS = 2_000;

/** The state at once, then at each change; ends after a final state or a refusal. */
export async function* watchState(
  { platform, terminal }: Pick<TerminalContext, 'platform' | 'terminal'>,
  applicationId: string,
  signal: AbortSignal,
): AsyncGenerator<Result<ApplicationState>, void> {
  if (!terminal) {
    yield refuse('terminal-unknown');
    return;
  }
  const bell = makeBell();
  const unsubscribe = onOutboxWritten(bell.ring);
  signal.addEventListener('abort', bell.ring, { once: true });
  let shown = '';
  try {
    while (!signal.aborted) {
      const heard = bell.next(LOOK_AGAIN_MS);
      const state = await readState(platform, terminal, applicationId);
      const text = canonicalJson(state);
      if (text !== shown) yield state;
      shown = text;
      if (!state.ok || isFinal(state.value.status)) return;
      await heard;
    }
  } finally {
    unsubscribe();
  }
}
