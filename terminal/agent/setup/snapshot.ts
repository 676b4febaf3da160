import type { BlindSpot, DeviceHealth, ScannedCode, ScannerProtocol } from '#hardware/index.ts';
import type { Language } from '#shared/messages/language.ts';
import type { Refusal } from '#shared/refusals/refusal.ts';

export type { DeviceHealth } from '#hardware/index.ts';

/**
 * What the setup wizard renders: a projection of the agent, complete in itself, so that a reload of the page loses
 * nothing. Nothing in it can approve credit, show a shopper's data or change an amount.
 */
export interface SetupSnapshot {
  revision: number;
  /**
   * `closed`: the counter works, the wizard is behind its corner and code. `locked`: asked for, the code is due.
   * `open`: the technician is at work and the counter takes no shopper. A terminal that is not enrolled is always open.
   */
  access: 'closed' | 'locked' | 'open';
  /** Too many wrong codes: no try before this instant. */
  lockedUntil: number | null;
  /** False until the technician has chosen the code that opens the wizard. */
  hasCode: boolean;
  step: SetupStep;
  language: Language;
  sandbox: boolean;
  /** Null until enrolled. */
  terminal: { label: string; merchant: string; store: string } | null;
  /** True while an answer is on its way (listing, enrolling, a test). */
  busy: boolean;
  notice: Refusal | null;
  devices: SetupDevice[];
  /** What the search could not see, and what to do about it. */
  blind: BlindSpot[];
  roles: SetupRole[];
  /** Null without a printer. */
  paperWidthMm: 58 | 80 | null;
  /** What the scanner speaks; null without one, and for one that tells it itself (HID). */
  scannerProtocol: ScannerProtocol | null;
  /** The label of the camera that the face step uses, whoever is at the counter; null: the browser's own choice. */
  camera: string | null;
  checks: SetupCheck[];
  /** Set on the last step. */
  summary: SetupSummary | null;
}

export const SETUP_STEPS = ['devices', 'reader', 'scanner', 'printer', 'camera', 'machine', 'enrol', 'done'] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

/** Something that is plugged in. */
export interface SetupDevice {
  /** The address that is kept when a role is given: by identity where the device has one. */
  address: string;
  /** What to call it: maker and product as the device says, else its ids. */
  name: string;
  /** Where it is, for the eye: `USB 1-1.2`, `/dev/ttyUSB0`. */
  place: string;
  /** The role it is likely made for. */
  guess: 'reader' | 'scanner' | 'printer' | null;
  /** A sentence in the technician's language follows from this code where it cannot be opened. */
  trouble: 'no-permission' | 'busy' | null;
}

export interface SetupRole {
  role: 'reader' | 'scanner' | 'printer' | 'camera';
  /** Of reader, scanner and printer. */
  health: DeviceHealth | null;
  test: SetupTest;
}

/**
 * A test of one device. `waiting`: the technician has to do something (lay a card, scan a code, look at the paper).
 * `seen` is what the machine saw, masked: a name's first character, the kind of a code.
 */
export type SetupTest =
  | { state: 'not-done' }
  | { state: 'waiting'; since: number }
  | { state: 'passed'; at: number; seen: TestSeen | null }
  | { state: 'failed'; at: number; refusal: Refusal }
  /** The technician said that this counter goes without. */
  | { state: 'skipped' };

export type TestSeen =
  | {
      what: 'card';
      document: 'resident' | 'hmt' | 'fpr2017' | 'fpr2023';
      nameMasked: string;
      numberMasked: string;
      samId: string | null;
    }
  | { what: 'code'; kind: ScannedCode['kind']; symbology: string | null; length: number }
  | { what: 'print'; confirmedByPrinter: boolean }
  | { what: 'picture'; width: number; height: number };

export const SETUP_ADVICE = [
  'name-unknown',
  'server-ill',
  'server-slow',
  'server-unreachable',
  'clock-unknown',
  'clock-wrong',
  'disk-full',
  'disk-nearly-full',
  'blind-spots',
] as const;
export type SetupAdvice = (typeof SETUP_ADVICE)[number];

/** `value` is for the phone call: `38 ms`, `+2 s`, `41 GB`. */
export interface SetupCheck {
  check: 'network' | 'server' | 'clock' | 'disk' | 'permissions';
  state: 'good' | 'warning' | 'bad';
  value: string;
  /** What to do, in words of the message table; null where all is well. */
  advice: SetupAdvice | null;
}

/** The green page: what can be read out over the phone. */
export interface SetupSummary {
  isGreen: boolean;
  /** `A7-4F2K`: label and a check word over everything below, so that a slip of the tongue shows. */
  readOut: string;
  version: string;
  lines: SummaryLine[];
}

export interface SummaryLine {
  what: SetupRole['role'] | SetupCheck['check'] | 'enrolled' | 'setup-code';
  state: SetupCheck['state'];
  /** A number, a version, a SAM id: nothing that needs words. */
  value: string;
}
