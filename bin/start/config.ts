// The launcher's settings: read once from the environment, checked by one schema, never changed afterwards.
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { rootDir } from '../paths.ts';
import { Problem } from '../problem.ts';

const port = z.coerce.number().int().min(1).max(65_535);

const schema = z.object({
  DATA_DIR: z.string().min(1).default('.data'),
  SERVER_PORT: port.default(4000),
  AGENT_PORT: port.default(4100),
  READER_PORT: port.default(4201),
  SCANNER_PORT: port.default(4202),
  CONTROL_PORT: port.default(4203),
  POSTGRES_PORT: port.default(4254),
  /** A PostgreSQL of yours, with the right to create roles and tables; without it one is started in DATA_DIR. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** Addresses of real devices, for example serial:///dev/ttyUSB0?baud=115200; without them simulators answer. */
  READER: z.string().min(1).optional(),
  SCANNER: z.string().min(1).optional(),
});

export interface StartConfig {
  readonly dataDir: string;
  readonly serverPort: number;
  readonly agentPort: number;
  readonly readerPort: number;
  readonly scannerPort: number;
  readonly controlPort: number;
  readonly postgresPort: number;
  readonly databaseUrl: string | undefined;
  readonly reader: string;
  readonly scanner: string;
  /** Whether one of the devices is simulated. */
  readonly simulators: boolean;
}

export function readConfig(env: Readonly<Record<string, string | undefined>>): StartConfig {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(present);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Problem(`The environment variable ${String(issue?.path[0])} cannot be used: ${issue?.message ?? ''}.`);
  }
  const values = parsed.data;
  return Object.freeze({
    dataDir: isAbsolute(values.DATA_DIR) ? values.DATA_DIR : join(rootDir, values.DATA_DIR),
    serverPort: values.SERVER_PORT,
    agentPort: values.AGENT_PORT,
    readerPort: values.READER_PORT,
    scannerPort: values.SCANNER_PORT,
    controlPort: values.CONTROL_PORT,
    postgresPort: values.POSTGRES_PORT,
    databaseUrl: values.DATABASE_URL,
    reader: values.READER ?? `tcp://127.0.0.1:${values.READER_PORT}`,
    scanner: values.SCANNER ?? `tcp://127.0.0.1:${values.SCANNER_PORT}`,
    simulators: values.READER === undefined || values.SCANNER === undefined,
  });
}

/** The ports that the launcher's programs will open, each with the variable that moves it. */
export function portsOf(config: StartConfig): readonly PortUse[] {
  const ports: PortUse[] = [
    { port: config.serverPort, use: 'the server', variable: 'SERVER_PORT' },
    { port: config.agentPort, use: 'the terminal agent', variable: 'AGENT_PORT' },
  ];
  if (config.simulators) {
    ports.push(
      { port: config.readerPort, use: 'the card reader simulator', variable: 'READER_PORT' },
      { port: config.scannerPort, use: 'the scanner simulator', variable: 'SCANNER_PORT' },
      { port: config.controlPort, use: "the simulators' control", variable: 'CONTROL_PORT' },
    );
  }
  return ports;
}

export interface PortUse {
  readonly port: number;
  readonly use: string;
  readonly variable: string;
}
