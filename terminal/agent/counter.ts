/** The part of the agent that serves shoppers: it is there once the terminal is enrolled. */
import { v7 as uuidV7 } from 'uuid';
import type { DeviceHub, HubEvent } from '#hardware/index.ts';
import type { Enrolment, TerminalProfile } from '#shared/wire/terminal.ts';
import { assemble } from './assemble.ts';
import type { Clock } from './clock.ts';
import type { AgentConfig } from './config.ts';
import type { Log } from './log.ts';
import { createTerminalServer } from './server-link/adapter.ts';
import { createProver } from './server-link/proof.ts';
import { fromHub } from './session/device-events.ts';
import { checkOrderCode, orderCodeKey } from './session/order-code.ts';
import type { SessionRunner } from './session/runner.ts';
import { openOwnVault } from './vault/own-vault.ts';
import { sealingKey } from './vault/seal.ts';

export interface Counter {
  readonly profile: TerminalProfile;
  readonly session: SessionRunner;
  /** What a device says, in the session's words. */
  hear(event: HubEvent): void;
  /** Nobody is being served. */
  isFree(): boolean;
  /** Items that the server does not have yet. */
  waiting(): number;
  stop(): Promise<void>;
}

interface CounterOptions {
  readonly config: AgentConfig;
  readonly enrolment: Enrolment;
  readonly hub: DeviceHub;
  readonly clock: Clock;
  readonly log: Log;
}

/** Rejects with a `FatalProblem` where the vault forbids it; a missing server does not, since it may come later. */
export async function openCounter({ config, enrolment, hub, clock, log }: CounterOptions): Promise<Counter> {
  const { profile } = enrolment;
  const vault = await openOwnVault(config.vaultFile, profile.terminalId);
  const stopping = new AbortController();
  const prove = createProver(enrolment);
  const url = terminalUrl(config);
  const expected = { key: orderCodeKey(profile.orderCodeKey), merchantId: profile.merchantId };
  const inside = assemble({
    profile,
    sandbox: config.sandbox,
    key: await sealingKey(profile),
    vault,
    server: createTerminalServer({ url, prove, now: clock.now, log, signal: stopping.signal }),
    reader: hub.reader,
    printer: hub.printer,
    clock,
    newId: () => uuidV7(),
    random: Math.random,
    log,
    limits: { warnAfterMs: config.idleWarnMs, resetAfterMs: config.idleResetMs },
    linkPollMs: config.linkPollMs,
  });
  const { session } = inside;
  return {
    profile,
    session,
    hear: (event) => {
      const news = fromHub(event, (text) => checkOrderCode(text, { ...expected, now: clock.now() }));
      if (news !== null) session.tell(news);
    },
    isFree: () => {
      const { state, busy } = session.current();
      // An order that is being looked up is somebody's.
      return state === 'idle' && !busy;
    },
    waiting: () => vault.counts().waiting,
    stop: async () => {
      stopping.abort();
      await inside.stop();
      vault.close();
    },
  };
}

/** Where the server speaks with terminals. */
export function terminalUrl({ serverUrl }: AgentConfig): string {
  return `${serverUrl}/terminal/trpc`;
}
