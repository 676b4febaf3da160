/**
 * GS1 element strings: application identifiers and their values, as scanned (FNC1 is GS, 1D) or as printed below the
 * bars, in brackets. Source: GS1 General Specifications 7.8.
 */
import { identifierAt, predefinedLength, type Identifier } from './gs1-identifiers.ts';
import { breachOf } from './gs1-value.ts';
import { broken, parsed, type Parsed } from './parsed.ts';
import type { Gs1Element } from './scanned-code.ts';

const GS = '\x1d';

/** An element string as scanned. A leading separator is FNC1 as some scanners send it beside the symbology. */
export function readElementString(text: string): Parsed<Gs1Element[]> {
  const raw: RawElement[] = [];
  let rest = text.startsWith(GS) ? text.slice(1) : text;
  while (rest !== '') {
    const identifier = identifierAt(rest);
    if (!identifier) return broken('unknown-identifier');
    const end = endOfElement(rest, identifier);
    if (end > rest.length) return broken('length');
    raw.push({ identifier, value: rest.slice(identifier.ai.length, end) });
    rest = rest.slice(rest.startsWith(GS, end) ? end + 1 : end);
  }
  return checkElements(raw);
}

function endOfElement(text: string, { ai }: Identifier): number {
  const predefined = predefinedLength(ai);
  if (predefined !== null) return predefined;
  const separator = text.indexOf(GS);
  return separator < 0 ? text.length : separator;
}

/** The printed form, `(01)06901234567892(10)A1`. A bracket that opens no identifier belongs to the value. */
export function readBracketed(text: string): Parsed<Gs1Element[]> {
  const raw: RawElement[] = [];
  let valueFrom = 0;
  for (const match of text.matchAll(/\((\d{2,4})\)/g)) {
    const [whole, ai = ''] = match;
    const identifier = identifierAt(ai);
    if (identifier?.ai !== ai) {
      if (raw.length === 0) break;
      continue;
    }
    closeValue(raw, text.slice(valueFrom, match.index));
    if (raw.length === 0 && match.index > 0) break;
    raw.push({ identifier, value: '' });
    valueFrom = match.index + whole.length;
  }
  closeValue(raw, text.slice(valueFrom));
  return raw.length === 0 ? broken('unknown-identifier') : checkElements(raw);
}

function closeValue(raw: RawElement[], value: string): void {
  const last = raw.pop();
  if (last) raw.push({ ...last, value });
}

export interface RawElement {
  readonly identifier: Identifier;
  readonly value: string;
}

/** Each value keeps to its format and stands there once. */
export function checkElements(raw: readonly RawElement[]): Parsed<Gs1Element[]> {
  if (raw.length === 0) return broken('missing-field');
  const elements = new Map<string, Gs1Element>();
  for (const { identifier, value } of raw) {
    const { ai, format, title } = identifier;
    const breach = breachOf(format, value);
    if (breach !== null) return broken(breach);
    if (elements.has(ai)) return broken('structure');
    elements.set(ai, { ai, title, value });
  }
  return parsed([...elements.values()]);
}

/** The good an element string is about. */
export function gtin14Of(elements: readonly Gs1Element[]): string | null {
  return elements.find(({ ai }) => ai === '01')?.value ?? null;
}
