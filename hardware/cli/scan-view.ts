/** A scanned code as `scan` shows it. */
import type { CliMessages } from '#shared/messages/cli.ts';
import { maskPaymentCodes } from '../payload/payment-code.ts';
import type { ScannedCode } from '../payload/scanned-code.ts';

/** The fields of a `scan` event. Of a payment code only its mask, even where it hides in a text. */
export function fieldsOf(code: ScannedCode, symbology: string | null): Readonly<Record<string, unknown>> {
  switch (code.kind) {
    case 'payment-code':
      return { kind: code.kind, provider: code.provider, masked: code.secret.masked, symbology };
    case 'link':
      return { ...code, host: maskPaymentCodes(code.host), text: maskPaymentCodes(code.text), symbology };
    case 'text':
      return { ...code, text: maskPaymentCodes(code.text), symbology };
    default:
      return { ...code, symbology };
  }
}

export function linesOf(code: ScannedCode, symbology: string | null, words: CliMessages): string[] {
  const kind = words.scan.kinds[code.kind];
  return [[kind, contentOf(code), symbology ?? ''].filter((part) => part !== '').join('  ')];
}

function contentOf(code: ScannedCode): string {
  switch (code.kind) {
    case 'order-code':
      return code.text;
    case 'link':
    case 'text':
      return maskPaymentCodes(code.text);
    case 'payment-code':
      return `${code.provider} ${code.secret.masked}`;
    case 'gtin':
      return `${code.format} ${code.gtin14}`;
    case 'gs1':
      return code.elements.map(({ ai, title, value }) => `(${ai}) ${title} ${value}`).join(', ');
    case 'emv-merchant':
      return [code.code.name, code.code.city, code.code.amount ?? ''].filter((part) => part !== '').join(' ');
    case 'malformed':
      return `${code.of}: ${code.reason}`;
  }
}
