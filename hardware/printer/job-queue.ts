/** Who waits for the printer, and whose turn it is. Every job ends exactly once. */
import type { LinkError } from '../transport/transport.ts';
import type { Encode } from './prepare.ts';
import type { PrintOutcome, PrinterStatus } from './printer.ts';

export type Job =
  | { readonly what: 'slip'; readonly encode: Encode; readonly settle: (outcome: PrintOutcome) => void }
  | { readonly what: 'status'; readonly answer: (status: PrinterStatus) => void };

export interface JobQueue {
  add(job: Job): void;
  /** The first of the queue becomes the job in hand; null if nobody waits. */
  takeNext(): Job | null;
  /** The slip in hand in bytes. */
  encode(qr: 'native' | 'raster'): readonly Uint8Array[];
  /** The slip in hand is over. */
  settle(outcome: PrintOutcome): void;
  /** The question in hand is answered. */
  answer(status: PrinterStatus): void;
  /** All that wait are sent home. */
  failWaiting(reason: LinkError): void;
}

export function createJobQueue(): JobQueue {
  const waiting: Job[] = [];
  let inHand: Job | null = null;

  function handOver(): Job | null {
    const job = inHand;
    inHand = null;
    return job;
  }

  return {
    add: (job) => waiting.push(job),
    takeNext: () => {
      inHand = waiting.shift() ?? null;
      return inHand;
    },
    encode: (qr) => (inHand?.what === 'slip' ? inHand.encode(qr) : []),
    settle: (outcome) => {
      const job = handOver();
      if (job?.what === 'slip') job.settle(outcome);
    },
    answer: (status) => {
      const job = handOver();
      if (job?.what === 'status') job.answer(status);
    },
    failWaiting: (reason) => {
      for (const job of waiting.splice(0)) {
        if (job.what === 'status') job.answer({ answers: false });
        else job.settle({ kind: 'failed', troubles: [], link: reason });
      }
    },
  };
}
