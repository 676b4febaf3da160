/** What the hub tells: the drivers' own words, with the role of the device that said them. */
import type { CardReaderEvent } from '../card-reader/events.ts';
import type { PrinterEvent } from '../printer/printer.ts';
import type { ScannerEvent } from '../scanner/scanner.ts';
import type { WiredRole } from './config.ts';

export interface DeviceEvents {
  readonly reader: CardReaderEvent;
  readonly scanner: ScannerEvent;
  readonly printer: PrinterEvent;
}
export type DeviceEvent = DeviceEvents[WiredRole];
export type HubEvent = { readonly [R in WiredRole]: { readonly role: R; readonly event: DeviceEvents[R] } }[WiredRole];
