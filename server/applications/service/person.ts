import { applicationSchema, type Application } from '#shared/wire/application.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { openWith, sealWith, unwrapPersonKey } from '../person-vault.ts';
import { findSealed } from '../store/application.ts';

/** Purposes that sealed texts are bound to. */
export const SHOPPER_PURPOSE = (shopperId: string): string => `shopper:${shopperId}`;
export const APPLICATION_PURPOSE = (applicationId: string): string => `application:${applicationId}`;

/** Opens the whole of an application for the few rules and papers that need personal data. */
export async function openApplication(platform: Platform, tx: Tx, applicationId: string): Promise<Application> {
  const { key, sealed } = await keyAndSealed(platform, tx, applicationId);
  const content = openWith(key, APPLICATION_PURPOSE(applicationId), sealed);
  return applicationSchema.parse(JSON.parse(new TextDecoder().decode(content)));
}

/** Seals content that belongs to the shopper of an application: a contract, a file. */
export async function sealForApplicant(
  platform: Platform,
  tx: Tx,
  fact: { applicationId: string; purpose: string; content: Uint8Array },
): Promise<Uint8Array> {
  const { key } = await keyAndSealed(platform, tx, fact.applicationId);
  return sealWith(key, `${fact.purpose}:${fact.applicationId}`, fact.content);
}

export async function openForApplicant(
  platform: Platform,
  tx: Tx,
  fact: { applicationId: string; purpose: string; sealed: Uint8Array },
): Promise<Uint8Array> {
  const { key } = await keyAndSealed(platform, tx, fact.applicationId);
  return openWith(key, `${fact.purpose}:${fact.applicationId}`, fact.sealed);
}

async function keyAndSealed(
  platform: Platform,
  tx: Tx,
  applicationId: string,
): Promise<{ key: Uint8Array; sealed: Uint8Array }> {
  const row = await findSealed(tx, applicationId);
  if (!row) throw new Error('There is no such application to open.');
  const key = unwrapPersonKey(platform.secrets.masterKey, row.shopper_id, row.wrapped_key);
  return { key, sealed: row.sealed };
}
