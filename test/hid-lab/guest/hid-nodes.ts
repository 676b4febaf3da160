/** HID devices as node-hid lists them, for checks below our own discovery. */
import { devicesAsync } from 'node-hid';
import type { Device } from 'node-hid';
import { until } from './waiting.ts';

/** Making a device takes the kernel and node-hid some 150 ms here. */
const APPEAR_LIMIT_MS = 5000;

export function appearedHid(serialNumber: string): Promise<Device & { readonly path: string }> {
  return until(APPEAR_LIMIT_MS, `the HID device ${serialNumber}`, async () => {
    const found = (await devicesAsync()).find((device) => device.serialNumber === serialNumber);
    return found?.path === undefined ? null : { ...found, path: found.path };
  });
}
