import type { Address } from '../transport/address.ts';
import { parseAddress } from '../transport/address.ts';
import type { Outcome } from './outcome.ts';
import { fail } from './outcome.ts';

export type AddressArgument = { readonly ok: true; readonly address: Address } | Extract<Outcome, { ok: false }>;

/** What a person typed where an address belongs. */
export function readAddress(text: string): AddressArgument {
  const parsed = parseAddress(text);
  if (parsed.ok) return parsed;
  const refused = fail('bad-address', parsed.code);
  if (refused.ok) throw new Error('a refusal is no success');
  return refused;
}
