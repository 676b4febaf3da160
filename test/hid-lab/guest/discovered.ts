/** Devices as our own discovery finds them. The machine has no udev. */
import { listDevices } from '../../../hardware/discovery/list.ts';
import type { FoundDevice } from '../../../hardware/discovery/found-device.ts';
import { until } from './waiting.ts';

const APPEAR_LIMIT_MS = 2000;

export function discovered(serialNumber: string): Promise<FoundDevice> {
  return until(APPEAR_LIMIT_MS, `discovery of ${serialNumber}`, async () => {
    const { devices } = await listDevices();
    return devices.find((device) => device.serialNumber === serialNumber) ?? null;
  });
}
