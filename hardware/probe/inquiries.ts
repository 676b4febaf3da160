/**
 * Questions that tell printers and scanners by their answers, pure: the bytes to send, and whether what came back is an
 * answer. Card readers have a probe of their own.
 */
import type { DeviceIdentity } from '../link/meter.ts';
import { askRealTime } from '../printer/commands.ts';
import { createReplyParser } from '../printer/replies.ts';
import { REVISION_TEXT, encodeMenuCommand } from '../scanner/honeywell/commands.ts';
import { createMenuReplyCutter } from '../scanner/honeywell/menu-replies.ts';
import { NEWLAND, encodeNewland, newlandQuery } from '../scanner/newland/commands.ts';
import { createNewlandReplyCutter } from '../scanner/newland/replies.ts';
import type { ScannerProtocol } from '../scanner/scanner.ts';
import { OPCODES } from '../scanner/ssi/opcodes.ts';
import { createSsiParser, encodeSsi } from '../scanner/ssi/packets.ts';

export type Finding =
  | { readonly kind: 'printer'; readonly identity: Partial<DeviceIdentity> }
  | { readonly kind: 'scanner'; readonly protocol: ScannerProtocol; readonly identity: Partial<DeviceIdentity> };

export interface Inquiry {
  readonly question: Uint8Array;
  /** How long the device may take, without the time on the wire. */
  readonly answerMs: number;
  /** What to say once it has answered, so that it does not say it again. */
  readonly thanks: Uint8Array | null;
  readonly listen: () => Listener;
}

export interface Listener {
  /** Takes bytes in any pieces; null until it has heard all that it waits for. */
  hear(bytes: Uint8Array): Finding | null;
  /** What has been heard when the time is over. */
  readonly soFar?: () => Finding | null;
}

const printer: Inquiry = {
  question: askRealTime('printer'),
  answerMs: 500,
  thanks: null,
  listen: () => {
    const replies = createReplyParser();
    // A wrong rate makes such bytes, too, but among others.
    return {
      hear: (bytes) => {
        const found = replies.push(bytes);
        const isAnswer = found.length === 1 && found[0]?.kind === 'real-time' && replies.noiseBytes() === 0;
        return isAnswer ? { kind: 'printer', identity: {} } : null;
      },
    };
  },
};

const zebra: Inquiry = {
  question: encodeSsi({ opcode: OPCODES.requestRevision }),
  answerMs: 700,
  thanks: encodeSsi({ opcode: OPCODES.ack }),
  listen: () => {
    const parser = createSsiParser();
    let heard: Finding | null = null;
    return {
      hear: (bytes) => {
        for (const found of parser.push(bytes)) {
          // Any packet shows what it is; it may be a complaint about a question before.
          if (found.kind === 'packet') heard ??= { kind: 'scanner', protocol: 'ssi', identity: {} };
          if (found.kind !== 'packet' || found.packet.opcode !== OPCODES.replyRevision) continue;
          const firmware = Buffer.from(found.packet.data)
            .toString('latin1')
            .replaceAll(/[^\x20-\x7e]+/g, ' ')
            .trim();
          return { kind: 'scanner', protocol: 'ssi', identity: { firmware } };
        }
        return null;
      },
      soFar: () => heard,
    };
  },
};

const newland: Inquiry = {
  question: encodeNewland('until-power-off', [
    newlandQuery({ tag: NEWLAND.triggerMode.tag, subtag: 'MOD' }, 'current'),
  ]),
  answerMs: 700,
  thanks: null,
  listen: () => {
    const cutter = createNewlandReplyCutter();
    return {
      hear: (bytes) => {
        const isAnswer = cutter.push(bytes).some(({ kind }) => kind === 'message');
        return isAnswer ? { kind: 'scanner', protocol: 'newland', identity: {} } : null;
      },
    };
  },
};

const honeywell: Inquiry = {
  question: encodeMenuCommand(REVISION_TEXT, 'temporary'),
  answerMs: 1200,
  thanks: null,
  listen: () => {
    const cutter = createMenuReplyCutter();
    cutter.expect(REVISION_TEXT);
    let identity: Partial<DeviceIdentity> = {};
    return {
      hear: (bytes) => {
        for (const piece of cutter.push(bytes)) {
          if (piece.kind !== 'message') continue;
          if (piece.message.kind === 'menu-status') return { kind: 'scanner', protocol: 'honeywell', identity };
          identity = { ...identity, ...piece.message.facts };
        }
        return null;
      },
    };
  },
};

export const PRINTER_INQUIRIES: readonly Inquiry[] = [printer];
export const SCANNER_INQUIRIES: readonly Inquiry[] = [zebra, newland, honeywell];
