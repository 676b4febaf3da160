import type { CheckName } from '../check-names.ts';
import type { Check } from './check.ts';
import { hidReaderChecks } from './hid-reader.ts';
import { hidScannerChecks } from './hid-scanner.ts';
import { rawHidChecks } from './raw-hid.ts';
import { serialReaderChecks } from './serial-reader.ts';
import { usbPrinterChecks } from './usb-printer.ts';
import { usbReaderChecks } from './usb-reader.ts';

export const CHECKS: Readonly<Record<CheckName, Check>> = {
  ...rawHidChecks,
  ...hidScannerChecks,
  ...hidReaderChecks,
  ...serialReaderChecks,
  ...usbPrinterChecks,
  ...usbReaderChecks,
};
