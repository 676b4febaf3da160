/** The sandbox over HTTP, for programs on this machine only: no browser page, wherever from, may move cards. */
import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { createServer } from 'node:http';
import type { Answer, Sandbox } from './sandbox.ts';
import { ROUTES, refuse } from './sandbox.ts';

const HOST = '127.0.0.1';
const BODY_BYTES_MAX = 16 * 1024;

/** Rejects with the system's error if the port cannot be had. Port 0 takes any free one. */
export async function serveControl(sandbox: Sandbox, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    const send = ({ status, body }: Answer): void => {
      const [type, text] = typeof body === 'string' ? ['text/plain', body] : ['application/json', JSON.stringify(body)];
      response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' });
      response.end(text);
    };
    // Whatever fails in here is our mistake; the caller learns that much, the console the rest.
    answer(sandbox, request).then(send, (error: unknown) => {
      console.error('simulators: request failed', error);
      send(refuse(500, 'internal'));
    });
  });
  server.listen(port, HOST);
  await once(server, 'listening');
  return server;
}

async function answer(sandbox: Sandbox, request: IncomingMessage): Promise<Answer> {
  if (request.headers.origin !== undefined) return refuse(403, 'browser-refused');
  // A page could point a name of its own at 127.0.0.1; such a request names that host.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '')) return refuse(403, 'host-refused');
  const route = Object.hasOwn(ROUTES, routeName(request)) ? ROUTES[routeName(request)] : undefined;
  if (route === undefined) return refuse(404, 'unknown-route');
  const text = await readBody(request);
  if (text === null) return refuse(413, 'body-too-large');
  const body = parseJson(text);
  return body.ok ? route(sandbox, body.value) : refuse(400, 'bad-json');
}

function routeName(request: IncomingMessage): string {
  return `${request.method} ${request.url}`;
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  // Left whole, so that the refusal can still be written.
  for await (const piece of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(piece)) throw new TypeError('a request without encoding is read as buffers');
    bytes += piece.length;
    if (bytes > BODY_BYTES_MAX) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false } {
  if (text === '') return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false };
    throw error;
  }
}
