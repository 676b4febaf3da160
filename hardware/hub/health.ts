/** How a device at the counter is doing, for the wizard, the portal and the technician's phone call. */
import type { DeviceIdentity, FaultKind } from '../link/meter.ts';
import type { PrinterStatus } from '../printer/printer.ts';
import type { LinkError } from '../transport/transport.ts';
import type { WiredRole } from './config.ts';

export interface DeviceHealth {
  readonly role: WiredRole;
  /** Null where no device has this role. Addresses hold no personal data. */
  readonly address: string | null;
  /** `none`: no device has this role. `connecting`: never heard of since the start or the assignment. */
  readonly state: 'none' | 'connecting' | 'ready' | 'lost';
  /** When the state began (instant, ms). */
  readonly since: number;
  /** Why it is lost. */
  readonly reason: LinkError | null;
  /** The last good exchange (instant, ms). */
  readonly lastGoodAt: number | null;
  readonly faults: Readonly<Record<FaultKind, number>>;
  readonly losses: number;
  readonly identity: Partial<DeviceIdentity>;
  /** Printers only. */
  readonly printer: PrinterStatus | null;
}
