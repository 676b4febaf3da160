import type { DefaultErrorShape } from '@trpc/server/unstable-core-do-not-import';
import { logFailure } from './failures.ts';

/** How our routers speak on the wire; both roots are made with these. */
export const WIRE_OPTIONS = {
  isDev: false,
  sse: {
    // Proxies and browsers drop a silent stream; the client opens a new one when even the pings stop.
    ping: { enabled: true, intervalMs: 15_000 },
    client: { reconnectAfterInactivityMs: 40_000 },
    // Cut and opened anew from time to time, so that who was signed out or dismissed hears no more.
    maxDurationMs: 10 * 60_000,
  },
  errorFormatter: ({ shape, error, path }: Formatted): DefaultErrorShape => ({
    code: shape.code,
    message: error.code === 'INTERNAL_SERVER_ERROR' ? `failure ${logFailure(error, routeOf(path))}` : error.code,
    data: { code: shape.data.code, httpStatus: shape.data.httpStatus, ...(path === undefined ? {} : { path }) },
  }),
};

interface Formatted {
  shape: DefaultErrorShape;
  error: Error & { code: DefaultErrorShape['data']['code'] };
  path: string | undefined;
}

function routeOf(path: string | undefined): { method: string; route: string } {
  return { method: 'trpc', route: path ?? 'unknown' };
}
