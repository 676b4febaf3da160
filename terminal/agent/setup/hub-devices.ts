/** What the wizard may do with the devices, over the hub. */
import {
  listDevices,
  type AssignOutcome,
  type DeviceConfig,
  type DeviceHub,
  type FoundDevice,
  type ScannerProtocol,
} from '#hardware/index.ts';
import { done, refuse, type RefusalCode, type Result } from '#shared/refusals/refusal.ts';
import type { SetupDevices } from './ports.ts';
import type { SetupDevice } from './snapshot.ts';

/** The paper of most counters, until the technician says otherwise. */
const USUAL_WIDTH_MM = 80;

export function devicesOf(hub: DeviceHub, list: typeof listDevices = listDevices): SetupDevices {
  /** The same scanner chosen again still speaks what it spoke. */
  function keptProtocol(address: string): ScannerProtocol | undefined {
    const before = hub.config().roles.scanner;
    return before?.address === address ? before.protocol : undefined;
  }
  return {
    list: async () => {
      const { devices, blind } = await list();
      return { devices: devices.map(shown), blind: [...blind] };
    },
    health: () => hub.health(),
    watchHealth: (listener) => hub.watchHealth(listener),
    camera: () => hub.config().roles.camera?.label ?? null,
    paperWidthMm: () => hub.config().roles.printer?.widthMm ?? null,
    scannerProtocol: () => {
      const scanner = hub.config().roles.scanner;
      if (scanner === undefined || scanner.address.startsWith('hid:')) return null;
      return scanner.protocol ?? 'lines';
    },
    assign: async (role, { address, protocol, widthMm }) => {
      if (address === null) return resultOf(await hub.assign(role, null));
      switch (role) {
        case 'reader':
          return resultOf(await hub.assign('reader', { address }));
        case 'scanner':
          return resultOf(await hub.assign('scanner', scannerEntry(address, protocol ?? keptProtocol(address))));
        case 'printer': {
          const before = hub.config().roles.printer?.widthMm ?? USUAL_WIDTH_MM;
          return resultOf(await hub.assign('printer', { address, widthMm: widthMm ?? before }));
        }
      }
    },
    assignCamera: async (label) => resultOf(await hub.assign('camera', { label })),
    reader: hub.reader,
    print: (slip) => hub.printer.print(slip),
  };
}

function scannerEntry(
  address: string,
  protocol: ScannerProtocol | undefined,
): DeviceConfig['roles']['scanner'] & object {
  return protocol === undefined ? { address } : { address, protocol };
}

function shown({ address, maker, product, vendorId, productId, place, guess, access }: FoundDevice): SetupDevice {
  const said = [maker, product].filter((word) => word !== null).join(' ');
  const ids = vendorId === null ? place : `USB ${vendorId}:${productId ?? '????'}`;
  return { address, name: said === '' ? ids : said, place, guess, trouble: access === 'ok' ? null : access };
}

const REFUSALS: Record<Exclude<AssignOutcome, { ok: true }>['code'], RefusalCode> = {
  'bad-entry': 'device-address-wrong',
  'address-taken': 'device-taken',
  'not-written': 'setup-not-kept',
  'config-unreadable': 'setup-not-kept',
  stopped: 'not-allowed-here',
};

function resultOf(outcome: AssignOutcome): Result<null> {
  return outcome.ok ? done(null) : refuse(REFUSALS[outcome.code]);
}
