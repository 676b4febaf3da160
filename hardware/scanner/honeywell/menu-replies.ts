/**
 * Replies to a menu command (protocols 2.4). They have no mark at the beginning: text in lines, then the command
 * again with a status byte before its end. So they are listened for only while a command is outstanding, and
 * whatever does not look like one stays a scan.
 */
import type { DeviceIdentity } from '../../link/meter.ts';
import type { Cutter, Piece } from '../lines/cutter.ts';
import { readRevisionLine } from './revision.ts';

export type MenuReply =
  | { readonly kind: 'menu-facts'; readonly facts: Partial<DeviceIdentity> }
  /** The end of a reply. */
  | { readonly kind: 'menu-status'; readonly status: MenuStatus };

export type MenuStatus = 'done' | 'refused' | 'unknown-command';

export interface MenuReplyCutter extends Cutter<MenuReply> {
  /** A command goes out; `text` as in `encodeMenuCommand`. */
  expect(text: string): void;
  /** Nobody waits for a reply any more. */
  forget(): void;
}

const CR = 0x0d;
const LF = 0x0a;
/** `.` and `!` end a command. */
const ENDS: ReadonlySet<number> = new Set([0x2e, 0x21]);
const STATUSES = new Map<number, MenuStatus>([
  [0x06, 'done'],
  [0x15, 'refused'],
  [0x05, 'unknown-command'],
]);
/** Longer lines are no part of a reply. */
const LINE_BYTES_MAX = 512;

export function createMenuReplyCutter(): MenuReplyCutter {
  const buffer = new Uint8Array(LINE_BYTES_MAX);
  let length = 0;
  let expected: string | null = null;

  function rest(): Piece<MenuReply>[] {
    const bytes = buffer.slice(0, length);
    length = 0;
    return bytes.length === 0 ? [] : [{ kind: 'rest', bytes }];
  }

  function closeLine(command: string): Piece<MenuReply>[] {
    const line = lineText().trim();
    const facts = readRevisionLine(line.startsWith(command) ? line.slice(command.length) : line);
    if (facts === null) return rest();
    length = 0;
    return [{ kind: 'message', message: { kind: 'menu-facts', facts } }];
  }

  /** What stands before the echoed command is the text of a scan without suffix. */
  function closeReply(command: string, status: MenuStatus): Piece<MenuReply>[] {
    const before = lineText().slice(0, -2);
    const echoAt = before.indexOf(command);
    if (before !== '' && echoAt === -1) return [];
    length = Math.max(0, echoAt);
    expected = null;
    return [...rest(), { kind: 'message', message: { kind: 'menu-status', status } }];
  }

  function lineText(): string {
    return Buffer.from(buffer.subarray(0, length)).toString('latin1');
  }

  function take(byte: number, command: string): Piece<MenuReply>[] {
    const status = STATUSES.get(buffer[length - 1] ?? 0);
    buffer[length] = byte;
    length += 1;
    if (byte === CR || byte === LF) return closeLine(command);
    if (ENDS.has(byte) && length > 1 && status !== undefined) return closeReply(command, status);
    return length === LINE_BYTES_MAX ? rest() : [];
  }

  return {
    push: (bytes) => {
      const pieces: Piece<MenuReply>[] = [];
      for (const [at, byte] of bytes.entries()) {
        if (expected === null) return [...pieces, ...rest(), { kind: 'rest', bytes: bytes.subarray(at) }];
        pieces.push(...take(byte, expected));
      }
      return pieces;
    },
    expire: rest,
    isPending: () => length > 0,
    expect: (text) => {
      expected = text;
    },
    forget: () => {
      expected = null;
    },
  };
}
