import type { IdCardRecord } from '../sdt/id-card-record.ts';
import type { LinkError } from '../transport/transport.ts';

/** Why no record came of a card. `reader-fault` is the machine's doing, the others the card's or its holder's. */
export type ReadFailure = 'taken-away' | 'not-genuine' | 'damaged' | 'unknown-document' | 'malformed' | 'reader-fault';

/**
 * What a card reader tells. Between two `ready` there is exactly one `lost`. A loss ends all knowledge
 * of the card: after it there is no `card-removed`, and the card may be read afresh. `card-found` is
 * followed by one `card-read` or `read-failed`, unless the reader is lost or told to rest first.
 * `detail` never holds anything from the card but the letter of its kind.
 */
export type CardReaderEvent =
  | { readonly kind: 'ready'; readonly samId: string | null }
  | { readonly kind: 'lost'; readonly reason: LinkError }
  | { readonly kind: 'card-found' }
  | { readonly kind: 'card-read'; readonly record: IdCardRecord }
  | { readonly kind: 'card-removed' }
  | { readonly kind: 'read-failed'; readonly reason: ReadFailure; readonly detail: string };
