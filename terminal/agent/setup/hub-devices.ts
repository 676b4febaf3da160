/** What the wizard may do with the devices, over the hub. */
import { listDevices, type AssignOutcome, type DeviceHub, type FoundDevice } from '#hardware/index.ts';
import { done, refuse, type RefusalCode, type Result } from '#shared/refusals/refusal.ts';
import type { SetupDevices } from './ports.ts';
import type { SetupDevice } from './snapshot.ts';

/** The paper of most counters, until the technician says otherwise. */
const USUAL_WIDTH_MM = 80;

export function devicesOf(hub: DeviceHub, list: typeof listDevices = listDevices): SetupDevices {
  return {
    list: async () => {
      const { devices, blind } = await list();
      return { devices: devices.map(shown), blind: [...blind] };
    },
    health: () => hub.health(),
    watchHealth: (listener) => hub.watchHealth(listener),
    camera: () => hub.config().roles.camera?.label ?? null,
    paperWidthMm: () => hub.config().roles.printer?.widthMm ?? null,
    assign: async (role, { address, protocol, widthMm }) => {
      if (address === null) return resultOf(await hub.assign(role, null));
      switch (role) {
        case 'reader':
          return resultOf(await hub.assign('reader', { address }));
        case 'scanner':
          return resultOf(await hub.assign('scanner', protocol === undefined ? { address } : { address, protocol }));
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
