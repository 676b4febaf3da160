// The two secrets of this installation, made once and kept in one file that only its owner can read.
import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { hasCode, Problem } from '../problem.ts';

const schema = z.strictObject({ serverSecret: z.string().min(40), postgresPassword: z.string().min(20) });

export type Secrets = z.output<typeof schema>;

export async function loadSecrets(dataDir: string): Promise<Secrets> {
  const file = join(dataDir, 'secrets.json');
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  });
  if (text === undefined) return makeSecrets(file);
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new Problem(
    `${file} is damaged: restore it from a backup, or move all of ${dataDir} away to begin anew (without this file the data there cannot be opened). Nothing was changed.`,
  );
}

async function makeSecrets(file: string): Promise<Secrets> {
  const secrets = {
    serverSecret: randomBytes(32).toString('base64url'),
    postgresPassword: randomBytes(24).toString('base64url'),
  };
  // Under another name first: a disk that fills up in the middle must not leave half a file under the true one.
  await writeFile(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return secrets;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
