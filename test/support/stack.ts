// The whole of Zhanggui for one test: the real programs, started as the launcher starts them, on free ports, with a
// fresh database and a folder of their own. Each program can be stopped, killed and started again under the others.
import { chmod, mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeviceConfig, WiredRole } from '#hardware/index.ts';
import { type Child } from '../../bin/start/child.ts';
import {
  startAgent,
  startServer,
  startSimulators,
  type AgentReady,
  type Login,
  type ServerReady,
} from '../../bin/start/programs.ts';
import { controlAt, type Control } from './control.ts';
import { freshDatabase, testServerSecret } from './database.ts';
import { freePorts } from './ports.ts';

export interface StackOptions {
  /** True for a machine out of its box: no enrolment, no devices. */
  readonly isNew?: boolean;
  /** Added to the environment of the server or the agent. */
  readonly serverEnv?: Readonly<Record<string, string>>;
  readonly agentEnv?: Readonly<Record<string, string>>;
  /** Devices that are not the simulators' TCP ports (a pty, say); null for a role that this counter goes without. */
  readonly devices?: Readonly<Partial<Record<WiredRole, string | null>>>;
}

/** A program that can go and come back. start() does nothing while it runs. */
export interface Service<Ready> {
  readonly running: boolean;
  /** What it said at its last start. */
  readonly ready: Ready;
  readonly logFile: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  kill9(): Promise<void>;
  restart(): Promise<void>;
}

export interface Stack {
  readonly serverUrl: string;
  /** With the token of the agent's last start: read it again after agent.restart(). */
  readonly kioskUrl: string;
  readonly logins: readonly Login[];
  /** As the owner. */
  readonly databaseUrl: string;
  readonly directory: string;
  readonly vaultFile: string;
  readonly enrolmentFile: string;
  readonly devicesFile: string;
  /** Where the simulated devices listen. */
  readonly simulated: Readonly<Record<WiredRole, string>>;
  readonly control: Control;
  readonly server: Service<ServerReady>;
  readonly agent: Service<AgentReady>;
  readonly simulators: Service<unknown>;
  /** The end of each program's log, for a failing test. */
  logs(): Promise<string>;
  stop(): Promise<void>;
}

export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const database = await freshDatabase();
  const directory = await mkdtemp(join(tmpdir(), 'zhanggui-stack-'));
  await chmod(directory, 0o700);
  const places = await placesIn(directory);
  const [serverPort = 0, agentPort = 0, readerPort = 0, scannerPort = 0, controlPort = 0, printerPort = 0] =
    await freePorts(6);
  const serverUrl = `http://127.0.0.1:${serverPort}`;
  const controlUrl = `http://127.0.0.1:${controlPort}`;

  const simulators = service(() =>
    startSimulators({ logDir: places.logDir, readerPort, scannerPort, controlPort, printerPort }),
  );
  const server = service(() =>
    startServer({
      logDir: places.logDir,
      databaseUrl: database.url,
      secret: testServerSecret,
      port: serverPort,
      devicesUrl: controlUrl,
      enrolmentFile: places.enrolmentFile,
      kioskUrl: `http://127.0.0.1:${agentPort}`,
      env: options.serverEnv ?? {},
    }),
  );
  const agent = service(() =>
    startAgent({
      logDir: places.logDir,
      serverUrl,
      port: agentPort,
      enrolmentFile: options.isNew ? places.ownEnrolmentFile : places.enrolmentFile,
      vaultFile: places.vaultFile,
      devicesFile: places.devicesFile,
      env: { ...(options.isNew && { SETUP_CODE: '' }), ...options.agentEnv },
    }),
  );

  const logs = (): Promise<string> => endsOfLogs(places.logDir);
  const stop = async (): Promise<void> => {
    await Promise.all([agent.stop(), server.stop(), simulators.stop()]);
    await database.drop();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    if (!options.isNew)
      await writeDevices(places.devicesFile, [readerPort, scannerPort, printerPort], options.devices ?? {});
    await Promise.all([simulators.start(), server.start()]);
    await agent.start();
  } catch (error) {
    const text = await logs();
    await stop();
    throw new Error(`the stack did not start\n${text}`, { cause: error });
  }
  return {
    serverUrl,
    get kioskUrl() {
      return agent.ready.url;
    },
    get logins() {
      return server.ready.logins;
    },
    databaseUrl: database.url,
    directory,
    vaultFile: places.vaultFile,
    enrolmentFile: places.enrolmentFile,
    devicesFile: places.devicesFile,
    simulated: {
      reader: `tcp://127.0.0.1:${readerPort}`,
      scanner: `tcp://127.0.0.1:${scannerPort}`,
      printer: `tcp://127.0.0.1:${printerPort}`,
    },
    control: controlAt(controlUrl),
    server,
    agent,
    simulators,
    logs,
    stop,
  };
}

interface Places {
  readonly logDir: string;
  readonly vaultFile: string;
  readonly enrolmentFile: string;
  /** Of a machine that is enrolled by hand; the sandbox's own stays as it is. */
  readonly ownEnrolmentFile: string;
  readonly devicesFile: string;
}

async function placesIn(directory: string): Promise<Places> {
  const terminal = join(directory, 'terminal');
  await mkdir(terminal, { recursive: true });
  return {
    logDir: join(directory, 'logs'),
    vaultFile: join(terminal, 'vault.sqlite'),
    enrolmentFile: join(terminal, 'enrolment.json'),
    ownEnrolmentFile: join(terminal, 'own', 'enrolment.json'),
    devicesFile: join(terminal, 'devices.json'),
  };
}

/** The counter as a technician would leave it, with the simulators in the roles that the test does not fill. */
async function writeDevices(
  file: string,
  [readerPort, scannerPort, printerPort]: readonly [number, number, number],
  devices: NonNullable<StackOptions['devices']>,
): Promise<void> {
  const addressOf = (role: WiredRole, port: number): string | null =>
    devices[role] === undefined ? `tcp://127.0.0.1:${port}` : devices[role];
  const reader = addressOf('reader', readerPort);
  const scanner = addressOf('scanner', scannerPort);
  const printer = addressOf('printer', printerPort);
  const config: DeviceConfig = {
    version: 1,
    roles: {
      ...(reader !== null && { reader: { address: reader } }),
      ...(scanner !== null && { scanner: { address: scanner } }),
      ...(printer !== null && { printer: { address: printer, widthMm: 80 } }),
    },
  };
  await writeFile(file, JSON.stringify(config), { mode: 0o600 });
}

function service<Ready>(launch: () => Promise<Child<Ready>>): Service<Ready> {
  let child: Child<Ready> | undefined;
  let last: Child<Ready> | undefined;
  const known = (): Child<Ready> => {
    if (last === undefined) throw new Error('the program has not been started yet');
    return last;
  };
  const start = async (): Promise<void> => {
    child ??= last = await launch();
  };
  const end = async (how: 'stop' | 'kill9'): Promise<void> => {
    const ending = child;
    child = undefined;
    await ending?.[how]();
  };
  return {
    get running() {
      return child !== undefined;
    },
    get ready() {
      return known().ready;
    },
    get logFile() {
      return known().logFile;
    },
    start,
    stop: () => end('stop'),
    kill9: () => end('kill9'),
    restart: async () => {
      await end('stop');
      await start();
    },
  };
}

async function endsOfLogs(logDir: string): Promise<string> {
  const parts = await Promise.all(
    ['simulators', 'server', 'agent'].map(async (name) => {
      const text = await readFile(join(logDir, `${name}.log`), 'utf8').catch(() => '(no log)');
      return `--- ${name}\n${text.split('\n').slice(-40).join('\n')}`;
    }),
  );
  return parts.join('\n');
}
