import {
  parseScannedCode,
  photoOf,
  type CardReaderEvent,
  type HubEvent,
  type ReadFailure,
  type Scan,
  type ScannedCode,
  type ScannerEvent,
} from '#hardware/index.ts';
import { refuse, type RefusalCode } from '#shared/refusals/refusal.ts';
import { referenceOfCode } from '#shared/slip/reference-code.ts';
import { cardFieldsSchema } from '#shared/wire/application.ts';
import type { DeviceEvent } from './machine/events.ts';

/** The words of the drivers in the words of the session. What a card says is parsed here, once. */
export function fromReader(event: CardReaderEvent): DeviceEvent {
  switch (event.kind) {
    case 'ready':
      return { kind: 'device-back', device: 'reader' };
    case 'lost':
      return { kind: 'device-lost', device: 'reader' };
    case 'card-read': {
      const fields = cardFieldsSchema.safeParse(event.record);
      if (!fields.success) return { kind: 'card-failed', code: 'card-damaged' };
      const photo = photoOf(event.record);
      const warnings = photo.ok ? [] : [photo.code];
      return { kind: 'card-read', fields: fields.data, photo: event.record.photo, warnings };
    }
    case 'read-failed':
      return { kind: 'card-failed', code: CARD_REFUSALS[event.reason] };
    case 'card-found':
    case 'card-removed':
      return { kind: event.kind };
  }
}

export const CARD_REFUSALS: Record<ReadFailure, RefusalCode> = {
  'taken-away': 'card-taken-away',
  'not-genuine': 'card-not-genuine',
  damaged: 'card-damaged',
  'unknown-document': 'card-unsupported',
  malformed: 'card-damaged',
  'reader-fault': 'reader-fault',
};

/** Gives the verdict on an order code. */
type ReadCode = (text: string) => Extract<DeviceEvent, { kind: 'code-scanned' }>['reading'];

/** Null for what is no news to a session. */
export function fromHub({ role, event }: HubEvent, read: ReadCode): DeviceEvent | null {
  switch (role) {
    case 'reader':
      return fromReader(event);
    case 'scanner':
      return fromScanner(event, read);
    case 'printer':
      return null;
  }
}

function fromScanner(event: ScannerEvent, read: ReadCode): DeviceEvent {
  switch (event.kind) {
    case 'ready':
      return { kind: 'device-back', device: 'scanner' };
    case 'lost':
      return { kind: 'device-lost', device: 'scanner' };
    case 'scan':
      return fromScan(event.scan, read);
    case 'scan-refused':
      return { kind: 'code-scanned', text: '', reading: refuse('order-code-unreadable') };
  }
}

/** Only an order's text goes further; a payment code as a secret that shows itself to nobody. All else is forgotten here. */
function fromScan(scan: Scan, read: ReadCode): DeviceEvent {
  const code = parseScannedCode(scan);
  if (code.kind === 'order-code') return { kind: 'code-scanned', text: code.text, reading: read(code.text) };
  if (code.kind === 'payment-code')
    return { kind: 'payment-code-scanned', service: code.provider, secret: code.secret };
  const reference = code.kind === 'text' ? referenceOfCode(code.text) : null;
  if (reference !== null) return { kind: 'reference-scanned', reference };
  return { kind: 'code-scanned', text: '', reading: refuse(refusalOf(code)) };
}

function refusalOf(code: Exclude<ScannedCode, { kind: 'order-code' | 'payment-code' }>): RefusalCode {
  switch (code.kind) {
    case 'gtin':
    case 'gs1':
      return 'scan-is-goods';
    case 'malformed':
      return MALFORMED_REFUSALS[code.of];
    case 'emv-merchant':
    case 'link':
    case 'text':
      return 'scan-is-other-code';
  }
}

const MALFORMED_REFUSALS = {
  'order-code': 'order-code-unreadable',
  gtin: 'scan-is-goods',
  gs1: 'scan-is-goods',
  'emv-merchant': 'scan-is-other-code',
} as const;
