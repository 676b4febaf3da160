// A payment service on a port of its own: the sandbox's gateway, of which a test sees what it was asked, and can keep it
// from answering.
import { createServer } from 'node:http';
import { makePaymentsGateway, PAYMENTS_PATHS, type PaymentsPath } from '#server/sandbox/payments-gateway.ts';

export interface PaymentService {
  url: string;
  /** How often each path was asked. */
  asked: Record<PaymentsPath, number>;
  /** What is done after a charge was taken and before it is answered; false for no answer at all. */
  afterCharge: (id: string) => Promise<boolean>;
  close(): Promise<void>;
}

const ANSWERS = (): Promise<boolean> => Promise.resolve(true);

export async function startPaymentService(key: Uint8Array, now: () => number): Promise<PaymentService> {
  const gateway = makePaymentsGateway(key, now);
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const path = PAYMENTS_PATHS.find((each) => each === request.url);
      if (!path) return response.writeHead(404).end();
      service.asked[path] += 1;
      const taken = gateway.take(path, body, request.headers['x-signature']?.toString());
      if (taken === 'silence') return;
      const answer = (): void =>
        void response.writeHead(taken.status).end(JSON.stringify('answer' in taken ? taken.answer : {}));
      if (path !== '/charges') {
        answer();
        return;
      }
      const { id } = JSON.parse(body) as { id: string };
      void service.afterCharge(id).then((answers) => (answers ? answer() : undefined));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('A server that listens has a port.');
  const service: PaymentService = {
    url: `http://127.0.0.1:${address.port}`,
    asked: { '/charges': 0, '/queries': 0, '/closings': 0 },
    afterCharge: ANSWERS,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return service;
}
