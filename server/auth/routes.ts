import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { networkOf } from '#server/http/networks.ts';
import type { Auth } from './auth.ts';
import { makeLoginLimit, type LoginLimit } from './login-limit.ts';

/** Of all the library can do, only this is open: names and passwords are not changed from outside yet. */
const OPEN = new Set(['POST /api/auth/sign-in/username', 'POST /api/auth/sign-out']);
const SIGN_IN = '/api/auth/sign-in/username';
const named = z.object({ username: z.string().max(64) });

export interface AuthRoutes {
  auth: Auth;
  now: () => number;
  publicUrl: string;
}

export function authRoutes(app: FastifyInstance, options: AuthRoutes): void {
  const limit = makeLoginLimit();
  app.all('/api/auth/*', async (request, reply) => {
    const path = request.url.replace(/\?.*$/, '');
    if (!OPEN.has(`${request.method} ${path}`)) return reply.code(404).send({ error: 'not-found' });
    return path === SIGN_IN ? signIn(request, reply, options, limit) : forward(request, reply, options);
  });
}

async function signIn(
  request: FastifyRequest,
  reply: FastifyReply,
  options: AuthRoutes,
  limit: LoginLimit,
): Promise<FastifyReply> {
  const { now } = options;
  const body = named.safeParse(request.body);
  const attempt = { username: body.success ? body.data.username : '', address: networkOf(request.ip) };
  if (limit.isLocked(attempt, now())) return reply.code(429).send({ code: 'TOO_MANY_ATTEMPTS' });
  limit.recordFailure(attempt, now());
  const answered = await forward(request, reply, options);
  if (reply.statusCode === 200) limit.recordSuccess(attempt);
  return answered;
}

async function forward(request: FastifyRequest, reply: FastifyReply, options: AuthRoutes): Promise<FastifyReply> {
  const answer = await options.auth.handle(webRequest(request, options.publicUrl));
  reply.code(answer.status);
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  // The library's own body names the session's token, which only the cookie is to carry.
  return reply.send({ done: answer.ok });
}

function webRequest(request: FastifyRequest, publicUrl: string): Request {
  const headers = new Headers();
  for (const name of ['cookie', 'origin', 'user-agent'] as const) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  headers.set('content-type', 'application/json');
  const body = JSON.stringify(request.body ?? {});
  return new Request(new URL(request.url, publicUrl), { method: request.method, headers, body });
}
