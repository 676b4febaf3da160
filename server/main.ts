import { makeAuth } from '#server/auth/index.ts';
import { buildApp } from '#server/app.ts';
import { ConfigError, readConfig, type Config } from '#server/config.ts';
import { eventHandlers } from '#server/handlers.ts';
import { expireWaiting } from '#server/applications/index.ts';
import { sealChain } from '#server/ledger/index.ts';
import { adoptLoans, askPending, closeDueDays, expireOffers } from '#server/lending/index.ts';
import { ownOrigins } from '#server/http/origins.ts';
import { newUuid, systemClock, type Platform } from '#server/platform/context.ts';
import { openDatabase } from '#server/platform/database.ts';
import { startDispatcher } from '#server/platform/dispatcher.ts';
import { every } from '#server/platform/every.ts';
import { appUrlOf, migrate } from '#server/platform/migrations.ts';
import { httpPayments } from '#server/platform/payments.ts';
import { deriveSecrets } from '#server/platform/secrets.ts';
import { httpSms } from '#server/platform/sms.ts';
import { ensureEnrolment, SANDBOX_LOGINS, seed } from '#server/sandbox/index.ts';

/** Enough for one machine: more workers than this gave no more decisions a second on two cores. */
const WORKERS = { inside: 8, outside: 2 };
const CONNECTIONS_MAX = 20;
const SWEEP_MS = 60_000;
const ASK_PAYMENTS_MS = 10_000;
const SEAL_MS = 1_000;

/** One place that builds everything, starts it in order and stops it in the opposite order. */
async function start(config: Config): Promise<() => Promise<void>> {
  await migrate(config.databaseUrl, config.serverSecret);
  const appUrl = appUrlOf(config.databaseUrl, config.serverSecret);
  const secrets = deriveSecrets(config.serverSecret);
  const platform: Platform = {
    db: openDatabase(appUrl, { connectionsMax: CONNECTIONS_MAX }),
    secrets,
    now: systemClock,
    newId: newUuid,
  };
  const auth = makeAuth({ platform, appUrl, publicUrl: config.publicUrl, origins: ownOrigins(config.publicUrl) });
  if (config.sandbox) {
    await seed(platform, auth);
    if (config.enrolmentFile !== undefined) await ensureEnrolment(platform, config.enrolmentFile);
  }
  await adoptLoans(platform);
  const payments = httpPayments({ url: config.paymentsUrl, key: secrets.paymentsKey, now: platform.now });
  const sms = httpSms({ url: config.smsUrl, key: secrets.smsKey, now: platform.now });
  const { publicUrl, trustedProxies, portalDir, devicesUrl, kioskUrl } = config;
  const sandbox = config.sandbox ? { devicesUrl, kioskUrl } : null;
  const app = await buildApp({ platform, auth, sms, payments, publicUrl, trustedProxies, portalDir, sandbox });
  await app.listen({ port: config.port, host: config.host });
  const dispatcher = startDispatcher(platform, eventHandlers(platform, { sms }), WORKERS);
  const sweep = every(SWEEP_MS, 'expire', async () => {
    await expireOffers(platform);
    await expireWaiting(platform);
  });
  const seal = every(SEAL_MS, 'seal', () => sealChain(platform));
  const asking = every(ASK_PAYMENTS_MS, 'pending-repayments', () => askPending(platform, payments));
  const halt = new AbortController();
  const closing = every(SWEEP_MS, 'close-of-business', () => closeDueDays(platform, halt.signal));
  return async () => {
    halt.abort();
    await app.close();
    await closing.stop();
    await asking.stop();
    await seal.stop();
    await sweep.stop();
    await dispatcher.stop();
    await auth.close();
    await platform.db.close();
  };
}

/** Ends on a signal, or when the program that started this one is gone. */
function stopOnRequest(stop: () => Promise<void>): void {
  let stopping = false;
  const end = (): void => {
    if (stopping) return;
    stopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => fail(`The server did not stop in order (${nameOf(error)}).`),
    );
  };
  for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(event, end);
}

/** One line that says what to do; the addresses in it are without passwords. */
function whyNotStarted(error: unknown, config: Config): string {
  if (error instanceof AggregateError) return whyNotStarted(error.errors[0], config);
  const { host, pathname } = new URL(config.databaseUrl);
  const database = `${host}${pathname}`;
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return `Port ${config.port} is in use: stop the program that has it, or set PORT to another.`;
    case 'EACCES':
      return `Port ${config.port} may not be opened by this user: set PORT to one above 1023.`;
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'ETIMEDOUT':
    case 'ECONNRESET':
      return `The database ${database} cannot be reached: start PostgreSQL, or correct DATABASE_URL.`;
    case '28P01':
    case '28000':
      return `The database ${database} refuses the login: correct user and password in DATABASE_URL.`;
    case '3D000':
      return `The database ${database} does not exist: create it, or correct DATABASE_URL.`;
    case '42501':
      return `The user of DATABASE_URL may not do what migrations need on ${database}: use the owner of the database.`;
    default:
      return `The server did not start: ${messagesOf(error)}`;
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}

/** What failed, and what made it fail. */
function messagesOf(error: unknown): string {
  if (!(error instanceof Error)) return nameOf(error);
  return error.cause === undefined ? error.message : `${error.message} ${messagesOf(error.cause)}`;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

function fail(line: string): never {
  console.error(line);
  process.exit(1);
}

function configured(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (error instanceof ConfigError) return fail(error.message);
    throw error;
  }
}

const config = configured();
const stop = await start(config).catch((error: unknown) => fail(whyNotStarted(error, config)));
stopOnRequest(stop);
console.log(`Server ready at ${config.publicUrl}`);
process.send?.({ ready: true, logins: config.sandbox ? SANDBOX_LOGINS : [] });
