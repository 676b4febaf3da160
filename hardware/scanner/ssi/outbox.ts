/**
 * What an SSI host says (protocols 2.5), pure: one message at a time, each until it is answered. Without an answer
 * within two seconds, or asked to, it is sent again with the retransmission bit, twice at most (Zebra's manuals).
 */
import { NAK_REASONS, STATUS } from './opcodes.ts';
import type { SsiMessage } from './inbox.ts';
import { encodeSsi } from './packets.ts';

export interface HostMessage {
  readonly opcode: number;
  readonly data?: Uint8Array;
}

export type OutboxNews =
  { readonly kind: 'send'; readonly bytes: Uint8Array } | { readonly kind: 'silent' | 'refused' };

export interface SsiOutbox {
  /** Null where too many wait already. */
  add(message: HostMessage, nowMs: number): OutboxNews[] | null;
  /** Anything that the scanner says may be the answer. */
  heard(message: SsiMessage, nowMs: number): OutboxNews[];
  expire(nowMs: number): OutboxNews[];
  dueAtMs(): number | null;
  isIdle(): boolean;
}

const RESPONSE_LIMIT_MS = 2000;
const SENDINGS_MAX = 3;
const WAITING_MAX = 8;

export function createSsiOutbox(): SsiOutbox {
  const waiting: HostMessage[] = [];
  let current: { readonly message: HostMessage; sendings: number; limitMs: number } | null = null;

  function send(nowMs: number): OutboxNews[] {
    if (current === null) return [];
    const status = current.sendings === 0 ? 0 : STATUS.retransmission;
    current.sendings += 1;
    current.limitMs = nowMs + RESPONSE_LIMIT_MS;
    return [{ kind: 'send', bytes: encodeSsi({ ...current.message, status }) }];
  }

  function next(nowMs: number): OutboxNews[] {
    const message = waiting.shift();
    current = message === undefined ? null : { message, sendings: 0, limitMs: 0 };
    return send(nowMs);
  }

  function again(nowMs: number, otherwise: OutboxNews): OutboxNews[] {
    const mayRepeat = current !== null && current.sendings < SENDINGS_MAX;
    return mayRepeat ? send(nowMs) : [otherwise, ...next(nowMs)];
  }

  return {
    add: (message, nowMs) => {
      if (waiting.length >= WAITING_MAX) return null;
      waiting.push(message);
      return current === null ? next(nowMs) : [];
    },
    heard: (message, nowMs) => {
      if (current === null) return [];
      if (message.kind === 'nak') {
        const refused = { kind: 'refused' } as const;
        return message.reason === NAK_REASONS.resend ? again(nowMs, refused) : [refused, ...next(nowMs)];
      }
      return message.kind === 'ack' || message.kind === 'revision' ? next(nowMs) : [];
    },
    expire: (nowMs) => (current !== null && nowMs >= current.limitMs ? again(nowMs, { kind: 'silent' }) : []),
    dueAtMs: () => current?.limitMs ?? null,
    isIdle: () => current === null,
  };
}
