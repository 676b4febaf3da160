/** One command and its answer: time limits, the one repetition, and nothing about what it means. */
import type { Clock } from '../link/clock.ts';
import { noTimer } from '../link/clock.ts';
import type { Meter } from '../link/meter.ts';
import type { CommandName } from '../sdt/commands.ts';
import { COMMANDS, answerLimitMs, interByteLimitMs } from '../sdt/commands.ts';
import type { Parsed, Reply } from '../sdt/frame.ts';
import { createReplyParser, encodeCommand } from '../sdt/frame.ts';
import type { Status } from '../sdt/status.ts';
import { isModuleTrouble, statusOf } from '../sdt/status.ts';

export type ExchangeOutcome =
  | { readonly kind: 'answered'; readonly status: Status; readonly data: Uint8Array }
  /** No whole frame came in time, or a damaged one came twice. `noiseBytes` hints at a wrong baud rate. */
  | { readonly kind: 'unanswered'; readonly noiseBytes: number };

export interface Exchange {
  /** Sends a command; `onOutcome` follows exactly once, unless `cancel` comes first. None may be outstanding. */
  begin(command: CommandName, baud: number): void;
  readonly receive: (bytes: Uint8Array) => void;
  cancel(): void;
}

export interface ExchangeOptions {
  readonly clock: Clock;
  readonly meter: Meter;
  readonly write: (bytes: Uint8Array) => void;
  readonly onOutcome: (outcome: ExchangeOutcome) => void;
}

interface Outstanding {
  readonly command: CommandName;
  readonly baud: number;
  readonly isRepeat: boolean;
}

export function createExchange({ clock, meter, write, onOutcome }: ExchangeOptions): Exchange {
  const parser = createReplyParser();
  let outstanding: Outstanding | null = null;
  let cancelLimit = noTimer;
  let cancelGap = noTimer;

  function send(asked: Outstanding): void {
    const spec = COMMANDS[asked.command];
    outstanding = asked;
    parser.flush();
    cancelLimit = clock.after(answerLimitMs(spec, asked.baud), () => {
      noteNoise();
      meter.fault('silent');
      unanswered();
    });
    write(encodeCommand(spec));
  }

  function cancel(): void {
    outstanding = null;
    cancelLimit();
    cancelGap();
  }

  function unanswered(): void {
    cancel();
    onOutcome({ kind: 'unanswered', noiseBytes: parser.noiseBytes() });
  }

  function noteNoise(): void {
    if (parser.noiseBytes() > 0) meter.fault('noise');
  }

  function settle(asked: Outstanding, found: Parsed): void {
    cancel();
    noteNoise();
    const status = found.kind === 'reply' ? statusOf(found.sw3) : null;
    const isDamaged = status === null || status.reaction === 'repeat';
    if (isDamaged) meter.fault('bad-checksum');
    if (isDamaged && !asked.isRepeat) send({ ...asked, isRepeat: true });
    else if (found.kind === 'bad-checksum' || status === null) unanswered();
    else {
      if (isModuleTrouble(status)) meter.fault('refused');
      else if (!isDamaged) meter.good();
      onOutcome({ kind: 'answered', status, data: found.data });
    }
  }

  function watchGap(): void {
    if (outstanding === null || !parser.isPending()) return;
    cancelGap = clock.after(interByteLimitMs(outstanding.baud), () => handle(parser.expire()));
  }

  function handle(found: readonly Parsed[]): void {
    if (outstanding === null) return;
    const { command } = outstanding;
    // With one command outstanding the first frame is its answer; more are stale and die in the next flush.
    const first = found.find((parsed) => parsed.kind !== 'reply' || !isStale(command, parsed));
    if (first !== undefined) settle(outstanding, first);
    else if (found.length > 0) meter.fault('noise');
  }

  return {
    begin: (command, baud) => {
      if (outstanding !== null) throw new Error(`${command} begun while ${outstanding.command} is outstanding`);
      send({ command, baud, isRepeat: false });
    },
    receive: (bytes) => {
      if (outstanding === null) return;
      cancelGap();
      handle(parser.push(bytes));
      watchGap();
    },
    cancel,
  };
}

/** The late answer to a command that was given up: good, but too short for what is outstanding. */
function isStale(command: CommandName, reply: Reply): boolean {
  const { goodDataBytesMin = 0 } = COMMANDS[command];
  return statusOf(reply.sw3).reaction === 'go-on' && reply.data.length < goodDataBytesMin;
}
