import type { Command } from './frame.ts';

/** Commands of the module as data (GA/T 467; protocols 1.3, limits from 1.5). */
export interface CommandSpec extends Command {
  /** Bytes of the request and of the longest good reply, for the time on the wire. */
  readonly requestBytes: number;
  readonly replyBytesMax: number;
  /** How long the module may take, without the time on the wire. */
  readonly moduleMs: number;
  /** A good reply with less data than this answers something else that was asked before. */
  readonly goodDataBytesMin?: number;
}

export type CommandName =
  | 'ResetSAM'
  | 'GetSAMStatus'
  | 'GetSAMID'
  | 'StartFindIDCard'
  | 'SelectIDCard'
  | 'ReadBaseMsg'
  | 'ReadNewAppMsg'
  | 'ReadIINSNDN'
  | 'ReadBaseFPMsg';

/** Those that carry no choice. The driver reads with 30 01: it needs no fingerprints, so it does not ask for them. */
export const COMMANDS: Readonly<Record<CommandName, CommandSpec>> = {
  ResetSAM: { cmd: 0x10, para: 0xff, requestBytes: 10, replyBytesMax: 11, moduleMs: 1000 },
  GetSAMStatus: { cmd: 0x11, para: 0xff, requestBytes: 10, replyBytesMax: 11, moduleMs: 1000 },
  GetSAMID: { cmd: 0x12, para: 0xff, requestBytes: 10, replyBytesMax: 27, moduleMs: 1000 },
  StartFindIDCard: { cmd: 0x20, para: 0x01, requestBytes: 10, replyBytesMax: 15, moduleMs: 1000 },
  SelectIDCard: { cmd: 0x20, para: 0x02, requestBytes: 10, replyBytesMax: 19, moduleMs: 1000 },
  ReadBaseMsg: {
    cmd: 0x30,
    para: 0x01,
    requestBytes: 10,
    replyBytesMax: 1295,
    moduleMs: 3000,
    goodDataBytesMin: 2 + 2 + 256,
  },
  ReadNewAppMsg: { cmd: 0x30, para: 0x03, requestBytes: 10, replyBytesMax: 81, moduleMs: 1500 },
  ReadIINSNDN: { cmd: 0x30, para: 0x05, requestBytes: 10, replyBytesMax: 39, moduleMs: 1500 },
  ReadBaseFPMsg: {
    cmd: 0x30,
    para: 0x10,
    requestBytes: 10,
    replyBytesMax: 2321,
    moduleMs: 5000,
    goodDataBytesMin: 2 + 2 + 2 + 256,
  },
};

/** PARA of SetCOMBaud by rate. */
const BAUD_PARAS = { 115200: 0x00, 57600: 0x01, 38400: 0x02, 19200: 0x03, 9600: 0x04 } as const;
export type ModuleBaud = keyof typeof BAUD_PARAS;

export function setComBaud(baud: ModuleBaud): CommandSpec {
  return { cmd: 0x60, para: BAUD_PARAS[baud], requestBytes: 10, replyBytesMax: 11, moduleMs: 1000 };
}

/** SetMaxRFByte: the most bytes (0 to 255) that the module puts into one radio frame. */
export function setMaxRfBytes(bytes: number): CommandSpec {
  const data = Uint8Array.of(bytes);
  return { cmd: 0x61, para: 0xff, data, requestBytes: 11, replyBytesMax: 11, moduleMs: 1000 };
}

/** 1 start, 8 data, 1 stop bit. */
const BITS_PER_BYTE = 10;

export function wireMs(bytes: number, baud: number): number {
  return (bytes * BITS_PER_BYTE * 1000) / baud;
}

/** From the first byte of the request to the last byte of the reply. */
export function answerLimitMs(spec: CommandSpec, baud: number): number {
  return spec.moduleMs + wireMs(spec.requestBytes + spec.replyBytesMax, baud);
}

/** Silence inside a frame that ends it: 200 ms, at low rates at least 20 characters (rule 4 of 1.2). */
export function interByteLimitMs(baud: number): number {
  return Math.max(200, wireMs(20, baud));
}
