import type { Screen, Snapshot } from '#agent/session/snapshot.ts';
import type { Signature } from '#shared/lending/contract.ts';
import type { Visit } from '../session.svelte.ts';

/** What every screen is given: its own part of the snapshot, the whole of it, and the visit to speak to. */
export interface ScreenProps<S extends Screen> {
  screen: S;
  snapshot: Snapshot;
  visit: Visit;
}
export type ScreenOf<K extends Screen['kind']> = Extract<Screen, { kind: K }>;
export type FindOf<A extends ScreenOf<'repay-find'>['ask']> = Extract<Screen, { kind: 'repay-find'; ask: A }>;
export type ContactOf<A extends ScreenOf<'contact'>['ask']> = Extract<Screen, { kind: 'contact'; ask: A }>;

/** The one main button of a screen. While it is not ready it says what is missing instead of what it does. */
export interface MainButton {
  label: string;
  act: () => void;
  ready?: boolean;
  wait?: string;
}

/** A document read to its end, with the name drawn under it. */
export interface SignedPage {
  readToEnd: boolean;
  signature: Signature;
}
