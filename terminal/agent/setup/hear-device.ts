/** The words of the drivers in the words of the wizard, masked on the way: no shopper's data gets into it. */
import { parseScannedCode, type HubEvent, type PrintOutcome } from '#hardware/index.ts';
import { maskCitizenNumber, maskName } from '#shared/identity/number.ts';
import { refuse, type RefusalCode } from '#shared/refusals/refusal.ts';
import { CARD_REFUSALS } from '../session/device-events.ts';
import { printRefusal } from '../slips/print-refusal.ts';
import type { SetupNews } from './events.ts';

/** Null for what no test is interested in. */
export function hearDevice({ role, event }: HubEvent): SetupNews | null {
  switch (event.kind) {
    case 'card-read': {
      const { document, name, number, samId } = event.record;
      const masked = { nameMasked: maskName(name), numberMasked: maskCitizenNumber(number) };
      return { kind: 'seen', role: 'reader', seen: { what: 'card', document, ...masked, samId } };
    }
    case 'read-failed':
      return failed('reader', CARD_REFUSALS[event.reason]);
    case 'scan': {
      const { text, symbology } = event.scan;
      const { kind } = parseScannedCode(event.scan);
      return { kind: 'seen', role: 'scanner', seen: { what: 'code', kind, symbology, length: text.length } };
    }
    case 'scan-refused':
      return failed('scanner', 'order-code-unreadable');
    case 'lost':
      return failed(role, LOST[role]);
    case 'ready':
    case 'card-found':
    case 'card-removed':
    case 'status':
      return null;
  }
}

const LOST = { reader: 'reader-lost', scanner: 'device-not-answering', printer: 'printer-lost' } as const;

export function printedNews(outcome: PrintOutcome): SetupNews {
  if (outcome.kind !== 'failed') {
    return { kind: 'seen', role: 'printer', seen: { what: 'print', confirmedByPrinter: outcome.kind === 'printed' } };
  }
  return failed('printer', printRefusal(outcome));
}

function failed(role: 'reader' | 'scanner' | 'printer', code: RefusalCode): SetupNews {
  return { kind: 'test-failed', role, refusal: refuse(code).refusal };
}
