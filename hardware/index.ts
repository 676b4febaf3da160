/** The door of the room: everything that touches a wire. */
export { createCardReader } from './card-reader/card-reader.ts';
export type { CardReader, CardReaderOptions } from './card-reader/card-reader.ts';
export type { CardReaderEvent, ReadFailure } from './card-reader/events.ts';
export type { Clock } from './link/clock.ts';
export { createLineScanner } from './scanner/line-scanner.ts';
export type { LineScanner, LineScannerOptions, ScannerEvent } from './scanner/line-scanner.ts';
export type { ScanRefusal } from './scanner/scan-assembler.ts';
export type { IdCardRecord } from './sdt/id-card-record.ts';
export { parseAddress } from './transport/address.ts';
export type { Address, AddressOutcome, AddressRefusal } from './transport/address.ts';
export type { LinkError, LinkErrorCode } from './transport/transport.ts';
