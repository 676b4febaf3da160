/** The module's side of the frames, written on its own from protocols 1.2: requests in, replies out. */

const PREAMBLE = Buffer.from('AAAAAA9669', 'hex');
const REQUEST_MAX_BYTES = 64;

export interface SimulatedReply {
  readonly sw: readonly [number, number, number];
  readonly data: Buffer;
}

export function replyFrame({ sw, data }: SimulatedReply): Buffer {
  const frame = Buffer.alloc(PREAMBLE.length + 2 + 3 + data.length + 1);
  PREAMBLE.copy(frame);
  frame.writeUInt16BE(3 + data.length + 1, 5);
  frame.set(sw, 7);
  data.copy(frame, 10);
  let check = 0;
  for (let at = 5; at < frame.length - 1; at += 1) check ^= frame.readUInt8(at);
  frame.writeUInt8(check, frame.length - 1);
  return frame;
}

export type SimulatedRequest =
  | { readonly kind: 'command'; readonly code: number }
  | { readonly kind: 'bad-checksum' }
  | { readonly kind: 'bad-length' };

/** Collects bytes into requests; `code` is CMD and PARA as one number, 0x1101 for 11 01. */
export function createRequestReader(): (bytes: Uint8Array) => SimulatedRequest[] {
  let kept = Buffer.alloc(0);
  return (bytes) => {
    kept = Buffer.concat([kept, bytes]);
    const requests: SimulatedRequest[] = [];
    for (let start = kept.indexOf(PREAMBLE); start >= 0; start = kept.indexOf(PREAMBLE)) {
      kept = kept.subarray(start);
      if (kept.length < 7) break;
      const frameBytes = 7 + kept.readUInt16BE(5);
      if (frameBytes > REQUEST_MAX_BYTES || frameBytes < 10) {
        requests.push({ kind: 'bad-length' });
        kept = kept.subarray(PREAMBLE.length);
        continue;
      }
      if (kept.length < frameBytes) break;
      requests.push(requestOf(kept.subarray(0, frameBytes)));
      kept = kept.subarray(frameBytes);
    }
    kept = kept.subarray(Math.max(0, kept.length - REQUEST_MAX_BYTES));
    return requests;
  };
}

function requestOf(frame: Buffer): SimulatedRequest {
  let check = 0;
  for (let at = 5; at < frame.length - 1; at += 1) check ^= frame.readUInt8(at);
  if (check !== frame.readUInt8(frame.length - 1)) return { kind: 'bad-checksum' };
  return { kind: 'command', code: frame.readUInt16BE(7) };
}
