/** Whole drivers under fire: no bytes may end in a signal that a machine holds impossible, and every slip must end. */
import { createScannerSimulator } from '../../simulators/scanner-simulator.ts';
import { createHoneywellSimulator } from '../../simulators/scanners/honeywell-simulator.ts';
import { createNewlandSimulator } from '../../simulators/scanners/newland-simulator.ts';
import { createSsiSimulator } from '../../simulators/scanners/ssi-simulator.ts';
import { cardReaderRig } from '../rigs/card-reader.ts';
import { printerRig } from '../rigs/printer.ts';
import { hidPosScannerRig, streamScannerRig } from '../rigs/scanner.ts';
import type { Rig } from '../rigs/under-fire.ts';
import { underFire } from '../rigs/under-fire.ts';
import { HONEYWELL_MESSAGES, LINES, NEWLAND_MESSAGES, POS_REPORTS, SSI_MESSAGES } from '../samples/scanner.ts';
import type { Subject } from '../subject.ts';
import type { TurnedClock } from '../turned-clock.ts';
import { READER_FRAMES } from './card-reader.ts';
import { PRINTER_REPLIES } from './printer.ts';

const lines = streamScannerRig('lines', (clock) => createScannerSimulator({ clock }));
const newland = streamScannerRig('newland', (clock) => createNewlandSimulator({ clock }));
const honeywell = streamScannerRig('honeywell', (clock) => createHoneywellSimulator({ clock, hasMetadata: true }));
const ssi = streamScannerRig('ssi', (clock) => createSsiSimulator({ clock }));

export const DRIVER_SUBJECTS: readonly Subject[] = [
  driver('card reader', READER_FRAMES, cardReaderRig),
  driver('printer', PRINTER_REPLIES, printerRig),
  driver('scanner, lines', LINES, lines),
  driver('scanner, Newland', [...NEWLAND_MESSAGES, ...LINES], newland),
  driver('scanner, Honeywell', [...HONEYWELL_MESSAGES, ...LINES], honeywell),
  driver('scanner, SSI', SSI_MESSAGES, ssi),
  { ...driver('scanner, HID POS', POS_REPORTS, hidPosScannerRig), input: 'whole' },
];

function driver(name: string, samples: readonly Uint8Array[], build: (clock: TurnedClock) => Rig): Subject {
  return { name: `driver: ${name}`, input: 'stream', samples, create: () => underFire(build) };
}
