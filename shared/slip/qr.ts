import { encode } from 'uqr';

/** Light modules that a reader needs around a code (ISO/IEC 18004). */
const QUIET_MODULES = 4;

/** True is dark; row by row. */
export type QrModules = readonly (readonly boolean[])[];

/** The modules of a QR code, with its quiet zone; error correction M. Throws where the content is too long. */
export function qrModules(content: string): QrModules {
  // Half a character has no bytes; the encoder throws for it.
  return encode(content.toWellFormed(), { ecc: 'M', border: QUIET_MODULES }).data;
}

/** The dark modules as one SVG path in units of modules. */
export function qrPath(modules: QrModules): string {
  return modules.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
}
