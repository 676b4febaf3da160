/** Whole simulated devices, wire included, and the orders that a person can give them. */
import type { Misbehaviour, ReaderSimulator } from './card-reader-simulator.ts';
import { MISBEHAVIOURS, createReaderSimulator } from './card-reader-simulator.ts';
import type { SimulatedDevice } from './device.ts';
import { MANNERS, MANNER_NAMES, withManners } from './manners.ts';
import { paperText } from './paper-text.ts';
import { SANDBOX_CARDS } from './people.ts';
import type { PrinterSimulator } from './printer-simulator.ts';
import { createPrinterSimulator } from './printer-simulator.ts';
import { createScannerSimulator } from './scanner-simulator.ts';
import { createHoneywellSimulator } from './scanners/honeywell-simulator.ts';
import { createNewlandSimulator } from './scanners/newland-simulator.ts';
import { createSsiSimulator } from './scanners/ssi-simulator.ts';

export const SIMULATED_KINDS = [
  'reader',
  'scanner',
  'scanner-newland',
  'scanner-honeywell',
  'scanner-ssi',
  'printer',
] as const;
export type SimulatedKind = (typeof SIMULATED_KINDS)[number];

/** By name; each gets the rest of the line. True: done; a text: done, and this came of it; false: it cannot be done. */
export type Orders = Readonly<Record<string, (rest: string) => boolean | string>>;

export interface Simulated {
  /** With its wire, whose manners `misbehave` changes. */
  readonly device: SimulatedDevice;
  readonly orders: Orders;
}

export interface SimulatedScanner extends SimulatedDevice {
  scan(text: string): number;
}

export function createSimulated(kind: SimulatedKind): Simulated {
  switch (kind) {
    case 'reader':
      return simulatedReader(createReaderSimulator());
    case 'scanner':
      return simulatedScanner(createScannerSimulator());
    case 'scanner-newland':
      return simulatedScanner(createNewlandSimulator());
    case 'scanner-honeywell':
      return simulatedScanner(createHoneywellSimulator());
    case 'scanner-ssi':
      return simulatedScanner(createSsiSimulator());
    case 'printer':
      return simulatedPrinter(createPrinterSimulator());
  }
}

export function simulatedReader(reader: ReaderSimulator): Simulated {
  const own = (name: string): Misbehaviour | undefined => MISBEHAVIOURS.find((known) => known === name);
  return withWire(reader, {
    card: (id) => {
      const card = SANDBOX_CARDS.find((known) => known.id === id);
      if (card !== undefined) reader.put(card);
      return card !== undefined;
    },
    take: () => {
      reader.remove();
      return true;
    },
    misbehave: (name) => {
      const kind = own(name);
      if (kind !== undefined) reader.misbehave(kind);
      return kind !== undefined;
    },
  });
}

export function simulatedScanner(scanner: SimulatedScanner): Simulated {
  return withWire(scanner, { scan: (text) => text !== '' && scanner.scan(text) > 0 });
}

export function simulatedPrinter(printer: PrinterSimulator): Simulated {
  const troubles: Readonly<Record<string, () => void>> = {
    'paper-end': () => printer.load('end'),
    'paper-near-end': () => printer.load('near-end'),
    'paper-full': () => printer.load('full'),
    'cover-open': () => printer.setCover('open'),
    'cover-closed': () => printer.setCover('closed'),
    silent: () => printer.misbehave('silent'),
    garbage: () => printer.misbehave('garbage'),
    none: () => printer.misbehave('none'),
  };
  return withWire(printer, {
    paper: () => paperText(printer.paper()),
    'tear-off': () => paperText(printer.tearOff()),
    misbehave: (name) => {
      const trouble = Object.hasOwn(troubles, name) ? troubles[name] : undefined;
      trouble?.();
      return trouble !== undefined;
    },
  });
}

/** What the device itself cannot do wrong, its wire can; `none` is back to good manners of both. */
function withWire(device: SimulatedDevice, orders: Orders): Simulated {
  const mannerly = withManners(device);
  const misbehave = (name: string): boolean => {
    const isOwn = orders['misbehave']?.(name) === true;
    const manner = MANNER_NAMES.find((known) => known === name);
    if (manner !== undefined && (!isOwn || manner === 'none')) mannerly.behave(MANNERS[manner]);
    return isOwn || manner !== undefined;
  };
  return { device: mannerly, orders: { ...orders, misbehave } };
}
