/** Which device does what at this counter: one small file, by role. */
import { z } from 'zod';
import { canSpeak } from '../scanner/can-speak.ts';
import type { ScannerProtocol } from '../scanner/scanner.ts';
import { SCANNER_PROTOCOLS } from '../scanner/scanner.ts';
import { parseAddress } from '../transport/address.ts';

/** A device address (see `parseAddress`). One that names USB ids, not a port, survives renamed ports. */
const address = z
  .string()
  .max(300)
  .refine((text) => parseAddress(text).ok, 'not a device address');

export const deviceConfigSchema = z.strictObject({
  version: z.literal(1),
  roles: z.strictObject({
    reader: z.strictObject({ address }).optional(),
    scanner: z
      .strictObject({ address, protocol: z.enum(SCANNER_PROTOCOLS).optional() })
      .refine(isSpokenThere, 'the protocol is not spoken at such an address')
      .optional(),
    printer: z.strictObject({ address, widthMm: z.union([z.literal(58), z.literal(80)]) }).optional(),
    /** The browser's own name of the camera: it has no address that the agent could open. */
    camera: z.strictObject({ label: z.string().max(200) }).optional(),
  }),
});
export type DeviceConfig = z.infer<typeof deviceConfigSchema>;
export type Role = keyof DeviceConfig['roles'];
export const WIRED_ROLES = ['reader', 'scanner', 'printer'] as const;
export type WiredRole = (typeof WIRED_ROLES)[number];

export const NO_DEVICES: DeviceConfig = { version: 1, roles: {} };

function isSpokenThere(scanner: { address: string; protocol?: ScannerProtocol | undefined }): boolean {
  const parsed = parseAddress(scanner.address);
  return scanner.protocol === undefined || !parsed.ok || canSpeak(scanner.protocol, parsed.address);
}
