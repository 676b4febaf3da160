import type { DeviceHealth, SetupRole, SetupSnapshot, SetupTest } from '#agent/setup/snapshot.ts';
import type { Language } from '#shared/messages/language.ts';

/** Every page of the wizard by name, as the agent would describe it. */
type Entry = Partial<SetupSnapshot>;

const NOW = Date.now();
const noFaults = { 'bad-checksum': 0, silent: 0, noise: 0, refused: 0, malformed: 0, 'too-long': 0 };
const base: Omit<DeviceHealth, 'role' | 'address' | 'state'> = {
  since: NOW - 60_000,
  reason: null,
  lastGoodAt: NOW - 2_000,
  faults: noFaults,
  losses: 0,
  identity: {},
  printer: null,
};
const SAM_ID = '05.03-20160427-0001234567-0087654321';
const reader: DeviceHealth = {
  ...base,
  role: 'reader',
  address: 'serial://1a86:7523?at=1-1.2',
  state: 'ready',
  identity: { samId: SAM_ID, baud: 115200 },
};
const scanner: DeviceHealth = {
  ...base,
  role: 'scanner',
  address: 'hid://0c2e:0b61/19120B4F2C',
  state: 'ready',
  identity: { maker: 'Honeywell', model: 'HF680' },
};
const printer: DeviceHealth = {
  ...base,
  role: 'printer',
  address: 'file:///dev/usb/lp0',
  state: 'lost',
  reason: { code: 'port-missing', detail: '' },
  losses: 2,
  faults: { ...noFaults, silent: 3 },
  printer: { answers: false },
};
const notDone: SetupTest = { state: 'not-done' };
const roles = (tests: Partial<Record<SetupRole['role'], SetupTest>> = {}): SetupRole[] => [
  { role: 'reader', health: reader, test: tests.reader ?? notDone },
  { role: 'scanner', health: scanner, test: tests.scanner ?? notDone },
  { role: 'printer', health: printer, test: tests.printer ?? notDone },
  { role: 'camera', health: null, test: tests.camera ?? notDone },
];
const cardSeen: SetupTest = {
  state: 'passed',
  at: NOW,
  seen: { what: 'card', document: 'resident', nameMasked: '张*', numberMasked: '110***********0014', samId: SAM_ID },
};
const codeSeen: SetupTest = {
  state: 'passed',
  at: NOW,
  seen: { what: 'code', kind: 'gtin', symbology: ']E0', length: 13 },
};
const allPassed = { reader: cardSeen, scanner: codeSeen, camera: { state: 'passed', at: NOW, seen: null } } as const;

const entries: Record<string, Entry> = {
  locked: { access: 'locked' },
  'locked-out': { access: 'locked', lockedUntil: NOW + 200_000, notice: { code: 'setup-locked' } },
  devices: {
    step: 'devices',
    devices: [
      { address: reader.address ?? '', name: 'QinHeng USB Serial', place: 'USB 1-1.2', guess: 'reader', trouble: null },
      { address: scanner.address ?? '', name: 'Honeywell HF680', place: 'USB 1-1.3', guess: 'scanner', trouble: null },
      { address: 'serial:///dev/ttyS0', name: '/dev/ttyS0', place: '/dev/ttyS0', guess: null, trouble: null },
      {
        address: 'usb://0400:c35a?at=1-2',
        name: 'USB 0400:c35a',
        place: 'USB 1-2',
        guess: 'reader',
        trouble: 'no-permission',
      },
    ],
    blind: [{ code: 'permission', detail: '70-zhanggui.rules' }],
  },
  'devices-empty': { step: 'devices', roles: [], devices: [] },
  reader: { step: 'reader', roles: roles() },
  'reader-waiting': { step: 'reader', roles: roles({ reader: { state: 'waiting', since: NOW } }) },
  'reader-passed': { step: 'reader', roles: roles({ reader: cardSeen }) },
  'scanner-passed': { step: 'scanner', roles: roles({ scanner: codeSeen }) },
  'printer-waiting': { step: 'printer', roles: roles({ printer: { state: 'waiting', since: NOW } }) },
  'printer-failed': {
    step: 'printer',
    roles: roles({ printer: { state: 'failed', at: NOW, refusal: { code: 'printer-paper-end' } } }),
  },
  camera: { step: 'camera' },
  machine: {
    step: 'machine',
    checks: [
      { check: 'network', state: 'good', value: '3 ms', advice: null },
      { check: 'server', state: 'good', value: '38 ms', advice: null },
      { check: 'clock', state: 'bad', value: '+94 s', advice: 'clock-wrong' },
      { check: 'disk', state: 'good', value: '41 GB', advice: null },
      { check: 'permissions', state: 'warning', value: 'permission', advice: 'blind-spots' },
    ],
  },
  enrol: { step: 'enrol', terminal: null },
  'enrol-code': { step: 'enrol', hasCode: false },
  'enrol-done': { step: 'enrol' },
  done: {
    step: 'done',
    roles: roles(allPassed),
    summary: {
      isGreen: true,
      readOut: 'A7-4FCK',
      version: '0.1.0',
      lines: [
        { what: 'reader', state: 'good', value: SAM_ID },
        { what: 'scanner', state: 'good', value: 'Honeywell HF680' },
        { what: 'printer', state: 'warning', value: '' },
        { what: 'camera', state: 'good', value: '' },
        { what: 'network', state: 'good', value: '3 ms' },
        { what: 'server', state: 'good', value: '38 ms' },
        { what: 'clock', state: 'good', value: '+1 s' },
        { what: 'disk', state: 'good', value: '41 GB' },
        { what: 'permissions', state: 'good', value: '' },
        { what: 'enrolled', state: 'good', value: 'A7' },
        { what: 'setup-code', state: 'good', value: '' },
      ],
    },
  },
};

/** Null for a name that is no page of the wizard. */
export function setupSnapshotOf(name: string, language: Language): SetupSnapshot | null {
  const entry = entries[name];
  if (entry === undefined) return null;
  return {
    revision: 1,
    access: 'open',
    lockedUntil: null,
    hasCode: true,
    step: 'devices',
    language,
    sandbox: true,
    terminal: { label: 'A7', merchant: '惠民家电', store: '中心店' },
    busy: false,
    notice: null,
    devices: [],
    blind: [],
    roles: roles(),
    camera: null,
    paperWidthMm: 80,
    scannerProtocol: name.startsWith('scanner') ? 'lines' : null,
    checks: [],
    summary: null,
    ...entry,
  };
}
