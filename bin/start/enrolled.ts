// Whether this machine's terminal is enrolled in the database of this start. The server makes a new enrolment in a
// database that does not know the terminal; an agent that started from the old one would be a stranger to it.
import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { z } from 'zod';
import { hasCode, Problem } from '../problem.ts';

const enrolmentSchema = z.object({ profile: z.object({ terminalId: z.uuid() }) });
const identitySchema = z.object({ system: z.string(), database: z.string() });

/**
 * Names the database behind an address, as a SHA-256 in hex: place, cluster and the database in it, never user or
 * password. Another cluster at the same address differs, and so does a database that was dropped and made again.
 * Undefined where the cluster does not tell its identity to this user.
 */
export async function databaseFingerprint(databaseUrl: string): Promise<string | undefined> {
  const client = new Client({ connectionString: databaseUrl });
  try {
    await client.connect();
    const { rows } = await client.query(
      `select system_identifier::text as system,
         (select oid::text from pg_database where datname = current_database()) as database
       from pg_control_system()`,
    );
    return fingerprintOf(databaseUrl, identitySchema.parse(rows[0]));
  } catch (error) {
    const permissionDenied = '42501';
    if (hasCode(error, permissionDenied)) return undefined;
    throw error;
  } finally {
    await client.end();
  }
}

export function fingerprintOf(databaseUrl: string, identity: { system: string; database: string }): string {
  const url = new URL(databaseUrl);
  const place = [url.hostname, url.port === '' ? '5432' : url.port, url.pathname];
  return createHash('sha256')
    .update(JSON.stringify([...place, identity.system, identity.database]))
    .digest('hex');
}

/** The note of the database that the enrolment beside it belongs to. */
export class EnrolledIn {
  readonly #file: string;

  constructor(terminalDir: string) {
    this.#file = join(terminalDir, 'database');
  }

  async is(fingerprint: string | undefined): Promise<boolean> {
    return fingerprint !== undefined && (await readOrNothing(this.#file))?.trim() === fingerprint;
  }

  /** Before the server may change the enrolment: a start that is cut off then leaves no wrong note. */
  async forget(): Promise<void> {
    await rm(this.#file, { force: true });
  }

  async remember(fingerprint: string | undefined): Promise<void> {
    if (fingerprint !== undefined) await writeFile(this.#file, `${fingerprint}\n`, { mode: 0o600 });
  }
}

/** The enrolled terminal; nothing without an enrolment that can be read. */
export async function enrolledTerminal(enrolmentFile: string): Promise<string | undefined> {
  const text = await readOrNothing(enrolmentFile);
  if (text === undefined) return undefined;
  const parsed = enrolmentSchema.safeParse(jsonOrNothing(text));
  return parsed.success ? parsed.data.profile.terminalId : undefined;
}

/** Each terminal has its own vault: a new enrolment begins a new one, and the old one stays as it is on the disk. */
export async function ownVaultFile(terminalDir: string, enrolmentFile: string): Promise<string> {
  const terminalId = await enrolledTerminal(enrolmentFile);
  if (terminalId === undefined) {
    throw new Problem(`The enrolment in ${enrolmentFile} is missing or damaged: move it away and start again.`);
  }
  return join(terminalDir, `vault-${terminalId}.sqlite`);
}

async function readOrNothing(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  });
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
