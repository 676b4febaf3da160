/**
 * The packages that reach HID and USB devices hold compiled code and need libraries of the system. They are loaded when
 * first needed, so that a machine without them still drives everything else and says what is missing.
 */
import type * as NodeHid from 'node-hid';
import type * as NodeUsb from 'usb';
import type { LinkError } from './transport.ts';

type Loaded<M> = { readonly ok: true; readonly driver: M } | { readonly ok: false; readonly error: LinkError };

export async function loadNodeHid(): Promise<Loaded<typeof NodeHid>> {
  return load('node-hid (it needs libudev1 and libusb-1.0-0)', async () => {
    const hid = await import('node-hid');
    // Asks the compiled part, which is loaded no earlier.
    hid.getHidapiVersion();
    return hid;
  });
}

/** An optional package: npm leaves it out where it cannot be had. */
export async function loadNodeUsb(): Promise<Loaded<typeof NodeUsb>> {
  return load('the npm package usb', () => import('usb'));
}

async function load<M>(what: string, importing: () => Promise<M>): Promise<Loaded<M>> {
  try {
    return { ok: true, driver: await importing() };
  } catch (error) {
    const [reason = ''] = error instanceof Error ? error.message.split('\n') : [];
    return { ok: false, error: { code: 'driver-missing', detail: `install ${what}: ${reason}` } };
  }
}
