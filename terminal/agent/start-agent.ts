import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { createDeviceHub, listDevices, type HubEvent } from '#hardware/index.ts';
import { systemClock } from './clock.ts';
import { readEnrolment, type AgentConfig } from './config.ts';
import { openCounter, terminalUrl, type Counter } from './counter.ts';
import { serve } from './http/serve.ts';
import { createLater, type Later } from './later.ts';
import type { RecentLog } from './log.ts';
import { FatalProblem } from './problem.ts';
import { createTerminalServer } from './server-link/adapter.ts';
import { openCodeStore } from './setup/code-store.ts';
import { machineFacts } from './setup/diagnostics.ts';
import { createEnrol, writeEnrolment } from './setup/enrol.ts';
import { devicesOf } from './setup/hub-devices.ts';
import { checkMachine } from './setup/machine-checks.ts';
import { runSetup, type Setup } from './setup/setup.ts';
import { testPage } from '#shared/slip/test-page.ts';
import { VERSION } from './version.ts';

export interface Agent {
  /** Where the page is, with the token of this start in its fragment. */
  readonly url: string;
  readonly port: number;
  readonly token: string;
  stop(): Promise<void>;
}

/**
 * The one place where the agent is put together. Rejects with a `FatalProblem` where enrolment, vault or port forbid a
 * start; a missing server or device does not, since both may come later, nor does a missing enrolment: then the
 * technician's wizard is all there is, and the counter opens when it is done.
 */
export async function startAgent(config: AgentConfig, log: RecentLog): Promise<Agent> {
  const token = config.token ?? randomBytes(32).toString('base64url');
  const parts = await putTogether(config, log);
  const { port, allowedOrigins, kioskDir } = config;
  const { counter, setup, hear } = parts;
  const serving = await serve({ counter, setup, hear, port, token, allowedOrigins, kioskDir, log }).catch(
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

interface Parts {
  readonly counter: Later<Counter>;
  readonly setup: Setup;
  readonly hear: (event: HubEvent) => void;
  readonly stop: () => Promise<void>;
}

/** Devices first, then who listens to them: the counter if there is one, and the wizard, which has the word while it is open. */
async function putTogether(config: AgentConfig, log: RecentLog): Promise<Parts> {
  const clock = systemClock;
  const counter = createLater<Counter>();
  const hub = createDeviceHub({ configFile: config.devicesFile, onEvent: hear });
  const stopping = new AbortController();

  function hear(event: HubEvent): void {
    setup.hear(event);
    // Health is told to both; a card or a code only to who has the word.
    if (!setup.hasTheWord() || event.event.kind === 'ready' || event.event.kind === 'lost')
      counter.current()?.hear(event);
  }

  async function open(): Promise<void> {
    const enrolment = await readEnrolment(config.enrolmentFile);
    if (enrolment !== null) counter.set(await openCounter({ config, enrolment, hub, clock, log }));
  }

  await open();
  const stranger = createTerminalServer({
    url: terminalUrl(config),
    prove: null,
    now: clock.now,
    log,
    signal: stopping.signal,
  });
  const enrol = createEnrol({ server: stranger });
  const { serverUrl } = config;
  const folder = dirname(config.vaultFile);
  const blind = async () => (await listDevices()).blind;
  const setup = runSetup(
    {
      clock,
      log,
      version: VERSION,
      devices: devicesOf(hub),
      codes: await openCodeStore(join(dirname(config.devicesFile), 'setup-code.json'), config.setupCode),
      machine: { check: () => checkMachine({ serverUrl, folder, clock, blind }), facts: machineFacts },
      profile: () => counter.current()?.profile ?? null,
      isCounterFree: () => counter.current()?.isFree() ?? true,
      waiting: () => counter.current()?.waiting() ?? 0,
      testPage,
      recentLog: () => log.recent(),
      enrol: async (code) => {
        const enrolled = await enrol(code);
        if (!enrolled.ok) return enrolled;
        const kept = await writeEnrolment(config.enrolmentFile, enrolled.value);
        if (!kept.ok) return kept;
        await open();
        // The counter has just come in: it is told which devices are there.
        hub.tellTo(hear);
        return kept;
      },
    },
    { sandbox: config.sandbox },
  );
  const problem = await hub.start();
  if (problem !== null) log.error('devices-unknown', { code: problem.code });
  return {
    counter,
    setup,
    hear,
    stop: async () => {
      stopping.abort();
      setup.stop();
      await Promise.all([hub.stop(), counter.current()?.stop()]);
    },
  };
}

function portTaken(port: number, cause: unknown): FatalProblem {
  return new FatalProblem(`Port ${port} is taken: stop the other program, or set PORT to a free one.`, { cause });
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
}
