import { generateKeyPairSync } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import { enrolmentSchema, type Enrolment } from '#shared/wire/terminal.ts';
import type { TerminalServer } from '../server-link/port.ts';

export type TerminalKey = Enrolment['privateKey'];

export interface EnrolPorts {
  /** The server as a stranger calls it, without a proof. */
  readonly server: Pick<TerminalServer, 'call'>;
  readonly newKey?: () => TerminalKey;
}

/**
 * Shows a code with a key of this terminal's own and gives the enrolment to keep. One code is shown with one key,
 * however often: where the answer was lost on the line, or could not be written down, the same code again gives the
 * same terminal. Refuses as `enrol.redeem` does, or with offline and server-fault.
 */
export type Enrol = (code: string) => Promise<Result<Enrolment>>;

export function createEnrol({ server, newKey = newTerminalKey }: EnrolPorts): Enrol {
  let shown: { code: string; key: TerminalKey } | null = null;
  return async (code) => {
    const { key } = (shown = shown?.code === code ? shown : { code, key: newKey() });
    const profile = await server.call('enrol.redeem', { code, publicKey: key.x });
    return profile.ok ? done({ profile: profile.value, privateKey: key }) : profile;
  };
}

/** Ed25519, as a JWK; it never leaves this machine. */
export function newTerminalKey(): TerminalKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  return enrolmentSchema.shape.privateKey.parse(privateKey.export({ format: 'jwk' }));
}

/** Whole and on the disk, or not at all (enrolment-not-kept); read by nobody but this program's user. */
export async function writeEnrolment(file: string, enrolment: Enrolment): Promise<Result<null>> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFileAtomic(file, `${JSON.stringify(enrolment, null, 2)}\n`, { mode: 0o600 });
    return done(null);
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) return refuse('enrolment-not-kept');
    throw error;
  }
}
