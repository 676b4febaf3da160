/** What the lines of a firmware text say of the device: `Product Name: …`, `Software Revision: …`. */
import type { DeviceIdentity } from '../../link/meter.ts';

const VALUE_CHARACTERS_MAX = 80;
const FIELDS: Readonly<Record<string, 'model' | 'firmware'>> = {
  'Product Name': 'model',
  'Software Revision': 'firmware',
};

/** Null where the line is none of a firmware text; then it may be a scan, and is nobody's business here. */
export function readRevisionLine(line: string): Partial<DeviceIdentity> | null {
  const match = /^([A-Z][A-Za-z ]{1,40}): (.*)$/.exec(line);
  if (match === null) return null;
  const [, label = '', value = ''] = match;
  const field = Object.hasOwn(FIELDS, label) ? FIELDS[label] : undefined;
  return field === undefined ? {} : { [field]: value.trim().slice(0, VALUE_CHARACTERS_MAX) };
}
