import { checkDigitOf } from './check-digit.ts';

/**
 * UPC-E, the short form of a UPC-A with its zeros left out, to the GTIN-12 it stands for (GS1 General Specifications
 * 5.2.2.4.2). A scanner sends it with its number system (0 or 1) and check digit, with one of them, or bare, which is
 * system 0. Null for digits that stand for no GTIN-12, and for seven that could stand for two.
 */
export function expandUpcE(digits: string): string | null {
  if (!/^\d{6,8}$/.test(digits)) return null;
  const [only, other] = readings(digits).filter((gtin) => gtin !== null);
  return only === undefined || other !== undefined ? null : only;
}

function readings(digits: string): (string | null)[] {
  if (digits.length === 6) return [fromSix('0', digits)];
  const withSystem = fromSix(digits.slice(0, 1), digits.slice(1, 7));
  if (digits.length === 8) return [checked(withSystem, digits)];
  return [withSystem, checked(fromSix('0', digits.slice(0, 6)), digits)];
}

/** The last digit of a UPC-E is the check digit of the long form. */
function checked(gtin: string | null, digits: string): string | null {
  return gtin?.at(-1) === digits.at(-1) ? gtin : null;
}

/** The sixth digit says where the zeros were. */
function fromSix(system: string, six: string): string | null {
  if (system !== '0' && system !== '1') return null;
  const body = system + longForm(six);
  return body + checkDigitOf(body);
}

function longForm(six: string): string {
  const last = Number(six.slice(5));
  if (last <= 2) return `${six.slice(0, 2)}${last}0000${six.slice(2, 5)}`;
  if (last === 3) return `${six.slice(0, 3)}00000${six.slice(3, 5)}`;
  if (last === 4) return `${six.slice(0, 4)}00000${six.slice(4, 5)}`;
  return `${six.slice(0, 5)}0000${last}`;
}
