/** A Honeywell scanner on a serial port: scans in lines or with metadata, menu replies in between (protocols 2.4). */
import { createSharedStream, effectsOf } from '../lines/shared-stream.ts';
import { sayingsOf } from '../scan-text.ts';
import type { Effect, Speaker } from '../speaker.ts';
import { earliest } from '../speaker.ts';
import { HONEYWELL, REVISION_TEXT, encodeMenuCommand } from './commands.ts';
import type { MenuReply } from './menu-replies.ts';
import { createMenuReplyCutter } from './menu-replies.ts';
import type { MetadataScan } from './metadata.ts';
import { createMetadataCutter } from './metadata.ts';

/** Ours: no manual names a limit. A firmware text takes 0.4 s at 9600. */
const REPLY_LIMIT_MS = 2000;

const COMMANDS = {
  'trigger-on': HONEYWELL.triggerOn,
  'trigger-off': HONEYWELL.triggerOff,
  'beep-good': HONEYWELL.beep,
  // There is one beep only, and an error must not sound like a success.
  'beep-error': null,
};

export function createHoneywellSpeaker(): Speaker<Uint8Array> {
  const menu = createMenuReplyCutter();
  const stream = createSharedStream<MetadataScan | MenuReply>([createMetadataCutter(), menu]);
  let replyLimitMs: number | null = null;

  function heard(message: MetadataScan | MenuReply): Effect<Uint8Array>[] {
    switch (message.kind) {
      case 'metadata-scan':
        return sayingsOf(message.reading);
      case 'menu-facts':
        return [{ do: 'identify', facts: message.facts }];
      case 'menu-status':
        replyLimitMs = null;
        return [{ do: 'count', what: message.status === 'done' ? 'good' : 'refused' }];
    }
  }

  function giveUpReply(nowMs: number): Effect<Uint8Array>[] {
    if (replyLimitMs === null || nowMs < replyLimitMs) return [];
    replyLimitMs = null;
    menu.forget();
    return [{ do: 'count', what: 'silent' }];
  }

  return {
    greet: (nowMs) => {
      menu.expect(REVISION_TEXT);
      replyLimitMs = nowMs + REPLY_LIMIT_MS;
      return [{ do: 'write', what: encodeMenuCommand(REVISION_TEXT, 'temporary') }];
    },
    receive: (bytes, nowMs) => effectsOf(stream.push(bytes, nowMs), heard),
    expire: (nowMs) => [...effectsOf(stream.expire(nowMs), heard), ...giveUpReply(nowMs)],
    dueAtMs: () => earliest(stream.silentAtMs(), replyLimitMs),
    wish: (wish) => {
      const what = COMMANDS[wish];
      return what === null ? null : [{ do: 'write', what }];
    },
  };
}
