import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { applyWSSHandler } from '@trpc/server/adapters/ws';
import { WebSocketServer } from 'ws';
import { kindOf, type Log } from '../log.ts';
import { createAgentRouter, type RouterParts } from '../router.ts';
import { createDoors, type Doors } from './doors.ts';
import { fileFor, SECURITY_HEADERS, sendFile } from './kiosk-files.ts';

export interface ServeOptions extends RouterParts {
  /** 0 takes any free port. */
  readonly port: number;
  readonly token: string;
  readonly allowedOrigins: readonly string[];
  /** The built page; null where only the WebSocket is served. */
  readonly kioskDir: string | null;
  readonly log: Log;
}

export interface Serving {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** An intent with a face picture is the largest message. */
const MESSAGE_BYTES_MAX = 2_000_000;
const SOCKET_PATH = '/agent';
const REFUSED_CLOSE_MS = 300;

/** The agent's one port, on this machine only: the page, and the socket by which it speaks. Rejects where it is taken. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: options.port, exclusive: true }, resolve);
  });
  const { port } = addressOf(server.address());
  const doors = createDoors({ port, token: options.token, allowedOrigins: options.allowedOrigins });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    answer(options, doors, request, response).catch((error: unknown) => {
      options.log.warn('page-not-sent', { kind: kindOf(error) });
      response.destroy();
    });
  });
  const sockets = serveSocket(options, doors);
  server.on('upgrade', (request, socket, head) => {
    // An upgraded socket has no listener of the server's any more, and a client's reset must not end the agent.
    socket.on('error', () => socket.destroy());
    if (!isForUs(doors, request)) {
      options.log.warn('socket-refused', { reason: 'origin' });
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
  });
  return {
    port,
    stop: async () => {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function serveSocket({ counter, setup, hear, log }: ServeOptions, doors: Doors): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES_MAX });
  applyWSSHandler({
    wss: sockets,
    router: createAgentRouter({ counter, setup, hear }),
    keepAlive: { enabled: true, pingMs: 10_000, pongWaitMs: 5_000 },
    createContext: ({ info, res }) => {
      const isOurs = doors.isOurToken(info.connectionParams?.['token']);
      if (!isOurs) {
        log.warn('socket-refused', { reason: 'token' });
        // Late enough for the page to hear why: a socket closed at once looks like a lost line to it.
        setTimeout(() => res.close(1008), REFUSED_CLOSE_MS).unref();
      }
      return { isOurs };
    },
    // What a person typed may stand in an input, so only the kind of the failure is told.
    onError: ({ error, path }) => {
      if (error.code !== 'UNAUTHORIZED') log.warn('intent-failed', { code: error.code, path: path ?? 'unknown' });
    },
  });
  return sockets;
}

function isForUs(doors: Doors, { headers, url }: IncomingMessage): boolean {
  const [path] = (url ?? '').split('?');
  return path === SOCKET_PATH && doors.isOurHost(headers.host) && doors.isOurOrigin(headers.origin);
}

async function answer(
  { kioskDir }: ServeOptions,
  doors: Doors,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!doors.isOurHost(request.headers.host)) {
    refusePage(response, 421);
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    refusePage(response, 405);
    return;
  }
  const file = kioskDir === null ? null : fileFor(kioskDir, request.url ?? '/');
  if (!file) {
    refusePage(response, 404);
    return;
  }
  await sendFile(response, file, request.method === 'GET');
}

function refusePage(response: ServerResponse, status: number): void {
  response.writeHead(status, SECURITY_HEADERS).end();
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address;
}
