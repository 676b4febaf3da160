/** A Zebra scanner on a serial port (protocols 2.5): wants every message acknowledged, and sends it again if it is not. */
import type { Clock } from '../../link/clock.ts';
import { systemClock } from '../../link/clock.ts';
import type { ScriptedScanner } from './scripted.ts';
import { createHeardLog, createWires } from './scripted.ts';
import { createSsiSender } from './ssi-sender.ts';
import type { HostPacket } from './ssi-wire.ts';
import { createHostPacketReader, decodePackets, segmentPackets, ssiPacket } from './ssi-wire.ts';

export interface SsiSimulator extends ScriptedScanner {
  /** Opcodes of the host's packets, in order, answers included. */
  readonly heard: readonly number[];
  /** The next message that it sends arrives damaged, once. */
  readonly damageNext: () => void;
  /** The session that the trigger began has found nothing. */
  readNothing(): void;
  /** False while scans go out as bare text. */
  isPacketed(): boolean;
}

export interface SsiSimulatorOptions {
  readonly clock?: Clock;
  /** Whether packets are switched on for good; without, the host has to ask for them. */
  readonly isPacketed?: boolean;
  /** How texts that are too long for one packet go out. */
  readonly long?: 'continued' | 'segments';
  readonly isDeaf?: boolean;
}

const REVISION = 'SIM-00001 A00';
const CODE_TYPES: Readonly<Record<string, number>> = { ']E0': 0x0b, ']E4': 0x0a, ']C0': 0x03, ']Q1': 0x1c };
const ONE_PACKET_TEXT_BYTES = 250;
const CHARACTER_GAP_MS = 200;

export function createSsiSimulator(options: SsiSimulatorOptions = {}): SsiSimulator {
  const { clock = systemClock, long = 'continued', isDeaf = false } = options;
  const wires = createWires(clock);
  const heard = createHeardLog<number>();
  const sender = createSsiSender(clock, wires.send);
  let isPacketed = options.isPacketed ?? false;
  let laid: string | null = null;

  function scan(text: string, { symbology = ']Q1' }: { readonly symbology?: string } = {}): number {
    const bytes = Buffer.from(text);
    if (!isPacketed) return wires.send(Buffer.concat([bytes, Buffer.from('\r\n')]));
    const codeType = CODE_TYPES[symbology] ?? 0x1c;
    const isLong = bytes.length > ONE_PACKET_TEXT_BYTES && long === 'segments';
    sender.say((isLong ? segmentPackets : decodePackets)(codeType, bytes));
    return wires.listeners();
  }

  function answer(opcode: number, reason?: number): void {
    if (!isDeaf) wires.send(ssiPacket(opcode, 0, reason === undefined ? Buffer.alloc(0) : Buffer.from([reason])));
  }

  function obey({ opcode, data, isWhole }: HostPacket): void {
    heard.add(opcode);
    if (!isWhole) {
      answer(0xd1, 1);
      return;
    }
    switch (opcode) {
      case 0xd0:
      case 0x74:
        sender.acknowledged();
        return;
      case 0xd1:
        sender.resend();
        return;
      case 0xa3:
        if (!isDeaf) sender.say([ssiPacket(0xa4, 0, Buffer.from(REVISION))]);
        return;
      case 0xc6:
        if (data[1] === 0xee) isPacketed = data[2] === 1;
        answer(0xd0);
        return;
      case 0xe4:
        answer(0xd0);
        if (laid !== null) scan(laid);
        return;
      case 0xe5:
      case 0xe6:
        answer(0xd0);
        return;
      default:
        answer(0xd1, 2);
    }
  }

  return {
    connect: (send) => {
      let packetsOf = createHostPacketReader();
      let heardAtMs = clock.nowMs();
      return wires.connect(send, (bytes) => {
        // A pause inside a packet ends it.
        if (clock.nowMs() - heardAtMs > CHARACTER_GAP_MS) packetsOf = createHostPacketReader();
        heardAtMs = clock.nowMs();
        for (const packet of packetsOf(bytes)) obey(packet);
      });
    },
    powerCycle: () => {
      isPacketed = options.isPacketed ?? false;
      sender.forget();
    },
    scan,
    lay: (text) => {
      laid = text;
    },
    heard: heard.entries,
    damageNext: sender.damageNext,
    readNothing: () => sender.say(decodePackets(0x01, Buffer.from('NR'))),
    isPacketed: () => isPacketed,
  };
}
