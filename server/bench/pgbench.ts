import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/**
 * PostgreSQL's own bench as the peer: statements of the same shape and size as ours, in the same order, on copies of the
 * same tables with their indexes, prepared, by as many clients. It computes nothing: no seals, no rules, no JSON.
 */
export interface Peer {
  /** Copied into the schema `peer`, without policies: `lending.loans` is `peer.lending_loans` there. */
  tables: readonly string[];
  /** SQL that fills the copies, and makes samples of rows as long as ours. */
  preparation: string;
  /** Lines for pgbench before the transactions: its `\\set`s. */
  variables: readonly string[];
  /** The statements of each transaction, without begin and commit. */
  transactions: readonly (readonly string[])[];
}

const SECONDS = 10;

/** Runs of the whole script per second; null where there is no pgbench. */
export async function runPeer(ownerUrl: string, clients: number, peer: Peer): Promise<number | null> {
  if (!(await hasPgbench())) return null;
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(copies(peer.tables));
    await client.query(`${peer.preparation}; analyze;`);
    return await measure(ownerUrl, clients, scriptOf(peer));
  } finally {
    await client.query('drop schema if exists peer cascade');
    await client.end();
  }
}

/** Without begin and commit, of which both sides have as many. */
export function statementsOf({ transactions }: Peer): number {
  return transactions.flat().length;
}

function copies(tables: readonly string[]): string {
  const copyOf = (table: string): string => `peer.${table.replace('.', '_')}`;
  return [
    'drop schema if exists peer cascade',
    'create schema peer',
    ...tables.flatMap((table) => [
      `create table ${copyOf(table)} (like ${table} including all)`,
      `alter table ${copyOf(table)} disable row level security`,
    ]),
  ].join(';\n');
}

/** One line per statement; a variable in a text needs its type. */
function scriptOf({ variables, transactions }: Peer): string {
  return [...variables, ...transactions.flatMap((statements) => ['begin;', ...statements, 'commit;'])]
    .map((line) => line.replaceAll(/\s+/g, ' ').replaceAll(/\|\| :(\w)\b/g, '|| (:$1)::text'))
    .join('\n');
}

async function measure(ownerUrl: string, clients: number, text: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'zhanggui-pgbench-'));
  try {
    const script = join(folder, 'peer.sql');
    await writeFile(script, `${text}\n`);
    const flags = ['-n', '-M', 'prepared', '-c', String(clients), '-j', '2', '-T', String(SECONDS), '-f', script];
    const output = await run('pgbench', [...flags, ownerUrl]);
    const perSecond = /tps = ([\d.]+)/.exec(output)?.[1];
    if (perSecond === undefined) throw new Error('pgbench gave no figure.');
    return Number(perSecond);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function hasPgbench(): Promise<boolean> {
  try {
    await run('pgbench', ['--version']);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

/** What a program wrote; its own last line is in the error where it fails, never the address with its password. */
function run(program: string, parameters: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let complaint = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0
        ? resolve(output)
        : reject(new Error(`${program} ended with ${code}: ${complaint.trim().slice(0, 300)}`)),
    );
  });
}
