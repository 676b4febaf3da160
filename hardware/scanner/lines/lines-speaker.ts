/** A scanner that only talks: scans in lines, no commands (protocols 2.2). */
import type { Speaker } from '../speaker.ts';
import { createSharedStream, effectsOf } from './shared-stream.ts';

export function createLinesSpeaker(): Speaker<Uint8Array> {
  const stream = createSharedStream<never>();
  return {
    greet: () => [],
    receive: (bytes, nowMs) => effectsOf(stream.push(bytes, nowMs), () => []),
    expire: (nowMs) => effectsOf(stream.expire(nowMs), () => []),
    dueAtMs: () => stream.silentAtMs(),
    wish: () => null,
  };
}
