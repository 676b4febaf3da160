import type { Address } from '../transport/address.ts';
import type { ScannerProtocol } from './scanner.ts';

/** Reports go over `hid://`, and the protocols of byte streams everywhere else. */
export function canSpeak(protocol: ScannerProtocol, { scheme }: Address): boolean {
  return (protocol === 'hid-pos') === (scheme === 'hid');
}
