/** Addresses, the file of roles, the wires that pack bytes, and listening to whoever hangs on one. */
import { deviceConfigSchema } from '../../hub/config.ts';
import { PRINTER_INQUIRIES, SCANNER_INQUIRIES } from '../../probe/inquiries.ts';
import { parseAddress } from '../../transport/address.ts';
import type { HidFraming } from '../../transport/address.ts';
import { formatAddress } from '../../transport/format-address.ts';
import { packReports, unpackReport } from '../../transport/hid/hid-framing.ts';
import { PACKET_BYTES, createPipeOrder, cutPackets } from '../../transport/usb/usb-packets.ts';
import { insist } from '../insist.ts';
import { HONEYWELL_MESSAGES, NEWLAND_MESSAGES, SSI_MESSAGES } from '../samples/scanner.ts';
import type { Subject } from '../subject.ts';
import { READER_FRAMES } from './card-reader.ts';
import { PRINTER_REPLIES } from './printer.ts';

const texts = (...all: string[]): Buffer[] => all.map((text) => Buffer.from(text));
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

const ADDRESSES = texts(
  'serial:///dev/serial/by-id/usb-1a86_USB_Serial-if00-port0?baud=9600',
  'serial://COM3',
  'serial://1a86:7523/A%20B?at=1-1.2&baud=57600',
  'tcp://127.0.0.1:4201?baud=9600',
  'tcp://[::1]:1',
  'hid://0400:c35a?report=1&size=64&length=1&interface=0',
  'hid:///%5C%5C?%5Chid',
  'usb://0400:c35a?pipes=four',
  'file:///dev/usb/lp0',
);
const CONFIGS = texts(
  '{"version":1,"roles":{"reader":{"address":"serial://COM3"},"printer":{"address":"file:///dev/usb/lp0","widthMm":58}}}',
  '{"version":1,"roles":{"scanner":{"address":"hid://0c2e:0b61","protocol":"hid-pos"},"camera":{"label":"USB"}}}',
);
const FRAMINGS: readonly HidFraming[] = [
  { reportId: null, sizeBytes: 64, hasLength: false },
  { reportId: 1, sizeBytes: 64, hasLength: true },
  { reportId: 2, sizeBytes: 8, hasLength: false },
  { reportId: null, sizeBytes: 4096, hasLength: true },
];

function jsonOrText(bytes: Uint8Array): unknown {
  const text = textOf(bytes);
  try {
    return JSON.parse(text);
  } catch {
    return text; // Most of what is fed is no JSON, and then stands for itself.
  }
}

export const TRANSPORT_SUBJECTS: readonly Subject[] = [
  {
    name: 'device addresses',
    input: 'whole',
    samples: ADDRESSES,
    create: () => ({
      push: (bytes) => {
        const parsed = parseAddress(textOf(bytes));
        if (!parsed.ok) return 0;
        const again = parseAddress(formatAddress(parsed.address));
        insist(again.ok && formatAddress(again.address) === formatAddress(parsed.address), 'an address can be written');
        return 1;
      },
    }),
  },
  {
    name: 'device roles',
    input: 'whole',
    samples: CONFIGS,
    create: () => ({ push: (bytes) => (deviceConfigSchema.safeParse(jsonOrText(bytes)).success ? 1 : 0) }),
  },
  {
    name: 'hid byte streams',
    input: 'whole',
    samples: READER_FRAMES.map((frame) => frame.subarray(0, 64)),
    create: () => ({
      push: (bytes, { whim }) => {
        const framing = FRAMINGS[whim % FRAMINGS.length];
        if (framing === undefined) return 0;
        insist(unpackReport(bytes, framing).length <= bytes.length, 'a report holds no more than its bytes');
        const back = packReports(bytes, framing).flatMap((report) => [
          ...unpackReport(framing.reportId === null ? report.subarray(1) : report, framing),
        ]);
        insist(Buffer.from(back).subarray(0, bytes.length).equals(bytes), 'what is packed comes out');
        return 1;
      },
    }),
  },
  {
    name: 'usb pipes',
    input: 'stream',
    samples: READER_FRAMES,
    create: () => {
      const orders = [createPipeOrder('one'), createPipeOrder('four')];
      return {
        push: (bytes, { whim }) => {
          const cut = cutPackets(bytes, whim % 2 === 0 ? 'one' : 'four');
          insist(
            cut.every((packet) => packet.bytes.length <= PACKET_BYTES),
            'no packet is longer than a packet',
          );
          for (const order of orders) order.took(bytes);
          return orders.filter((order) => order.next() === 'body').length;
        },
        quiet: () => {
          for (const order of orders) order.silence();
          insist(
            orders.every((order) => order.next() === 'head'),
            'after a silence an answer begins anew',
          );
          return 0;
        },
      };
    },
  },
  {
    name: 'answers to a probe',
    input: 'stream',
    samples: [...PRINTER_REPLIES, ...SSI_MESSAGES, ...NEWLAND_MESSAGES, ...HONEYWELL_MESSAGES],
    create: () => {
      const inquiries = [...PRINTER_INQUIRIES, ...SCANNER_INQUIRIES];
      let listeners = inquiries.map(({ listen }) => listen());
      return {
        push: (bytes) => listeners.filter((listener) => listener.hear(bytes) !== null).length,
        quiet: () => {
          for (const listener of listeners) listener.soFar?.();
          listeners = inquiries.map(({ listen }) => listen());
          return 0;
        },
      };
    },
  },
];
