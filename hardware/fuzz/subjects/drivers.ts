/**
 * Whole drivers on a device that answers, while somebody else talks into the line, cards and paper come and go, and the
 * plug is pulled: none of it may end in an impossible signal, and every slip must end.
 */
import type { Slip } from '#shared/slip/document.ts';
import { createCardReaderOn } from '../../card-reader/card-reader.ts';
import type { Clock } from '../../link/clock.ts';
import { createPrinterOn } from '../../printer/escpos-printer.ts';
import { createHidPosScannerOn, createStreamScannerOn } from '../../scanner/create-scanner.ts';
import type { StreamProtocol } from '../../scanner/create-scanner.ts';
import type { Scanner, ScannerEvent } from '../../scanner/scanner.ts';
import { createReaderSimulator } from '../../simulators/card-reader-simulator.ts';
import type { SimulatedDevice } from '../../simulators/device.ts';
import { createMemoryWire } from '../../simulators/memory-wire.ts';
import { SANDBOX_CARDS } from '../../simulators/people.ts';
import { createPrinterSimulator } from '../../simulators/printer-simulator.ts';
import { createHoneywellSimulator } from '../../simulators/scanners/honeywell-simulator.ts';
import { createNewlandSimulator } from '../../simulators/scanners/newland-simulator.ts';
import type { HidTransport } from '../../transport/transport.ts';
import { insist } from '../insist.ts';
import {
  HONEYWELL_MESSAGES,
  LINES,
  NEWLAND_MESSAGES,
  POS_DESCRIPTORS,
  POS_REPORTS,
  SSI_MESSAGES,
} from '../samples/scanner.ts';
import type { Fed, Moment, Subject } from '../subject.ts';
import type { TurnedClock } from '../turned-clock.ts';
import { createTurnedClock } from '../turned-clock.ts';
import { READER_FRAMES } from './card-reader.ts';
import { PRINTER_REPLIES } from './printer.ts';

/** What a driver under fire is made of; `whims` are what people do meanwhile. */
interface Rig {
  readonly say: (bytes: Uint8Array) => void;
  readonly setPlug: (isIn: boolean) => void;
  readonly whims: readonly ((moment: Moment) => void)[];
  /** Told since the last call. */
  readonly takeNews: () => number;
}

function underFire(build: (clock: TurnedClock) => Rig): Fed {
  const clock = createTurnedClock();
  const rig = build(clock);
  const live = async (moment: Moment): Promise<number> => {
    clock.turnTo(moment.nowMs);
    await settle();
    const whim = rig.whims[Math.floor(moment.whim / 16)];
    whim?.(moment);
    if (moment.whim % 509 === 0) rig.setPlug(moment.whim % 2 === 0);
    await settle();
    return rig.takeNews();
  };
  return {
    push: (bytes, moment) => {
      if (bytes.length > 0) rig.say(bytes);
      return live(moment);
    },
    quiet: (moment) => {
      if (moment.whim % 3 === 0) rig.setPlug(true);
      return live(moment);
    },
  };
}

/** As many turns as the longest chain of promises between a timer and what it does. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
}

function tapped(device: SimulatedDevice, onConnect: (send: (bytes: Uint8Array) => void) => void): SimulatedDevice {
  return {
    connect: (send) => {
      onConnect(send);
      return device.connect(send);
    },
    powerCycle: () => device.powerCycle(),
  };
}

function wireFor(device: SimulatedDevice) {
  let say = (_bytes: Uint8Array): void => undefined;
  const wire = createMemoryWire({ device: tapped(device, (send) => (say = send)) });
  return {
    transport: wire,
    say: (bytes: Uint8Array) => say(bytes),
    setPlug: (isIn: boolean) => (isIn ? wire.plug() : wire.unplug()),
  };
}

function newsBook() {
  let news = 0;
  return {
    note: (): void => {
      news += 1;
    },
    takeNews: (): number => {
      const taken = news;
      news = 0;
      return taken;
    },
  };
}

function cardReaderRig(clock: TurnedClock): Rig {
  const simulator = createReaderSimulator({ clock });
  const { transport, say, setPlug } = wireFor(simulator);
  const { note, takeNews } = newsBook();
  const reader = createCardReaderOn({ transport, clock, onEvent: note });
  reader.start();
  const put = ({ whim }: Moment): void => {
    const card = SANDBOX_CARDS[whim % SANDBOX_CARDS.length];
    if (card !== undefined) simulator.put(card);
  };
  const whims = [...Array.from({ length: 40 }, () => put), simulator.remove, reader.wake, reader.rest, reader.reread];
  return { say, setPlug, whims, takeNews };
}

const SLIP: Slip = {
  blocks: [
    { kind: 'text', text: '掌柜' },
    { kind: 'qr', content: 'https://example.com', caption: 'scan' },
    { kind: 'cut' },
  ],
};
/** Longer than all looks at a printer that is at work together. */
const SLIP_LIMIT_MS = 600_000;

function printerRig(clock: TurnedClock): Rig {
  const simulator = createPrinterSimulator({ clock });
  const { transport, say, setPlug } = wireFor(simulator);
  const { note, takeNews } = newsBook();
  let begunAtMs: number | null = null;
  const printer = createPrinterOn({ transport, clock, widthMm: 58, onEvent: note });
  printer.start();
  const print = ({ nowMs }: Moment): void => {
    insist(begunAtMs === null || nowMs - begunAtMs < SLIP_LIMIT_MS, 'every slip ends');
    if (begunAtMs !== null) return;
    begunAtMs = nowMs;
    void printer.print(SLIP).then(() => {
      begunAtMs = null;
      note();
    });
  };
  const others = [
    () => void printer.status(),
    () => simulator.load('end'),
    () => simulator.load('full'),
    () => simulator.setCover('open'),
    () => simulator.setCover('closed'),
    () => void simulator.tearOff(),
  ];
  return { say, setPlug, takeNews, whims: [...Array.from({ length: 20 }, () => print), ...others, ...others] };
}

function scannerRig(open: (clock: TurnedClock, onEvent: (event: ScannerEvent) => void) => ScannerParts) {
  return (clock: TurnedClock): Rig => {
    const { note, takeNews } = newsBook();
    const { scanner, say, setPlug } = open(clock, note);
    scanner.start();
    const whims = [
      () => void scanner.trigger(true),
      () => void scanner.trigger(false),
      () => void scanner.beep('good'),
      () => void scanner.beep('error'),
    ];
    return { say, setPlug, whims, takeNews };
  };
}

type ScannerParts = Pick<Rig, 'say' | 'setPlug'> & { readonly scanner: Scanner };

function streamScanner(protocol: StreamProtocol, open: (clock: Clock) => SimulatedDevice) {
  return scannerRig((clock, onEvent) => {
    const { transport, say, setPlug } = wireFor(open(clock));
    return { scanner: createStreamScannerOn({ transport, protocol, onEvent, clock }), say, setPlug };
  });
}

const nobody = (): SimulatedDevice => ({
  connect: () => ({ receive: () => undefined, end: () => undefined }),
  powerCycle: () => undefined,
});

const hidPosRig = scannerRig((clock, onEvent) => {
  let say = (_report: Uint8Array): void => undefined;
  let lose = (): void => undefined;
  const taken = (): Promise<boolean> => Promise.resolve(true);
  const transport: HidTransport = {
    open: (handlers) => {
      say = handlers.onData;
      lose = () => handlers.onLost({ code: 'lost', detail: 'unplugged' });
      const descriptor = POS_DESCRIPTORS[0] ?? null;
      const close = (): Promise<void> => Promise.resolve();
      return Promise.resolve({ ok: true, link: { descriptor, write: taken, sendFeatureReport: taken, close } });
    },
  };
  return {
    scanner: createHidPosScannerOn({ transport, vendorId: null, onEvent, clock }),
    say: (report) => say(report),
    setPlug: (isIn) => (isIn ? undefined : lose()),
  };
});

function driver(name: string, samples: readonly Uint8Array[], build: (clock: TurnedClock) => Rig): Subject {
  return { name: `driver: ${name}`, input: 'stream', samples, create: () => underFire(build) };
}

export const DRIVER_SUBJECTS: readonly Subject[] = [
  driver('card reader', READER_FRAMES, cardReaderRig),
  driver('printer', PRINTER_REPLIES, printerRig),
  driver('scanner, lines', LINES, streamScanner('lines', nobody)),
  driver(
    'scanner, Newland',
    [...NEWLAND_MESSAGES, ...LINES],
    streamScanner('newland', (clock) => createNewlandSimulator({ clock })),
  ),
  driver(
    'scanner, Honeywell',
    [...HONEYWELL_MESSAGES, ...LINES],
    streamScanner('honeywell', (clock) => createHoneywellSimulator({ clock })),
  ),
  driver('scanner, SSI', SSI_MESSAGES, streamScanner('ssi', nobody)),
  { ...driver('scanner, HID POS', POS_REPORTS, hidPosRig), input: 'whole' },
];
