import { maskName } from '#shared/identity/number.ts';
import { maskPhone } from '#shared/identity/phone.ts';
import { done, refuse, type Refusal, type Result } from '#shared/refusals/refusal.ts';
import type { Application, Envelope, SyncReceipt } from '#shared/wire/application.ts';
import { audit } from '#server/platform/audit.ts';
import type { Platform } from '#server/platform/context.ts';
import { PLATFORM, type Tx } from '#server/platform/database.ts';
import { emit } from '#server/platform/outbox.ts';
import { digest } from '#server/platform/secrets.ts';
import type { Terminal } from '#server/platform/trpc.ts';
import { attachApplication } from '#server/orders/index.ts';
import { referenceOf, wasTakenOffline } from '../model.ts';
import { newPersonKey, sealWith, unwrapPersonKey, wrapPersonKey } from '../person-vault.ts';
import { verificationHolds } from '../phone-codes.ts';
import { findOrAddShopper, insertIntake } from '../store/intake.ts';
import { admit, beginQueue, insertRefusedItem, standing, type Admitted } from '../store/queue.ts';
import { isEvidenceTrue } from './evidence.ts';
import { isWhole, openEnvelope, type OpenedEnvelope } from './open-envelope.ts';
import { APPLICATION_PURPOSE, SHOPPER_PURPOSE } from './person.ts';

/**
 * Takes one item of a terminal's queue: the number moves in the same transaction as the effect, so the same item
 * sent twice has one effect and one receipt. A refusal that would come again for ever (an unreadable seal, a forged
 * code, an order that is taken) is stored and moves the number too, so that one bad item can't block the queue.
 * One that may pass (a gap, missing evidence) moves nothing.
 */
export async function submit(platform: Platform, terminal: Terminal, envelope: Envelope): Promise<Result<SyncReceipt>> {
  if (envelope.terminalId !== terminal.id) return refuse('terminal-unknown');
  if (!isWhole(envelope)) return refuse('envelope-unreadable');
  const opened = await openEnvelope(platform.secrets, terminal, envelope);
  return platform.db.transaction(PLATFORM, (tx) => take(platform, tx, { terminal, envelope, opened }));
}

interface Item {
  terminal: Terminal;
  envelope: Envelope;
  opened: Result<OpenedEnvelope>;
}

async function take(platform: Platform, tx: Tx, item: Item): Promise<Result<SyncReceipt>> {
  const admitted = await admitItem(platform, tx, item);
  if (!admitted) return answerWithoutEffect(tx, item.envelope);
  if (!item.opened.ok) return refuseItem(platform, tx, item, item.opened.refusal);
  if (admitted.known) return refuseItem(platform, tx, item, { code: 'content-conflict' });
  if (!(await isEvidenceTrue(platform, tx, item.opened.value.application)))
    return refuseItem(platform, tx, item, { code: 'envelope-unreadable' });
  return accept(platform, tx, item, item.opened.value, admitted);
}

async function admitItem(platform: Platform, tx: Tx, { envelope, opened }: Item): Promise<Admitted | null> {
  const phone = opened.ok ? phoneOf(platform, opened.value.application) : { digest: null, verificationId: null };
  const admitted = await admit(tx, envelope, phone);
  if (admitted) return admitted;
  return (await beginQueue(tx, envelope.terminalId)) ? admit(tx, envelope, phone) : null;
}

function phoneOf(platform: Platform, application: Application): { digest: string; verificationId: string | null } {
  const { phone, phoneVerification } = application;
  return {
    digest: digest(platform.secrets, 'phone', phone),
    verificationId: phoneVerification.status === 'verified' ? phoneVerification.verificationId : null,
  };
}

async function answerWithoutEffect(tx: Tx, envelope: Envelope): Promise<Result<SyncReceipt>> {
  const { sequence, hash, item, evidenceMissing } = await standing(tx, envelope);
  if (item) {
    if (item.hash !== envelope.hash) return refuse('content-conflict');
    if (item.refusal) return { ok: false, refusal: item.refusal };
    return done({
      status: 'already-accepted',
      applicationId: item.envelope_id,
      reference: item.reference,
      sequence: envelope.sequence,
    });
  }
  if (envelope.sequence !== sequence + 1) return refuse('sequence-gap', { expected: sequence + 1 });
  if (envelope.previousHash !== hash) return refuse('chain-broken');
  return refuse('evidence-missing', { missing: evidenceMissing });
}

async function refuseItem(platform: Platform, tx: Tx, item: Item, refusal: Refusal): Promise<Result<SyncReceipt>> {
  const { envelope, terminal } = item;
  const reference = referenceOf(terminal.label, envelope.sequence);
  await insertRefusedItem(tx, { envelope, reference, refusal, receivedAt: platform.now() });
  await audit(platform, tx, {
    actor: `terminal:${terminal.id}`,
    action: 'application.refused',
    subject: `application:${envelope.id}`,
    merchantId: terminal.merchantId,
    details: { code: refusal.code, sequence: envelope.sequence },
  });
  return { ok: false, refusal };
}

async function accept(
  platform: Platform,
  tx: Tx,
  { terminal, envelope }: Item,
  { application, order }: OpenedEnvelope,
  admitted: Admitted,
): Promise<Result<SyncReceipt>> {
  const now = platform.now();
  const reference = referenceOf(terminal.label, envelope.sequence);
  const verifiedAt = admitted.phone_verified_at;
  const phoneVerifiedAt = verifiedAt !== null && verificationHolds(verifiedAt, envelope.sealedAt) ? verifiedAt : null;
  const offline = wasTakenOffline({
    phoneUnverified: application.phoneVerification.status === 'unverified',
    sealedAt: envelope.sealedAt,
    receivedAt: now,
  });
  const attached = await attachApplication(platform, tx, {
    orderId: application.orderId,
    applicationId: envelope.id,
    reference,
    shopperMasked: maskName(application.identity.name),
    phoneMasked: maskPhone(application.phone),
    offline,
  });
  if (!attached.ok) return refuseItem(platform, tx, { terminal, envelope, opened: attached }, attached.refusal);
  const { shopperId, sealed } = await sealForShopper(platform, tx, application, now);
  await insertIntake(tx, {
    envelope,
    terminal,
    application,
    order,
    reference,
    shopperId,
    phoneDigest: digest(platform.secrets, 'phone', application.phone),
    phoneVerifiedAt,
    offline,
    sealed,
    eventId: platform.newId(),
    now,
  });
  await tell(platform, tx, terminal, envelope);
  return done({ status: 'accepted', applicationId: envelope.id, reference, sequence: envelope.sequence });
}

async function sealForShopper(
  platform: Platform,
  tx: Tx,
  application: Application,
  now: number,
): Promise<{ shopperId: string; sealed: Uint8Array }> {
  const { masterKey } = platform.secrets;
  const freshId = platform.newId();
  const freshKey = newPersonKey();
  const shopper = await findOrAddShopper(tx, {
    id: freshId,
    numberDigest: digest(platform.secrets, 'number', application.identity.number),
    wrappedKey: wrapPersonKey(masterKey, freshId, freshKey),
    sealed: sealWith(freshKey, SHOPPER_PURPOSE(freshId), jsonBytes(application.identity)),
    now,
  });
  const key = shopper.id === freshId ? freshKey : unwrapPersonKey(masterKey, shopper.id, shopper.wrapped_key);
  return { shopperId: shopper.id, sealed: sealWith(key, APPLICATION_PURPOSE(application.id), jsonBytes(application)) };
}

async function tell(platform: Platform, tx: Tx, terminal: Terminal, envelope: Envelope): Promise<void> {
  await emit(platform, tx, {
    topic: 'application.received',
    key: envelope.id,
    merchantId: terminal.merchantId,
    payload: { applicationId: envelope.id },
  });
  await audit(platform, tx, {
    actor: `terminal:${terminal.id}`,
    action: 'application.received',
    subject: `application:${envelope.id}`,
    merchantId: terminal.merchantId,
    details: { sequence: envelope.sequence },
  });
}

function jsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
