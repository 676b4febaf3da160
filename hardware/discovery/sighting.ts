/** A device as one of the searches saw it, before it is given an address. */
import type { Address } from '../transport/address.ts';
import { isSerialNumber } from '../transport/address.ts';
import { formatDevice } from '../transport/format-address.ts';
import type { FoundDevice } from './found-device.ts';
import { guessRole } from './guess.ts';

export interface Sighting extends Omit<FoundDevice, 'address' | 'guess'> {
  /** How it is reached. A printer that no driver of the system has taken is reached by `usb`. */
  readonly scheme: Exclude<Address['scheme'], 'tcp'>;
}

export function toFoundDevices(sightings: readonly Sighting[]): FoundDevice[] {
  return sightings.map((sighting) => {
    const { scheme: _, ...seen } = sighting;
    return { address: addressOf(sighting, sightings), ...seen, guess: guessRole(sighting) };
  });
}

/** By serial number; without one, or if another has the same (clones do), by the socket; without that by path. */
function addressOf(sighting: Sighting, all: readonly Sighting[]): string {
  const { scheme, path, vendorId, productId, at } = sighting;
  const serialNumber = usableSerialNumber(sighting);
  const twins = all.filter(
    (other) =>
      other.vendorId === vendorId && other.productId === productId && usableSerialNumber(other) === serialNumber,
  );
  const needsPlace = serialNumber === null || twins.some((twin) => twin.at !== at);
  if (vendorId === null || productId === null || (needsPlace && at === null && scheme !== 'usb'))
    return formatDevice(scheme, { by: 'path', path });
  const faces = twins.filter((twin) => twin.at === at && twin.scheme === scheme);
  return formatDevice(scheme, {
    by: 'identity',
    vendorId,
    productId,
    serialNumber,
    at: needsPlace ? at : null,
    interface: faces.length > 1 ? sighting.interface : null,
  });
}

function usableSerialNumber({ serialNumber }: Sighting): string | null {
  return serialNumber !== null && isSerialNumber(serialNumber) ? serialNumber : null;
}
