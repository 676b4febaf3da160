/** What a driver lets others know of its health. It only counts and remembers: no content of any exchange comes in. */
export interface Meter {
  /** A whole, right exchange or message: the device is well. */
  good(): void;
  /** Something went wrong on the wire; `LinkError`s are counted by whoever hears `lost`. */
  fault(kind: FaultKind): void;
  /** What the device says of itself. Later words replace earlier ones, field by field. */
  identity(facts: Partial<DeviceIdentity>): void;
}

/** `noise`: bytes that belong to no message. `refused`: the device answered that it cannot or will not. */
export const FAULT_KINDS = ['bad-checksum', 'silent', 'noise', 'refused', 'malformed', 'too-long'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface DeviceIdentity {
  readonly maker: string;
  readonly model: string;
  readonly firmware: string;
  /** Number of the card reader's security module (text form of hardware-protocols 1.12). */
  readonly samId: string;
  /** Bit rate that the device answered at. */
  readonly baud: number;
}

/** For drivers that nobody watches. */
export const noMeter: Meter = { good: () => undefined, fault: () => undefined, identity: () => undefined };
