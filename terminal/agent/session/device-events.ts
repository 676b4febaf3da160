import type { CardReaderEvent, ReadFailure, ScannerEvent } from '#hardware/index.ts';
import { refuse, type RefusalCode } from '#shared/refusals/refusal.ts';
import { identitySchema } from '#shared/wire/application.ts';
import type { DeviceEvent } from './machine/events.ts';

const cardFieldsSchema = identitySchema.omit({ readAt: true, warnings: true });

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
      return { kind: 'card-read', fields: fields.data, photo: event.record.photo };
    }
    case 'read-failed':
      return { kind: 'card-failed', code: FAILURE_CODES[event.reason] };
    case 'card-found':
    case 'card-removed':
      return { kind: event.kind };
  }
}

const FAILURE_CODES: Record<ReadFailure, RefusalCode> = {
  'taken-away': 'card-taken-away',
  'not-genuine': 'card-not-genuine',
  damaged: 'card-damaged',
  'unsupported-document': 'card-unsupported',
  'unknown-document': 'card-unsupported',
  malformed: 'card-damaged',
  'reader-fault': 'reader-fault',
};

/** `read` gives the verdict on a scanned text. */
export function fromScanner(
  event: ScannerEvent,
  read: (text: string) => Extract<DeviceEvent, { kind: 'code-scanned' }>['reading'],
): DeviceEvent {
  switch (event.kind) {
    case 'ready':
      return { kind: 'device-back', device: 'scanner' };
    case 'lost':
      return { kind: 'device-lost', device: 'scanner' };
    case 'scan':
      return { kind: 'code-scanned', text: event.text, reading: read(event.text) };
    case 'scan-refused':
      return { kind: 'code-scanned', text: '', reading: refuse('order-code-unreadable') };
  }
}
