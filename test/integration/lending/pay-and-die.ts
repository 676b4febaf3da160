// A server that pays for a shopper and is killed before it hears the answer: run as a process of its own.
import { v7 } from 'uuid';
import { makeFindLimit, payRepayment } from '#server/lending/index.ts';
import { openDatabase } from '#server/platform/database.ts';
import { appUrlOf } from '#server/platform/migrations.ts';
import { httpPayments } from '#server/platform/payments.ts';
import { deriveSecrets } from '#server/platform/secrets.ts';
import type { Terminal } from '#server/platform/trpc.ts';

export interface LastWords {
  databaseUrl: string;
  serverSecret: string;
  paymentsUrl: string;
  now: number;
  terminal: Terminal;
  input: Parameters<typeof payRepayment>[2];
}

const { databaseUrl, serverSecret, paymentsUrl, now, terminal, input } = JSON.parse(
  process.env['LAST_WORDS'] ?? '',
) as LastWords;
const db = openDatabase(appUrlOf(databaseUrl, serverSecret), { connectionsMax: 2 });
const secrets = deriveSecrets(serverSecret);
const payments = httpPayments({ url: paymentsUrl, key: secrets.paymentsKey, now: () => now });
const platform = { db, secrets, now: () => now, newId: () => v7() };
await payRepayment(platform, { payments, limit: makeFindLimit(), terminal }, input);
await db.close();
