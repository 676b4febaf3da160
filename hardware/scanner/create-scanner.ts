/** Which driver speaks with the scanner at an address. */
import type { Clock } from '../link/clock.ts';
import { systemClock } from '../link/clock.ts';
import type { Meter } from '../link/meter.ts';
import { noMeter } from '../link/meter.ts';
import type { Address } from '../transport/address.ts';
import { parseAddress } from '../transport/address.ts';
import { createHidTransport, createTransport } from '../transport/create.ts';
import type { HidLink, HidTransport, Link, Transport } from '../transport/transport.ts';
import { canSpeak } from './can-speak.ts';
import type { ScannerWire } from './driver.ts';
import { driveScanner } from './driver.ts';
import { createHidPosSpeaker } from './hid-pos/hid-pos-speaker.ts';
import type { HidWrite } from './hid-pos/reports.ts';
import { createHoneywellSpeaker } from './honeywell/honeywell-speaker.ts';
import { createLinesSpeaker } from './lines/lines-speaker.ts';
import { createNewlandSpeaker } from './newland/newland-speaker.ts';
import type { Scanner, ScannerEvent, ScannerOptions, ScannerProtocol } from './scanner.ts';
import type { Speaker } from './speaker.ts';
import { createSsiSpeaker } from './ssi/ssi-speaker.ts';

export type StreamProtocol = Exclude<ScannerProtocol, 'hid-pos'>;

const SPEAKERS: Readonly<Record<StreamProtocol, () => Speaker<Uint8Array>>> = {
  lines: createLinesSpeaker,
  newland: createNewlandSpeaker,
  honeywell: createHoneywellSpeaker,
  ssi: createSsiSpeaker,
};

/** Throws a TypeError for an address that `parseAddress` refuses, and where the protocol cannot be spoken there. */
export function createScanner(options: ScannerOptions): Scanner {
  const { address: text, onEvent, clock = systemClock, meter = noMeter } = options;
  const parsed = parseAddress(text);
  if (!parsed.ok) throw new TypeError(`device address refused: ${parsed.code}`);
  const { address } = parsed;
  const protocol = options.protocol ?? defaultProtocol(address);
  if (!canSpeak(protocol, address)) throw new TypeError('hid-pos goes with hid:// addresses, and nothing else does');
  if (protocol === 'hid-pos') {
    const vendorId = vendorOf(address);
    return createHidPosScannerOn({ transport: createHidTransport(text, clock), vendorId, onEvent, clock, meter });
  }
  return createStreamScannerOn({ transport: createTransport(text, clock), protocol, onEvent, clock, meter });
}

interface OnLink {
  readonly onEvent: (event: ScannerEvent) => void;
  readonly clock: Clock;
  readonly meter?: Meter;
}

export function createStreamScannerOn(
  options: OnLink & { readonly transport: Transport; readonly protocol: StreamProtocol },
): Scanner {
  const { transport, protocol, meter = noMeter } = options;
  const wire: ScannerWire<Link, Uint8Array> = {
    transport,
    settleMs: transport.settleMs,
    speakerFor: SPEAKERS[protocol],
    write: (link, bytes) => link.write(bytes),
  };
  return driveScanner(wire, { ...options, meter });
}

/** `vendorId`: four lower-case hex digits, for systems that do not show the report descriptor. */
export function createHidPosScannerOn(
  options: OnLink & { readonly transport: HidTransport; readonly vendorId: string | null },
): Scanner {
  const { transport, vendorId, meter = noMeter } = options;
  const wire: ScannerWire<HidLink, HidWrite> = {
    transport,
    settleMs: 0,
    speakerFor: ({ descriptor }) => createHidPosSpeaker({ descriptor, vendorId }),
    write: (link, { kind, report }) => {
      void (kind === 'feature' ? link.sendFeatureReport(report) : link.write(report)).then((isTaken) => {
        if (!isTaken) meter.fault('refused');
      });
    },
  };
  return driveScanner(wire, { ...options, meter });
}

function defaultProtocol({ scheme }: Address): ScannerProtocol {
  return scheme === 'hid' ? 'hid-pos' : 'lines';
}

function vendorOf(address: Address): string | null {
  return address.scheme === 'hid' && address.target.by === 'identity' ? address.target.vendorId : null;
}
