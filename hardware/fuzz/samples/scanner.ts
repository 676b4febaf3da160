/** What scanners say (protocols 2.2 to 2.6), written from the published forms; nobody's code is in it. */
import type { Dice } from '../dice.ts';

const text = (what: string): Buffer => Buffer.from(what, 'utf8');
const hex = (bytes: string): Buffer => Buffer.from(bytes.replaceAll(/\s/g, ''), 'hex');

export const LINES: readonly Buffer[] = [
  text('6901234567892\r'),
  text(']E06901234567892\r\n'),
  text(']Q1https://example.com/p?id=1\n'),
  text('\x02(01)06901234567892(10)A1\t\r'),
  text(']C1010690123456789217261231\x1d10A1\r'),
  text('掌柜测试\r'),
  hex('D5C6B9F1 B2E2CAD4 0D'),
  text('101234567890123456\r'),
  text('\r'),
];

export const NEWLAND_MESSAGES: readonly Buffer[] = [
  text('\x02\x010000#SCNTRG1\x06;\x03'),
  text('\x02\x010000@SCNMOD2\x06;ORTSET500\x15;\x03'),
  text('\x02\x010000#C11ENA1\x06,MIN4\x06,MAX80\x06;\x03'),
  text('\x02\x010000#ZZZYYY\x05;\x03'),
];

export const HONEYWELL_MESSAGES: readonly Buffer[] = [
  metadata('6901234567892\r', 'dE0'),
  metadata('https://example.com\r', 'sQ1'),
  text('Product Name: Simulated 1900\r\nSoftware Revision: 12345\r\nREVINF\x06.'),
  text('REVINF\x15!'),
  text('REVINF\x05.'),
  text('Serial Number: 0000000000\r\n'),
];

/** `ids`: code id and AIM identifier without its bracket. */
function metadata(data: string, ids: string): Buffer {
  const payload = `MSGGET${String(Buffer.byteLength(data)).padStart(4, '0')}${ids}\x1d${data}`;
  const size = Buffer.alloc(4);
  size.writeUInt32LE(Buffer.byteLength(payload));
  return Buffer.concat([hex('16FE'), size, text(`\r${payload}`)]);
}

interface SsiParts {
  readonly source?: number;
  readonly status?: number;
  readonly data?: Buffer;
}

function ssi(opcode: number, { source = 0, status = 0, data = Buffer.alloc(0) }: SsiParts = {}): Buffer {
  const body = Buffer.concat([Buffer.from([4 + data.length, opcode, source, status]), data]);
  const sum = body.reduce((total, byte) => total + byte, 0);
  return Buffer.concat([body, Buffer.from([(-sum >> 8) & 0xff, -sum & 0xff])]);
}

const decode = (code: string, status = 0): Buffer =>
  ssi(0xf3, { status, data: Buffer.concat([hex('0B'), text(code)]) });

export const SSI_MESSAGES: readonly Buffer[] = [
  decode('6901234567892'),
  decode('6901234567892', 1),
  Buffer.concat([decode('first half ', 2), decode('second half')]),
  decode('NR'),
  ssi(0xd0),
  ssi(0xd1, { data: hex('01') }),
  ssi(0xd1, { data: hex('06') }),
  ssi(0xa4, { data: text('NBRXXAAA') }),
  ssi(0xf6, { data: hex('03') }),
];

/** A scan in segments, the last of which may be missing or wrong. */
export function inventSsi(dice: Dice): Buffer {
  const data = Buffer.from(dice.bytes(1 + dice.below(900))).map((byte) => 0x20 + (byte % 0x5f));
  const head = Buffer.from([0xf3, 0, 0, 0, 0, 0x1c, 1, data.length >> 8, data.length & 0xff]);
  const content = Buffer.concat([head, data]);
  const room = 40 + dice.below(200);
  const segments = Array.from({ length: Math.ceil(content.length / room) }, (_, at) =>
    ssi(0x73, {
      source: at === 0 ? 2 : 0,
      data: Buffer.concat([Buffer.from([at % 256]), content.subarray(at * room, (at + 1) * room)]),
    }),
  );
  return Buffer.concat(segments);
}

/** Honeywell's and Newland's. */
export const POS_DESCRIPTORS: readonly Buffer[] = [
  hex(`058C0902A101 0912A1028502150026FF00750895010501093B8102 9503058C09FB09FC09FD8102 953809FE820201
       0666FF9502090409008102 058C25017501950809FF8102C0 0914A102850415002501750195080900095F0960
       09000900098509869186C0 0666FF750826FF000903A10285FE95010903B28201C0
       0901A10285FD950109219102953E0922928201C0 C0`),
  hex(`058C0902A101 0912A1028502150026FF00750895010501093B8102 953805 8C09FE820201
       0666FF9505090409008102 058C25017501950809FF8102C0 0914A102850415002501750195080900095F0960
       09000900098509869186C0 C0`),
];

/** A card reader on a page of its own, and a keyboard. */
export const OTHER_DESCRIPTORS: readonly Buffer[] = [
  hex('0600FF0901A101150026FF007508 964000 09018102 964000 09029102 C0'),
  hex('05010906A101050719E029E71500250175019508810295017508810195067508150025650507190029658100C0'),
];

export const POS_REPORTS: readonly Buffer[] = [
  report('6901234567892', ']E0', 0x64, 0),
  report('A'.repeat(56), ']Q1', 0x73, 1),
  report('the rest of it', ']Q1', 0x73, 0),
  report('Product Name: Simulated', ']X0', 0x3f, 0),
  report('REVINF\x06.', ']Z6', 0x36, 0),
];

function report(data: string, aim: string, codeId: number, more: number): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.writeUInt8(2, 0);
  bytes.writeUInt8(data.length, 1);
  bytes.write(aim, 2, 'latin1');
  bytes.write(data, 5, 56, 'latin1');
  bytes.writeUInt8(codeId, 61);
  bytes.writeUInt8(more, 63);
  return bytes;
}
