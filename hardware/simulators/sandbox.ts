/** The simulated counter: a reader, a scanner and a printer on TCP, and what the sandbox operator may do with them. */
import { z } from 'zod';
import { createReaderSimulator } from './card-reader-simulator.ts';
import type { ReaderSimulator } from './card-reader-simulator.ts';
import { paperText } from './paper-text.ts';
import { SANDBOX_CARDS } from './people.ts';
import type { PrinterSimulator } from './printer-simulator.ts';
import { createPrinterSimulator } from './printer-simulator.ts';
import { createScannerSimulator } from './scanner-simulator.ts';
import type { ScannerSimulator } from './scanner-simulator.ts';
import type { Simulated } from './simulated.ts';
import { simulatedPrinter, simulatedReader, simulatedScanner } from './simulated.ts';
import type { TcpHost } from './tcp-host.ts';
import { hostOnTcp } from './tcp-host.ts';

export interface Sandbox {
  readonly reader: ReaderSimulator;
  readonly scanner: ScannerSimulator;
  readonly printer: PrinterSimulator;
  readonly devices: Readonly<Record<Device, Simulated>>;
  readonly hosts: Readonly<Record<Device, TcpHost>>;
}

/** Status and body of an answer; a text goes out as it is, everything else as JSON. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const DEVICES = ['reader', 'scanner', 'printer'] as const;
type Device = (typeof DEVICES)[number];

type Route = (sandbox: Sandbox, body: unknown) => Answer | Promise<Answer>;

const TEXT_MAX = 2953;
const cardBody = z.strictObject({ id: z.string().max(64) });
const scanBody = z.strictObject({ text: z.string().min(1).max(TEXT_MAX) });
const deviceBody = z.strictObject({ device: z.enum(DEVICES) });
const misbehaveBody = z.strictObject({ device: z.enum(DEVICES).default('reader'), kind: z.string().max(64) });

export async function openSandbox(ports: Readonly<Record<Device, number>>): Promise<Sandbox> {
  const reader = createReaderSimulator();
  const scanner = createScannerSimulator();
  const printer = createPrinterSimulator();
  const devices = {
    reader: simulatedReader(reader),
    scanner: simulatedScanner(scanner),
    printer: simulatedPrinter(printer),
  };
  const hosts = {
    reader: await hostOnTcp(devices.reader.device, ports.reader),
    scanner: await hostOnTcp(devices.scanner.device, ports.scanner),
    printer: await hostOnTcp(devices.printer.device, ports.printer),
  };
  return { reader, scanner, printer, devices, hosts };
}

export const ROUTES: Readonly<Record<string, Route>> = {
  'GET /state': (sandbox) => ok(stateOf(sandbox)),
  'GET /cards': () =>
    ok(SANDBOX_CARDS.map(({ id, label, name, birth, note }) => ({ id, label, name, birth: isoDate(birth), note }))),
  'POST /card': route(cardBody, (sandbox, { id }) => {
    const card = SANDBOX_CARDS.find((known) => known.id === id);
    if (card === undefined) return refuse(404, 'unknown-card');
    sandbox.reader.put(card);
    return ok(stateOf(sandbox));
  }),
  'DELETE /card': (sandbox) => {
    sandbox.reader.remove();
    return ok(stateOf(sandbox));
  },
  'POST /scan': route(scanBody, ({ scanner }, { text }) => ok({ listeners: scanner.scan(text) })),
  'POST /unplug': route(deviceBody, async (sandbox, { device }) => {
    await sandbox.hosts[device].unplug();
    return ok(stateOf(sandbox));
  }),
  'POST /plug': route(deviceBody, async (sandbox, { device }) => {
    await sandbox.hosts[device].plug();
    return ok(stateOf(sandbox));
  }),
  'POST /misbehave': route(misbehaveBody, ({ devices }, { device, kind }) =>
    devices[device].orders['misbehave']?.(kind) === true ? ok({ device, kind }) : refuse(400, 'bad-body'),
  ),
  'GET /print-paper': ({ printer }) => ok(paperText(printer.paper())),
  'DELETE /print-paper': ({ printer }) => ok(paperText(printer.tearOff())),
};

export function refuse(status: number, error: string): Answer {
  return { status, body: { error } };
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}

function route<T>(schema: z.ZodType<T>, handle: (sandbox: Sandbox, body: T) => Answer | Promise<Answer>): Route {
  return (sandbox, body) => {
    const parsed = schema.safeParse(body);
    return parsed.success ? handle(sandbox, parsed.data) : refuse(400, 'bad-body');
  };
}

function stateOf({ reader, hosts }: Sandbox): object {
  const card = reader.card();
  return {
    reader: { plugged: hosts.reader.isPlugged(), card: card === null ? null : { id: card.id, label: card.label } },
    scanner: { plugged: hosts.scanner.isPlugged() },
    printer: { plugged: hosts.printer.isPlugged() },
  };
}

function isoDate(compact: string): string {
  return `${compact.slice(0, 4)}-${compact.slice(4, 6)}-${compact.slice(6)}`;
}
