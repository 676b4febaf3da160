/** SSI as the scanner's side sees it (protocols 2.5): packets out, packets of the host in. */

export interface HostPacket {
  readonly opcode: number;
  readonly status: number;
  readonly data: Buffer;
  readonly isWhole: boolean;
}

const HEAD_BYTES = 4;
const SEGMENT_BYTES = 250;
const FIRST_SEGMENT_TEXT_BYTES = 241;
const PACKET_TEXT_BYTES = 250;

/** `LEN opcode source status data` with its checksum behind it. */
export function ssiPacket(opcode: number, status: number, data: Uint8Array, source = 0): Buffer {
  const body = Buffer.from([4 + data.length, opcode, source, status, ...data]);
  return withChecksum(body);
}

/** A scan in DECODE_DATA packets; all but the last say that more follow. */
export function decodePackets(codeType: number, text: Buffer): Buffer[] {
  return slices(text, PACKET_TEXT_BYTES).map((part, at, all) =>
    ssiPacket(0xf3, at < all.length - 1 ? 0x02 : 0, Buffer.from([codeType, ...part])),
  );
}

/** A scan in multi-packet segments. */
export function segmentPackets(codeType: number, text: Buffer): Buffer[] {
  const head = Buffer.alloc(9);
  head.writeUInt8(0xf3, 0);
  head.writeUInt32BE(text.length + 3, 1);
  head.writeUInt8(codeType, 5);
  head.writeUInt8(1, 6);
  head.writeUInt16BE(text.length, 7);
  const first = Buffer.concat([head, text.subarray(0, FIRST_SEGMENT_TEXT_BYTES)]);
  return [first, ...slices(text.subarray(FIRST_SEGMENT_TEXT_BYTES), SEGMENT_BYTES)].map((content, index) =>
    withChecksum(Buffer.from([5 + content.length, 0x73, index === 0 ? 0x02 : 0, 0, index, ...content])),
  );
}

/** The same packet, marked as sent before. A segment has no such bit. */
export function sentAgain(packet: Buffer): Buffer {
  if (packet[1] === 0x73) return packet;
  const body = Buffer.from(packet.subarray(0, -2));
  body.writeUInt8(body.readUInt8(3) | 0x01, 3);
  return withChecksum(body);
}

/** Collects the host's packets from pieces. */
export function createHostPacketReader(): (bytes: Uint8Array) => HostPacket[] {
  let kept = Buffer.alloc(0);
  return (bytes) => {
    kept = Buffer.concat([kept, bytes]);
    const packets: HostPacket[] = [];
    for (let [len = 0] = kept; kept.length > 0 && (len < HEAD_BYTES || kept.length >= len + 2); [len = 0] = kept) {
      // No packet begins so.
      if (len < HEAD_BYTES) {
        kept = kept.subarray(1);
        continue;
      }
      const body = kept.subarray(0, len);
      const whole = kept.subarray(0, body.length + 2);
      kept = kept.subarray(whole.length);
      packets.push({
        opcode: body.readUInt8(1),
        status: body.readUInt8(3),
        data: body.subarray(4),
        isWhole: withChecksum(body).equals(whole) && body[2] === 4,
      });
    }
    return packets;
  };
}

function withChecksum(body: Buffer): Buffer {
  let sum = 0;
  for (const byte of body) sum += byte;
  const check = Buffer.alloc(2);
  check.writeUInt16BE((0x1_0000 - (sum % 0x1_0000)) % 0x1_0000);
  return Buffer.concat([body, check]);
}

function slices(bytes: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
}
