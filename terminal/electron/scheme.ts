// app://kiosk/… is the folder of the built kiosk, read-only, with our headers on every answer.
import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import type { Protocol } from 'electron';
import { originOf } from './permissions.ts';
import { contentSecurityPolicy, kioskOrigin, kioskScheme } from './settings.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** The file for an address, or nothing when the address leads out of the folder or to another host. */
export function fileFor(kioskDir: string, url: string): string | undefined {
  if (originOf(url) !== kioskOrigin) return undefined;
  const path = decoded(new URL(url).pathname);
  if (path === undefined || path.includes('\0') || path.includes('\\')) return undefined;
  const root = resolve(kioskDir);
  const file = resolve(root, `.${path === '/' ? '/index.html' : path}`);
  return file.startsWith(root + sep) ? file : undefined;
}

export function headersFor(file: string): Record<string, string> {
  return {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    // Together they isolate the page, which the face detector's threads need; the agent sends the same in a browser.
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
  };
}

export async function answer(kioskDir: string, request: { method: string; url: string }): Promise<Response> {
  const file = request.method === 'GET' ? fileFor(kioskDir, request.url) : undefined;
  if (file === undefined) return notFound();
  return readFile(file).then(
    (body) => new Response(body, { headers: headersFor(file) }),
    // Absent, a folder, not readable: for the page it is all the same.
    () => notFound(),
  );
}

export function serveKiosk(protocol: Protocol, kioskDir: string): void {
  protocol.handle(kioskScheme.scheme, (request) => answer(kioskDir, request));
}

function notFound(): Response {
  return new Response('not found', { status: 404, headers: headersFor('not-found.html') });
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
