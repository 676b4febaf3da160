import { refuse, done, type Result } from '#shared/refusals/refusal.ts';
import { applicationSchema, SEAL_INFO, type Application, type Envelope } from '#shared/wire/application.ts';
import { canonicalJson, hashOf } from '#shared/wire/hash.ts';
import type { OrderCodePayload } from '#shared/wire/order-code.ts';
import type { Secrets } from '#server/platform/secrets.ts';
import type { Terminal } from '#server/platform/trpc.ts';
import { openOrderCode } from '#server/orders/index.ts';
import { open } from '../sealing.ts';

export interface OpenedEnvelope {
  application: Application;
  /** As the server once signed it. */
  order: OrderCodePayload;
}

/** True where the envelope is as its terminal made it. */
export function isWhole(envelope: Envelope): boolean {
  const { hash, ...rest } = envelope;
  return hashOf(rest) === hash;
}

/** Opens and checks all that needs no database. What is refused here would be refused again for ever. */
export async function openEnvelope(
  secrets: Secrets,
  terminal: Terminal,
  envelope: Envelope,
): Promise<Result<OpenedEnvelope>> {
  const { sealed, hash: _, ...header } = envelope;
  const aad = new TextEncoder().encode(canonicalJson(header));
  const content = await open(secrets, SEAL_INFO.application, aad, sealed);
  const application = content === null ? null : parseApplication(content);
  if (!application || !belongsTo(application, envelope) || !hasOneFace(application))
    return refuse('envelope-unreadable');
  const order = checkOrderCode(secrets, terminal, application);
  return order.ok ? done({ application, order: order.value }) : order;
}

function parseApplication(content: Uint8Array): Application | null {
  try {
    const parsed = applicationSchema.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null; // No JSON: the caller refuses the envelope as unreadable.
  }
}

/** The header is what the queue works with, so the sealed part must say the same. */
function belongsTo(application: Application, envelope: Envelope): boolean {
  const inside = application.evidence.map(({ sealedSha256 }) => sealedSha256).sort();
  return (
    application.id === envelope.id &&
    application.terminalId === envelope.terminalId &&
    canonicalJson(inside) === canonicalJson([...envelope.evidence].sort())
  );
}

/** Nobody is decided on without the picture of exactly one shopper. */
function hasOneFace({ evidence }: Application): boolean {
  return evidence.filter(({ kind }) => kind === 'face').length === 1;
}

/** How long a visit may take at most and still count by the code it began with. */
const VISIT_MAX_MS = 60 * 60_000;

/**
 * The order was scanned before the first consent was answered: a code that was good then is good for the visit, and
 * an application taken offline may come when its code has long run out.
 */
export function visitBegan({ createdAt, consents }: Pick<Application, 'createdAt' | 'consents'>): number {
  const first = Math.min(createdAt, ...consents.map(({ answeredAt }) => answeredAt));
  return Math.max(first, createdAt - VISIT_MAX_MS);
}

function checkOrderCode(secrets: Secrets, terminal: Terminal, application: Application): Result<OrderCodePayload> {
  const code = openOrderCode(application.orderCode, secrets.orderCodeKey, visitBegan(application));
  if (!code.ok) return code;
  if (code.value.orderId !== application.orderId) return refuse('order-code-forged');
  if (code.value.merchantId !== terminal.merchantId) return refuse('order-other-merchant');
  if (code.value.downPaymentFen >= code.value.priceFen) return refuse('down-payment-too-high');
  return code;
}
