import { connect } from 'node:net';
import type { Clock } from '../link/clock.ts';
import { systemCode } from './open-errors.ts';
import type { Link, LinkError, LinkErrorCode, LinkHandlers, OpenOutcome, Transport } from './transport.ts';

const CONNECT_LIMIT_MS = 3000;
/** A device server that lost its power sends no FIN; keep-alive finds that out. */
const KEEP_ALIVE_MS = 5000;

const CODES: Readonly<Record<string, LinkErrorCode>> = {
  ECONNREFUSED: 'refused',
  EACCES: 'permission',
  EPERM: 'permission',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'unreachable',
};

/** Serial device servers and simulators. `baud` is the rate behind the server: it only sets time limits. */
export function tcpTransport(target: { host: string; port: number; baud: number }, clock: Clock): Transport {
  return {
    settleMs: 0,
    // The rate cannot be changed from here, so three tries at the only one.
    rates: [target.baud, target.baud, target.baud],
    open: (handlers, signal) => new Promise((resolve) => openSocket(target, clock, handlers, signal, resolve)),
  };
}

function openSocket(
  target: { host: string; port: number },
  clock: Clock,
  handlers: LinkHandlers,
  signal: AbortSignal,
  resolve: (outcome: OpenOutcome) => void,
): void {
  let phase: 'connecting' | 'open' | 'ended' = 'connecting';
  const socket = connect({ ...target, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS });
  const cancelLimit = clock.after(CONNECT_LIMIT_MS, () => end({ code: 'unreachable', detail: 'connect timed out' }));
  let sent: Promise<void> = Promise.resolve();
  const onAbort = (): void => end({ code: 'cancelled', detail: 'opening cancelled' });

  function leaveConnecting(): void {
    cancelLimit();
    signal.removeEventListener('abort', onAbort);
  }

  function end(error: LinkError): void {
    if (phase === 'ended') return;
    const before = phase;
    phase = 'ended';
    leaveConnecting();
    socket.destroy();
    if (before === 'open') handlers.onLost(error);
    else resolve({ ok: false, error });
  }

  const link: Link = {
    write: (bytes) => {
      // The callback comes also if the socket ends before.
      if (phase === 'open') sent = new Promise((done) => socket.write(bytes, () => done()));
    },
    setBaud: () => undefined,
    drain: () => sent,
    close: () => {
      phase = 'ended';
      socket.destroy();
      return new Promise((done) => (socket.closed ? done() : socket.once('close', () => done())));
    },
  };

  socket.on('error', (error) => end(describe(error, phase === 'open')));
  socket.on('end', () => end({ code: 'lost', detail: 'closed by the other side' }));
  socket.on('close', () => end({ code: 'lost', detail: 'connection closed' }));
  socket.on('data', (bytes) => {
    if (phase === 'open') handlers.onData(bytes);
  });
  socket.once('connect', () => {
    if (phase !== 'connecting') return;
    phase = 'open';
    leaveConnecting();
    resolve({ ok: true, link });
  });
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort);
}

function describe(error: Error, wasOpen: boolean): LinkError {
  const system = systemCode(error);
  return { code: wasOpen ? 'lost' : (CODES[system] ?? 'failed'), detail: `tcp ${system}` };
}
