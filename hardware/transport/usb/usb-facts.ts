/** What a USB device says of itself, and whether it is the one that an address means. */
import type { UsbIdentity } from '../address.ts';

export interface UsbFacts extends Omit<UsbIdentity, 'vendorId' | 'productId'> {
  /** Null for what is no USB device. */
  readonly vendorId: string | null;
  readonly productId: string | null;
  readonly maker: string | null;
  readonly product: string | null;
}

export const NO_USB: UsbFacts = {
  vendorId: null,
  productId: null,
  serialNumber: null,
  maker: null,
  product: null,
  at: null,
  interface: null,
};

/** What an identity leaves open may be anything. */
export function isMeant(identity: UsbIdentity, facts: Omit<UsbFacts, 'maker' | 'product'>): boolean {
  const { vendorId, productId, serialNumber, at, interface: number } = identity;
  return (
    facts.vendorId === vendorId &&
    facts.productId === productId &&
    (serialNumber === null || facts.serialNumber === serialNumber) &&
    (at === null || facts.at === at) &&
    (number === null || facts.interface === number)
  );
}

/** For `detail` of errors: which device was looked for. */
export function describeIdentity({ vendorId, productId, serialNumber, at }: UsbIdentity): string {
  return [`${vendorId}:${productId}`, serialNumber, at === null ? null : `at ${at}`].filter(Boolean).join(' ');
}

/** Ids as addresses have them. */
export function hexId(id: number): string {
  return id.toString(16).padStart(4, '0');
}
