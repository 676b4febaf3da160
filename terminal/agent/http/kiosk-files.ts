import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.bin': 'application/octet-stream',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
};

export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'self'",
    "connect-src 'self' ws://127.0.0.1:*",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** The file of a request's path inside the folder; null for whatever points outside, or has no known type. */
export function fileFor(folder: string, requestPath: string): { path: string; mediaType: string } | null {
  const [rawPath = '/'] = requestPath.split(/[?#]/);
  const decoded = decode(rawPath);
  if (decoded === null || decoded.includes('\0') || decoded.includes('\\')) return null;
  const root = normalize(folder + sep);
  const path = join(root, decoded.endsWith('/') ? `${decoded}index.html` : decoded);
  if (!path.startsWith(root)) return null;
  const mediaType = MEDIA_TYPES[extname(path).toLowerCase()];
  return mediaType === undefined ? null : { path, mediaType };
}

export async function sendFile(
  response: ServerResponse,
  { path, mediaType }: { path: string; mediaType: string },
  withBody: boolean,
): Promise<void> {
  const found = await stat(path).catch(goneIsNull);
  if (!found?.isFile()) {
    response.writeHead(404, SECURITY_HEADERS).end();
    return;
  }
  // The page itself is never kept; what it names carries a hash of its content in its name, and can stay.
  const isNamedByHash = path.includes(`${sep}assets${sep}`);
  const cacheControl = mediaType.startsWith('text/html')
    ? 'no-store'
    : isNamedByHash
      ? 'max-age=31536000, immutable'
      : 'no-cache';
  response.writeHead(200, {
    ...SECURITY_HEADERS,
    'content-type': mediaType,
    'content-length': found.size,
    'cache-control': cacheControl,
  });
  if (!withBody) {
    response.end();
    return;
  }
  await pipeline(createReadStream(path), response);
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

function goneIsNull(error: unknown): null {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return null;
  throw error;
}
