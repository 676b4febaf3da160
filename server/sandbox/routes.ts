import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isLoopbackAddress, isLoopbackHost } from '#server/http/origins.ts';
import { scannableOrders } from '#server/orders/index.ts';
import type { Platform } from '#server/platform/context.ts';
import { PLATFORM } from '#server/platform/database.ts';
import { SIGNATURE_HEADER } from '#server/platform/signature.ts';
import { makeBoard, type Board } from './board.ts';
import { devicesAt } from './devices.ts';
import { makePaymentsGateway, PAYMENTS_PATHS } from './payments-gateway.ts';
import { makeSmsGateway } from './sms-gateway.ts';

export interface SandboxOptions {
  platform: Platform;
  devicesUrl: string | undefined;
  kioskUrl: string | undefined;
}

const COMMANDS = [
  ['POST', '/card'],
  ['DELETE', '/card'],
  ['POST', '/scan'],
  ['POST', '/plug'],
  ['POST', '/unplug'],
  ['POST', '/misbehave'],
] as const;

/** The tray's side of the simulators, the SMS gateway and the payment service. There without a login, hence for this machine alone. */
export function sandboxRoutes(app: FastifyInstance, { platform, devicesUrl, kioskUrl }: SandboxOptions): void {
  const devices = devicesAt(devicesUrl);
  const gateway = makeSmsGateway(platform.secrets.smsKey);
  const payments = makePaymentsGateway(platform.secrets.paymentsKey, platform.now);
  const board = makeBoard({ devices, gateway, kioskUrl });
  void app.register(
    (sandbox, _options, done) => {
      sandbox.addHook('onRequest', async (request, reply) => {
        // The Host header is the caller's own word; where the connection comes from is not.
        const isHere = isLoopbackHost(request.headers.host) && isLoopbackAddress(request.socket.remoteAddress);
        if (!isHere) await reply.code(403).send({ error: 'host-refused' });
      });
      takeBodiesAsText(sandbox);
      sandbox.get('/state', () => board.read());
      sandbox.get('/stream', (request, reply) => stream(request, reply, board));
      sandbox.get('/orders', async () => ({
        items: await platform.db.transaction(PLATFORM, (tx) => scannableOrders(tx, platform.now())),
      }));
      sandbox.post('/sms', async (request, reply) => {
        const status = gateway.take(textOf(request), signatureOf(request));
        await board.refresh();
        return reply.code(status).send({ taken: status === 200 });
      });
      for (const path of PAYMENTS_PATHS) {
        sandbox.post(`/payments${path}`, (request, reply) => {
          const taken = payments.take(path, textOf(request), signatureOf(request));
          // Not a word, as a line that was cut: who asked has its own patience.
          if (taken === 'silence') return reply.hijack();
          return reply.code(taken.status).send('answer' in taken ? taken.answer : { taken: false });
        });
      }
      for (const [method, url] of COMMANDS) {
        sandbox.route({
          method,
          url,
          handler: async (request, reply) => {
            const answer = await devices.command(method, url, textOf(request));
            await board.refresh();
            return reply.code(answer.status).type('application/json').send(answer.body);
          },
        });
      }
      done();
    },
    { prefix: '/sandbox' },
  );
}

/** As text: the gateway checks a signature over the very bytes, and the simulators parse for themselves. */
function takeBodiesAsText(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body));
}

function textOf(request: FastifyRequest): string {
  return typeof request.body === 'string' ? request.body : '';
}

function signatureOf(request: FastifyRequest): string | undefined {
  return request.headers[SIGNATURE_HEADER]?.toString();
}

/** Server-sent events: the whole state at once and after each change. */
function stream(request: FastifyRequest, reply: FastifyReply, board: Board): void {
  reply.hijack();
  const { raw } = reply;
  const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' };
  raw.writeHead(200, { ...headers, 'x-accel-buffering': 'no' });
  raw.write(': begins\n\n');
  const stop = board.watch((json) => raw.write(`data: ${json}\n\n`));
  request.raw.once('close', stop);
}
