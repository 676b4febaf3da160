import { expect, test } from 'vitest';
import { parseAddress } from '../transport/address.ts';
import { surveyElsewhere } from './elsewhere.ts';
import { listDevices } from './list.ts';

// The packages also work on Linux, where they say less than the kernel does.
test('what the packages tell becomes addresses, and what they cannot tell a blind spot', async () => {
  const { devices, blind } = await listDevices(surveyElsewhere);
  for (const { address } of devices) expect(parseAddress(address)).toMatchObject({ ok: true });
  for (const { code, detail } of blind) {
    expect(['list-failed', 'hid-unavailable', 'usb-unavailable']).toContain(code);
    expect(detail).not.toBe('');
  }
});
