import type { Refusal, Result } from '#shared/refusals/refusal.ts';
import type { SetupIntent } from './intents.ts';
import type { BlindSpot } from '#hardware/index.ts';
import type { SetupCheck, SetupDevice, TestSeen } from './snapshot.ts';

export type WiredRole = 'reader' | 'scanner' | 'printer';

/** What comes of an effect, and what the devices say while the wizard listens. */
export type SetupNews =
  | { readonly kind: 'code-verified'; readonly right: boolean }
  | { readonly kind: 'code-kept' }
  | { readonly kind: 'listed'; readonly devices: readonly SetupDevice[]; readonly blind: readonly BlindSpot[] }
  | { readonly kind: 'assigned'; readonly role: WiredRole | 'camera'; readonly result: Result<null> }
  | { readonly kind: 'checked'; readonly checks: readonly SetupCheck[] }
  | { readonly kind: 'enrolled'; readonly result: Result<null> }
  /** A device under test has shown that it works. */
  | { readonly kind: 'seen'; readonly role: WiredRole; readonly seen: TestSeen }
  | { readonly kind: 'test-failed'; readonly role: WiredRole; readonly refusal: Refusal }
  /** It could not be done at all: a full disk, a mistake of ours. */
  | { readonly kind: 'effect-failed'; readonly effect: SetupEffect['do'] }
  /** Nobody has touched the open wizard for long. */
  | { readonly kind: 'quiet' };

export type SetupEvent = SetupIntent | SetupNews;
export type SetupEventKind = SetupEvent['kind'];
export type SetupEventOf<K extends SetupEventKind> = Extract<SetupEvent, { kind: K }>;

export type SetupEffect =
  | { readonly do: 'verify-code'; readonly code: string }
  | { readonly do: 'keep-code'; readonly code: string }
  | { readonly do: 'list-devices' }
  | {
      readonly do: 'assign';
      readonly role: WiredRole;
      readonly entry: Pick<SetupEventOf<'assign'>, 'address' | 'protocol' | 'widthMm'>;
    }
  | { readonly do: 'assign-camera'; readonly label: string }
  | { readonly do: 'test'; readonly role: WiredRole }
  /** The reader rests again; whatever a device says after this is nobody's test. */
  | { readonly do: 'end-test'; readonly role: WiredRole }
  | { readonly do: 'check-machine' }
  | { readonly do: 'enrol'; readonly code: string };

/** What the rules may know of the world; it comes in with every event. */
export interface SetupFacts {
  readonly now: number;
  readonly isEnrolled: boolean;
  /** No shopper is at the counter. */
  readonly isCounterFree: boolean;
  /** Roles that have a device, with its address. */
  readonly assigned: ReadonlyMap<WiredRole, string>;
}
