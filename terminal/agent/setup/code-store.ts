import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import type { CodeStore } from './ports.ts';

const kept = z.strictObject({ version: z.literal(1), salt: z.base64(), hash: z.base64() });
const derive = promisify(scrypt);
const HASH_BYTES = 32;

/**
 * Keeps the hash of the setup code in one small file (mode 0600). A file that cannot be understood counts as no code
 * having been chosen only where there is no file at all: a damaged one refuses every code. `first` is kept where none is.
 */
export async function openCodeStore(file: string, first: string | null = null): Promise<CodeStore> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  let isChosen = text !== null;
  let current = text === null ? null : parse(text);
  const store: CodeStore = {
    has: () => isChosen,
    keep: async (code) => {
      const salt = randomBytes(16);
      const hash = await hashOf(code, salt);
      const next = { version: 1, salt: salt.toString('base64'), hash: hash.toString('base64') } as const;
      await writeFileAtomic(file, JSON.stringify(next), { mode: 0o600 });
      current = next;
      isChosen = true;
    },
    isRight: async (code) => {
      if (current === null) return false;
      const hash = await hashOf(code, Buffer.from(current.salt, 'base64'));
      const expected = Buffer.from(current.hash, 'base64');
      return hash.length === expected.length && timingSafeEqual(hash, expected);
    },
  };
  if (!isChosen && first !== null) await store.keep(first);
  return store;
}

function parse(text: string): z.infer<typeof kept> | null {
  try {
    return kept.parse(JSON.parse(text));
  } catch {
    return null; // Damaged: the code is asked for all the same, and none is right.
  }
}

async function hashOf(code: string, salt: Buffer): Promise<Buffer> {
  const derived = await derive(code, salt, HASH_BYTES);
  if (!Buffer.isBuffer(derived)) throw new TypeError('scrypt gives a buffer');
  return derived;
}
