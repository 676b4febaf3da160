/** A scanner with Newland's command set: scans in lines, replies in between (protocols 2.3). Sets nothing for good. */
import { createSharedStream, effectsOf } from '../lines/shared-stream.ts';
import type { Effect, Speaker } from '../speaker.ts';
import { earliest } from '../speaker.ts';
import { createCommandPace } from './command-pace.ts';
import { NEWLAND, encodeNewland } from './commands.ts';
import type { NewlandReply } from './replies.ts';
import { createNewlandReplyCutter } from './replies.ts';

const COMMANDS = {
  'trigger-on': encodeNewland('until-power-off', [NEWLAND.startScan]),
  'trigger-off': encodeNewland('until-power-off', [NEWLAND.stopScan]),
};

export function createNewlandSpeaker(): Speaker<Uint8Array> {
  const stream = createSharedStream([createNewlandReplyCutter()]);
  const pace = createCommandPace();

  function heard({ answers }: NewlandReply): Effect<Uint8Array>[] {
    pace.answered();
    return [{ do: 'count', what: answers.every(({ status }) => status === 'done') ? 'good' : 'refused' }];
  }

  function send(nowMs: number): Effect<Uint8Array>[] {
    const command = pace.next(nowMs);
    return command === null ? [] : [{ do: 'write', what: command }];
  }

  return {
    greet: () => [],
    receive: (bytes, nowMs) => effectsOf(stream.push(bytes, nowMs), heard),
    expire: (nowMs) => [
      ...effectsOf(stream.expire(nowMs), heard),
      ...Array.from({ length: pace.takeSilent(nowMs) }, () => ({ do: 'count', what: 'silent' }) as const),
      ...send(nowMs),
    ],
    dueAtMs: () => earliest(stream.silentAtMs(), pace.dueAtMs()),
    wish: (wish, nowMs) => {
      // The set has a switch for the good-read beep, but no command to beep now.
      if (wish === 'beep-good' || wish === 'beep-error') return null;
      return pace.add(COMMANDS[wish]) ? send(nowMs) : null;
    },
  };
}
