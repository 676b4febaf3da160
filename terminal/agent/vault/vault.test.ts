import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { applicationSchema, FIRST_PREVIOUS_HASH, SEAL_INFO, type Envelope } from '#shared/wire/application.ts';
import { canonicalJson, hashOf, sha256Hex } from '#shared/wire/hash.ts';
import { silentLog } from '../log.ts';
import { evidenceBytes, unsealedApplication } from '../testing/applications.ts';
import { cardFields, openingKey, PHONE, profile, testSuite } from '../testing/samples.ts';
import { createFiling } from './filing.ts';
import { VaultFromFuture, VaultInUse, VaultOfAnother } from './problems.ts';
import { sealingKey } from './seal.ts';
import { openVault, type Vault } from './vault.ts';

let folder: string;
let file: string;
let opened: Vault[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-vault-'));
  file = join(folder, 'vault.db');
});
afterEach(() => {
  for (const vault of opened) vault.close();
  opened = [];
  rmSync(folder, { recursive: true });
});

function open(path = file, terminalId = profile.terminalId): Vault {
  const vault = openVault(path, terminalId);
  opened.push(vault);
  return vault;
}

async function filingOf(vault: Vault, options = {}) {
  const key = await sealingKey(profile);
  return createFiling({ vault, key, label: profile.label, now: () => Date.now(), log: silentLog, ...options });
}

async function openSealed(
  info: string,
  aad: Uint8Array,
  sealed: { enc: string; ciphertext: string },
): Promise<Uint8Array> {
  const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'base64'));
  const key = { recipientKey: openingKey, enc: bytes(sealed.enc), info: new TextEncoder().encode(info) };
  return new Uint8Array(await testSuite.open(key, bytes(sealed.ciphertext), Uint8Array.from(aad)));
}

function headerBytes({ sealed: _sealed, hash: _hash, ...header }: Envelope): Uint8Array {
  return new TextEncoder().encode(canonicalJson(header));
}

describe('sealing', () => {
  test('the server opens exactly what was filed, evidence included', async () => {
    const vault = open();
    const application = unsealedApplication();
    const evidence = evidenceBytes();
    await (await filingOf(vault)).file(application, evidence);
    const envelope = vault.envelopeOf(application.id);
    const content = await openSealed(SEAL_INFO.application, headerBytes(envelope), envelope.sealed);
    const parsed = applicationSchema.parse(JSON.parse(new TextDecoder().decode(content)));
    expect(parsed).toMatchObject(application);
    const [face] = vault.unsentEvidence(application.id);
    if (!face) throw new Error('there is a face');
    expect(sha256Hex(Uint8Array.from(Buffer.from(face.ciphertext, 'base64')))).toBe(face.sealedSha256);
    expect(await openSealed(SEAL_INFO.evidence, new Uint8Array(), face)).toEqual(evidence.face);
    expect(parsed.evidence[0]).toMatchObject({
      kind: 'face',
      sealedSha256: face.sealedSha256,
      sha256: sha256Hex(evidence.face),
    });
  });

  test('nothing opens under another header, another kind or with a changed byte', async () => {
    const vault = open();
    const application = unsealedApplication();
    await (await filingOf(vault)).file(application, evidenceBytes());
    const envelope = vault.envelopeOf(application.id);
    const moved = headerBytes({ ...envelope, sequence: 2 });
    await expect(openSealed(SEAL_INFO.application, moved, envelope.sealed)).rejects.toThrow();
    await expect(openSealed(SEAL_INFO.evidence, headerBytes(envelope), envelope.sealed)).rejects.toThrow();
    const bytes = Buffer.from(envelope.sealed.ciphertext, 'base64');
    bytes.writeUInt8(bytes.readUInt8(3) ^ 1, 3);
    const altered = { ...envelope.sealed, ciphertext: bytes.toString('base64') };
    await expect(openSealed(SEAL_INFO.application, headerBytes(envelope), altered)).rejects.toThrow();
  });

  test('the file holds nothing of the person in plain text', async () => {
    const vault = open();
    await (await filingOf(vault)).file(unsealedApplication(), evidenceBytes());
    vault.close();
    opened = [];
    const content = readFileSync(file);
    for (const secret of [cardFields().name, cardFields().number, PHONE]) expect(content.includes(secret)).toBe(false);
  });
});

describe('the chain', () => {
  test('whatever is filed, at once or in turn, numbers have no gap and each hash follows the one before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }), async (atOnce) => {
        const vault = openVault(join(folder, `${randomUUID()}.db`), profile.terminalId);
        const filing = await filingOf(vault);
        const applications = atOnce.map(() => unsealedApplication());
        const under: Promise<unknown>[] = [];
        for (const [index, application] of applications.entries()) {
          const filed = filing.file(application, evidenceBytes(10));
          if (atOnce[index]) under.push(filed);
          else await filed;
        }
        await Promise.all(under);
        let previousHash = FIRST_PREVIOUS_HASH;
        for (const [index, { id }] of applications.entries()) {
          const envelope = vault.envelopeOf(id);
          const { hash, ...rest } = envelope;
          expect(envelope).toMatchObject({ sequence: index + 1, previousHash });
          expect(hashOf(rest)).toBe(hash);
          previousHash = hash;
        }
        expect(vault.chainEnd()).toEqual({ sequence: applications.length, hash: previousHash });
        vault.close();
      }),
      { numRuns: 15 },
    );
  });

  test('the same application filed twice is one item with one reference', async () => {
    const vault = open();
    const filing = await filingOf(vault);
    const application = unsealedApplication();
    const [first, second] = await Promise.all([
      filing.file(application, evidenceBytes()),
      filing.file(application, evidenceBytes()),
    ]);
    expect(first).toEqual({ ok: true, value: { reference: 'A7-0001' } });
    expect(second).toEqual(first);
    expect(vault.counts().waiting).toBe(1);
  });

  test('an envelope that does not follow the last one is not committed at all', async () => {
    const vault = open();
    const application = unsealedApplication();
    await (await filingOf(vault)).file(application, evidenceBytes());
    const again = { ...vault.envelopeOf(application.id), id: unsealedApplication().id };
    expect(() => vault.commit(again, 'A7-0001', [])).toThrow('follow');
    expect(vault.counts().waiting).toBe(1);
  });

  test('after an acknowledgement the number goes on and the sealed content is gone', async () => {
    const vault = open();
    const filing = await filingOf(vault);
    const first = unsealedApplication();
    await filing.file(first, evidenceBytes());
    vault.acknowledge(first.id);
    expect(vault.referenceOf(first.id)).toBe('A7-0001');
    expect(() => vault.envelopeOf(first.id)).toThrow();
    expect(await filing.file(unsealedApplication(), evidenceBytes())).toMatchObject({
      value: { reference: 'A7-0002' },
    });
  });
});

describe('bounds', () => {
  test('a full queue and one that has waited too long take nothing more', async () => {
    const vault = open();
    let now = 1_000;
    const filing = await filingOf(vault, { now: () => now, bounds: { itemsMax: 2, ageMaxMs: 500 } });
    await filing.file(unsealedApplication(), evidenceBytes());
    now = 1_501;
    expect(await filing.file(unsealedApplication(), evidenceBytes())).toMatchObject({
      refusal: { code: 'vault-full' },
    });
    now = 1_400;
    await filing.file(unsealedApplication(), evidenceBytes());
    expect(await filing.file(unsealedApplication(), evidenceBytes())).toMatchObject({
      refusal: { code: 'vault-full' },
    });
  });
});

describe('opening', () => {
  test('a second agent on the same vault is refused, and the first goes on', async () => {
    const vault = open();
    expect(() => openVault(file, profile.terminalId)).toThrow(VaultInUse);
    await (await filingOf(vault)).file(unsealedApplication(), evidenceBytes());
    expect(vault.counts().waiting).toBe(1);
  });

  test("another terminal's vault is refused", () => {
    open().close();
    opened = [];
    expect(() => openVault(file, '01939d1c-0000-7000-8000-00000000ffff')).toThrow(VaultOfAnother);
  });

  test('a vault written by a newer program is refused and left alone', () => {
    const db = new Database(file);
    db.pragma('user_version = 99');
    db.close();
    expect(() => openVault(file, profile.terminalId)).toThrow(VaultFromFuture);
    const after = new Database(file);
    expect(after.pragma('user_version', { simple: true })).toBe(99);
    after.close();
  });

  test('what was being sent is sent again after a restart', async () => {
    const vault = open();
    const application = unsealedApplication();
    await (await filingOf(vault)).file(application, evidenceBytes());
    vault.markSending(application.id);
    vault.close();
    opened = [];
    const db = new Database(file);
    expect(db.prepare('SELECT state FROM items').pluck().get()).toBe('sending');
    db.close();
    expect(open().nextItem()).toMatchObject({ id: application.id, attempts: 1 });
  });
});

test('a process killed with -9 right after "saved" has lost nothing it called saved', async () => {
  const script = fileURLToPath(new URL('../testing/filing-child.ts', import.meta.url));
  // Keys of a child differ from ours, so only numbers and references are compared here.
  const child = spawn(process.execPath, [script, file, '3'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const saved: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('saved ')) saved.push(line.slice('saved '.length));
    if (saved.length === 2) child.kill('SIGKILL');
  }
  expect(
    child.signalCode ?? (await new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)))),
  ).toBe('SIGKILL');
  const vault = open();
  expect(vault.counts().waiting).toBeGreaterThanOrEqual(saved.length);
  expect(vault.nextItem()).toMatchObject({ sequence: 1, reference: saved[0] });
  expect(vault.chainEnd().sequence).toBe(vault.counts().waiting);
});
