import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** How long requests in hand may take when the server closes. */
const GRACE_MS = 3_000;

/**
 * Streams have no end of their own, so a closing server cuts them. Cut and not ended: a page takes an end for good,
 * but comes again after a break, to the server that starts next. Other requests are finished first.
 */
export function cutStreamsOnClose(app: FastifyInstance): void {
  const streams = new Set<Socket>();
  app.addHook('onRequest', (request, reply, done) => {
    const { socket } = request.raw;
    if (request.headers.accept?.includes('text/event-stream') === true) {
      streams.add(socket);
      reply.raw.once('close', () => streams.delete(socket));
    }
    done();
  });
  app.addHook('preClose', (done) => {
    for (const socket of streams) socket.destroy();
    setTimeout(() => app.server.closeAllConnections(), GRACE_MS).unref();
    done();
  });
}
