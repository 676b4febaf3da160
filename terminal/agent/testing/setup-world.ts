import type { DeviceHealth, HubEvent, PrintOutcome } from '#hardware/index.ts';
import { done, type Result } from '#shared/refusals/refusal.ts';
import type { TerminalProfile } from '#shared/wire/terminal.ts';
import { silentLog } from '../log.ts';
import { runSetup, type Setup } from '../setup/setup.ts';
import type { SetupCheck, SetupDevice, SetupSnapshot } from '../setup/snapshot.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';
import { NOW } from './samples.ts';

const NO_FAULTS = { 'bad-checksum': 0, silent: 0, noise: 0, refused: 0, malformed: 0, 'too-long': 0 };

/** A machine in a technician's hands: the real wizard; devices, files and server are under control. */
export class SetupWorld {
  readonly clock: ManualClock = createManualClock(NOW);
  readonly did: string[] = [];
  readonly addresses: Record<'reader' | 'scanner' | 'printer', string | null> = {
    reader: null,
    scanner: null,
    printer: null,
  };
  devices: SetupDevice[] = [];
  checks: SetupCheck[] = [];
  printed: PrintOutcome = { kind: 'printed' };
  code: string | null = null;
  profile: TerminalProfile | null = null;
  isCounterFree = true;
  enrolled: Result<TerminalProfile> | null = null;
  /** Where a test wants the disk to be full. */
  isDiskFull = false;
  #started: Setup | null = null;

  start(): Setup {
    this.#started = runSetup(
      {
        clock: this.clock,
        log: silentLog,
        version: '0.1.0',
        devices: {
          list: () => Promise.resolve({ devices: this.devices, blind: [] }),
          health: () => this.#health(),
          watchHealth: () => () => undefined,
          camera: () => null,
          paperWidthMm: () => 80,
          scannerProtocol: () => null,
          assign: (role, { address }) => {
            this.did.push(`assign ${role} ${address ?? 'nothing'}`);
            this.addresses[role] = address;
            return Promise.resolve(done(null));
          },
          assignCamera: (label) => {
            this.did.push(`camera ${label}`);
            return Promise.resolve(done(null));
          },
          reader: { reread: () => void this.did.push('reread'), rest: () => void this.did.push('rest') },
          print: () => Promise.resolve(this.printed),
        },
        codes: {
          has: () => this.code !== null,
          keep: (code) => {
            if (this.isDiskFull) return Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
            this.code = code;
            return Promise.resolve();
          },
          isRight: (code) => Promise.resolve(code === this.code),
        },
        machine: {
          check: () => Promise.resolve(this.checks),
          facts: () => ({
            platform: 'linux',
            node: 'v24',
            upHours: 1,
            agentUpHours: 1,
            memoryMb: { total: 1, free: 1, agent: 1 },
          }),
        },
        profile: () => this.profile,
        isCounterFree: () => this.isCounterFree,
        waiting: () => 0,
        recentLog: () => ['{"event":"ready"}'],
        testPage: () => ({ blocks: [] }),
        enrol: () => {
          const answer = this.enrolled ?? { ok: false as const, refusal: { code: 'offline' as const } };
          if (answer.ok) this.profile = answer.value;
          return Promise.resolve(answer.ok ? done(null) : answer);
        },
      },
      { sandbox: true },
    );
    return this.#started;
  }

  /** The first snapshot that fits, now or later. */
  until(fits: (snapshot: SetupSnapshot) => boolean): Promise<SetupSnapshot> {
    const setup = this.#started;
    if (setup === null) throw new Error('start it first');
    const now = setup.current();
    if (fits(now)) return Promise.resolve(now);
    return new Promise((resolve) => {
      const stop = setup.subscribe((snapshot) => {
        if (!fits(snapshot)) return;
        stop();
        resolve(snapshot);
      });
    });
  }

  #health(): DeviceHealth[] {
    return (['reader', 'scanner', 'printer'] as const).map((role) => ({
      role,
      address: this.addresses[role],
      state: this.addresses[role] === null ? 'none' : 'ready',
      since: NOW,
      reason: null,
      lastGoodAt: null,
      faults: NO_FAULTS,
      losses: 0,
      identity: {},
      printer: null,
    }));
  }
}

export const scanOf = (text: string): HubEvent => ({
  role: 'scanner',
  event: { kind: 'scan', scan: { text, symbology: ']Q1' } },
});
