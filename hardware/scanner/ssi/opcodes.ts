/** Names of SSI (protocols 2.5). */

export const OPCODES = {
  segment: 0x73,
  segmentAck: 0x74,
  requestRevision: 0xa3,
  replyRevision: 0xa4,
  parameterSend: 0xc6,
  ack: 0xd0,
  nak: 0xd1,
  startSession: 0xe4,
  stopSession: 0xe5,
  beep: 0xe6,
  decodeData: 0xf3,
  event: 0xf6,
} as const;

/** Bits of STATUS. */
export const STATUS = { retransmission: 0x01, continuation: 0x02, permanent: 0x08 } as const;

export const NAK_REASONS = { resend: 0x01, badContext: 0x02, denied: 0x06, cancel: 0x0a } as const;

/** Stands where other packets have their source. */
export const SEGMENT_FIRST = 0x02;

/** As public drivers use them for a good scan and for a failure. */
export const BEEPS = { good: 0x01, error: 0x12 } as const;
