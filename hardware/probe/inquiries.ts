/**
 * Questions that tell what hangs on a byte stream, pure: the bytes to send, and whether what came back is an answer.
 * The printer's comes first: it is answered at once and leaves nothing on the paper, as the others might.
 */
import type { DeviceIdentity } from '../link/meter.ts';
import { askRealTime } from '../printer/commands.ts';
import { createReplyParser as createPrinterReplies } from '../printer/replies.ts';
import { REVISION_TEXT, encodeMenuCommand } from '../scanner/honeywell/commands.ts';
import { createMenuReplyCutter } from '../scanner/honeywell/menu-replies.ts';
import { NEWLAND, encodeNewland, newlandQuery } from '../scanner/newland/commands.ts';
import { createNewlandReplyCutter } from '../scanner/newland/replies.ts';
import type { ScannerProtocol } from '../scanner/scanner.ts';
import { OPCODES } from '../scanner/ssi/opcodes.ts';
import { createSsiParser, encodeSsi } from '../scanner/ssi/packets.ts';
import { COMMANDS } from '../sdt/commands.ts';
import { createReplyParser as createReaderReplies, encodeCommand } from '../sdt/frame.ts';
import { samIdText } from '../sdt/sam-id.ts';

export type Finding =
  | { readonly kind: 'reader'; readonly identity: Partial<DeviceIdentity> }
  | { readonly kind: 'printer'; readonly identity: Partial<DeviceIdentity> }
  | { readonly kind: 'scanner'; readonly protocol: ScannerProtocol; readonly identity: Partial<DeviceIdentity> };

export interface Inquiry {
  readonly question: Uint8Array;
  /** How long the device may take, without the time on the wire. */
  readonly answerMs: number;
  /** What to say once it has answered, so that it does not say it again. */
  readonly thanks: Uint8Array | null;
  /** A new listener; it takes bytes in any pieces and returns null until it is sure. */
  readonly listen: () => (bytes: Uint8Array) => Finding | null;
}

const printer: Inquiry = {
  question: askRealTime('printer'),
  answerMs: 500,
  thanks: null,
  listen: () => {
    const replies = createPrinterReplies();
    // A wrong rate makes such bytes, too, but among others.
    return (bytes) => {
      const found = replies.push(bytes);
      const isAnswer = found.length === 1 && found[0]?.kind === 'real-time' && replies.noiseBytes() === 0;
      return isAnswer ? { kind: 'printer', identity: {} } : null;
    };
  },
};

const reader: Inquiry = {
  question: encodeCommand(COMMANDS.GetSAMStatus),
  answerMs: COMMANDS.GetSAMStatus.moduleMs,
  thanks: null,
  listen: () => {
    const replies = createReaderReplies();
    return (bytes) =>
      replies.push(bytes).some(({ kind }) => kind === 'reply') ? { kind: 'reader', identity: {} } : null;
  },
};

/** For what is known to be a reader; some answer the first one wrongly (protocols 1.5). */
export const SAM_ID_INQUIRY: Inquiry = {
  question: encodeCommand(COMMANDS.GetSAMID),
  answerMs: COMMANDS.GetSAMID.moduleMs,
  thanks: null,
  listen: () => {
    const replies = createReaderReplies();
    return (bytes) => {
      const found = replies.push(bytes).find(({ kind }) => kind === 'reply');
      const samId = found?.kind === 'reply' ? samIdText(found.data) : null;
      return samId === null ? null : { kind: 'reader', identity: { samId } };
    };
  },
};

const zebra: Inquiry = {
  question: encodeSsi({ opcode: OPCODES.requestRevision }),
  answerMs: 700,
  thanks: encodeSsi({ opcode: OPCODES.ack }),
  listen: () => {
    const parser = createSsiParser();
    return (bytes) => {
      for (const found of parser.push(bytes)) {
        if (found.kind !== 'packet') continue;
        const { opcode, data } = found.packet;
        const text = opcode === OPCODES.replyRevision ? Buffer.from(data).toString('latin1') : '';
        const firmware = text.replaceAll(/[^\x20-\x7e]+/g, ' ').trim();
        return { kind: 'scanner', protocol: 'ssi', identity: firmware === '' ? {} : { firmware } };
      }
      return null;
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
    return (bytes) => {
      const isAnswer = cutter.push(bytes).some(({ kind }) => kind === 'message');
      return isAnswer ? { kind: 'scanner', protocol: 'newland', identity: {} } : null;
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
    return (bytes) => {
      for (const piece of cutter.push(bytes)) {
        if (piece.kind !== 'message') continue;
        if (piece.message.kind === 'menu-status') return { kind: 'scanner', protocol: 'honeywell', identity };
        identity = { ...identity, ...piece.message.facts };
      }
      return null;
    };
  },
};

export const PRINTER_INQUIRIES: readonly Inquiry[] = [printer];
export const READER_INQUIRIES: readonly Inquiry[] = [reader];
export const STREAM_INQUIRIES: readonly Inquiry[] = [printer, reader, zebra, newland, honeywell];
