/** The door of the room: everything that touches a wire. */
export { createCardReader } from './card-reader/card-reader.ts';
export type { CardReader, CardReaderOptions } from './card-reader/card-reader.ts';
export { probeCardReader } from './card-reader/probe.ts';
export type { ReaderProbe } from './card-reader/probe.ts';
export type { CardReaderEvent, ReadFailure } from './card-reader/events.ts';
export { WIRED_ROLES } from './hub/config.ts';
export type { DeviceConfig, Role, WiredRole } from './hub/config.ts';
export type { ConfigProblem } from './hub/config-file.ts';
export type { HubEvent } from './hub/events.ts';
export type { DeviceHealth } from './hub/health.ts';
export { createDeviceHub } from './hub/hub.ts';
export type { AssignOutcome, DeviceHub, DeviceHubOptions, EventSink } from './hub/hub.ts';
export { listDevices } from './discovery/list.ts';
export { watchDevices } from './discovery/watch.ts';
export type { DeviceChange, DeviceWatch, DeviceWatchOptions } from './discovery/watch.ts';
export type {
  BlindSpot,
  DeviceAccess,
  DeviceKind,
  DeviceListing,
  FoundDevice,
  HidUsage,
} from './discovery/found-device.ts';
export type { Clock } from './link/clock.ts';
export { parseScannedCode } from './payload/parse.ts';
export type { PaymentSecret, ScannedCode } from './payload/scanned-code.ts';
export { createScanner } from './scanner/create-scanner.ts';
export { SCANNER_PROTOCOLS } from './scanner/scanner.ts';
export type { Scan, ScanRefusal, Scanner, ScannerEvent, ScannerOptions, ScannerProtocol } from './scanner/scanner.ts';
export type { DocumentKind } from './sdt/document-kind.ts';
export type {
  ForeignRecord2017,
  ForeignRecord2023,
  HmtRecord,
  IdCardRecord,
  ResidentRecord,
} from './sdt/id-card-record.ts';
export { photoOf } from './sdt/photo.ts';
export type { PhotoDecoder, PhotoDecoding, PhotoFinding } from './sdt/photo.ts';
export { parseAddress } from './transport/address.ts';
export { formatAddress } from './transport/format-address.ts';
export type { Address, AddressOutcome, AddressRefusal } from './transport/address.ts';
export type { LinkError, LinkErrorCode } from './transport/transport.ts';
export type { PaperWidth, Printer, PrinterStatus, PrinterTrouble, PrintOutcome } from './printer/printer.ts';
