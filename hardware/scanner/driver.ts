/** The thin shell that every scanner protocol shares: keeps the link open, turns the clock, performs the effects. */
import type { Clock } from '../link/clock.ts';
import { noTimer } from '../link/clock.ts';
import { keepLink } from '../link/link-keeper.ts';
import type { Meter } from '../link/meter.ts';
import type { Closable, Opener } from '../transport/transport.ts';
import { createRepeatFilter } from './repeats.ts';
import type { Scanner, ScannerEvent } from './scanner.ts';
import type { SettledWriter } from './settled-writer.ts';
import { createSettledWriter } from './settled-writer.ts';
import type { Effect, Speaker, Wish } from './speaker.ts';

/** How a kind of link is spoken on. `W` is what it carries: bytes, or reports. */
export interface ScannerWire<L extends Closable, W> {
  readonly transport: Opener<L>;
  /** Rest between opening and the first write. */
  readonly settleMs: number;
  readonly speakerFor: (link: L) => Speaker<W>;
  readonly write: (link: L, what: W) => void;
}

export interface ScannerDriverOptions {
  readonly onEvent: (event: ScannerEvent) => void;
  readonly clock: Clock;
  readonly meter: Meter;
}

/** One opening of the link. */
interface Conversation<W> {
  readonly speaker: Speaker<W>;
  readonly writer: SettledWriter<W>;
}

export function driveScanner<L extends Closable, W>(
  { transport, settleMs, speakerFor, write }: ScannerWire<L, W>,
  { onEvent, clock, meter }: ScannerDriverOptions,
): Scanner {
  let conversation: Conversation<W> | null = null;
  // Outlives the link: what was told before an outage and is sent again after it is a repeat.
  const repeats = createRepeatFilter();
  let cancelDue = noTimer;
  let isStarted = false;
  let isStopped = false;

  const keeper = keepLink<L>({
    transport,
    clock,
    onOpen: (link) => {
      const writer = createSettledWriter<W>({ settleMs, clock, write: (what) => write(link, what) });
      const opened = { speaker: speakerFor(link), writer };
      conversation = opened;
      // A scanner need not say anything of its own accord, so an open link is all that can be known.
      keeper.confirm();
      tell({ kind: 'ready' });
      perform(opened.speaker.greet(clock.nowMs()), opened);
    },
    onData: (bytes) => {
      if (conversation !== null) perform(conversation.speaker.receive(bytes, clock.nowMs()), conversation);
    },
    onClosed: (reason, isNews) => {
      leave();
      if (isNews) tell({ kind: 'lost', reason });
    },
  });

  function leave(): void {
    conversation?.writer.end();
    conversation = null;
    cancelDue();
  }

  function perform(effects: readonly Effect<W>[], current: Conversation<W>): void {
    // Before the effects: whoever is told may ask for something at once, or stop the driver.
    watchClock(current);
    for (const effect of effects) {
      count(effect, meter);
      if (effect.do === 'write') current.writer.write(effect.what);
      if (effect.do === 'tell-refusal') tell({ kind: 'scan-refused', reason: effect.reason });
      if (effect.do === 'tell-scan' && !repeats.isRepeat(effect.scan.text, clock.nowMs())) {
        tell({ kind: 'scan', scan: effect.scan });
      }
    }
  }

  function watchClock(current: Conversation<W>): void {
    cancelDue();
    const dueMs = current === conversation ? current.speaker.dueAtMs() : null;
    if (dueMs === null) return;
    cancelDue = clock.after(Math.max(0, dueMs - clock.nowMs()), () => {
      perform(current.speaker.expire(clock.nowMs()), current);
    });
  }

  function tell(event: ScannerEvent): void {
    if (!isStopped) onEvent(event);
  }

  function request(wish: Wish): boolean {
    const effects = conversation?.speaker.wish(wish, clock.nowMs()) ?? null;
    if (conversation === null || effects === null) return false;
    perform(effects, conversation);
    return true;
  }

  return {
    start: () => {
      if (isStarted) throw new Error('a scanner starts once');
      isStarted = true;
      keeper.start();
    },
    stop: () => {
      isStopped = true;
      leave();
      return keeper.stop();
    },
    trigger: (on) => request(on ? 'trigger-on' : 'trigger-off'),
    beep: (sound) => request(sound === 'good' ? 'beep-good' : 'beep-error'),
  };
}

function count(effect: Effect<unknown>, meter: Meter): void {
  switch (effect.do) {
    case 'tell-scan':
      meter.good();
      return;
    case 'tell-refusal':
      meter.fault(effect.reason === 'too-long' ? 'too-long' : 'malformed');
      return;
    case 'count':
      if (effect.what === 'good') meter.good();
      else meter.fault(effect.what);
      return;
    case 'identify':
      meter.identity(effect.facts);
      return;
    case 'write':
      return;
  }
}
