import { generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { enrolmentSchema, type Enrolment } from '#shared/wire/terminal.ts';
import {
  enrolTerminal,
  findTerminal,
  firstStore,
  nextTerminalLabel,
  retireTerminals,
} from '#server/merchants/index.ts';
import type { Platform } from '#server/platform/context.ts';
import { PLATFORM } from '#server/platform/database.ts';
import { profileOf } from '#server/terminal-profile.ts';

const FIRST_LABEL = 'A7';

/**
 * Sees to it that the file holds the enrolment of an active terminal in the merchant's first store. A file that is
 * missing, or belongs to another database, gets a new terminal under the next label: the old one's queue is numbered
 * on the server, and a kiosk that begins anew can't go on with it. The old terminal is retired.
 */
export async function ensureEnrolment(platform: Platform, file: string): Promise<void> {
  const known = await readEnrolment(file);
  if (known && (await isGood(platform, known))) return;
  const { privateKey } = generateKeyPairSync('ed25519');
  const jwk = enrolmentSchema.shape.privateKey.parse(privateKey.export({ format: 'jwk' }));
  const terminal = await platform.db.transaction(PLATFORM, async (tx) => {
    const store = await firstStore(tx);
    if (!store) throw new Error('The sandbox has no store to enrol a terminal in.');
    const label = await nextTerminalLabel(tx, FIRST_LABEL);
    await retireTerminals(platform, tx, store.storeId);
    const enrolled = { id: platform.newId(), label, ...store };
    await enrolTerminal(platform, tx, { ...enrolled, publicKey: jwk.x });
    return enrolled;
  });
  await writeEnrolment(file, { profile: await profileOf(platform, terminal, true), privateKey: jwk });
}

async function isGood(platform: Platform, { profile, privateKey }: Enrolment): Promise<boolean> {
  const terminal = await platform.db.transaction(PLATFORM, (tx) => findTerminal(tx, profile.terminalId));
  if (terminal?.publicKey !== privateKey.x) return false;
  const now = await profileOf(platform, terminal, true);
  return now.sealingKeyId === profile.sealingKeyId && now.orderCodeKey === profile.orderCodeKey;
}

/** Null for a file that is not there, or is no enrolment: then it is made anew. */
async function readEnrolment(file: string): Promise<Enrolment | null> {
  try {
    const parsed = enrolmentSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

async function writeEnrolment(file: string, enrolment: Enrolment): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  // Under another name first, so that a reader never finds half a file.
  await writeFile(`${file}.new`, `${JSON.stringify(enrolment, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
