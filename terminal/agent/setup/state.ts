import type { Language } from '#shared/messages/language.ts';
import type { Refusal } from '#shared/refusals/refusal.ts';
import type { SetupEffect, WiredRole } from './events.ts';
import type { BlindSpot } from '#hardware/index.ts';
import type { SetupCheck, SetupDevice, SetupRole, SetupStep, SetupTest } from './snapshot.ts';

export type TestedRole = SetupRole['role'];

/** The wizard's own memory; what devices and files know is asked of them when it is shown. */
export interface SetupState {
  readonly access: 'closed' | 'locked' | 'open';
  readonly hasCode: boolean;
  readonly wrongCodes: number;
  readonly lockedUntil: number | null;
  readonly step: SetupStep;
  readonly language: Language;
  /** Effects under way. */
  readonly pending: ReadonlySet<SetupEffect['do']>;
  readonly notice: Refusal | null;
  readonly devices: readonly SetupDevice[];
  readonly blind: readonly BlindSpot[];
  readonly tests: Readonly<Record<TestedRole, SetupTest>>;
  readonly checks: readonly SetupCheck[];
  /** Roles that the technician has taken a device from: they are given by hand from then on. */
  readonly byHand: ReadonlySet<WiredRole>;
}

const NOT_DONE: SetupTest = { state: 'not-done' };

/** Until a terminal is enrolled and has its code, nobody has finished setting it up: its wizard is open and stays so. */
export function firstState({ isEnrolled, hasCode }: { isEnrolled: boolean; hasCode: boolean }): SetupState {
  return {
    access: isEnrolled && hasCode ? 'closed' : 'open',
    hasCode,
    wrongCodes: 0,
    lockedUntil: null,
    step: 'devices',
    language: 'zh',
    pending: new Set(isEnrolled && hasCode ? [] : (['list-devices', 'check-machine'] as const)),
    notice: null,
    devices: [],
    blind: [],
    tests: { reader: NOT_DONE, scanner: NOT_DONE, printer: NOT_DONE, camera: NOT_DONE },
    checks: [],
    byHand: new Set(),
  };
}
