/** The drivers of the roles, as the hub opens them; tests bring their own. */
import { createCardReader } from '../card-reader/card-reader.ts';
import type { CardReader } from '../card-reader/card-reader.ts';
import { createPrinter } from '../printer/escpos-printer.ts';
import type { Printer } from '../printer/printer.ts';
import { createScanner } from '../scanner/create-scanner.ts';
import type { Scanner } from '../scanner/scanner.ts';
import type { DeviceConfig, Role } from './config.ts';
import type { Attachment } from './device-slot.ts';
import type { DeviceEvents } from './events.ts';

export type RoleEntry<R extends Role> = NonNullable<DeviceConfig['roles'][R]>;

export interface DriverFactories {
  readonly reader: (entry: RoleEntry<'reader'>, attachment: Attachment<DeviceEvents['reader']>) => CardReader;
  readonly scanner: (entry: RoleEntry<'scanner'>, attachment: Attachment<DeviceEvents['scanner']>) => Scanner;
  readonly printer: (entry: RoleEntry<'printer'>, attachment: Attachment<DeviceEvents['printer']>) => Printer;
}

export const realDrivers: DriverFactories = {
  reader: (entry, attachment) => createCardReader({ ...entry, ...attachment }),
  scanner: (entry, attachment) => createScanner({ ...entry, ...attachment }),
  printer: (entry, attachment) => createPrinter({ ...entry, ...attachment }),
};
