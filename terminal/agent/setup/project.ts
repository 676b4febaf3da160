import type { DeviceHealth, ScannerProtocol } from '#hardware/index.ts';
import type { TerminalProfile } from '#shared/wire/terminal.ts';
import type { SetupRole, SetupSnapshot } from './snapshot.ts';
import type { SetupState } from './state.ts';
import { summaryOf } from './summary.ts';

export interface SetupWorld {
  readonly revision: number;
  readonly sandbox: boolean;
  readonly version: string;
  readonly health: readonly DeviceHealth[];
  readonly camera: string | null;
  readonly paperWidthMm: 58 | 80 | null;
  readonly scannerProtocol: ScannerProtocol | null;
  readonly profile: TerminalProfile | null;
}

/** The wizard as the page shows it. Behind a closed door nothing of its inside is told. */
export function projectSetup(state: SetupState, world: SetupWorld): SetupSnapshot {
  const { profile } = world;
  const isOpen = state.access === 'open';
  const terminal = profile && { label: profile.label, merchant: profile.merchant, store: profile.store };
  const roles = isOpen ? rolesOf(state, world) : [];
  return {
    revision: world.revision,
    access: state.access,
    lockedUntil: state.lockedUntil,
    hasCode: state.hasCode,
    step: state.step,
    language: state.language,
    sandbox: world.sandbox,
    terminal,
    busy: state.pending.size > 0,
    notice: state.notice,
    devices: isOpen ? [...state.devices] : [],
    blind: isOpen ? [...state.blind] : [],
    roles,
    camera: world.camera,
    paperWidthMm: world.paperWidthMm,
    scannerProtocol: world.scannerProtocol,
    checks: isOpen ? [...state.checks] : [],
    summary:
      isOpen && state.step === 'done'
        ? summaryOf({ roles, checks: state.checks, ...world, hasCode: state.hasCode })
        : null,
  };
}

function rolesOf({ tests }: SetupState, { health }: SetupWorld): SetupRole[] {
  const wired = health.map((device): SetupRole => ({ role: device.role, health: device, test: tests[device.role] }));
  return [...wired, { role: 'camera', health: null, test: tests.camera }];
}
