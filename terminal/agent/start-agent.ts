import { randomBytes } from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { v7 as uuidV7 } from 'uuid';
import { createCardReader, createLineScanner } from '#hardware/index.ts';
import type { Enrolment } from '#shared/wire/terminal.ts';
import { systemClock } from './clock.ts';
import { readEnrolment, type AgentConfig } from './config.ts';
import { serve, type Serving } from './http/serve.ts';
import type { Log } from './log.ts';
import { FatalProblem } from './problem.ts';
import { createTerminalServer } from './server-link/adapter.ts';
import { keepAsking } from './server-link/connectivity.ts';
import { createProver } from './server-link/proof.ts';
import { fromReader, fromScanner } from './session/device-events.ts';
import { checkOrderCode, orderCodeKey } from './session/order-code.ts';
import { runSession, type SessionRunner } from './session/runner.ts';
import { startSync } from './sync/sync.ts';
import { createFiling } from './vault/filing.ts';
import { sealingKey } from './vault/seal.ts';
import { VaultFromFuture, VaultInUse, VaultOfAnother } from './vault/problems.ts';
import { openVault, type Vault } from './vault/vault.ts';

export interface Agent {
  /** Where the page is, with the token of this start in its fragment. */
  readonly url: string;
  readonly port: number;
  readonly token: string;
  stop(): Promise<void>;
}

/**
 * The one place where the agent is put together. Rejects with a `FatalProblem` where enrolment, vault or port forbid a
 * start; a missing server or device does not, since both may come later.
 */
export async function startAgent(config: AgentConfig, log: Log): Promise<Agent> {
  const enrolment = await readEnrolment(config.enrolmentFile);
  const vault = await openOwnVault(config.vaultFile, enrolment);
  const token = config.token ?? randomBytes(32).toString('base64url');
  let serving: Serving | null = null;
  const parts = await assemble(config, enrolment, vault, log);
  try {
    const { port, kioskDir, allowedOrigins } = config;
    serving = await serve({ session: parts.session, port, token, allowedOrigins, kioskDir, log });
  } catch (error) {
    await parts.stop();
    throw isPortTaken(error)
      ? new FatalProblem(`Port ${config.port} is taken: stop the other program, or set PORT to a free one.`, {
          cause: error,
        })
      : error;
  }
  const { port, stop } = serving;
  return {
    url: `http://127.0.0.1:${port}/#token=${token}`,
    port,
    token,
    stop: async () => {
      await stop();
      await parts.stop();
    },
  };
}

async function assemble(config: AgentConfig, enrolment: Enrolment, vault: Vault, log: Log) {
  const clock = systemClock;
  const { profile } = enrolment;
  const key = await sealingKey(profile);
  const orderKey = orderCodeKey(profile.orderCodeKey);
  const stopping = new AbortController();
  const server = createTerminalServer({
    signal: stopping.signal,
    url: `${config.serverUrl}/terminal/trpc`,
    prove: createProver(enrolment),
    now: clock.now,
    log,
  });
  const sync = startSync({
    vault,
    server,
    clock,
    random: Math.random,
    log,
    onAcknowledged: () => {
      session.refresh();
      session.nudge();
    },
    onRejected: (applicationId, refusal) => session.tell({ kind: 'application-rejected', applicationId, refusal }),
    onLineDoubt: () => line.checkNow(),
  });
  const reader = createCardReader({ address: config.reader, onEvent: (event) => session.tell(fromReader(event)) });
  const scanner = createLineScanner({
    address: config.scanner,
    onEvent: (event) => {
      const { merchantId } = profile;
      session.tell(fromScanner(event, (text) => checkOrderCode(text, { key: orderKey, merchantId, now: clock.now() })));
    },
  });
  const session: SessionRunner = runSession({
    ports: {
      clock,
      newId: () => uuidV7(),
      random: Math.random,
      log,
      server,
      filing: createFiling({ vault, key, label: profile.label, now: clock.now, log }),
      reader,
      queue: {
        waiting: () => vault.counts().waiting,
        wake: sync.wake,
        withdraw: (applicationId) => {
          vault.askWithdrawal(applicationId, clock.now());
          sync.wake();
        },
      },
    },
    profile,
    sandbox: config.sandbox,
    limits: { warnAfterMs: config.idleWarnMs, resetAfterMs: config.idleResetMs },
  });
  const line = keepAsking({
    server,
    clock,
    pollMs: config.linkPollMs.online,
    offlinePollMs: config.linkPollMs.offline,
    onChange: (online, why) => {
      log.info(online ? 'line-back' : 'line-gone', why === null ? {} : { why });
      session.tell({ kind: online ? 'line-back' : 'line-gone' });
      if (online) sync.wake();
    },
  });
  reader.start();
  scanner.start();
  return {
    session,
    stop: async () => {
      line.stop();
      session.stop();
      stopping.abort();
      await Promise.all([reader.stop(), scanner.stop(), sync.stop()]);
      vault.close();
    },
  };
}

async function openOwnVault(file: string, { profile }: Enrolment): Promise<Vault> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  try {
    const vault = openVault(file, profile.terminalId);
    await chmod(file, 0o600);
    return vault;
  } catch (error) {
    if (error instanceof VaultInUse)
      throw new FatalProblem(`${file} is open in another agent: stop that one first.`, { cause: error });
    if (error instanceof VaultOfAnother)
      throw new FatalProblem(`${file} belongs to another terminal: keep it, and set VAULT_FILE to a new place.`, {
        cause: error,
      });
    if (error instanceof VaultFromFuture)
      throw new FatalProblem(`${file} was written by a newer version: start that version.`, { cause: error });
    throw error;
  }
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
}
