/** What the machine itself must have: line, server, right time, room on the disk. */
import { lookup } from 'node:dns/promises';
import { statfs } from 'node:fs/promises';
import type { Clock } from '../clock.ts';
import type { BlindSpot } from '#hardware/index.ts';
import type { SetupAdvice, SetupCheck } from './snapshot.ts';

export interface MachineChecksOptions {
  readonly serverUrl: string;
  /** Where the vault is. */
  readonly folder: string;
  readonly clock: Clock;
  readonly blind: () => Promise<readonly BlindSpot[]>;
}

const ANSWER_LIMIT_MS = 5_000;
const SLOW_MS = 1_500;
/** Codes and offers live minutes; proofs of the terminal's key allow a minute of error. */
const CLOCK_WARNING_S = 5;
const CLOCK_BAD_S = 60;
const GB = 1e9;
/** A sealed application with its pictures takes about 1 MB. */
const DISK_WARNING_GB = 5;
const DISK_BAD_GB = 0.5;

export async function checkMachine(options: MachineChecksOptions): Promise<SetupCheck[]> {
  const [name, server, disk, permissions] = await Promise.all([
    checkName(options),
    checkServer(options),
    checkDisk(options),
    checkPermissions(options),
  ]);
  return [name, ...server, disk, permissions];
}

async function checkName({ serverUrl, clock }: MachineChecksOptions): Promise<SetupCheck> {
  const { hostname } = new URL(serverUrl);
  const beganAt = clock.now();
  try {
    await lookup(hostname.replace(/^\[|\]$/g, ''));
    return good('network', `${clock.now() - beganAt} ms`);
  } catch {
    return bad('network', hostname, 'name-unknown'); // Whatever the resolver's reason, the advice is the same.
  }
}

async function checkServer({ serverUrl, clock }: MachineChecksOptions): Promise<SetupCheck[]> {
  const beganAt = clock.now();
  try {
    const response = await fetch(`${serverUrl}/healthz`, { signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
    const tookMs = clock.now() - beganAt;
    const clockCheck = checkClock(response.headers.get('date'), beganAt + tookMs / 2);
    if (!response.ok) return [bad('server', `HTTP ${response.status}`, 'server-ill'), clockCheck];
    const isSlow = tookMs > SLOW_MS;
    return [isSlow ? warning('server', `${tookMs} ms`, 'server-slow') : good('server', `${tookMs} ms`), clockCheck];
  } catch {
    // Nobody there, a wrong certificate, a proxy in between: the technician's next step is the same cable and the same call.
    return [bad('server', new URL(serverUrl).host, 'server-unreachable'), warning('clock', '', 'clock-unknown')];
  }
}

/** The server's `Date` has whole seconds, so an error under a second is none. */
function checkClock(date: string | null, atMs: number): SetupCheck {
  const serverMs = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(serverMs)) return warning('clock', '', 'clock-unknown');
  const offS = Math.round((atMs - serverMs - 500) / 1_000);
  const value = `${offS > 0 ? '+' : ''}${offS} s`;
  if (Math.abs(offS) >= CLOCK_BAD_S) return bad('clock', value, 'clock-wrong');
  return Math.abs(offS) >= CLOCK_WARNING_S ? warning('clock', value, 'clock-wrong') : good('clock', value);
}

async function checkDisk({ folder }: MachineChecksOptions): Promise<SetupCheck> {
  const { bavail, bsize } = await statfs(folder);
  const freeGb = (bavail * bsize) / GB;
  const value = `${freeGb < 10 ? freeGb.toFixed(1) : Math.round(freeGb)} GB`;
  if (freeGb < DISK_BAD_GB) return bad('disk', value, 'disk-full');
  return freeGb < DISK_WARNING_GB ? warning('disk', value, 'disk-nearly-full') : good('disk', value);
}

async function checkPermissions({ blind }: MachineChecksOptions): Promise<SetupCheck> {
  const spots = await blind();
  return spots.length === 0
    ? good('permissions', '')
    : warning('permissions', spots.map(({ code }) => code).join(' '), 'blind-spots');
}

function good(check: SetupCheck['check'], value: string): SetupCheck {
  return { check, state: 'good', value, advice: null };
}

function warning(check: SetupCheck['check'], value: string, advice: SetupAdvice): SetupCheck {
  return { check, state: 'warning', value, advice };
}

function bad(check: SetupCheck['check'], value: string, advice: SetupAdvice): SetupCheck {
  return { check, state: 'bad', value, advice };
}
