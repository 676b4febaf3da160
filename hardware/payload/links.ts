/** Links: GS1's that name a good, and all others, most of them merchants' payment codes (protocols 2.11). */
import { isGtin, toGtin14 } from '#shared/goods/gtin.ts';
import { checkElements, gtin14Of, type RawElement } from './gs1.ts';
import { identifierAt } from './gs1-identifiers.ts';
import type { ScannedCode } from './scanned-code.ts';

export function readLink(text: string): ScannedCode | null {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return null;
  const url = URL.parse(text);
  if (!url || url.host === '') return null;
  return readDigitalLink(url) ?? { kind: 'link', scheme: url.protocol.slice(0, -1), host: url.host, text };
}

/**
 * GS1 Digital Link: `https://any.host/any/path/01/06901234567892/10/A1?17=261231`, uncompressed. A link that is not
 * wholly one is an ordinary link: `/01/` is a path like any other.
 */
function readDigitalLink(url: URL): ScannedCode | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  const path = url.pathname.split('/').map(decode);
  const from = path.findIndex((segment, at) => segment === '01' && isGtin(path[at + 1] ?? ''));
  if (from < 0) return null;

  const pairs: (readonly [string, string | null])[] = [['01', toGtin14(path[from + 1] ?? '')]];
  for (let at = from + 2; at < path.length; at += 2) pairs.push([path[at] ?? '', path[at + 1] ?? null]);
  // Anything may stand in a query; only numbers of that length are application identifiers.
  for (const [key, value] of url.searchParams) if (/^\d{2,4}$/.test(key)) pairs.push([key, value]);

  const raw: RawElement[] = [];
  for (const [ai, value] of pairs) {
    const identifier = identifierAt(ai);
    if (identifier?.ai !== ai || value === null) return null;
    raw.push({ identifier, value });
  }
  const elements = checkElements(raw);
  return elements.ok ? { kind: 'gs1', gtin14: gtin14Of(elements.value), elements: elements.value } : null;
}

function decode(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null; // A stray percent sign: no segment of a GS1 link.
  }
}
