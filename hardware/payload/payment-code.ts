/**
 * What a customer shows to pay (protocols 2.9). Whoever holds the digits can spend: they are single-use secrets, and
 * nothing but `reveal()` gives them out.
 */
import type { PaymentProvider, PaymentSecret } from './scanned-code.ts';

const PATTERNS: readonly (readonly [PaymentProvider, RegExp])[] = [
  ['wechat-pay', /^1[0-5]\d{16}$/],
  ['alipay', /^(?:2[5-9]|30)\d{14,22}$/],
  ['unionpay', /^62\d{17}$/],
  ['e-cny', /^01\d{17}$/],
  // EMV consumer-presented: base64 of TLV that begins with 85 05 "CPV01". Its beginning alone makes it a secret.
  ['unionpay-emv', /^hQVDUFYwM/],
];

export interface PaymentCode {
  readonly kind: 'payment-code';
  readonly provider: PaymentProvider;
  readonly secret: PaymentSecret;
}

/** Null for what is no payment code. */
export function readPaymentCode(text: string): PaymentCode | null {
  const found = PATTERNS.find(([, pattern]) => pattern.test(text));
  return found ? { kind: 'payment-code', provider: found[0], secret: new HiddenCode(text) } : null;
}

/** A private field is seen by no inspection, no serialisation and no copy; every way to text gives the mask. */
class HiddenCode implements PaymentSecret {
  readonly #code: string;
  /** Always as long: it does not tell the length either. */
  readonly masked: string;

  constructor(code: string) {
    this.#code = code;
    this.masked = `${code.slice(0, 2)}${'*'.repeat(12)}${code.slice(-2)}`;
    Object.freeze(this);
  }

  reveal(): string {
    return this.#code;
  }

  toString(): string {
    return this.masked;
  }

  toJSON(): string {
    return this.masked;
  }

  /** For Node's `util.inspect`, and with it `console.log`. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.masked;
  }
}
