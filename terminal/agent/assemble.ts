import type { TerminalProfile } from '#shared/wire/terminal.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import { keepAsking, type Connectivity } from './server-link/connectivity.ts';
import type { TerminalServer } from './server-link/port.ts';
import type { IdleLimits } from './session/idle-time.ts';
import type { PrinterPort, ReaderPort } from './session/ports.ts';
import { runSession, type SessionRunner } from './session/runner.ts';
import { keepWithdrawals } from './sync/keep-withdrawals.ts';
import { startSync } from './sync/sync.ts';
import { createFiling } from './vault/filing.ts';
import type { SealingKey } from './vault/seal.ts';
import type { Vault } from './vault/vault.ts';

/** All that the world outside is to the agent's inside. */
export interface Outside {
  readonly profile: TerminalProfile;
  readonly sandbox: boolean;
  readonly key: SealingKey;
  readonly vault: Vault;
  readonly server: TerminalServer;
  readonly reader: ReaderPort;
  readonly printer: PrinterPort;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly random: () => number;
  readonly log: Log;
  readonly limits: IdleLimits;
  readonly linkPollMs: { readonly online: number; readonly offline: number };
}

export interface Inside {
  readonly session: SessionRunner;
  readonly line: Connectivity;
  /** Resolves when nothing touches the vault any more. */
  readonly stop: () => Promise<void>;
}

/** Session, sync and line, told of each other. The program and the tests put them together with this one function. */
export function assemble(outside: Outside): Inside {
  const { vault, server, clock, random, log, profile } = outside;
  const sync = startSync({
    vault,
    server,
    clock,
    random,
    log,
    onAcknowledged: () => {
      session.refresh();
      session.nudge();
    },
    onRejected: (applicationId, refusal) => session.tell({ kind: 'application-rejected', applicationId, refusal }),
    onLineDoubt: () => line.checkNow(),
  });
  const withdrawals = keepWithdrawals({ vault, clock, log, onWritten: sync.wake });
  const session = runSession({
    ports: {
      clock,
      newId: outside.newId,
      random,
      log,
      server,
      filing: createFiling({
        vault,
        key: outside.key,
        label: profile.label,
        now: clock.now,
        log,
        isStuck: sync.isStuck,
      }),
      reader: outside.reader,
      printer: outside.printer,
      queue: {
        waiting: () => vault.counts().waiting,
        wake: sync.wake,
        withdraw: withdrawals.withdraw,
      },
    },
    profile,
    sandbox: outside.sandbox,
    limits: outside.limits,
  });
  const line = keepAsking({
    server,
    clock,
    pollMs: outside.linkPollMs.online,
    offlinePollMs: outside.linkPollMs.offline,
    onChange: (isBack, why) => {
      log.info(isBack ? 'line-back' : 'line-gone', why === null ? {} : { why });
      session.tell({ kind: isBack ? 'line-back' : 'line-gone' });
      if (isBack) sync.wake();
    },
  });
  return {
    session,
    line,
    stop: async () => {
      line.stop();
      session.stop();
      withdrawals.stop();
      await sync.stop();
    },
  };
}
