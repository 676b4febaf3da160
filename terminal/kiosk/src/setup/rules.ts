import type { SetupCheck, SetupRole, SetupSnapshot, SetupStep } from '#agent/setup/snapshot.ts';

/** The order of the technician's way. */
export const STEPS = [
  'devices',
  'reader',
  'scanner',
  'printer',
  'camera',
  'machine',
  'enrol',
  'done',
] as const satisfies readonly SetupStep[];

export type StepState = 'todo' | 'good' | 'warning' | 'bad' | 'skipped' | 'waiting';

/** How a step stands, for its mark in the list of steps. */
export function stepState(snapshot: SetupSnapshot, step: SetupStep): StepState {
  switch (step) {
    case 'devices':
      return snapshot.roles.some(({ health }) => (health?.address ?? null) !== null) ? 'good' : 'todo';
    case 'reader':
    case 'scanner':
    case 'printer':
    case 'camera':
      return roleState(snapshot.roles.find(({ role }) => role === step));
    case 'machine':
      return worst(snapshot.checks);
    case 'enrol':
      return snapshot.terminal !== null && snapshot.hasCode ? 'good' : 'todo';
    case 'done':
      return snapshot.summary === null ? 'todo' : snapshot.summary.isGreen ? 'good' : 'bad';
  }
}

function roleState(role: SetupRole | undefined): StepState {
  if (role === undefined) return 'todo';
  if (role.health?.state === 'lost') return 'bad';
  switch (role.test.state) {
    case 'passed':
      return 'good';
    case 'failed':
      return 'bad';
    case 'skipped':
    case 'waiting':
      return role.test.state;
    case 'not-done':
      return 'todo';
  }
}

function worst(checks: readonly SetupCheck[]): StepState {
  if (checks.length === 0) return 'todo';
  if (checks.some(({ state }) => state === 'bad')) return 'bad';
  return checks.some(({ state }) => state === 'warning') ? 'warning' : 'good';
}

export function stepAfter(step: SetupStep): SetupStep | null {
  return STEPS[STEPS.indexOf(step) + 1] ?? null;
}

export function stepBefore(step: SetupStep): SetupStep | null {
  return STEPS[STEPS.indexOf(step) - 1] ?? null;
}

/** `1234 5678`, as the portal shows it. */
export function inGroups(digits: string): string {
  return digits.replace(/(\d{4})(?=\d)/g, '$1 ');
}

const TAPS = 5;
const TAPS_WITHIN_MS = 4_000;

/** The hidden corner: five taps within four seconds. Returns the taps to remember, or `knocked`. */
export function tapCorner(taps: readonly number[], now: number): { taps: readonly number[]; knocked: boolean } {
  const recent = [...taps.filter((at) => now - at < TAPS_WITHIN_MS), now];
  return recent.length >= TAPS ? { taps: [], knocked: true } : { taps: recent, knocked: false };
}
