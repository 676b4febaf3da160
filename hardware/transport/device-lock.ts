/**
 * A lock for devices that the system lets several programs open, each taking what another should get (protocols 5.2).
 * It is a local socket that this program listens on, so it ends with the program, however that ends.
 */
import { createHash } from 'node:crypto';
import type { Server } from 'node:net';
import { createServer } from 'node:net';
import type { LinkError } from './transport.ts';

export interface DeviceLock {
  release(): Promise<void>;
}

type LockOutcome = { readonly ok: true; readonly lock: DeviceLock } | { readonly ok: false; readonly error: LinkError };

/** Only these have sockets that vanish with their owner: abstract names, and pipes. macOS opens HID exclusively. */
const PREFIXES: Partial<Record<NodeJS.Platform, string>> = { linux: '\0', win32: '\\\\.\\pipe\\' };

/** To tell our own locks from those of others when all are listed. */
const heldHere = new Set<string>();

export function isLockedHere(path: string): boolean {
  return heldHere.has(deviceLockName(path));
}

/** The same for every program of ours; any path gives a name that the system takes. */
export function deviceLockName(path: string): string {
  return `zhanggui-device-${createHash('sha256').update(path).digest('hex').slice(0, 32)}`;
}

/** `path` is the device's own name, no link to it. */
export async function lockDevice(path: string): Promise<LockOutcome> {
  const prefix = PREFIXES[process.platform];
  if (prefix === undefined) return { ok: true, lock: { release: () => Promise.resolve() } };
  const name = deviceLockName(path);
  const server = createServer((visitor) => visitor.destroy());
  const problem = await listen(server, prefix + name);
  if (problem !== null) return { ok: false, error: { code: 'port-busy', detail: `${path} is locked (${problem})` } };
  heldHere.add(name);
  return { ok: true, lock: { release: () => release(server, name) } };
}

function listen(server: Server, name: string): Promise<string | null> {
  return new Promise((done) => {
    server.once('error', (error) => done('code' in error ? String(error.code) : error.message));
    // In a cluster all workers would share one listening socket, and so the lock.
    server.listen({ path: name, exclusive: true }, () => {
      server.unref();
      done(null);
    });
  });
}

async function release(server: Server, name: string): Promise<void> {
  heldHere.delete(name);
  // A second release finds the server closed, which is all that it asks for.
  await new Promise<void>((done) => server.close(() => done()));
}
