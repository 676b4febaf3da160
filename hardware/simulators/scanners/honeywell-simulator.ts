/** A Honeywell scanner on a serial port (protocols 2.4): trigger, beep, menu, firmware text, scans plain or with metadata. */
import type { Clock } from '../../link/clock.ts';
import { systemClock } from '../../link/clock.ts';
import type { ScriptedScanner } from './scripted.ts';
import { createHeardLog, createWires } from './scripted.ts';

export interface HoneywellSimulator extends ScriptedScanner {
  /** What it was told, in order: `trigger-on`, `trigger-off`, `beep`, or the text of a menu command. */
  readonly heard: readonly string[];
}

export interface HoneywellSimulatorOptions {
  readonly clock?: Clock;
  /** Sends scans with their symbology. */
  readonly hasMetadata?: boolean;
}

/** Shaped like the firmware texts in public reports; the numbers are invented. */
const FIRMWARE_TEXT = [
  'Product Name: Simulated 1900',
  'Boot Revision: : 1000',
  'Software Part Number: SIM000001AAA',
  'Software Revision: $ProjectRevision: 12345',
  'Serial Number: 0000000000',
  'Supported IF: Standard',
].join('\r\n');

const TRIGGER_ON = '\x16T\r';
const TRIGGER_OFF = '\x16U\r';
const BEEP = '\x16\x07\r';
const MENU = '\x16M\r';
const COMMANDS = [TRIGGER_ON, TRIGGER_OFF, BEEP, MENU];
const SYN = '\x16';
/** Longer than any menu command. */
const MENU_CHARACTERS_MAX = 512;
const CODE_IDS: Readonly<Record<string, string>> = { ']E0': 'd', ']Q1': 's', ']C0': 'j' };

export function createHoneywellSimulator(options: HoneywellSimulatorOptions = {}): HoneywellSimulator {
  const { clock = systemClock, hasMetadata = false } = options;
  const wires = createWires(clock);
  const heard = createHeardLog<string>();
  let laid: string | null = null;
  let inbox = '';

  function scan(text: string, { symbology = ']Q1' }: { readonly symbology?: string } = {}): number {
    const data = Buffer.from(`${text}\r`);
    if (!hasMetadata) return wires.send(data);
    const codeId = CODE_IDS[symbology] ?? 's';
    const length = String(data.length).padStart(4, '0');
    const payload = Buffer.concat([Buffer.from(`MSGGET${length}${codeId}${symbology.slice(1)}\x1d`, 'latin1'), data]);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(payload.length);
    return wires.send(Buffer.concat([Buffer.from([0x16, 0xfe]), size, Buffer.from('\r'), payload]));
  }

  function obeyMenu(text: string, end: string): void {
    heard.add(text);
    const isRevision = text === 'REVINF';
    const before = isRevision ? `${FIRMWARE_TEXT}\r\n` : '';
    wires.send(Buffer.from(`${before}${text}${isRevision ? '\x06' : '\x05'}${end}`, 'latin1'));
  }

  /** How many bytes stand at the beginning that are a command, or can become none; 0 if more of one may come. */
  function obey(): number {
    const noise = inbox.search(SYN);
    if (noise !== 0) return noise === -1 ? inbox.length : noise;
    if (inbox.startsWith(TRIGGER_ON)) {
      heard.add('trigger-on');
      if (laid !== null) scan(laid);
      return TRIGGER_ON.length;
    }
    for (const [command, name] of [
      [TRIGGER_OFF, 'trigger-off'],
      [BEEP, 'beep'],
    ] as const) {
      if (!inbox.startsWith(command)) continue;
      heard.add(name);
      return command.length;
    }
    if (!inbox.startsWith(MENU)) return COMMANDS.some((command) => command.startsWith(inbox)) ? 0 : 1;
    const end = inbox.search(/[.!]/);
    if (end === -1) return inbox.length < MENU_CHARACTERS_MAX ? 0 : 1;
    obeyMenu(inbox.slice(MENU.length, end), inbox.charAt(end));
    return end + 1;
  }

  return {
    connect: (send) =>
      wires.connect(send, (bytes) => {
        inbox += Buffer.from(bytes).toString('latin1');
        for (let taken = obey(); taken > 0; taken = obey()) inbox = inbox.slice(taken);
      }),
    powerCycle: () => {
      inbox = '';
    },
    scan,
    lay: (text) => {
      laid = text;
    },
    heard: heard.entries,
  };
}
