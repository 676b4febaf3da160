/** The door of the simulators, for tests and the sandbox; a shop never loads it. */
export type { SimulatedCard } from './card-image.ts';
export { createReaderSimulator } from './card-reader-simulator.ts';
export type { Misbehaviour, ReaderSimulator, ReaderSimulatorOptions } from './card-reader-simulator.ts';
export { SANDBOX_CARDS } from './people.ts';
export { createScannerSimulator } from './scanner-simulator.ts';
export type { ScannerSimulator } from './scanner-simulator.ts';
export { hostOnTcp } from './tcp-host.ts';
export type { TcpHost } from './tcp-host.ts';
