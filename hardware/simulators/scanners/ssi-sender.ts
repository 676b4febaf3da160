/** How a Zebra scanner sends (protocols 2.5): one message at a time, again with bit 0 set until it is acknowledged. */
import type { Clock } from '../../link/clock.ts';
import { noTimer } from '../../link/clock.ts';
import { sentAgain } from './ssi-wire.ts';

export interface SsiSender {
  say(packets: readonly Buffer[]): void;
  acknowledged(): void;
  resend(): void;
  forget(): void;
  /** The next packet goes out with a wrong checksum, once. */
  readonly damageNext: () => void;
}

const RESPONSE_LIMIT_MS = 2000;
const RESENDS_MAX = 2;
/** A scanner that is not acknowledged reads no further codes. */
const OUTGOING_MAX = 64;

export function createSsiSender(clock: Clock, send: (packet: Uint8Array) => void): SsiSender {
  const outgoing: Buffer[] = [];
  let isDamaging = false;
  let resends = 0;
  let cancelLimit = noTimer;

  function transmit(packet: Buffer): void {
    const bytes = Buffer.from(packet);
    if (isDamaging) bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 0x5a, bytes.length - 1);
    isDamaging = false;
    send(bytes);
    cancelLimit = clock.after(RESPONSE_LIMIT_MS, resend);
  }

  function transmitFirst(): void {
    const [packet] = outgoing;
    if (packet !== undefined) transmit(packet);
  }

  function resend(): void {
    cancelLimit();
    const [packet] = outgoing;
    if (packet === undefined) return;
    resends += 1;
    if (resends > RESENDS_MAX) next();
    else transmit(sentAgain(packet));
  }

  function next(): void {
    cancelLimit();
    outgoing.shift();
    resends = 0;
    transmitFirst();
  }

  return {
    say: (packets) => {
      const isIdle = outgoing.length === 0;
      if (outgoing.length < OUTGOING_MAX) outgoing.push(...packets);
      if (isIdle) transmitFirst();
    },
    acknowledged: next,
    resend,
    forget: () => {
      outgoing.length = 0;
      cancelLimit();
    },
    damageNext: () => {
      isDamaging = true;
    },
  };
}
