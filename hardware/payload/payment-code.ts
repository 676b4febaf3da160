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

/**
 * Null for what is no payment code. A scanner may put control characters around a code and the letter of its bar code's
 * kind in front (protocols 2.2): neither makes the digits less of a secret, and neither is part of it.
 */
export function readPaymentCode(text: string): PaymentCode | null {
  const bare = withoutFrame(text);
  return readExactly(bare) ?? (/^[a-z]/i.test(bare) ? readExactly(withoutFrame(bare.slice(1))) : null);
}

/** A text that is none itself, with the mask in the place of everything in it that would be one by itself. */
export function maskPaymentCodes(text: string): string {
  return text.replaceAll(/\d+|hQVDUFYwM[A-Za-z0-9+/=]*/g, (run) => readExactly(run)?.secret.masked ?? run);
}

/** FNC1 in front is no frame: it says that a GS1 element string follows, and some of those are as long as a code. */
function withoutFrame(text: string): string {
  const [front = ''] = /^[\p{Cc}\s]*/u.exec(text) ?? [];
  return front.includes('\x1d') ? text : text.slice(front.length).replace(/(?<![\p{Cc}\s])[\p{Cc}\s]+$/u, '');
}

function readExactly(text: string): PaymentCode | null {
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
