import { randomBytes } from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { v7 as uuidV7 } from 'uuid';
import { createCardReader, createLineScanner } from '#hardware/index.ts';
import type { Enrolment } from '#shared/wire/terminal.ts';
import { assemble } from './assemble.ts';
import { systemClock } from './clock.ts';
import { readEnrolment, type AgentConfig } from './config.ts';
import { serve } from './http/serve.ts';
import type { Log } from './log.ts';
import { FatalProblem } from './problem.ts';
import { createTerminalServer } from './server-link/adapter.ts';
import { createProver } from './server-link/proof.ts';
import { fromReader, fromScanner } from './session/device-events.ts';
import { checkOrderCode, orderCodeKey } from './session/order-code.ts';
import type { SessionRunner } from './session/runner.ts';
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
  const parts = await wire(config, enrolment, vault, log);
  const { session } = parts;
  const { allowedOrigins, kioskDir } = config;
  const serving = await serve({ session, port: config.port, token, allowedOrigins, kioskDir, log }).catch(
    async (error: unknown) => {
      await parts.stop();
      throw isPortTaken(error) ? portTaken(config.port, error) : error;
    },
  );
  return {
    url: `http://127.0.0.1:${serving.port}/#token=${token}`,
    port: serving.port,
    token,
    stop: async () => {
      await serving.stop();
      await parts.stop();
    },
  };
}

function portTaken(port: number, cause: unknown): FatalProblem {
  return new FatalProblem(`Port ${port} is taken: stop the other program, or set PORT to a free one.`, { cause });
}

/** Devices and server as they are in a store. */
async function wire(config: AgentConfig, enrolment: Enrolment, vault: Vault, log: Log): Promise<Wired> {
  const clock = systemClock;
  const { profile } = enrolment;
  const stopping = new AbortController();
  const url = `${config.serverUrl}/terminal/trpc`;
  const prove = createProver(enrolment);
  const server = createTerminalServer({ url, prove, now: clock.now, log, signal: stopping.signal });
  const expected = { key: orderCodeKey(profile.orderCodeKey), merchantId: profile.merchantId };
  const reader = createCardReader({ address: config.reader, onEvent: (event) => session.tell(fromReader(event)) });
  const scanner = createLineScanner({
    address: config.scanner,
    onEvent: (event) =>
      session.tell(fromScanner(event, (text) => checkOrderCode(text, { ...expected, now: clock.now() }))),
  });
  const { session, stop } = assemble({
    profile,
    sandbox: config.sandbox,
    key: await sealingKey(profile),
    vault,
    server,
    reader,
    clock,
    newId: () => uuidV7(),
    random: Math.random,
    log,
    limits: { warnAfterMs: config.idleWarnMs, resetAfterMs: config.idleResetMs },
    linkPollMs: config.linkPollMs,
  });
  reader.start();
  scanner.start();
  return {
    session,
    stop: async () => {
      stopping.abort();
      await Promise.all([reader.stop(), scanner.stop(), stop()]);
      vault.close();
    },
  };
}

interface Wired {
  readonly session: SessionRunner;
  readonly stop: () => Promise<void>;
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
    const advice = adviceFor(file, error);
    throw advice === null ? error : new FatalProblem(advice, { cause: error });
  }
}

/** What whoever reads it can do about a file that SQLite cannot open; null for what is no matter of the file. */
function adviceFor(file: string, error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('SQLITE_FULL')) return `The disk of ${file} is full: free some space and start again.`;
  if (code.startsWith('SQLITE_CANTOPEN'))
    return `${file} cannot be opened: check that it is a file and that this user may write in its folder.`;
  if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT'))
    return `${file} is damaged: keep it and call a technician; nothing was deleted.`;
  return null;
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
}
