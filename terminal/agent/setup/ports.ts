import type { Slip } from '#shared/slip/document.ts';
import type { BlindSpot, DeviceHealth, PrintOutcome, ScannerProtocol } from '#hardware/index.ts';
import type { Language } from '#shared/messages/language.ts';
import type { Result } from '#shared/refusals/refusal.ts';
import type { TerminalProfile } from '#shared/wire/terminal.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { SetupEventOf, WiredRole } from './events.ts';
import type { SetupCheck, SetupDevice } from './snapshot.ts';

/** What the wizard needs of the world. Each has a real form and a fake that keeps its promises. */
export interface SetupPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly devices: SetupDevices;
  readonly codes: CodeStore;
  readonly machine: { check(): Promise<SetupCheck[]>; facts(): Diagnostics['machine'] };
  /** Null until enrolled. */
  readonly profile: () => TerminalProfile | null;
  readonly enrol: (code: string) => Promise<Result<null>>;
  readonly isCounterFree: () => boolean;
  /** Items in the vault that the server does not have yet. */
  readonly waiting: () => number;
  readonly recentLog: () => readonly string[];
  readonly testPage: (language: Language, now: number) => Slip;
  readonly version: string;
}

export interface SetupDevices {
  list(): Promise<{ devices: SetupDevice[]; blind: BlindSpot[] }>;
  health(): readonly DeviceHealth[];
  watchHealth(listener: () => void): () => void;
  /** The camera's label in the configuration. */
  camera(): string | null;
  paperWidthMm(): 58 | 80 | null;
  scannerProtocol(): ScannerProtocol | null;
  assign(
    role: WiredRole,
    entry: Pick<SetupEventOf<'assign'>, 'address' | 'protocol' | 'widthMm'>,
  ): Promise<Result<null>>;
  assignCamera(label: string): Promise<Result<null>>;
  readonly reader: { reread(): void; rest(): void };
  print(slip: Slip): Promise<PrintOutcome>;
}

/** The code that opens the wizard; only its hash is kept. */
export interface CodeStore {
  has(): boolean;
  keep(code: string): Promise<void>;
  isRight(code: string): Promise<boolean>;
}
