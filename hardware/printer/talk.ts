/** Both directions of one printer's link: pieces out, one at a time; replies in, as signals for the machine. */
import type { Clock } from '../link/clock.ts';
import { noTimer } from '../link/clock.ts';
import type { Meter } from '../link/meter.ts';
import type { Link } from '../transport/transport.ts';
import { ASK_PAPER, ASK_PAPER_OLD, askProof, proofId } from './commands.ts';
import type { Tongue, Topic } from './inquiry.ts';
import { findingsOf } from './inquiry.ts';
import { createInterview } from './interview.ts';
import type { Reply } from './replies.ts';
import { createReplyParser } from './replies.ts';
import type { PrinterSignal, Proof } from './state.ts';
import { statusOfAutomatic } from './status.ts';

export interface Talk {
  opened(link: Link): void;
  receive(bytes: Uint8Array): void;
  /** The link is gone, and with it whatever was asked on it. */
  left(): void;
  write(bytes: Uint8Array): void;
  ask(topic: Topic, tongue: Tongue): void;
  /** Nobody wants to know any more. */
  stopAsking(): void;
  askProof(proof: Proof, tongue: Tongue): void;
  /** Lays the pieces of a slip ready, and says how many they are. Those of the one before are forgotten. */
  load(pieces: readonly Uint8Array[]): number;
  /** The first of those that are left; `drained` follows. */
  sendPiece(): void;
}

export interface TalkOptions {
  readonly clock: Clock;
  readonly meter: Meter;
  readonly onSignal: (signal: PrinterSignal) => void;
}

/** Between two bytes of one reply. */
const GAP_LIMIT_MS = 200;

export function createTalk({ clock, meter, onSignal }: TalkOptions): Talk {
  let link: Link | null = null;
  let parser = createReplyParser();
  let cancelGap = noTimer;
  let pieces: readonly Uint8Array[] = [];
  let proofs = 0;

  const write = (bytes: Uint8Array): void => link?.write(bytes);
  const interview = createInterview({
    clock,
    write,
    onEnd: (inquiry) => {
      if (inquiry.topic === 'who') {
        meter.identity(inquiry.identity);
        onSignal({ kind: 'introduced', hasProof: inquiry.hasProof });
        return;
      }
      const findings = findingsOf(inquiry);
      if (findings !== null) meter.good();
      onSignal({ kind: 'found', findings });
    },
  });

  async function sendPiece(): Promise<void> {
    const [piece, ...rest] = pieces;
    const onLink = link;
    if (piece === undefined || onLink === null) return;
    pieces = rest;
    onLink.write(piece);
    await onLink.drain();
    // The slip may have been given up meanwhile, or the link.
    if (link === onLink && pieces === rest) onSignal({ kind: 'drained' });
  }

  return {
    opened: (opened) => {
      link = opened;
      parser = createReplyParser();
    },
    receive: (bytes) => {
      cancelGap();
      const noiseBefore = parser.noiseBytes();
      for (const reply of parser.push(bytes)) {
        const signal = interview.receive(reply) ? null : signalOf(reply, proofId(proofs));
        if (signal !== null) onSignal(signal);
      }
      if (parser.noiseBytes() > noiseBefore) meter.fault('noise');
      if (parser.isPending()) cancelGap = clock.after(GAP_LIMIT_MS, () => parser.expire());
    },
    left: () => {
      link = null;
      pieces = [];
      interview.cancel();
      cancelGap();
    },
    write,
    ask: (topic, tongue) => interview.begin(topic, tongue),
    stopAsking: () => interview.cancel(),
    askProof: (proof, tongue) => {
      if (proof === 'id') proofs += 1;
      const paperQuestion = tongue === 'paper-only' ? ASK_PAPER_OLD : ASK_PAPER;
      write(proof === 'id' ? askProof(proofId(proofs)) : paperQuestion);
    },
    load: (loaded) => {
      pieces = loaded;
      return loaded.length;
    },
    sendPiece: () => void sendPiece(),
  };
}

/** Null for an answer that came too late for its question. */
function signalOf(reply: Reply, awaitedId: string): PrinterSignal | null {
  switch (reply.kind) {
    case 'automatic':
      return { kind: 'told', status: statusOfAutomatic(reply.bits) };
    case 'paper':
      return { kind: 'paper-answered' };
    case 'proof':
      return { kind: 'proved', isOurs: reply.id === awaitedId };
    case 'hold':
      return { kind: 'held' };
    case 'go-on':
      return { kind: 'released' };
    case 'real-time':
    case 'identity':
      return null;
  }
}
