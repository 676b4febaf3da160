/** Settings of an SSI scanner (protocols 2.5). */
export interface Parameter {
  /** 0 to 239 or 256 to 1023: the bytes between are marks. */
  readonly number: number;
  /** 0 to 65535; from 256 on it is written as two bytes. */
  readonly value: number;
}

/** Decode data comes in packets, not as bare text. */
export const PACKETED_DECODE_DATA = { number: 0xee, value: 1 } as const;

const NO_BEEP = 0xff;
const TWO_BYTE_VALUE = 0xf4;
const PLAIN_NUMBER_MAX = 239;
const EXTENDED_MARK = 0xf0;

/** The data of PARAM_SEND. Whether it is kept or gone with the power, the status of the packet says. */
export function encodeParameters(parameters: readonly Parameter[]): Uint8Array {
  return Uint8Array.of(NO_BEEP, ...parameters.flatMap(bytesOf));
}

function bytesOf({ number, value }: Parameter): number[] {
  const name = numberBytes(number);
  return value > 0xff ? [TWO_BYTE_VALUE, ...name, value >> 8, value & 0xff] : [...name, value];
}

/** Above 239: F0 n is 256 + n, F1 n is 512 + n, F2 n is 768 + n. */
function numberBytes(number: number): number[] {
  if (number <= PLAIN_NUMBER_MAX) return [number];
  return [EXTENDED_MARK + (number >> 8) - 1, number & 0xff];
}
