// Our three programs, what each needs to know, and what it says when it is ready. The launcher and the tests start
// them from here, so that both run the same thing.
import { join } from 'node:path';
import { z } from 'zod';
import { buildDir, inRoot } from '../paths.ts';
import { startChild, type Child } from './child.ts';

const simulatorsReady = z.object({ ready: z.literal(true) });
const serverReady = z.object({
  ready: z.literal(true),
  logins: z.array(z.object({ role: z.string(), username: z.string(), password: z.string() })),
});
const agentReady = z.object({ ready: z.literal(true), url: z.url() });

export type SimulatorsReady = z.output<typeof simulatorsReady>;
export type ServerReady = z.output<typeof serverReady>;
export type AgentReady = z.output<typeof agentReady>;
export type Login = ServerReady['logins'][number];

export interface SimulatorsOptions {
  readonly logDir: string;
  readonly readerPort: number;
  readonly scannerPort: number;
  readonly controlPort: number;
  readonly printerPort: number;
}

export function startSimulators(options: SimulatorsOptions): Promise<Child<SimulatorsReady>> {
  return startChild(
    {
      name: 'simulators',
      script: inRoot('hardware', 'simulators', 'main.ts'),
      logDir: options.logDir,
      env: {
        READER_PORT: String(options.readerPort),
        SCANNER_PORT: String(options.scannerPort),
        CONTROL_PORT: String(options.controlPort),
        PRINTER_PORT: String(options.printerPort),
      },
    },
    simulatorsReady,
  );
}

export interface ServerOptions {
  readonly logDir: string;
  readonly databaseUrl: string;
  readonly secret: string;
  readonly port: number;
  readonly devicesUrl: string;
  readonly enrolmentFile: string;
  readonly kioskUrl: string;
  readonly env?: Readonly<Record<string, string>>;
}

export function startServer(options: ServerOptions): Promise<Child<ServerReady>> {
  return startChild(
    {
      name: 'server',
      script: inRoot('server', 'main.ts'),
      logDir: options.logDir,
      env: {
        DATABASE_URL: options.databaseUrl,
        SERVER_SECRET: options.secret,
        PORT: String(options.port),
        PUBLIC_URL: `http://127.0.0.1:${options.port}`,
        SANDBOX: '1',
        PORTAL_DIR: join(buildDir, 'portal'),
        DEVICES_URL: options.devicesUrl,
        ENROLMENT_FILE: options.enrolmentFile,
        KIOSK_URL: options.kioskUrl,
        ...options.env,
      },
    },
    serverReady,
  );
}

/** Opens the sandbox terminal's wizard, whose enrolment comes without a technician. */
export const sandboxSetupCode = '246810';

export interface AgentOptions {
  readonly logDir: string;
  readonly serverUrl: string;
  readonly port: number;
  readonly enrolmentFile: string;
  readonly vaultFile: string;
  readonly devicesFile: string;
  readonly env?: Readonly<Record<string, string>>;
}

export function startAgent(options: AgentOptions): Promise<Child<AgentReady>> {
  return startChild(
    {
      name: 'agent',
      script: inRoot('terminal', 'agent', 'main.ts'),
      logDir: options.logDir,
      env: {
        SERVER_URL: options.serverUrl,
        PORT: String(options.port),
        ENROLMENT_FILE: options.enrolmentFile,
        VAULT_FILE: options.vaultFile,
        DEVICES_FILE: options.devicesFile,
        KIOSK_DIR: join(buildDir, 'kiosk'),
        SANDBOX: '1',
        SETUP_CODE: sandboxSetupCode,
        ...options.env,
      },
    },
    agentReady,
  );
}
