/** Finds out what hangs at an address by asking it: last of the ways to tell devices apart (protocols 5.1), and surest. */
import type { Clock } from '../link/clock.ts';
import { layoutOf } from '../scanner/hid-pos/layout.ts';
import { wireMs } from '../sdt/commands.ts';
import type { Address } from '../transport/address.ts';
import { parseAddress } from '../transport/address.ts';
import { createHidTransport, createTransport } from '../transport/create.ts';
import type { Link, LinkError } from '../transport/transport.ts';
import type { Finding, Inquiry } from './inquiries.ts';
import { PRINTER_INQUIRIES, READER_INQUIRIES, SAM_ID_INQUIRY, STREAM_INQUIRIES } from './inquiries.ts';

export type ProbeOutcome =
  /** `baud` is null where the wire has no rate. */
  | { readonly kind: 'found'; readonly finding: Finding; readonly baud: number | null }
  /** It opened, and nobody answered any question. */
  | { readonly kind: 'mute' }
  | { readonly kind: 'no-link'; readonly error: LinkError };

export interface ProbeOptions {
  /** See `parseAddress`; an address that it refuses throws a TypeError. */
  readonly address: string;
  readonly clock: Clock;
  /** Ends the probe soon, as `mute` or `no-link`. */
  readonly signal: AbortSignal;
  /** The questions begin at this rate. */
  readonly onRate?: (baud: number) => void;
}

const SAM_ID_TRIES = 3;
/** The longest answer to any of the questions is a firmware text of a few hundred bytes. */
const ANSWER_BYTES = 400;

export async function probe(options: ProbeOptions): Promise<ProbeOutcome> {
  const parsed = parseAddress(options.address);
  if (!parsed.ok) throw new TypeError(`device address refused: ${parsed.code}`);
  if (parsed.address.scheme === 'hid') {
    const outcome = await probeReports(options);
    if (outcome.kind !== 'mute') return outcome;
  }
  return probeStream(options, parsed.address);
}

/** What a HID device says of itself in its report descriptor. */
async function probeReports({ address, clock, signal }: ProbeOptions): Promise<ProbeOutcome> {
  const opened = await createHidTransport(address, clock).open(
    { onData: () => undefined, onLost: () => undefined },
    signal,
  );
  if (!opened.ok) return { kind: 'no-link', error: opened.error };
  const { descriptor } = opened.link;
  await opened.link.close();
  const isScanner = descriptor !== null && layoutOf(descriptor) !== null;
  if (!isScanner) return { kind: 'mute' };
  return { kind: 'found', finding: { kind: 'scanner', protocol: 'hid-pos', identity: {} }, baud: null };
}

async function probeStream(options: ProbeOptions, { scheme }: Address): Promise<ProbeOutcome> {
  const { address, clock, signal, onRate } = options;
  const transport = createTransport(address, clock);
  const ears = createEars();
  const opened = await transport.open(ears.handlers, signal);
  if (!opened.ok) return { kind: 'no-link', error: opened.error };
  const { link } = opened;
  const conversation = { link, ears, clock, signal };
  try {
    await pause(clock, transport.settleMs);
    // Behind TCP, HID and USB the rate cannot be changed from here.
    const rates = scheme === 'serial' ? transport.rates : transport.rates.slice(0, 1);
    for (const baud of rates) {
      link.setBaud(baud);
      onRate?.(baud);
      const finding = await askAll(conversation, inquiriesFor(scheme), baud);
      if (finding !== null) return { kind: 'found', finding, baud: scheme === 'serial' ? baud : null };
    }
    const error = ears.lost();
    return error === null ? { kind: 'mute' } : { kind: 'no-link', error };
  } finally {
    await link.close();
  }
}

function inquiriesFor(scheme: Address['scheme']): readonly Inquiry[] {
  switch (scheme) {
    case 'serial':
    case 'tcp':
      return STREAM_INQUIRIES;
    case 'hid':
    case 'usb':
      return READER_INQUIRIES;
    case 'file':
      return PRINTER_INQUIRIES;
  }
}

interface Conversation {
  readonly link: Link;
  readonly ears: Ears;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

async function askAll(on: Conversation, inquiries: readonly Inquiry[], baud: number): Promise<Finding | null> {
  for (const inquiry of inquiries) {
    const finding = await ask(on, inquiry, baud);
    if (finding?.kind === 'reader') return (await askSamId(on, baud)) ?? finding;
    if (finding !== null) return finding;
  }
  return null;
}

async function askSamId(on: Conversation, baud: number): Promise<Finding | null> {
  for (let tries = 0; tries < SAM_ID_TRIES; tries += 1) {
    const finding = await ask(on, SAM_ID_INQUIRY, baud);
    if (finding !== null) return finding;
  }
  return null;
}

async function ask(
  { link, ears, clock, signal }: Conversation,
  inquiry: Inquiry,
  baud: number,
): Promise<Finding | null> {
  if (signal.aborted || ears.lost() !== null) return null;
  const answer = Promise.withResolvers<Finding | null>();
  const giveUp = (): void => answer.resolve(null);
  const listener = inquiry.listen();
  ears.hear((bytes) => {
    const finding = bytes === null ? null : listener(bytes);
    if (finding !== null || bytes === null) answer.resolve(finding);
  });
  signal.addEventListener('abort', giveUp);
  const limitMs = inquiry.answerMs + wireMs(inquiry.question.length + ANSWER_BYTES, baud);
  const cancelLimit = clock.after(limitMs, giveUp);
  link.write(inquiry.question);
  const finding = await answer.promise;
  cancelLimit();
  signal.removeEventListener('abort', giveUp);
  if (finding !== null && inquiry.thanks !== null) link.write(inquiry.thanks);
  return finding;
}

interface Ears {
  readonly handlers: { onData(bytes: Uint8Array): void; onLost(reason: LinkError): void };
  /** Replaces who listens; null means that the link has ended. */
  hear(listener: (bytes: Uint8Array | null) => void): void;
  lost(): LinkError | null;
}

function createEars(): Ears {
  let lost: LinkError | null = null;
  let listener: (bytes: Uint8Array | null) => void = () => undefined;
  return {
    handlers: {
      onData: (bytes) => listener(bytes),
      onLost: (reason) => {
        lost = reason;
        listener(null);
      },
    },
    hear: (next) => {
      listener = next;
    },
    lost: () => lost,
  };
}

function pause(clock: Clock, ms: number): Promise<void> {
  return ms === 0 ? Promise.resolve() : new Promise((done) => void clock.after(ms, done));
}
