import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { contentPolicy } from './content-policy.ts';

const PAGE = '200.html';
/** What belongs to programs: an unknown address there is an error and not a page. */
const API = /^\/(trpc|terminal|api|sandbox)\//;

/** Serves the built portal: its files as they are, and its one page for every other address a person may open. */
export async function servePortal(app: FastifyInstance, portalDir: string): Promise<void> {
  // Without its page a portal is not there; said at the start rather than at the first visitor.
  await readFile(join(portalDir, PAGE)).catch((cause: unknown) => {
    throw new Error(`PORTAL_DIR has no ${PAGE}: build the portal first.`, { cause });
  });
  await app.register(fastifyStatic, { root: portalDir, serve: false, cacheControl: false });
  app.get('/*', (request, reply) => {
    const path = request.url.replace(/\?.*$/, '');
    if (API.test(path)) return notFound(reply);
    // Files have an extension; the portal's own addresses have none.
    if (!/\.[^/]+$/.test(path)) return page(reply, portalDir);
    const forever = path.startsWith('/_app/immutable/');
    reply.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
    return reply.sendFile(path.slice(1));
  });
  app.setNotFoundHandler((_request, reply) => notFound(reply.removeHeader('cache-control')));
}

async function page(reply: FastifyReply, portalDir: string): Promise<FastifyReply> {
  // Read each time, since a portal built anew has another start script, and so another policy.
  const html = await readFile(join(portalDir, PAGE), 'utf8');
  return reply
    .header('content-security-policy', contentPolicy(html))
    .header('cache-control', 'no-cache')
    .type('text/html; charset=utf-8')
    .send(html);
}

function notFound(reply: FastifyReply): FastifyReply {
  return reply.code(404).send({ error: 'not-found' });
}
