import type { Address, DeviceTarget, UsbIdentity } from './address.ts';
import type { AddressOptions } from './address-options.ts';
import { formatOptions } from './address-options.ts';

/** The text that `parseAddress` takes for this address; what is as usual is left out. */
export function formatAddress(address: Address): string {
  const { scheme } = address;
  switch (scheme) {
    case 'tcp': {
      const host = address.host.includes(':') ? `[${address.host}]` : address.host;
      return `tcp://${host}:${address.port}${formatOptions({ baud: address.baud })}`;
    }
    case 'serial':
      return formatDevice(scheme, address.target, { baud: address.baud });
    case 'hid':
      return formatDevice(scheme, address.target, address.framing);
    case 'usb':
      return formatDevice(scheme, { by: 'identity', ...address.target }, { pipes: address.pipes });
    case 'file':
      return formatDevice(scheme, address.target);
  }
}

/** The address of a device whose settings, where none are given, are as usual. */
export function formatDevice(
  scheme: Exclude<Address['scheme'], 'tcp'>,
  target: DeviceTarget,
  options: Partial<AddressOptions> = {},
): string {
  if (target.by === 'identity') return `${scheme}://${formatIdentity(target, options)}`;
  const encoded = target.path.split('/').map(encodeURIComponent).join('/');
  // Windows device paths begin with backslashes, which stand behind the slash of a path.
  const slash = target.path.startsWith('\\\\') ? '/' : '';
  return `${scheme}://${slash}${encoded}${formatOptions(options)}`;
}

function formatIdentity(identity: UsbIdentity, options: Partial<AddressOptions>): string {
  const { vendorId, productId, serialNumber, at, interface: number } = identity;
  const serial = serialNumber === null ? '' : `/${encodeURIComponent(serialNumber)}`;
  return `${vendorId}:${productId}${serial}${formatOptions({ ...options, at, interface: number })}`;
}
