/** What is used of the package `usb` (3.x), so that a test can bring a device of its own. */
import type { UsbFacts } from './usb-facts.ts';
import { hexId } from './usb-facts.ts';
import type { UsbPipes } from '../address.ts';
import type { UsbPacket } from './usb-packets.ts';

export interface UsbDevice {
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber?: string | null | undefined;
  readonly manufacturerName?: string | null | undefined;
  readonly productName?: string | null | undefined;
  readonly bus: string;
  readonly address: number;
  readonly ports: readonly number[];
  readonly opened: boolean;
  readonly configuration?: { readonly interfaces: readonly UsbInterface[] } | null | undefined;
  open(): Promise<void>;
  close(): Promise<void>;
  claimInterface(number: number): Promise<void>;
  detachKernelDriver(number: number): Promise<void>;
  /** Null if the endpoint stalled. These two are below the package's WebUSB face, which cannot be told how long to wait. */
  nativeTransferIn(endpoint: number, timeoutMs: number, length: number): Promise<Uint8Array | null>;
  nativeTransferOut(endpoint: number, timeoutMs: number, data: Uint8Array): Promise<number>;
}

export interface UsbInterface {
  readonly interfaceNumber: number;
  readonly alternate: { readonly interfaceClass: number; readonly endpoints: readonly UsbEndpoint[] };
}

interface UsbEndpoint {
  /** Without the bit for the direction. */
  readonly endpointNumber: number;
  readonly direction: 'in' | 'out';
  readonly type: string;
  readonly packetSize: number;
}

export function usbFactsOf(device: UsbDevice): UsbFacts {
  const { vendorId, productId, serialNumber, manufacturerName, productName } = device;
  return {
    vendorId: hexId(vendorId),
    productId: hexId(productId),
    serialNumber: serialNumber?.trim() || null,
    maker: manufacturerName?.trim() || null,
    product: productName?.trim() || null,
    at: placeOf(device),
    interface: null,
  };
}

/** As Linux names it, `1-1.2`, where the bus has a number. */
function placeOf({ bus, ports }: UsbDevice): string {
  const name = /^\d+$/.test(bus) ? String(Number(bus)) : bus.replaceAll(/[^\w.#:]/g, '_');
  return `${name}-${ports.join('.')}`;
}

/** An interface and the endpoints that carry each pipe. */
interface UsbPlan {
  readonly interfaceNumber: number;
  readonly in: Readonly<Record<UsbPacket['pipe'], UsbEndpoint>>;
  readonly out: Readonly<Record<UsbPacket['pipe'], UsbEndpoint>>;
}

/** Numbers of the endpoints as GA 467 gives them: IN 81, IN 85, OUT 02, OUT 06. */
const FOUR = { in: { head: 1, body: 5 }, out: { head: 2, body: 6 } };

const CLASS_VENDOR = 0xff;

/** The interface asked for, else the first of the vendor class, else the first. Null if it lacks the endpoints. */
export function planPipes(interfaces: readonly UsbInterface[], wanted: number | null, pipes: UsbPipes): UsbPlan | null {
  const chosen =
    wanted === null
      ? (interfaces.find(({ alternate }) => alternate.interfaceClass === CLASS_VENDOR) ?? interfaces[0])
      : interfaces.find(({ interfaceNumber }) => interfaceNumber === wanted);
  if (chosen === undefined) return null;
  const ends = chosen.alternate.endpoints.filter(({ type }) => type === 'bulk' || type === 'interrupt');
  const pick = (direction: 'in' | 'out', pipe: UsbPacket['pipe']): UsbEndpoint | undefined =>
    ends.find(
      (end) => end.direction === direction && (pipes === 'one' || end.endpointNumber === FOUR[direction][pipe]),
    );
  const [headIn, bodyIn] = [pick('in', 'head'), pick('in', 'body')];
  const [headOut, bodyOut] = [pick('out', 'head'), pick('out', 'body')];
  if (!headIn || !bodyIn || !headOut || !bodyOut) return null;
  const { interfaceNumber } = chosen;
  return { interfaceNumber, in: { head: headIn, body: bodyIn }, out: { head: headOut, body: bodyOut } };
}

export interface UsbPort {
  /** At most one packet; null if none came for a while. Rejects when the device is gone. */
  read(pipe: UsbPacket['pipe']): Promise<Uint8Array | null>;
  write(packet: UsbPacket): Promise<void>;
  close(): Promise<void>;
}

/** As long as closing may have to wait for a read; each wait that ends may, very rarely, lose a packet. */
const READ_WAIT_MS = 500;
const WRITE_WAIT_MS = 1000;

/** The package ends a read that waits for long by cancelling it. */
const CANCELLED = /cancel|timed out/i;

export function usbPort(device: UsbDevice, plan: UsbPlan): UsbPort {
  return {
    read: async (pipe) => {
      try {
        // More than a packet would wait for a second one after a full one; less would lose what does not fit.
        const { endpointNumber, packetSize } = plan.in[pipe];
        const bytes = await device.nativeTransferIn(endpointNumber, READ_WAIT_MS, packetSize);
        if (bytes === null) throw new Error('endpoint stalled');
        return bytes;
      } catch (error) {
        if (error instanceof Error && CANCELLED.test(error.message)) return null;
        throw error;
      }
    },
    write: async ({ pipe, bytes }) => {
      await device.nativeTransferOut(plan.out[pipe].endpointNumber, WRITE_WAIT_MS, bytes);
    },
    close: () => device.close(),
  };
}
