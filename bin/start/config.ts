// The launcher's settings: read once from the environment, checked by one schema, never changed afterwards.
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { parseAddress } from '#hardware/transport/address.ts';
import { rootDir } from '../paths.ts';
import { Problem } from '../problem.ts';

const device = z.string().refine((address) => parseAddress(address).ok, 'not a device address');
const port = z.coerce.number().int().min(1).max(65_535);

const schema = z.object({
  DATA_DIR: z.string().min(1).default('.data'),
  SERVER_PORT: port.default(4000),
  AGENT_PORT: port.default(4100),
  READER_PORT: port.default(4201),
  SCANNER_PORT: port.default(4202),
  CONTROL_PORT: port.default(4203),
  PRINTER_PORT: port.default(4204),
  POSTGRES_PORT: port.default(4254),
  /** A PostgreSQL of yours, with the right to create roles and tables; without it one is started in DATA_DIR. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** Real devices, for example serial:///dev/ttyUSB0?baud=9600: kept from this start on, in place of what was there. */
  READER: device.optional(),
  SCANNER: device.optional(),
  PRINTER: device.optional(),
});

export interface StartConfig {
  readonly dataDir: string;
  readonly serverPort: number;
  readonly agentPort: number;
  readonly readerPort: number;
  readonly scannerPort: number;
  readonly controlPort: number;
  readonly printerPort: number;
  readonly postgresPort: number;
  readonly databaseUrl: string | undefined;
  /** Addresses that this start was given. */
  readonly devices: Readonly<Partial<Record<'reader' | 'scanner' | 'printer', string | undefined>>>;
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
    printerPort: values.PRINTER_PORT,
    postgresPort: values.POSTGRES_PORT,
    databaseUrl: values.DATABASE_URL,
    devices: { reader: values.READER, scanner: values.SCANNER, printer: values.PRINTER },
  });
}

/** The ports that the launcher's programs will open, each with the variable that moves it. */
export function portsOf(config: StartConfig, withSimulators: boolean): readonly PortUse[] {
  const ports: PortUse[] = [
    { port: config.serverPort, use: 'the server', variable: 'SERVER_PORT' },
    { port: config.agentPort, use: 'the terminal agent', variable: 'AGENT_PORT' },
  ];
  if (withSimulators) {
    ports.push(
      { port: config.readerPort, use: 'the card reader simulator', variable: 'READER_PORT' },
      { port: config.scannerPort, use: 'the scanner simulator', variable: 'SCANNER_PORT' },
      { port: config.controlPort, use: "the simulators' control", variable: 'CONTROL_PORT' },
      { port: config.printerPort, use: 'the printer simulator', variable: 'PRINTER_PORT' },
    );
  }
  return ports;
}

export interface PortUse {
  readonly port: number;
  readonly use: string;
  readonly variable: string;
}
