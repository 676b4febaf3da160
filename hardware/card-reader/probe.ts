/** Who is at the other end? For a technician: asks as the driver does, then says what it sounds like. */
import type { Clock } from '../link/clock.ts';
import { systemClock } from '../link/clock.ts';
import { noMeter } from '../link/meter.ts';
import type { Dialect } from '../sdt/dialects.ts';
import { WAKE, dialectOf, encodeCvr100au } from '../sdt/dialects.ts';
import { samIdText } from '../sdt/sam-id.ts';
import type { StatusName } from '../sdt/status.ts';
import { createTransport } from '../transport/create.ts';
import type { Link, LinkError, Transport } from '../transport/transport.ts';
import type { ExchangeOutcome } from './exchange.ts';
import { createExchange } from './exchange.ts';

/**
 * `module`: a reader that the driver can use; `slept` if it had to be woken by its vendor's command first. `dialect`:
 * bytes of a kind that was published, which the driver does not speak. `babble`: bytes of no known kind, a wrong baud
 * rate or another device perhaps. `lost`: the link could not be opened, or went while asking.
 */
export type ReaderProbe =
  | {
      readonly kind: 'module';
      readonly baud: number;
      readonly status: StatusName;
      readonly samId: string | null;
      readonly slept: boolean;
    }
  | { readonly kind: 'dialect'; readonly dialect: Dialect; readonly baud: number }
  | { readonly kind: 'babble'; readonly bytes: number }
  | { readonly kind: 'silent' }
  | { readonly kind: 'lost'; readonly reason: LinkError };

const HEARD_BYTES_MAX = 4096;
const RAW_ANSWER_MS = 1000;

/** Takes about a second for each rate that nobody answers at. `address` as in `createCardReader`; `signal` ends it early. */
export function probeCardReader(
  address: string,
  { signal = new AbortController().signal, clock = systemClock }: { signal?: AbortSignal; clock?: Clock } = {},
): Promise<ReaderProbe> {
  return probeCardReaderOn(createTransport(address, clock), { signal, clock });
}

export async function probeCardReaderOn(
  transport: Transport,
  { signal, clock }: { readonly signal: AbortSignal; readonly clock: Clock },
): Promise<ReaderProbe> {
  let hear = (_bytes: Uint8Array): void => undefined;
  const gone = Promise.withResolvers<ReaderProbe>();
  const lose = (reason: LinkError): void => gone.resolve({ kind: 'lost', reason });
  const opened = await transport.open({ onData: (bytes) => hear(bytes), onLost: lose }, signal);
  if (!opened.ok) return { kind: 'lost', reason: opened.error };
  const onAbort = (): void => lose({ code: 'cancelled', detail: 'probe cancelled' });
  signal.addEventListener('abort', onAbort);
  const line = openLine(opened.link, clock);
  hear = line.receive;
  const found = await Promise.race([gone.promise, ask(line, transport, clock)]);
  signal.removeEventListener('abort', onAbort);
  line.end();
  await opened.link.close();
  return found;
}

async function ask(line: Line, transport: Transport, clock: Clock): Promise<ReaderProbe> {
  await pause(clock, transport.settleMs);
  const rates = [...new Set(transport.rates)];
  for (const baud of rates) {
    line.setBaud(baud);
    const module = await askModule(line, baud, false);
    if (module !== null) return module;
    const dialect = dialectOf(line.heard());
    if (dialect !== null) return { kind: 'dialect', dialect, baud };
  }
  return (await askOtherwise(line, rates, clock)) ?? babbleOrSilence(line);
}

/** The two questions of 1.14 that can be put: is it asleep, is it an old CVR-100AU? */
async function askOtherwise(line: Line, [baud]: readonly number[], clock: Clock): Promise<ReaderProbe | null> {
  if (baud === undefined) return null;
  line.setBaud(baud);
  line.write(WAKE);
  const module = await askModule(line, baud, true);
  if (module !== null) return module;
  line.write(encodeCvr100au('find'));
  await pause(clock, RAW_ANSWER_MS);
  const dialect = dialectOf(line.heard());
  return dialect === null ? null : { kind: 'dialect', dialect, baud };
}

async function askModule(line: Line, baud: number, slept: boolean): Promise<ReaderProbe | null> {
  const answer = await line.exchange('GetSAMStatus', baud);
  if (answer.kind === 'unanswered') return null;
  const identity = await line.exchange('GetSAMID', baud);
  const samId = identity.kind === 'answered' ? samIdText(identity.data) : null;
  return { kind: 'module', baud, status: answer.status.name, samId, slept };
}

function babbleOrSilence(line: Line): ReaderProbe {
  const bytes = line.heard().length;
  return bytes === 0 ? { kind: 'silent' } : { kind: 'babble', bytes };
}

interface Line {
  readonly exchange: (command: 'GetSAMStatus' | 'GetSAMID', baud: number) => Promise<ExchangeOutcome>;
  readonly receive: (bytes: Uint8Array) => void;
  /** What came so far, its first bytes only. */
  readonly heard: () => Uint8Array;
  readonly write: (bytes: Uint8Array) => void;
  readonly setBaud: (baud: number) => void;
  readonly end: () => void;
}

function openLine(link: Link, clock: Clock): Line {
  let heard: Uint8Array = new Uint8Array();
  let settle = (_outcome: ExchangeOutcome): void => undefined;
  const write = (bytes: Uint8Array): void => link.write(bytes);
  const exchange = createExchange({ clock, meter: noMeter, write, onOutcome: (outcome) => settle(outcome) });
  return {
    exchange: (command, baud) => {
      const outcome = new Promise<ExchangeOutcome>((resolve) => {
        settle = resolve;
      });
      exchange.begin(command, baud);
      return outcome;
    },
    receive: (bytes) => {
      heard = Buffer.concat([heard, bytes]).subarray(0, HEARD_BYTES_MAX);
      exchange.receive(bytes);
    },
    heard: () => heard,
    write,
    setBaud: (baud) => link.setBaud(baud),
    end: () => exchange.cancel(),
  };
}

function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}
