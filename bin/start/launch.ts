// The order of a start. What does not wait for each other starts side by side: the database with the builds, the
// simulators with the server, and the agent too once this machine's terminal is enrolled.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { buildInterfaces, electronShell, interfaces } from '../build.ts';
import { ensureDatabase, startPostgres } from '../postgres.ts';
import { Problem } from '../problem.ts';
import { portsOf, type StartConfig } from './config.ts';
import { prepareDevices, type CounterDevices } from './devices.ts';
import { databaseFingerprint, enrolledTerminal, EnrolledIn, ownVaultFile } from './enrolled.ts';
import type { Household } from './household.ts';
import { checkDisk, checkPorts } from './preflight.ts';
import { startAgent, startServer, startSimulators } from './programs.ts';
import { loadSecrets, type Secrets } from './secrets.ts';
import { withoutPassword, type Running } from './table.ts';
import { electronBinary } from './window.ts';

type Say = (line: string) => void;

export async function launch(config: StartConfig, household: Household, say: Say): Promise<Omit<Running, 'seconds'>> {
  const logDir = join(config.dataDir, 'logs');
  await mkdir(logDir, { recursive: true });
  await checkDisk(config.dataDir);
  const terminalDir = join(config.dataDir, 'terminal');
  await mkdir(terminalDir, { recursive: true, mode: 0o700 });
  const devices = await prepareDevices(terminalDir, config);
  await checkPorts(portsOf(config, devices.simulated));
  const secrets = await loadSecrets(config.dataDir);
  const wanted = electronBinary() === undefined ? interfaces : [...interfaces, electronShell];
  const [database] = await Promise.all([
    startDatabase(config, secrets, household, say).then(async (url) => ({
      url,
      fingerprint: await databaseFingerprint(url),
    })),
    buildInterfaces(wanted, { logDir, say }),
  ]);
  const programs = await startPrograms({ config, devices, secret: secrets.serverSecret, database, household });
  return { config, devices, database: withoutPassword(database.url), ...programs };
}

async function startDatabase(config: StartConfig, secrets: Secrets, household: Household, say: Say): Promise<string> {
  if (config.databaseUrl !== undefined) {
    await checkDatabase(config.databaseUrl);
    return config.databaseUrl;
  }
  const logFile = join(config.dataDir, 'logs', 'postgres.log');
  const postgres = await startPostgres({
    dataDir: join(config.dataDir, 'pg'),
    port: config.postgresPort,
    password: secrets.postgresPassword,
    durable: true,
    logFile,
    say,
    beforeStart: () => checkPorts([{ port: config.postgresPort, use: 'PostgreSQL', variable: 'POSTGRES_PORT' }]),
  });
  household.addFoundation('postgres', postgres, logFile);
  return ensureDatabase(postgres.url, 'zhanggui');
}

async function checkDatabase(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    await client.query('select 1');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Problem(
      `The database of DATABASE_URL (${withoutPassword(databaseUrl)}) does not answer: ${reason}. Start it, correct DATABASE_URL, or unset it to use the built-in one.`,
      { cause: error },
    );
  } finally {
    await client.end();
  }
}

interface Start {
  readonly config: StartConfig;
  readonly devices: CounterDevices;
  readonly secret: string;
  readonly database: { readonly url: string; readonly fingerprint: string | undefined };
  readonly household: Household;
}

async function startPrograms(start: Start): Promise<Pick<Running, 'kioskUrl' | 'logins'>> {
  const { config, devices, secret, database, household } = start;
  const logDir = join(config.dataDir, 'logs');
  const terminalDir = join(config.dataDir, 'terminal');
  const enrolmentFile = join(terminalDir, 'enrolment.json');
  const enrolledIn = new EnrolledIn(terminalDir);
  const known = (await enrolledIn.is(database.fingerprint)) && (await enrolledTerminal(enrolmentFile)) !== undefined;
  if (!known) await enrolledIn.forget();

  const simulators = devices.simulated
    ? startSimulators({ logDir, ...config }).then((child) => household.addProgram(child))
    : Promise.resolve(undefined);
  const server = startServer({
    logDir,
    databaseUrl: database.url,
    secret,
    port: config.serverPort,
    devicesUrl: `http://127.0.0.1:${config.controlPort}`,
    enrolmentFile,
    kioskUrl: `http://127.0.0.1:${config.agentPort}`,
  }).then((child) => household.addProgram(child));
  // In a database that is new to this machine the server's sandbox first makes the enrolment; afterwards the agent
  // need not wait, and must not: a shop opens without a line, too.
  const enrolled = known ? Promise.resolve() : server.then(() => enrolledIn.remember(database.fingerprint));
  const agent = enrolled
    .then(async () =>
      startAgent({
        logDir,
        serverUrl: `http://127.0.0.1:${config.serverPort}`,
        port: config.agentPort,
        enrolmentFile,
        vaultFile: await ownVaultFile(terminalDir, enrolmentFile),
        devicesFile: devices.file,
      }),
    )
    .then((child) => household.addProgram(child));
  const [, running, terminal] = await Promise.all([simulators, server, agent]);
  return { kioskUrl: terminal.ready.url, logins: running.ready.logins };
}
