import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { v7 as uuidV7 } from 'uuid';
import { calendarDate } from '#shared/calendar/date.ts';
import { citizenCheckCharacter } from '#shared/identity/number.ts';
import { fen } from '#shared/money/fen.ts';
import { orderCodeBody, orderCodeText } from '#shared/wire/order-code.ts';
import { silentLog } from '../log.ts';
import type { EvidenceBytes, UnsealedApplication } from '../session/machine/effects.ts';
import { createFiling } from '../vault/filing.ts';
import { sealingKey } from '../vault/seal.ts';
import { openVault } from '../vault/vault.ts';

export interface VaultBench {
  /** Whole submits: face and card photo sealed, application sealed, all committed. Median of the runs. */
  readonly sealedPerSecond: number;
  /** Plain inserts of the same bytes into a database with the same settings. */
  readonly rawPerSecond: number;
  readonly ratio: number;
  readonly runs: number;
}

const RUNS = 7;
const ITEMS_A_RUN = 60;
const FACE_BYTES = 60_000;
const CARD_PHOTO_BYTES = 1_024;

/** Interleaved, so that a busy neighbour slows both sides alike; the ratio is the figure to rely on. */
export async function benchVault(): Promise<VaultBench> {
  const folder = mkdtempSync(join(tmpdir(), 'zhanggui-bench-'));
  try {
    const sealed = await openSealed(join(folder, 'vault.db'));
    const raw = openRaw(join(folder, 'raw.db'), await sealed.bytesPerItem());
    const sealedRates: number[] = [];
    const rawRates: number[] = [];
    await sealed.run(5);
    raw.run(5);
    for (let run = 0; run < RUNS; run += 1) {
      sealedRates.push(await rate(() => sealed.run(ITEMS_A_RUN)));
      rawRates.push(await rate(() => raw.run(ITEMS_A_RUN)));
    }
    sealed.close();
    raw.close();
    const sealedPerSecond = median(sealedRates);
    const rawPerSecond = median(rawRates);
    return { sealedPerSecond, rawPerSecond, ratio: sealedPerSecond / rawPerSecond, runs: RUNS };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function rate(work: () => Promise<void> | void): Promise<number> {
  const startedAt = performance.now();
  await work();
  return ITEMS_A_RUN / ((performance.now() - startedAt) / 1_000);
}

async function openSealed(file: string) {
  const terminalId = uuidV7();
  const vault = openVault(file, terminalId);
  const key = await sealingKey({ sealingKeyId: 'bench', sealingKey: freshX25519() });
  const bounds = { itemsMax: 100_000, ageMaxMs: Number.MAX_SAFE_INTEGER };
  const filing = createFiling({ vault, key, label: 'A1', now: () => Date.now(), log: silentLog, bounds });
  const orderCode = freshOrderCode();
  async function fileOne(application: UnsealedApplication): Promise<void> {
    const saved = await filing.file(application, evidence());
    if (!saved.ok) throw new Error(`not saved: ${saved.refusal.code}`);
  }
  return {
    run: async (items: number): Promise<void> => {
      for (let n = 0; n < items; n += 1) await fileOne(freshApplication(terminalId, orderCode));
    },
    bytesPerItem: async (): Promise<number> => {
      const application = freshApplication(terminalId, orderCode);
      await fileOne(application);
      const blobs = vault.unsentEvidence(application.id).map((blob) => JSON.stringify(blob).length);
      return JSON.stringify(vault.envelopeOf(application.id)).length + blobs.reduce((sum, bytes) => sum + bytes, 0);
    },
    close: vault.close,
  };
}

function openRaw(file: string, bytesPerItem: number) {
  const db = new Database(file);
  db.pragma('locking_mode = EXCLUSIVE');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE raw (id INTEGER PRIMARY KEY, content TEXT NOT NULL) STRICT');
  const insert = db.prepare('INSERT INTO raw (content) VALUES (?)');
  const content = randomBytes(Math.ceil(bytesPerItem / 2))
    .toString('hex')
    .slice(0, bytesPerItem);
  return {
    run: (items: number): void => {
      for (let n = 0; n < items; n += 1) insert.run(content);
    },
    close: (): void => {
      db.close();
    },
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function evidence(): EvidenceBytes {
  return { face: randomBytes(FACE_BYTES), cardPhoto: randomBytes(CARD_PHOTO_BYTES) };
}

function freshX25519(): string {
  return String(generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' }).x);
}

function freshOrderCode(): string {
  const body = orderCodeBody({
    orderId: uuidV7(),
    merchantId: uuidV7(),
    merchant: '测试商户',
    store: '测试门店',
    summary: '测试商品 1 件',
    priceFen: fen(399_900),
    downPaymentFen: fen(0),
    expiresAt: Date.now() + 3_600_000,
  });
  return orderCodeText(body, sign(null, Buffer.from(body), generateKeyPairSync('ed25519').privateKey));
}

const DIGITS = '11010119900307001';

/** A fictitious shopper of ordinary size. */
function freshApplication(terminalId: string, orderCode: string): UnsealedApplication {
  const now = Date.now();
  return {
    v: 1,
    id: uuidV7(),
    sessionId: uuidV7(),
    terminalId,
    orderId: uuidV7(),
    orderCode,
    language: 'zh',
    createdAt: now,
    consents: [],
    identity: {
      document: 'resident',
      name: '测试员甲',
      sex: 'male',
      ethnicity: '汉',
      birth: calendarDate('1990-03-07'),
      address: '测试省测试县测试路 1 号',
      number: DIGITS + citizenCheckCharacter(DIGITS),
      authority: '测试县公安局',
      validFrom: calendarDate('2020-01-01'),
      validTo: 'long-term',
      samId: null,
      readAt: now,
      warnings: [],
    },
    face: {
      capturedAt: now,
      detectionPercent: 97,
      detector: 'bench',
      matching: 'not-checked',
      liveness: 'not-checked',
    },
    phone: '13800000000',
    phoneVerification: { status: 'unverified', reason: 'offline' },
    incomeBand: '4000-6000',
    occupation: 'farming',
  };
}
