/** Card readers: frames, cards, dialects, and the wires that pack frames. */
import { calendarDate } from '#shared/calendar/date.ts';
import { checkCard } from '#shared/identity/card-checks.ts';
import { decodeBaseMessage, decodeBaseMessageWithFingerprints } from '../../sdt/base-message.ts';
import { decodeCombinedRead, dialectOf } from '../../sdt/dialects.ts';
import { createReplyParser } from '../../sdt/frame.ts';
import type { CardDecoding } from '../../sdt/id-card-record.ts';
import { photoOf } from '../../sdt/photo.ts';
import { samIdText } from '../../sdt/sam-id.ts';
import { statusOf } from '../../sdt/status.ts';
import { textBlockOf, wltPhotoOf } from '../../simulators/card-image.ts';
import { SANDBOX_CARDS } from '../../simulators/people.ts';
import { SAM_ID } from '../../simulators/reader-model.ts';
import { replyFrame } from '../../simulators/sdt-wire.ts';
import { insist } from '../insist.ts';
import type { Subject } from '../subject.ts';

const REPLY_DATA_MAX = 0x0a00 - 4;
const TODAY = calendarDate('2026-01-01');

const cards = SANDBOX_CARDS.map((card) => ({ text: textBlockOf(card), photo: wltPhotoOf(card) }));
const baseMessages = cards.map(({ text, photo }) => Buffer.concat([Buffer.from([1, 0, 4, 0]), text, photo]));
const fingerprintMessages = cards.map(({ text, photo }) =>
  Buffer.concat([Buffer.from([1, 0, 4, 0, 4, 0]), text, photo, Buffer.alloc(1024)]),
);
const combinedReads = cards.map(({ text, photo }) =>
  Buffer.concat([Buffer.from('EAEBECED050500B4', 'hex'), text, photo, Buffer.alloc(2)]),
);
/** Short ones are what a reader says nearly all the time. */
export const READER_FRAMES: readonly Uint8Array[] = [
  ...[0x90, 0x90, 0x91, 0x80, 0x81, 0x21, 0x24, 0x31, 0x32, 0x41, 0x60, 0x10].map((sw3) => frame(sw3)),
  frame(0x9f, Buffer.alloc(4)),
  frame(0x9f, Buffer.alloc(4)),
  frame(0x90, Buffer.alloc(8)),
  frame(0x90, SAM_ID),
  ...baseMessages.slice(0, 2).map((data) => frame(0x90, data)),
  Buffer.from('AA0512A010AAAAAA96AA', 'hex'),
  Buffer.from('AAAAAA96690A00', 'hex'),
];

function frame(sw3: number, data: Buffer = Buffer.alloc(0)): Buffer {
  return replyFrame({ sw: [0, 0, sw3], data });
}

/** What the rest of the house does with a card that came through. */
function use(decoded: CardDecoding): number {
  if (!decoded.ok) return 0;
  photoOf(decoded.record);
  checkCard(decoded.record, TODAY);
  return 1;
}

export const CARD_READER_SUBJECTS: readonly Subject[] = [
  {
    name: 'sdt replies',
    input: 'stream',
    samples: READER_FRAMES,
    create: () => {
      const parser = createReplyParser();
      return {
        push: (bytes) => {
          const found = parser.push(bytes);
          for (const reply of found) {
            if (reply.kind === 'reply')
              insist(reply.data.length <= REPLY_DATA_MAX, 'no reply is longer than the largest');
            if (reply.kind === 'reply') statusOf(reply.sw3);
          }
          return found.length;
        },
        quiet: () => {
          const found = parser.expire();
          insist(!parser.isPending(), 'an expired parser waits for nothing');
          return found.length;
        },
      };
    },
  },
  {
    name: 'sdt cards',
    input: 'whole',
    samples: baseMessages,
    create: () => ({ push: (bytes, { whim }) => use(decodeBaseMessage(bytes, whim % 2 === 0 ? null : 'number')) }),
  },
  {
    name: 'sdt cards with fingerprints',
    input: 'whole',
    samples: fingerprintMessages,
    create: () => ({ push: (bytes) => use(decodeBaseMessageWithFingerprints(bytes, null)) }),
  },
  {
    name: 'sdt dialects',
    input: 'whole',
    samples: [...combinedReads, ...READER_FRAMES, SAM_ID, Buffer.from('AAAAAA9669000300FD', 'hex')],
    create: () => ({
      push: (bytes) => {
        const named = dialectOf(bytes) === null ? 0 : 1;
        samIdText(bytes);
        return named + use(decodeCombinedRead(bytes, null));
      },
    }),
  },
];
