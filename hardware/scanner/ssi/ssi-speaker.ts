/**
 * A Zebra scanner on a serial port (protocols 2.5): every message of it is acknowledged. Decode data in packets is
 * switched on for the time being, at every opening; nothing is stored in the scanner.
 */
import { readPrefixedScan, readScan, sayingsOf } from '../scan-text.ts';
import type { Effect, Speaker, Wish } from '../speaker.ts';
import { earliest } from '../speaker.ts';
import { symbologyOfCodeType } from './code-types.ts';
import type { Receipt, SsiMessage } from './inbox.ts';
import { createSsiInbox } from './inbox.ts';
import { BEEPS, NAK_REASONS, OPCODES } from './opcodes.ts';
import type { HostMessage, OutboxNews } from './outbox.ts';
import { createSsiOutbox } from './outbox.ts';
import type { SsiParsed } from './packets.ts';
import { CHARACTER_LIMIT_MS, createSsiParser, encodeSsi } from './packets.ts';
import { PACKETED_DECODE_DATA, encodeParameters } from './parameters.ts';

const ANSWERS: Readonly<Record<Receipt['answer'], Uint8Array | null>> = {
  ack: encodeSsi({ opcode: OPCODES.ack }),
  'segment-ack': encodeSsi({ opcode: OPCODES.segmentAck }),
  none: null,
};
const RESEND = encodeSsi({ opcode: OPCODES.nak, data: Uint8Array.of(NAK_REASONS.resend) });

const REQUEST_REVISION: HostMessage = { opcode: OPCODES.requestRevision };
const USE_PACKETS: HostMessage = { opcode: OPCODES.parameterSend, data: encodeParameters([PACKETED_DECODE_DATA]) };
const WISHES: Readonly<Record<Wish, HostMessage>> = {
  'trigger-on': { opcode: OPCODES.startSession },
  'trigger-off': { opcode: OPCODES.stopSession },
  'beep-good': { opcode: OPCODES.beep, data: Uint8Array.of(BEEPS.good) },
  'beep-error': { opcode: OPCODES.beep, data: Uint8Array.of(BEEPS.error) },
};

const NO_READ = 'NR';
const REVISION_CHARACTERS_MAX = 80;

export function createSsiSpeaker(): Speaker<Uint8Array> {
  const parser = createSsiParser();
  const inbox = createSsiInbox();
  const outbox = createSsiOutbox();
  let heardAtMs = 0;

  const silentAtMs = (): number | null => (parser.isPending() ? heardAtMs + CHARACTER_LIMIT_MS : null);

  function take(parsed: readonly SsiParsed[], nowMs: number): Effect<Uint8Array>[] {
    return parsed.flatMap((found): Effect<Uint8Array>[] => {
      switch (found.kind) {
        case 'bad-checksum':
          inbox.damaged();
          return [
            { do: 'count', what: 'bad-checksum' },
            { do: 'write', what: RESEND },
          ];
        case 'noise':
          return [{ do: 'count', what: 'noise' }, ...askForPackets(nowMs)];
        case 'packet': {
          const { answer, messages } = inbox.take(found.packet, nowMs);
          const bytes = ANSWERS[answer];
          const answered: Effect<Uint8Array>[] = bytes === null ? [] : [{ do: 'write', what: bytes }];
          return [...answered, ...hear(messages, nowMs)];
        }
      }
    });
  }

  /** A scanner that lost its power behind a bridge that did not sends bare text again, which is noise here. */
  function askForPackets(nowMs: number): Effect<Uint8Array>[] {
    return outbox.isIdle() ? effectsOf(outbox.add(USE_PACKETS, nowMs) ?? []) : [];
  }

  function hear(messages: readonly SsiMessage[], nowMs: number): Effect<Uint8Array>[] {
    return messages.flatMap((message) => [...sayingsOfMessage(message), ...effectsOf(outbox.heard(message, nowMs))]);
  }

  return {
    greet: (nowMs) => [REQUEST_REVISION, USE_PACKETS].flatMap((message) => effectsOf(outbox.add(message, nowMs) ?? [])),
    receive: (bytes, nowMs) => {
      heardAtMs = nowMs;
      return take(parser.push(bytes), nowMs);
    },
    expire: (nowMs) => {
      const dueMs = silentAtMs();
      return [
        ...(dueMs !== null && nowMs >= dueMs ? take(parser.expire(), nowMs) : []),
        ...hear(inbox.expire(nowMs), nowMs),
        ...effectsOf(outbox.expire(nowMs)),
      ];
    },
    dueAtMs: () => earliest(silentAtMs(), inbox.dueAtMs(), outbox.dueAtMs()),
    wish: (wish, nowMs) => {
      const news = outbox.add(WISHES[wish], nowMs);
      return news === null ? null : effectsOf(news);
    },
  };
}

function sayingsOfMessage(message: SsiMessage): Effect<Uint8Array>[] {
  switch (message.kind) {
    case 'decode':
      return sayingsOfDecode(message);
    case 'decode-failed':
      return [{ do: 'tell-refusal', reason: message.reason }];
    case 'revision': {
      const firmware = message.text
        .replaceAll(/[^\x20-\x7e]+/g, ' ')
        .trim()
        .slice(0, REVISION_CHARACTERS_MAX);
      return [
        { do: 'identify', facts: { firmware } },
        { do: 'count', what: 'good' },
      ];
    }
    case 'ack':
    case 'other':
      return [{ do: 'count', what: 'good' }];
    case 'nak':
      return [];
  }
}

function sayingsOfDecode({ codeType, text }: Extract<SsiMessage, { kind: 'decode' }>): Effect<Uint8Array>[] {
  if (Buffer.from(text).toString('latin1') === NO_READ) return [{ do: 'count', what: 'good' }];
  const prefixed = readPrefixedScan(text);
  // An identifier that the scanner was set to put in front says more than the code type.
  const tellsItself = prefixed?.kind === 'scan' && prefixed.scan.symbology !== null;
  return sayingsOf(tellsItself ? prefixed : readScan(text, symbologyOfCodeType(codeType)));
}

function effectsOf(news: readonly OutboxNews[]): Effect<Uint8Array>[] {
  return news.map((item) =>
    item.kind === 'send' ? { do: 'write', what: item.bytes } : { do: 'count', what: item.kind },
  );
}
