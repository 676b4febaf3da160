/**
 * Finds out what hangs at an address by asking it: the last of the ways to tell devices apart (protocols 5.1), and the
 * surest. Printers are asked first: they answer at once, and print what was meant for others.
 */
import { probeCardReader } from '../card-reader/probe.ts';
import type { Clock } from '../link/clock.ts';
import type { DeviceIdentity } from '../link/meter.ts';
import { layoutOf } from '../scanner/hid-pos/layout.ts';
import type { Dialect } from '../sdt/dialects.ts';
import type { Address } from '../transport/address.ts';
import { parseAddress } from '../transport/address.ts';
import { createHidTransport, createTransport } from '../transport/create.ts';
import type { LinkError } from '../transport/transport.ts';
import { converse } from './conversation.ts';
import type { Finding, Inquiry } from './inquiries.ts';
import { PRINTER_INQUIRIES, SCANNER_INQUIRIES } from './inquiries.ts';

export type FoundThere =
  | Finding
  | { readonly kind: 'reader'; readonly identity: Partial<DeviceIdentity> }
  /** A card reader that speaks what the driver does not. */
  | { readonly kind: 'foreign-reader'; readonly dialect: Dialect; readonly identity: Partial<DeviceIdentity> };

export type ProbeOutcome =
  /** `baud` is null where the wire has no rate. */
  | { readonly kind: 'found'; readonly found: FoundThere; readonly baud: number | null }
  /** It opened, and nobody answered any question. */
  | { readonly kind: 'mute' }
  | { readonly kind: 'no-link'; readonly error: LinkError };

export interface ProbeOptions {
  /** See `parseAddress`; an address that it refuses throws a TypeError. */
  readonly address: string;
  readonly clock: Clock;
  /** Ends the probe soon, as `mute` or `no-link`. */
  readonly signal: AbortSignal;
  /** Questions for this kind of device begin, at this rate. */
  readonly onQuestion?: (kind: 'reader' | 'scanner' | 'printer', baud: number | null) => void;
}

type Attempt = (options: ProbeOptions, address: Address) => Promise<ProbeOutcome>;

const ATTEMPTS: Readonly<Record<Address['scheme'], readonly Attempt[]>> = {
  serial: [askPrinter, askReader, askScanner],
  tcp: [askPrinter, askReader, askScanner],
  hid: [askDescriptor, askReader],
  usb: [askReader],
  file: [askPrinter],
};

export async function probe(options: ProbeOptions): Promise<ProbeOutcome> {
  const parsed = parseAddress(options.address);
  if (!parsed.ok) throw new TypeError(`device address refused: ${parsed.code}`);
  for (const attempt of ATTEMPTS[parsed.address.scheme]) {
    if (options.signal.aborted) break;
    const outcome = await attempt(options, parsed.address);
    if (outcome.kind !== 'mute') return outcome;
  }
  return { kind: 'mute' };
}

/** What a HID device says of itself in its report descriptor. */
async function askDescriptor({ address, clock, signal }: ProbeOptions): Promise<ProbeOutcome> {
  const nobody = { onData: () => undefined, onLost: () => undefined };
  const opened = await createHidTransport(address, clock).open(nobody, signal);
  if (!opened.ok) return { kind: 'no-link', error: opened.error };
  const { descriptor } = opened.link;
  await opened.link.close();
  const isScanner = descriptor !== null && layoutOf(descriptor) !== null;
  if (!isScanner) return { kind: 'mute' };
  return { kind: 'found', found: { kind: 'scanner', protocol: 'hid-pos', identity: {} }, baud: null };
}

async function askReader({ address, clock, signal, onQuestion }: ProbeOptions, at: Address): Promise<ProbeOutcome> {
  onQuestion?.('reader', null);
  const answer = await probeCardReader(address, { clock, signal });
  switch (answer.kind) {
    case 'module': {
      const identity = answer.samId === null ? {} : { samId: answer.samId };
      return { kind: 'found', found: { kind: 'reader', identity }, baud: rateAt(at, answer.baud) };
    }
    case 'dialect': {
      const found = { kind: 'foreign-reader', dialect: answer.dialect, identity: {} } as const;
      return { kind: 'found', found, baud: rateAt(at, answer.baud) };
    }
    case 'babble':
    case 'silent':
      return { kind: 'mute' };
    case 'lost':
      return { kind: 'no-link', error: answer.reason };
  }
}

function askPrinter(options: ProbeOptions, at: Address): Promise<ProbeOutcome> {
  return askStream(options, at, 'printer', PRINTER_INQUIRIES);
}

function askScanner(options: ProbeOptions, at: Address): Promise<ProbeOutcome> {
  return askStream(options, at, 'scanner', SCANNER_INQUIRIES);
}

async function askStream(
  { address, clock, signal, onQuestion }: ProbeOptions,
  at: Address,
  kind: 'printer' | 'scanner',
  inquiries: readonly Inquiry[],
): Promise<ProbeOutcome> {
  const transport = createTransport(address, clock);
  // Only a serial port's rate can be changed from here.
  const rates = at.scheme === 'serial' ? transport.rates : transport.rates.slice(0, 1);
  const onRate = (baud: number): void => onQuestion?.(kind, rateAt(at, baud));
  const outcome = await converse({ transport, rates, inquiries, clock, signal, onRate });
  if (outcome.kind !== 'found') return outcome;
  return { kind: 'found', found: outcome.finding, baud: rateAt(at, outcome.baud) };
}

function rateAt({ scheme }: Address, baud: number): number | null {
  return scheme === 'serial' ? baud : null;
}
