import { expect, test } from 'vitest';
import { openErrorCode } from './open-errors.ts';

// Texts of serialport 13 on Linux and Windows (protocols 5.2, bindings-cpp).
test.each([
  ['Error: No such file or directory, cannot open /dev/ttyUSB9', 'port-missing'],
  ['Error: No such device or address, cannot open /dev/ttyUSB9', 'port-missing'],
  ['Opening COM9: File not found', 'port-missing'],
  ['Error Resource temporarily unavailable Cannot lock port', 'port-busy'],
  ['Error: Device or resource busy, cannot open /dev/ttyUSB0', 'port-busy'],
  ['Opening COM3: Access denied', 'port-busy'],
  ['Error: Permission denied, cannot open /dev/ttyUSB0', 'permission'],
  ['Error: Inappropriate ioctl for device, cannot open /etc/hosts', 'failed'],
])('"%s" means %s', (message, code) => {
  expect(openErrorCode(message)).toBe(code);
});
