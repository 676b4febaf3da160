/** A receipt printer without paper dust: hears ESC/POS, keeps what it prints, answers as its make does (protocols 3). */
import type { Clock } from '../link/clock.ts';
import { systemClock } from '../link/clock.ts';
import type { SimulatedDevice } from './device.ts';
import type { EscposCommand } from './escpos-reader.ts';
import { createEscposReader } from './escpos-reader.ts';
import { createPrinterBuffer } from './printer-buffer.ts';
import type { PaperItem } from './printer-paper.ts';
import { createPaperPrinter } from './printer-paper.ts';
import type { Roll } from './printer-senses.ts';
import { createPrinterSenses } from './printer-senses.ts';

/**
 * `good`: everything of protocols 3. `clone`: DLE EOT and GS r; what it does not know it takes for text. `old`: ESC v
 * and no other answer. `mute`: prints and never answers.
 */
export type PrinterMake = keyof typeof UNKNOWN_TO;

const UNKNOWN_TO = {
  good: [],
  clone: ['GS ( H', 'GS ( k', 'GS I', 'GS a'],
  old: ['GS ( H', 'GS ( k', 'GS I', 'GS a', 'GS r', 'DLE EOT'],
  mute: ['DLE EOT'],
} as const satisfies Record<string, readonly string[]>;

export interface PrinterSimulator extends SimulatedDevice {
  readonly paper: () => readonly PaperItem[];
  /** Takes the printed paper away. */
  readonly tearOff: () => PaperItem[];
  /** How much paper there is; `lines`: so many until it is gone. */
  readonly load: (roll: Roll) => void;
  readonly setCover: (position: 'open' | 'closed') => void;
  readonly misbehave: (kind: Manners) => void;
  readonly drawerPulses: () => number;
  /** Bytes that came when the buffer was full. */
  readonly overrunBytes: () => number;
}

export interface PrinterSimulatorOptions {
  readonly clock?: Clock;
  readonly make?: PrinterMake;
  readonly columns?: 32 | 48;
  /** Works off so many bytes a second, and stops the sender by XOFF when its small buffer fills. */
  readonly bytesPerSecond?: number;
}

const IDENTITIES: Readonly<Record<number, string>> = { 0x41: '1.04 TEST', 0x42: 'ZHANGGUI', 0x43: 'SIM-80' };
const GARBAGE = Uint8Array.of(0xff, 0x80, 0x21, 0xa5);

export function createPrinterSimulator(options: PrinterSimulatorOptions = {}): PrinterSimulator {
  const { clock = systemClock, make = 'good', columns = 48, bytesPerSecond } = options;
  const voice = createVoice(make);
  const { say } = voice;
  const unknown: readonly string[] = UNKNOWN_TO[make];
  const printer = createPaperPrinter(columns);
  const senses = createPrinterSenses();
  const buffer = createPrinterBuffer({ clock, bytesPerSecond, isStopped: senses.isOffline, run, say: voice.send });
  let tellsChanges = false;
  let pulses = 0;

  function changed(change: () => void): void {
    const before = Buffer.from(senses.automatic());
    change();
    if (tellsChanges && !before.equals(senses.automatic())) say(senses.automatic());
  }

  function run(command: EscposCommand): void {
    let lines = 0;
    if (command.kind === 'command' && unknown.includes(command.name)) {
      const letter = command.name.slice(-1);
      lines = printer.run({ kind: 'text', bytes: Buffer.concat([Buffer.from(letter), command.data]) });
    } else {
      if (command.kind === 'command') answer(command.name, command.data);
      lines = printer.run(command);
    }
    if (lines > 0) changed(() => senses.use(lines));
  }

  function answer(name: string, data: Uint8Array): void {
    switch (name) {
      case 'ESC @':
        tellsChanges = false;
        return;
      case 'ESC p':
        pulses += 1;
        return;
      case 'GS r':
      case 'ESC v':
        say(senses.paper());
        return;
      case 'GS ( H':
        say(Uint8Array.of(0x37, 0x22, ...data.subarray(4, 8), 0x00));
        return;
      case 'GS I':
        say(Buffer.from(`_${IDENTITIES[data[0] ?? 0] ?? ''}\0`, 'latin1'));
        return;
      case 'GS a':
        tellsChanges = data[0] !== 0;
        if (tellsChanges) say(senses.automatic());
    }
  }

  function receive(commands: readonly EscposCommand[]): void {
    for (const command of commands) {
      // Real-time questions do not wait for their turn.
      if (command.kind !== 'command' || command.name !== 'DLE EOT') buffer.add(command);
      else if (!unknown.includes(command.name)) say(senses.realTime(command.data[0] ?? 0));
    }
    buffer.workOff();
  }

  return {
    connect: (guest) => {
      const leave = voice.join(guest);
      const read = createEscposReader();
      buffer.start();
      return {
        receive: (bytes) => receive(read(bytes)),
        end: () => {
          leave();
          if (voice.isAlone()) buffer.stop();
        },
      };
    },
    powerCycle: () => {
      buffer.clear();
      tellsChanges = false;
      printer.reset();
    },
    paper: printer.items,
    tearOff: printer.tearOff,
    load: (roll) => {
      changed(() => senses.load(roll));
      buffer.workOff();
    },
    setCover: (position) => {
      changed(() => senses.setCover(position));
      buffer.workOff();
    },
    misbehave: voice.misbehave,
    drawerPulses: () => pulses,
    overrunBytes: buffer.overrunBytes,
  };
}

type Manners = 'none' | 'silent' | 'garbage';

/** Who listens, and what they get to hear. */
function createVoice(make: PrinterMake) {
  const guests = new Set<(bytes: Uint8Array) => void>();
  let manners: Manners = 'none';
  const send = (bytes: Uint8Array): void => {
    for (const guest of guests) guest(bytes);
  };
  return {
    join: (guest: (bytes: Uint8Array) => void) => {
      guests.add(guest);
      return () => guests.delete(guest);
    },
    isAlone: () => guests.size === 0,
    send,
    say: (bytes: Uint8Array) => {
      if (make !== 'mute' && manners !== 'silent') send(manners === 'garbage' ? GARBAGE : bytes);
    },
    misbehave: (kind: Manners) => {
      manners = kind;
    },
  };
}
