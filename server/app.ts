import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { authRoutes, staffOf, type Auth } from '#server/auth/index.ts';
import { NO_CONTENT_POLICY, SECURITY_HEADERS } from '#server/http/content-policy.ts';
import { logFailure } from '#server/http/failures.ts';
import { isOriginAllowed, ownOrigins } from '#server/http/origins.ts';
import { servePortal } from '#server/http/portal-files.ts';
import { cutStreamsOnClose } from '#server/http/streams.ts';
import type { Platform } from '#server/platform/context.ts';
import { PLATFORM } from '#server/platform/database.ts';
import type { PaymentPort } from '#server/platform/payments.ts';
import type { SmsPort } from '#server/platform/sms.ts';
import type { PortalContext, TerminalContext } from '#server/platform/trpc.ts';
import { portalRouter } from '#server/portal-router.ts';
import { sandboxRoutes } from '#server/sandbox/index.ts';
import { authenticateTerminal } from '#server/terminal-auth.ts';
import { terminalRouter } from '#server/terminal-router.ts';

export interface AppOptions {
  platform: Platform;
  auth: Auth;
  sms: SmsPort;
  payments: PaymentPort;
  publicUrl: string;
  /** Addresses and ranges whose X-Forwarded-For is believed; nobody's where it is empty. */
  trustedProxies: string[];
  /** The built portal's folder, where there is one. */
  portalDir: string | undefined;
  /** Only with a sandbox are its routes there at all. */
  sandbox: { devicesUrl: string | undefined; kioskUrl: string | undefined } | null;
}

const BODY_BYTES_MAX = 4 * 1024 * 1024;
/** tRPC names the procedures of a batch in the path. */
const PATH_PARAMETER_MAX = 2_000;

/** The whole server as one Fastify instance, not yet listening. Closing it ends its streams. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { platform, auth, publicUrl } = options;
  const app = fastify({
    logger: false,
    trustProxy: options.trustedProxies,
    bodyLimit: BODY_BYTES_MAX,
    routerOptions: { maxParamLength: PATH_PARAMETER_MAX },
    forceCloseConnections: 'idle',
  });
  cutStreamsOnClose(app);
  guard(app, publicUrl);
  app.get('/healthz', async () => {
    await platform.db.transaction(PLATFORM, (tx) => tx.rows('select 1'));
    return { ok: true };
  });
  authRoutes(app, { auth, now: platform.now, publicUrl });
  await mountPortal(app, options);
  await mountTerminal(app, options);
  if (options.sandbox) sandboxRoutes(app, { platform, ...options.sandbox });
  if (options.portalDir !== undefined) await servePortal(app, options.portalDir);
  return app;
}

/** What holds for every request: whose pages may act, which headers an answer carries, what a failure may say. */
function guard(app: FastifyInstance, publicUrl: string): void {
  const own = ownOrigins(publicUrl);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS).header('content-security-policy', NO_CONTENT_POLICY);
    const fetchSite = request.headers['sec-fetch-site'];
    const asked = { method: request.method, origin: request.headers.origin, fetchSite: fetchSite?.toString() };
    if (!isOriginAllowed(asked, own)) await reply.code(403).send({ error: 'origin-refused' });
  });
  app.setErrorHandler((error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).send({ error: error.code });
    const id = logFailure(error, { method: request.method, route: request.routeOptions.url ?? 'unknown' });
    return reply.code(500).send({ error: 'server-fault', id });
  });
}

async function mountPortal(app: FastifyInstance, options: AppOptions): Promise<void> {
  const { platform, auth } = options;
  await app.register(fastifyTRPCPlugin, {
    prefix: '/trpc',
    trpcOptions: {
      router: portalRouter({ sandbox: options.sandbox !== null }),
      createContext: async ({ req }: { req: FastifyRequest }): Promise<PortalContext> => ({
        platform,
        staff: await staffOf(platform, auth, req.headers),
      }),
    },
  });
}

async function mountTerminal(app: FastifyInstance, options: AppOptions): Promise<void> {
  const { platform, sms, payments, publicUrl } = options;
  await app.register(fastifyTRPCPlugin, {
    prefix: '/terminal/trpc',
    trpcOptions: {
      router: terminalRouter({ sms, payments, sandbox: options.sandbox !== null }),
      createContext: async ({ req }: { req: FastifyRequest }): Promise<TerminalContext> => ({
        platform,
        terminal: await authenticateTerminal(platform, {
          dpop: req.headers['dpop']?.toString(),
          method: req.method,
          url: new URL(req.url, publicUrl).href,
        }),
        address: req.ip,
      }),
    },
  });
}
